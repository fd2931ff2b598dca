"""The history of an evaluation. What belongs to the team alone is not told on the organisation's own history page."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.evaluations.courses.models import Course
from kompassros.organisations.models import Person
from kompassros.records import history
from kompassros.records.models import HistoryEntry

COURSE = "course"


def write(
    *,
    course: Course,
    person: Person | None,
    verb: str,
    what: tuple[str, str, str] | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
    team_only: bool = False,
) -> None:
    """Write one row. ``what`` is (kind, key within the evaluation, label); None is the evaluation itself.

    team_only rows stand in the history of the evaluation, which its team sees, and nowhere else. The text of a note
    and the name of somebody interviewed must never be written here: the history cannot be disposed of.
    """
    kind, key, label = what or (COURSE, "", str(course))
    history.write(
        person=person,
        verb=verb,
        subject=(kind, f"{course.slug}/{key}" if key else course.slug, label),
        organisation_id=None if team_only else course.organisation_id,
        before=before,
        after=after,
        why=why,
    )


def entries_of(course: Course) -> QuerySet[HistoryEntry]:
    """Return everything that happened in an evaluation, latest first."""
    return HistoryEntry.objects.filter(Q(subject_key=course.slug) | Q(subject_key__startswith=f"{course.slug}/"))


def entries_about(course: Course, kind: str, key: str) -> QuerySet[HistoryEntry]:
    """Return what happened to one thing of an evaluation, latest first."""
    return history.of_subject(kind, f"{course.slug}/{key}")
