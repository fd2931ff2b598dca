"""What the judgements of an evaluation say: where each stands, the points so far. Read inside the course's scope."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.queries import support_counts
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.models import Judgement, views_differ
from kompassros.evaluations.judging.services import KIND
from kompassros.evaluations.judging.signs import State, standing_of
from kompassros.methods import points
from kompassros.records.models import Comment

Row = Mapping[str, Any]
Kept = TypeVar("Kept")
_VIEWS = ("criterion", "level", "reach", "second_level", "second_reach", "settled_by_id", "settled_why")
_SHOWN = (
    *_VIEWS,
    "basis",
    "remark",
    "version",
    "judged_by_id",
    "judged_by__name",
    "judged_at",
    "second_by_id",
    "second_by__name",
    "second_at",
    "second_remark",
    "second_version",
    "settled_by__name",
)


@dataclass(frozen=True)
class Standings:
    """Ids of the criteria that need a hand, in the order of the edition."""

    unjudged: tuple[str, ...]
    unsupported: tuple[str, ...]
    differing: tuple[str, ...]


def in_order(course: Course, found: Mapping[str, Kept]) -> dict[str, Kept]:
    """Return what is kept by criterion in the order of the edition; what is of no criterion is left out."""
    return {criterion: found[criterion] for criterion in framework_of(course.edition).placed if criterion in found}


def view_rows(course: Course) -> dict[str, Row]:
    """Return what judge and second reader say of each criterion; one query."""
    return _by_criterion(course, Judgement.objects.filter(course=course).values(*_VIEWS))


def _by_criterion(course: Course, rows: QuerySet[Any, Any]) -> dict[str, Row]:
    return in_order(course, {row["criterion"]: row for row in rows})


def shown_rows(course: Course) -> dict[str, Row]:
    """Return everything that the judging screen shows of each judgement, with its number of comments; one query."""
    comments = Comment.objects.filter(
        subject_kind=KIND, subject_key=Concat(Value(f"{course.slug}/"), OuterRef("criterion")), withdrawn_at=None
    )
    counted = comments.order_by().values("subject_key").annotate(number=Count("pk")).values("number")
    rows = Judgement.objects.filter(course=course).annotate(comments=Subquery(counted))
    return _by_criterion(course, rows.values(*_SHOWN, "comments"))


def shown_row(course: Course, criterion: str) -> Row | None:
    """Return what is shown of one judgement; None where the evaluation has none. One query."""
    row: Row | None = Judgement.objects.filter(course=course, criterion=criterion).values(*_SHOWN).first()
    return row


def state_of(row: Row, evidence: int) -> State:
    """Return where a judgement stands."""
    return standing_of(row["level"], row["reach"], evidence)


def differs(row: Row) -> bool:
    """Return whether the two views of a criterion differ and nobody has settled it: as ``Judgement.differs``."""
    if row["settled_by_id"] is not None or row["settled_why"]:
        return False
    return views_differ(row["level"], row["reach"], row["second_level"], row["second_reach"])


def standings(course: Course) -> Standings:
    """Return which criteria are unjudged, unsupported and differing; two queries."""
    rows, evidence = view_rows(course), support_counts(course)
    states = {criterion: state_of(row, evidence.get(criterion, 0)) for criterion, row in rows.items()}
    return Standings(
        unjudged=tuple(_those(states, State.UNJUDGED)),
        unsupported=tuple(_those(states, State.UNSUPPORTED)),
        differing=tuple(criterion for criterion, row in rows.items() if differs(row)),
    )


def _those(states: Mapping[str, State], wanted: State) -> Iterator[str]:
    return (criterion for criterion, state in states.items() if state is wanted)


def counted(rows: Mapping[str, Row], evidence: Mapping[str, int]) -> dict[str, points.Judgement]:
    """Return the judgements that were made, as points are counted of them."""
    return {
        criterion: points.Judgement(points.Level(row["level"]), points.Reach(row["reach"]), evidence.get(criterion, 0))
        for criterion, row in rows.items()
        if row["level"]
    }


def counted_judgements(course: Course) -> dict[str, points.Judgement]:
    """Return criterion -> judgement with its number of pieces of evidence, of all that are judged; two queries."""
    return counted(view_rows(course), support_counts(course))


def points_of(course: Course) -> points.Points:
    """Return the points of an evaluation as it stands. For the team alone until the sheet is published; two queries."""
    return points.score(framework_of(course.edition).frame, counted_judgements(course))
