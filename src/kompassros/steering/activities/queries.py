"""Activities as pages show them – those past their deadline first – and what the council has asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.steering.activities.models import Activity, ActivityEntry, Assignment
from kompassros.steering.activities.policies import SEE_ACTIVITY, SEE_ASSIGNMENT
from kompassros.steering.activities.services import OPEN, Status
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import SEE_CARD

DUE_WITHIN = timedelta(days=14)
_RELATED = ("plan__organisation", "organisation", "goal__organisation", "goal__plan__organisation")


@dataclass(frozen=True)
class Line:
    """An activity for a reader. ``overdue``: past its deadline and neither done nor cancelled.

    ``goal``: the goal that it is for, None for none and for one on a card that the reader cannot open (``hidden``).
    """

    activity: Activity
    overdue: bool
    goal: GoalEdition | None
    hidden: bool


@dataclass(frozen=True)
class Counts:
    """How many activities there are for a reader, how many are not ended, called late, and past their deadline."""

    total: int = 0
    open: int = 0
    late: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Asked:
    """What the council has asked for. ``open``: without an answer; ``overdue``: open and past its day."""

    assignment: Assignment
    open: bool
    overdue: bool


def is_overdue(deadline: date | None, status: str) -> bool:
    """Return whether something that is not ended should have been."""
    return deadline is not None and deadline < clock.today() and status in OPEN


def in_order(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Return activities in the order of pages: past their deadline, late, other open ones, ended; then by deadline."""
    overdue = Q(deadline__lt=clock.today(), status__in=OPEN)
    rank = Case(
        When(overdue, then=Value(0)),
        When(status=Status.LATE, then=Value(1)),
        When(status__in=OPEN, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return rows.order_by(rank, F("deadline").asc(nulls_last=True), "pk")


def activities_in(plan: SteeringPlan, person: object) -> QuerySet[Activity]:
    """Return the activities of a plan that a person sees."""
    return SEE_ACTIVITY.subjects(person).filter(plan=plan)


def lines_of(rows: QuerySet[Activity], plan: SteeringPlan, person: object) -> list[Line]:
    """Return activities of a plan in their order, with their goals; two queries, however many there are."""
    found = list(in_order(rows).select_related(*_RELATED))
    goals = {each.goal_id for each in found if each.goal_id}
    cards = SEE_CARD.subjects(person).filter(plan=plan).values("pk")
    rows_seen = GoalEdition._base_manager.filter(pk__in=goals, card__in=cards)
    seen = set(rows_seen.values_list("pk", flat=True)) if goals else set()
    return [
        Line(
            each,
            is_overdue(each.deadline, each.status),
            each.goal if each.goal_id in seen else None,
            each.goal_id is not None and each.goal_id not in seen,
        )
        for each in found
    ]


def count(rows: QuerySet[Activity]) -> Counts:
    """Return how many activities there are of each kind; one query."""
    is_open = Q(status__in=OPEN)
    counted = rows.order_by().aggregate(
        total=Count("pk"),
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=Q(status=Status.LATE)),
        overdue=Count("pk", filter=is_open & Q(deadline__lt=clock.today())),
    )
    return Counts(**counted)


def tally(lines: Sequence[Line]) -> Counts:
    """Return the same of activities that are read already."""
    statuses = [line.activity.status for line in lines]
    return Counts(
        total=len(statuses),
        open=sum(status in OPEN for status in statuses),
        late=statuses.count(Status.LATE),
        overdue=sum(line.overdue for line in lines),
    )


def entries_of(activity: Activity) -> QuerySet[ActivityEntry]:
    """Return the log of an activity, the latest first."""
    return ActivityEntry._base_manager.filter(activity=activity).select_related("by").order_by("-at", "-pk")


def goals_for(card: Card) -> list[GoalEdition]:
    """Return the goals that an activity of a card's body may be for: its own, and those of the cards above."""
    steps = (card.organisation.path or "").strip("/").split("/")
    paths = [f"/{'/'.join(steps[:number])}/" for number in range(1, len(steps) + 1)]
    rows = GoalEdition._base_manager.filter(plan=card.plan_id, organisation__path__in=paths, withdrawn_on=None)
    return list(rows.select_related("organisation").order_by("-organisation__path", "position", "pk"))


def due_for(bodies: Iterable[Organisation]) -> list[Activity]:
    """Return what these bodies do that is past its deadline or due within 14 days (own choice), in open plans."""
    rows = Activity._base_manager.filter(
        organisation__in=list(bodies), status__in=OPEN, deadline__lte=clock.today() + DUE_WITHIN
    )
    rows = rows.exclude(plan__state=SteeringPlan.State.CLOSED).select_related("plan__organisation", "organisation")
    return list(rows.order_by("deadline", "pk"))


def asked_in(municipality: Organisation, person: object) -> list[Asked]:
    """Return what a municipality's council has asked for: open ones past their day first, answered ones last."""
    rows = SEE_ASSIGNMENT.subjects(person).filter(owner=municipality).select_related("organisation", "owner")
    last = F("due_on").asc(nulls_last=True)
    answered = Case(When(answer="", then=Value(0)), default=Value(1), output_field=IntegerField())
    return [asked(each) for each in rows.order_by(answered, F("answered_on").desc(nulls_first=True), last, "pk")]


def asked(assignment: Assignment) -> Asked:
    """Return a request with where it stands today."""
    is_open = not assignment.answer
    return Asked(assignment, is_open, is_open and assignment.due_on is not None and assignment.due_on < clock.today())


def open_for(bodies: Iterable[Organisation]) -> list[Assignment]:
    """Return what these bodies have not answered, the first due first."""
    rows = Assignment._base_manager.filter(organisation__in=list(bodies), answer="")
    return list(rows.select_related("owner", "organisation").order_by(F("due_on").asc(nulls_last=True), "pk"))


def count_open(municipality: Organisation, person: object) -> int:
    """Return how many requests of a municipality's council have no answer."""
    return SEE_ASSIGNMENT.subjects(person).filter(owner=municipality, answer="").count()
