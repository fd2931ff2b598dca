"""A whole plan as it stood at the end of a day: the council's decision, and every goal by the revision that held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kompassros.organisations.models import Organisation
from kompassros.records import freezing
from kompassros.steering.goals.kept import KeptGoal, read_kept
from kompassros.steering.goals.models import GoalRevision
from kompassros.steering.plans.models import Card, SteeringPlan


@dataclass(frozen=True)
class PlacedGoal:
    """A goal as it stood, with the body on whose card it is."""

    body: Organisation
    pk: int
    goal: KeptGoal


@dataclass(frozen=True)
class KeptPlan:
    """A plan as it stood at the end of ``day``. ``decision``: the council's, empty where it had not decided yet.

    ``sha256``: over the decision and the checksums of the goals with their bodies, in this order; equal as long as
    nothing of the plan changes.
    """

    day: date
    decision: str
    goals: Sequence[PlacedGoal]
    sha256: str


def kept_plan(plan: SteeringPlan, day: date, body: str = "") -> KeptPlan:
    """Return a plan, or the card of one body, as it stood at the end of a day; two queries."""
    decided = plan.adopted_on is not None and plan.adopted_on <= day
    decision = plan.decision if decided else ""
    goals = [each for each in _goals(plan, day) if body in ("", each.body.key)]
    content = {"decision": decision, "goals": [[each.body.key, each.goal.sha256] for each in goals]}
    return KeptPlan(day, decision, goals, freezing.digest(content))


def _goals(plan: SteeringPlan, day: date) -> list[PlacedGoal]:
    end = timezone.make_aware(datetime.combine(day, time.max))
    later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    newer = GoalRevision.objects.filter(later, goal=OuterRef("goal"), at__lte=end)
    rows = GoalRevision.objects.filter(~Exists(newer), goal__plan=plan, at__lte=end)
    rows = rows.select_related("goal__organisation")
    order = {body.pk: number for number, body in enumerate(bodies_of(plan))}
    found = [PlacedGoal(row.goal.organisation, row.goal_id, read_kept(row)) for row in rows]
    return sorted(found, key=lambda each: (order.get(each.body.pk, len(order)), each.pk))


def bodies_of(plan: SteeringPlan) -> list[Organisation]:
    """Return the bodies that have a card in a plan, those above first."""
    cards = Card._base_manager.filter(plan=plan).select_related("organisation").order_by("organisation__path", "pk")
    return [card.organisation for card in cards]
