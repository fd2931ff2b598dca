"""The history: every change is written here by the service that makes it, in the same transaction."""

from typing import Any

from django.db.models import QuerySet

from kompassros.records import clock
from kompassros.records.models import HistoryEntry


def write(
    *,
    person: Any | None,
    verb: str,
    subject: tuple[str, str, str],
    organisation_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> HistoryEntry:
    """Write one row. ``subject`` is (kind, key, label); ``person`` None is the system (demo loader, command line)."""
    kind, key, label = subject
    return HistoryEntry.objects.create(
        at=clock.now(),
        person=person,
        person_label=str(person) if person else "Kompassros",
        organisation_id=organisation_id,
        subject_kind=kind,
        subject_key=key,
        subject_label=label[:300],
        verb=verb,
        before=before,
        after=after,
        why=why,
    )


def of_subject(kind: str, key: str) -> QuerySet[HistoryEntry]:
    """Return the changes of one thing, latest first."""
    return HistoryEntry.objects.filter(subject_kind=kind, subject_key=key)


def differences(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[tuple[str, Any, Any]]:
    """Return (key, before, after) for each top-level key whose value differs, in the order of the keys."""
    old, new = before or {}, after or {}
    return [
        (key, old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key)
    ]
