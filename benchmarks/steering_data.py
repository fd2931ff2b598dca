"""Made-up steering of a large municipality: units with goals, indicators and a figure for each, in an adopted plan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import cycle
from typing import Any

YEAR, AREAS, GOALS, INDICATORS = 2040, 20, 4, 5
BATCH = 2000


@dataclass(frozen=True)
class Large:
    """What was made: key of the municipality and of one of its units, and the period that can be closed."""

    municipality: str
    unit: str
    period: int


def make_large(units: int) -> Large:
    """Store a plan of Granby with ``units`` units of 20 indicators each below planning areas, its first period open."""
    from kompassros.organisations.models import Organisation
    from kompassros.steering.plans.services import adopt_plan, make_plan

    granby = Organisation.objects.get(key="granby")
    bodies = _units(granby, units)
    plan = make_plan(organisation=granby, year=YEAR, structure="gausdal", person=None)
    _indicators(plan, _goals(plan, bodies))
    adopt_plan(plan=plan, decision="KF § 1", on=date(2026, 1, 1), person=None)
    return Large(granby.key, bodies[0].key, _opened(plan))


def _units(granby: Any, units: int) -> list[Any]:
    from kompassros.methods.ordering import sort_key
    from kompassros.organisations import services
    from kompassros.organisations.models import Organisation

    kind = Organisation.Kind.DEPARTMENT
    areas = [
        services.add_organisation(
            kind=kind, country="SE", periods=[services.NamePeriod(f"Område {number}")], parent=granby, made_up=True
        )
        for number in range(AREAS)
    ]
    rows = []
    for number, area in zip(range(units), cycle(areas), strict=False):
        name = f"Enhet {number:04d}"
        keys = {f"sort_{language}": sort_key(name, language) for language in ("sv", "nb", "en")}
        shared = {"kind": Organisation.Kind.UNIT, "country": "SE", "made_up": True}
        rows.append(Organisation(key=f"enhet-{number:04d}", name=name, parent=area, **shared, **keys))
    bodies = Organisation.objects.bulk_create(rows)
    for body in bodies:
        body.path = f"{body.parent.path}{body.pk}/"
    Organisation.objects.bulk_update(bodies, ["path"], batch_size=BATCH)
    return bodies


def _goals(plan: Any, bodies: list[Any]) -> list[Any]:
    from kompassros.steering.goals.models import Goal, GoalEdition
    from kompassros.steering.plans.models import Card

    agreed = Card.State.AGREED
    cards = Card._base_manager.bulk_create(
        Card(plan=plan, organisation=body, level="unit", state=agreed) for body in bodies
    )
    goals = iter(Goal.objects.bulk_create(Goal(owner=plan.organisation) for _ in range(GOALS * len(cards))))
    editions = [
        GoalEdition(
            goal=next(goals), plan=plan, card=card, organisation=card.organisation, perspective="users", title="Mål"
        )
        for card in cards
        for _ in range(GOALS)
    ]
    return GoalEdition._base_manager.bulk_create(editions, batch_size=BATCH)


def _indicators(plan: Any, goals: list[Any]) -> None:
    from kompassros.methods.targets import Attainment
    from kompassros.records import clock
    from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue, SteeringIndicator

    identities = SteeringIndicator.objects.bulk_create(
        (SteeringIndicator(owner=plan.organisation) for _ in range(INDICATORS * len(goals))), batch_size=BATCH
    )
    statuses = cycle(Attainment)
    target = {"target_kind": "level", "comparison": ">=", "low": 80, "direction": "high", "unit": "%"}
    editions = [
        IndicatorEdition(
            indicator=identity,
            goal=goals[number // INDICATORS],
            plan=plan,
            organisation=goals[number // INDICATORS].organisation,
            title=f"Indikator {number}",
            attainment=next(statuses),
            reason="",
            **target,
        )
        for number, identity in enumerate(identities)
    ]
    IndicatorEdition._base_manager.bulk_create(editions, batch_size=BATCH)
    now, figure = clock.now(), Decimal("75.5")
    told = {"year": YEAR, "printed": "75,5", "value": figure, "entered_at": now}
    values = [IndicatorValue(indicator=one.indicator, organisation=one.organisation, **told) for one in editions]
    IndicatorValue._base_manager.bulk_create(values, batch_size=BATCH)


def _opened(plan: Any) -> int:
    from kompassros.steering.periods.planning import open_period, plan_usual

    period = plan_usual(plan=plan, person=None)[0]
    open_period(period=period, person=None)
    return int(period.pk)
