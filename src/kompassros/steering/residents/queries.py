"""Reads of residents' comments, each with a bounded number of SQL queries."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone

from kompassros.organisations.models import Organisation
from kompassros.steering.residents.models import ResidentComment
from kompassros.steering.writing.models import WrittenReport

State = ResidentComment.State
_ORDER = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(State)), output_field=IntegerField())


@dataclass(frozen=True)
class Shown:
    """A comment as everybody reads it: nothing but what the sender wrote, the day, and the municipality's answer."""

    name: str
    text: str
    day: date
    answer: str
    answered_on: date | None


def shown_of(report: WrittenReport, section: UUID) -> list[Shown]:
    """Return the comments on a chapter that are shown, the first one first; one query."""
    rows = ResidentComment._base_manager.filter(report=report, section=section, state=State.SHOWN)
    return [_as_shown(row) for row in rows.order_by("sent_at", "pk")]


def _as_shown(row: ResidentComment) -> Shown:
    answered = timezone.localdate(row.answered_at) if row.answered_at else None
    return Shown(row.name, row.text, timezone.localdate(row.sent_at), row.answer, answered)


def counts_of(report: WrittenReport) -> dict[UUID, int]:
    """Return how many comments are shown for each chapter of a report that has any; one query."""
    rows = ResidentComment._base_manager.filter(report=report, state=State.SHOWN).order_by()
    return dict(rows.values_list("section").annotate(count=Count("pk")))


def comments_of(organisation: Organisation) -> QuerySet[ResidentComment]:
    """Return the comments on a municipality's reports: those that wait first, the oldest of each first."""
    rows = ResidentComment.objects.filter(organisation=organisation)
    related = ("organisation", "report", "decided_by", "answered_by")
    ordered: QuerySet[ResidentComment] = rows.select_related(*related).order_by(_ORDER, "sent_at", "pk")
    return ordered


def count_waiting(organisations: list[int]) -> list[tuple[str, str, int]]:
    """Return key and name of each of the municipalities in which comments wait, and how many; one query."""
    rows = ResidentComment._base_manager.filter(organisation__in=organisations, state=State.WAITING).order_by()
    counted = rows.values_list("organisation__key", "organisation__name").annotate(count=Count("pk"))
    return [(key, name, count) for key, name, count in counted.order_by("organisation__sort_sv")]
