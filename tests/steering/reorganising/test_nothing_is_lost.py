"""Whatever is moved, merged and split, in whatever order: nothing is lost, nothing is there twice, all sums stay."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.activities.models import Activity
from kompassros.steering.activities.services import ActivityContent, add_activity
from kompassros.steering.budget.models import BudgetFrame
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.reporting import write_report
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.queries import tree_of
from kompassros.steering.reorganising.services import reorganise
from kompassros.steering.reorganising.wishes import Decided, Merge, Move, Split, Wish
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import CardOf, ReportOf, enter

KINDS = ("move", "merge", "split", "remain")


@pytest.fixture
def leader(bodies: Bodies, person_with: Any) -> Person:
    person: Person = person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)
    return person


@pytest.fixture
def filled(
    agreed: SteeringPlan,
    goals: dict[str, GoalEdition],
    first: ReportingPeriod,
    bodies: Bodies,
    card_of: CardOf,
    report_of: ReportOf,
    monkeypatch: pytest.MonkeyPatch,
) -> SteeringPlan:
    """A plan whose cards have figures, activities, money and reports."""
    monkeypatch.setattr(clock, "today", lambda: date(YEAR, 12, 1))
    for number, unit in enumerate((*bodies.areas, *bodies.units)):
        card, goal = card_of(unit), goals[unit.key]
        enter(goal, ("5", "6,5", "9")[number % 3], "")
        add_activity(card=card, content=ActivityContent("Fritt"), person=None)
        add_activity(card=card, content=ActivityContent("För målet"), person=None, goal=goal)
        BudgetFrame._base_manager.create(
            card=card, organisation=unit, year=YEAR, amount=Decimal(1000 + number), entered_at=clock.now()
        )
        write_report(report=report_of(unit), text=f"Om {unit.name}.", lines={}, person=None)
    return agreed


def _wish(plan: SteeringPlan, dice: Random, number: int) -> Wish:
    """Return something to want of the bodies that there are; some of it cannot be, and is refused."""
    inside = Organisation.objects.filter(path__startswith=plan.organisation.path, valid_to=None)
    bodies = list(inside.exclude(pk=plan.organisation_id).order_by("pk"))
    kind, first = dice.choice(KINDS), dice.choice(bodies)
    if kind == "move":
        above = [body for body in bodies if body.kind != first.kind and body.pk != first.parent_id]
        return Move(first, dice.choice([plan.organisation, *above]))
    if kind == "merge":
        alike = [body for body in bodies if body.kind == first.kind and body != first] or [first]
        return Merge([first, dice.choice(alike)], into=dice.choice([first, None]), name=f"Ny {number}")
    goals = GoalEdition._base_manager.filter(plan=plan, organisation=first).select_related("goal").order_by("pk")
    below = {body.key: dice.randrange(2) for body in bodies if body.parent_id == first.pk}
    shared = {str(goal.goal.uid): dice.randrange(2) for goal in goals}
    names = [f"Del {number} a"] if kind == "remain" else [f"Del {number} a", f"Del {number} b"]
    return Split(first, names, remains=kind == "remain", goals=shared, places=below)


def _counted(plan: SteeringPlan, leader: Person) -> dict[str, Any]:
    """Return what must stay: identities, figures, sums and shares."""
    values = IndicatorValue._base_manager.filter(indicator__owner=plan.organisation)
    tree = tree_of(plan, Person.objects.get(pk=leader.pk))
    frames = {(row.card_id, row.year): row.amount for row in BudgetFrame._base_manager.filter(card__plan=plan)}
    reports = CardReport._base_manager.filter(period__plan=plan).values_list("text", flat=True)
    return {
        "goals": sorted(GoalEdition._base_manager.filter(plan=plan).values_list("pk", "goal__uid")),
        "indicators": sorted(IndicatorEdition._base_manager.filter(plan=plan).values_list("pk", "indicator", "goal")),
        "values": sorted(values.values_list("pk", "printed")),
        "activities": sorted(Activity._base_manager.filter(plan=plan).values_list("pk", "title")),
        "money": sum(amount for amount in frames.values() if amount is not None),
        "shares": tree[0].all.counts,
        "goals in the tree": sum(branch.goals for branch in tree),
        "said": sorted(line for text in reports for line in text.splitlines() if line.startswith("Om ")),
    }


def _stray(plan: SteeringPlan) -> list[Any]:
    """Return rows that stand on a card that ended, or with another body than the one whose card they are on."""
    ended = Card._base_manager.filter(plan=plan, ended_on__isnull=False).values("organisation")
    goals = GoalEdition._base_manager.filter(plan=plan).select_related("card")
    indicators = IndicatorEdition._base_manager.filter(plan=plan).select_related("goal")
    of = {row.indicator_id: row.organisation_id for row in indicators}
    values = IndicatorValue._base_manager.filter(indicator__in=of)
    return [
        *(goal for goal in goals if goal.organisation_id != goal.card.organisation_id or goal.card.ended_on),
        *(row for row in indicators if row.organisation_id != row.goal.organisation_id),
        *(row for row in values if of[row.indicator_id] != row.organisation_id),
        *Activity._base_manager.filter(plan=plan, organisation__in=ended),
        *CardReport._base_manager.filter(period__plan=plan, organisation__in=ended),
    ]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_nothing_is_lost_or_doubled(filled: SteeringPlan, leader: Person, seed: int) -> None:
    dice = Random(seed)
    with transaction.atomic():
        before = _counted(filled, leader)
        for number in range(6):
            fresh = SteeringPlan._base_manager.select_related("organisation").get(pk=filled.pk)
            decided = Decided(date(YEAR, 6 + number, 1), f"KF § {number}")
            with suppress(DomainError):
                reorganise(plan=fresh, wish=_wish(fresh, dice, number), decided=decided, person=None)
        assert _counted(filled, leader) == before
        assert _stray(filled) == []
        transaction.set_rollback(True)
