"""Reading the evidence of an evaluation; inside the scope of its organisation."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, F, QuerySet

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.models import Evidence, Support


def support_counts(course: Course) -> dict[str, int]:
    """Return criterion -> how many pieces support it; withdrawn ones count no more. None support it: no key."""
    rows = Support.objects.filter(course=course, evidence__withdrawn_at=None)
    return {row["criterion"]: row["count"] for row in rows.values("criterion").annotate(count=Count("pk"))}


def is_supported(course: Course, criterion: str) -> bool:
    """Return whether a piece that is not withdrawn supports a criterion."""
    return Support.objects.filter(course=course, criterion=criterion, evidence__withdrawn_at=None).exists()


def evidence_of(course: Course, criterion: str) -> list[Support]:
    """Return what supports a criterion, each tie with its piece of evidence, first tied first; no withdrawn ones."""
    rows = Support.objects.filter(course=course, criterion=criterion, evidence__withdrawn_at=None)
    return list(rows.select_related("evidence", "evidence__revision", "added_by").order_by("added_at", "pk"))


def all_evidence(course: Course) -> QuerySet[Evidence]:
    """Return every piece with ``tied`` (to how many criteria): those not tied yet first, withdrawn ones last."""
    rows = Evidence.objects.filter(course=course).select_related("added_by")
    found: QuerySet[Evidence] = rows.annotate(tied=Count("supports")).order_by(
        F("withdrawn_at").asc(nulls_first=True), F("tied").asc(), "-added_at", "-pk"
    )
    return found


def untied_count(course: Course) -> int:
    """Return how many pieces that count are tied to no criterion."""
    return Evidence.objects.filter(course=course, withdrawn_at=None, supports=None).count()


def criteria_by_evidence(course: Course) -> dict[int, list[str]]:
    """Return evidence's key -> the criteria that it is tied to."""
    found: dict[int, list[str]] = defaultdict(list)
    for evidence, criterion in Support.objects.filter(course=course).values_list("evidence_id", "criterion"):
        found[evidence].append(criterion)
    return found


def of_requests(course: Course, requests: Iterable[int]) -> dict[int, list[Evidence]]:
    """Return document request's key -> what was sent in answer to it, latest first, withdrawn pieces left out."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.filter(course=course, request__in=list(requests), withdrawn_at=None)
    for piece in rows.select_related("revision", "added_by").order_by("-pk"):
        found[piece.request_id or 0].append(piece)
    return found
