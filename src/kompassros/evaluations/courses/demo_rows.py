"""Many rows of one evaluation of the demo at once, and their history; states and frozen sheets go through services."""

from collections.abc import Iterable
from typing import Any

from kompassros.evaluations.courses.models import Course
from kompassros.organisations.models import Person
from kompassros.records import clock
from kompassros.records.models import HistoryEntry

_AT_ONCE = 400
Told = tuple[Person | None, str, str, dict[str, Any]]


def store(model: Any, course: Course, rows: Iterable[dict[str, Any]]) -> list[Any]:
    """Make rows of an evaluation and return them, in their order."""
    made = [model(course=course, organisation_id=course.organisation_id, **row) for row in rows]
    stored: list[Any] = model._base_manager.bulk_create(made, batch_size=_AT_ONCE)
    return stored


def tell(course: Course, kind: str, verb: str, told: Iterable[Told], *, team_only: bool = False) -> None:
    """Write a row of history for each (person, key, label, after), as ``trail.write`` does for one."""
    now = clock.now()
    HistoryEntry.objects.bulk_create(
        [
            HistoryEntry(
                at=now,
                person=person,
                person_label=str(person) if person else "Kompassros",
                organisation_id=None if team_only else course.organisation_id,
                subject_kind=kind,
                subject_key=f"{course.slug}/{key}",
                subject_label=label[:300],
                verb=verb,
                after=after,
            )
            for person, key, label, after in told
        ],
        batch_size=_AT_ONCE,
    )
