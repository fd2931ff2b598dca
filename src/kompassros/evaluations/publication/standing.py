"""What an evaluation's judgements are worth now, and what of them still stands open. Read inside the course's scope."""

from dataclasses import dataclass
from fractions import Fraction

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.queries import support_counts
from kompassros.evaluations.judging import queries
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.models import Judgement
from kompassros.methods import points


@dataclass(frozen=True)
class Judged:
    """The judgements of an evaluation by criterion, and the points they give for a share of "partly in place".

    rows: of the criteria of the edition, in its order. counted: those made, as the method wants them. unjudged,
    differing: criteria that are not judged, and on which judge and second reader still differ.
    """

    rows: dict[str, Judgement]
    counted: dict[str, points.Judgement]
    points: points.Points
    unjudged: tuple[str, ...]
    differing: tuple[str, ...]


def stand(course: Course, partly: Fraction = points.PARTLY) -> Judged:
    """Return where the judgements of an evaluation stand: two queries. ``ValueError`` for a share outside 0 to 1."""
    framework, support = framework_of(course.edition), support_counts(course)
    rows = queries.in_order(course, {row.criterion: row for row in Judgement.objects.filter(course=course)})
    views = {criterion: {"level": row.level, "reach": row.reach} for criterion, row in rows.items()}
    made = queries.counted(views, support)
    return Judged(
        rows=rows,
        counted=made,
        points=points.score(framework.frame, made, partly),
        unjudged=tuple(one for one in framework.placed if one not in made),
        differing=tuple(criterion for criterion, row in rows.items() if row.differs),
    )
