"""Evidence as everybody may see it: how far tracing goes outside the team.

It stops at the interview's group, never a person or a note; a group under SMALLEST_GROUP is withheld, and so is the
address of an intranet page (design rule: own choice).
"""

from collections import defaultdict
from collections.abc import Iterable

from kompassros.evaluations.course_sheet import SheetEvidence
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.interviews.models import SMALLEST_GROUP, Interview


def show(evidence: Evidence, place: str = "") -> SheetEvidence:
    """Return a piece of evidence as the public sheet holds it; ``place`` says where in it."""
    kind = Evidence.Kind(evidence.kind)
    if kind is Evidence.Kind.INTERVIEW:
        return _show_interview(evidence.interview)
    if kind is Evidence.Kind.INTRANET:
        return SheetEvidence(kind="intranet", title=evidence.title)
    return SheetEvidence(
        kind=kind.value,
        title=evidence.title,
        place=place,
        address=evidence.address if kind is Evidence.Kind.WEB else "",
        sha256=evidence.revision.sha256 if kind is Evidence.Kind.FILE and evidence.revision else "",
    )


def _show_interview(interview: Interview | None) -> SheetEvidence:
    if interview is None or (interview.present or 0) < SMALLEST_GROUP:
        return SheetEvidence(kind="interview", withheld=True)
    return SheetEvidence(kind="interview", group=interview.group)


def show_all(pieces: Iterable[Evidence]) -> tuple[SheetEvidence, ...]:
    """Return several pieces in the order of their numbers."""
    return tuple(show(piece) for piece in sorted(pieces, key=lambda piece: piece.pk))


def shown_by_criterion(course: Course) -> dict[str, tuple[SheetEvidence, ...]]:
    """Return what supports each criterion, without what was withdrawn: one query."""
    rows = Support._base_manager.filter(course=course, evidence__withdrawn_at=None)
    found: dict[str, list[SheetEvidence]] = defaultdict(list)
    for row in rows.select_related("evidence__interview", "evidence__revision").order_by("pk"):
        found[row.criterion].append(show(row.evidence, row.place))
    return {criterion: tuple(pieces) for criterion, pieces in found.items()}
