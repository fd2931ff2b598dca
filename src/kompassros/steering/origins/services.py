"""A finding of an evaluation or a measure becomes a goal; both ends then know each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.models import Indicator
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering import trail
from kompassros.steering.goals.contents import GoalContent, IndicatorContent
from kompassros.steering.goals.indicator_services import add_indicator
from kompassros.steering.goals.models import GoalEdition, GoalOrigin
from kompassros.steering.goals.services import add_goal
from kompassros.steering.origins.following import follow
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import make_plan
from kompassros.steering.plans.structures import read_structure
from kompassros.steering.policies import LEAD

Kind = GoalOrigin.Kind
PLAIN = "plain"
_LONGEST = 300


@dataclass(frozen=True)
class Source:
    """What a goal comes from. ``key`` names it in its own app; ``said``: how it is called; ``year``: of a measure."""

    kind: str
    key: str
    said: str
    year: int | None = None


@transaction.atomic
def goal_from(*, municipality: Organisation, source: Source, person: Any) -> GoalEdition:
    """Make a goal of a source on the municipality's own card, or return the one that was made of it before.

    It stands in the latest plan that is still a draft; where none is, the draft of the next year is begun by the same
    steering model. A measure becomes the goal's indicator and brings the values that the store has of it.
    """
    require(person, LEAD, municipality)
    if source.kind not in set(Kind) or not source.said.strip():
        raise DomainError(_("There is nothing here that a goal could be made of."))
    known = goals_from(municipality, source.kind, [source.key])
    if known:
        return known[0]
    card = _card(municipality, person)
    perspectives = read_structure(card.plan.structure).perspectives
    content = GoalContent(source.said.strip()[:_LONGEST], perspective=perspectives[0].key if perspectives else "")
    edition = add_goal(card=card, content=content, person=person)
    GoalOrigin.objects.create(
        goal=edition.goal,
        kind=source.kind,
        key=source.key,
        year=source.year,
        said=source.said.strip()[:_LONGEST],
        at=clock.now(),
        by=person,
    )
    trail.write_goal(edition, person, "linked", after={"origin": source.said.strip()[:_LONGEST]})
    if source.kind == Kind.MEASURE:
        _measure(edition, source.key, person)
    return edition


def _card(municipality: Organisation, person: Any) -> Card:
    plans = SteeringPlan._base_manager.filter(organisation=municipality).order_by("-year")
    plan = plans.filter(state=SteeringPlan.State.DRAFT).first()
    if plan is None:
        latest = plans.first()
        year = max(latest.year if latest else 0, clock.today().year) + 1
        structure = latest.structure["key"] if latest else PLAIN
        plan = make_plan(organisation=municipality, year=year, structure=structure, person=person)
    rows = Card._base_manager.select_related("plan__organisation", "organisation")
    card: Card = rows.get(plan=plan, organisation=municipality)
    return card


def _measure(edition: GoalEdition, code: str, person: Any) -> None:
    indicator = Indicator.objects.filter(code=code).first()
    if indicator is None:
        raise DomainError(_("The catalogue has no measure “%(code)s”.") % {"code": code})
    content = IndicatorContent(
        indicator.title,
        unit=indicator.unit,
        direction=indicator.direction,
        decimals=indicator.decimals,
        frequency=indicator.frequency,
        source=indicator.source,
        definition=indicator.definition,
    )
    added = add_indicator(goal=edition, content=content, person=person, catalogue=indicator)
    follow(edition=added, person=person)


def goals_from(municipality: Organisation, kind: str, keys: Iterable[str]) -> list[GoalEdition]:
    """Return the goals of a municipality that came from some things: the latest edition of each."""
    rows = GoalEdition._base_manager.filter(
        goal__origins__kind=kind, goal__origins__key__in=list(keys), goal__owner=municipality
    )
    related = ("goal", "plan__organisation", "organisation")
    latest: dict[int, GoalEdition] = {}
    for edition in rows.select_related(*related).prefetch_related("goal__origins").order_by("plan__year", "pk"):
        latest[edition.goal_id] = edition
    return list(latest.values())
