"""The log of a municipality's steering: every row of its history between two days, with a chain of checksums.

Each row's checksum is over the row and the checksum before it, so that a row that is changed, left out or put in
between makes all that follow differ. Own choice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from kompassros.organisations.models import Organisation
from kompassros.records import freezing
from kompassros.records.matter_models import AgendaPaper, Matter
from kompassros.records.models import HistoryEntry

KINDS = "steering_"
"""How the kinds of all subjects of steering begin."""
OTHERS = ("resident_comment",)
PAPERS = ("matter", "agenda_paper")
MOST_ROWS = 100_000
"""How many rows a file has at most. Own choice: a spreadsheet still opens; choose fewer days for more."""


@dataclass(frozen=True)
class Choice:
    """What of the log is asked for: between two days, of a person, a kind of subject, by a decision."""

    since: date
    until: date
    person: str = ""
    kind: str = ""
    subject: str = ""
    decision: str = ""


@dataclass(frozen=True)
class LogRow:
    """A row of the log with its checksum."""

    entry: HistoryEntry
    sha256: str


def log_of(municipality: Organisation, choice: Choice) -> QuerySet[HistoryEntry]:
    """Return the chosen rows, the first one first."""
    inside = Organisation.objects.filter(path__startswith=municipality.path or "-").values("pk")
    rows = HistoryEntry.objects.filter(organisation_id__in=inside, at__gte=_start(choice.since))
    rows = rows.filter(_of_steering(municipality), at__lt=_start(choice.until + timedelta(days=1)))
    if choice.kind:
        rows = rows.filter(subject_kind=choice.kind)
    if choice.person:
        rows = rows.filter(person_label__icontains=choice.person)
    if choice.subject:
        rows = rows.filter(subject_label__icontains=choice.subject)
    if choice.decision:
        rows = rows.filter(Q(why__icontains=choice.decision) | Q(after__decision__icontains=choice.decision))
    return rows.order_by("at", "pk")


def _of_steering(municipality: Organisation) -> Q:
    """Return the condition that a row tells of steering: of one of its things, or of an agenda paper about one."""
    matters = Matter.objects.filter(organisation_id=municipality.pk, subject_kind__startswith=KINDS)
    told = Q(subject_kind__startswith=KINDS) | Q(subject_kind__in=OTHERS)
    for kind, found in zip(PAPERS, (matters, AgendaPaper.objects.filter(matter__in=matters)), strict=True):
        told |= Q(subject_kind=kind, subject_key__in=found.order_by().values(key=Cast("pk", CharField())))
    return told


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def chained(entries: Iterable[HistoryEntry]) -> Iterator[LogRow]:
    """Yield rows with their checksums, the first after an empty one."""
    before = ""
    for entry in entries:
        before = freezing.digest({"before": before, "row": content_of(entry)})
        yield LogRow(entry, before)


def content_of(entry: HistoryEntry) -> dict[str, Any]:
    """Return a row as plain values, as the JSON file has it and its checksum is made of."""
    return {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "person": entry.person_label,
        "subject_kind": entry.subject_kind,
        "subject_key": entry.subject_key,
        "subject": entry.subject_label,
        "verb": entry.verb,
        "before": entry.before,
        "after": entry.after,
        "why": entry.why,
    }
