"""Meetings of an evaluation: planned, changed, held or cancelled; and as entries of a calendar."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import notifying, trail
from kompassros.evaluations.courses.models import Course, Meeting
from kompassros.evaluations.courses.saving import refuse_foreign, require
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.calendar_files import Event
from kompassros.records.errors import DomainError
from kompassros.records.mail import absolute
from kompassros.web.formats import current_language


@dataclass(frozen=True)
class Plan:
    """When a meeting begins (aware), what kind it is, where, with whom, and what to remember of it."""

    kind: str
    starts_at: datetime
    place: str = ""
    audience: str = ""
    note: str = ""


@transaction.atomic
def plan_meeting(*, course: Course, plan: Plan, person: Person | None) -> Meeting:
    """Add a meeting to an evaluation."""
    require(person, course, "plan_meetings")
    planned: Meeting = Meeting._base_manager.create(course=course, organisation=course.organisation, **asdict(plan))
    trail.write(course=course, person=person, verb="planned", what=_what(planned), after=_told(asdict(plan)))
    return planned


@transaction.atomic
def change_meeting(*, course: Course, meeting: Meeting, plan: Plan, person: Person | None) -> Meeting:
    """Change a meeting. Conflict where somebody else has since it was read; DomainError for one that is cancelled."""
    require(person, course, "plan_meetings")
    refuse_foreign(course, meeting)
    _refuse_cancelled(meeting)
    values = asdict(plan)
    before = {name: getattr(meeting, name) for name in values}
    claim(meeting, **values)
    trail.write(
        course=course,
        person=person,
        verb="changed",
        what=_what(meeting),
        before=_told(before),
        after=_told(values),
    )
    return meeting


@transaction.atomic
def hold_meeting(*, course: Course, meeting: Meeting, person: Person | None) -> Meeting:
    """Say that a meeting was held. DomainError for one that has not begun yet, is marked already, or is cancelled."""
    require(person, course, "plan_meetings")
    refuse_foreign(course, meeting)
    _refuse_cancelled(meeting)
    if meeting.held:
        raise DomainError(_("The meeting is marked as held already."))
    if meeting.starts_at > clock.now():
        raise DomainError(_("The meeting has not begun yet. Change its time if it was held earlier."))
    claim(meeting, held=True)
    trail.write(course=course, person=person, verb="held", what=_what(meeting))
    return meeting


@transaction.atomic
def cancel_meeting(*, course: Course, meeting: Meeting, why: str, person: Person | None) -> Meeting:
    """Call a meeting off and tell team and coordinator; it stays in the list and in calendar files, as cancelled.

    DomainError without a reason, and for one that was held or is cancelled already.
    """
    require(person, course, "plan_meetings")
    refuse_foreign(course, meeting)
    _refuse_cancelled(meeting)
    if not why.strip():
        raise DomainError(_("Say why the meeting is cancelled."))
    if meeting.held:
        raise DomainError(_("The meeting was held, so it cannot be cancelled."))
    claim(meeting, cancelled_why=why.strip())
    trail.write(course=course, person=person, verb="cancelled", what=_what(meeting), why=why.strip())
    notifying.tell_cancelled(course, meeting, person)
    return meeting


def _refuse_cancelled(meeting: Meeting) -> None:
    if meeting.cancelled_why:
        raise DomainError(_("The meeting is cancelled. Plan a new one."))


def _what(meeting: Meeting) -> tuple[str, str, str]:
    return ("meeting", str(meeting.pk), str(meeting.get_kind_display()))


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Return what the history keeps of a meeting: not its note, which may be about people."""
    kept = {name: value for name, value in values.items() if name != "note" and value}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in kept.items()}


def event_of(course: Course, meeting: Meeting) -> Event:
    """Return a meeting as an entry of a calendar; nobody says when one ends, a cancelled one says that it is."""
    page, title = reverse("courses:meetings", args=[course.slug]), f"{course}: {meeting.get_kind_display()}"
    return Event(
        uid=f"meeting-{meeting.pk}",
        title=_("Cancelled: %(meeting)s") % {"meeting": title} if meeting.cancelled_why else title,
        starts_at=meeting.starts_at,
        place=meeting.place,
        description=meeting.audience,
        address=absolute(page, current_language()),
        sequence=meeting.version,
        cancelled=bool(meeting.cancelled_why),
    )
