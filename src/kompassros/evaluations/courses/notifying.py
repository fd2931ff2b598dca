"""Whom an evaluation tells what: those who are next when it moves, who comes into its team, a cancelled meeting."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import Course, Meeting
from kompassros.evaluations.courses.queries import people_as
from kompassros.evaluations.courses.workflow import STAGES, TEAM, Part, State
from kompassros.organisations.models import Person
from kompassros.records.notices import notify, register_kind

JOINED = "course_joined"
CANCELLED = "course_meeting_cancelled"


def kind_of(state: State) -> str:
    """Return the kind of notice by which people are told that an evaluation has come to a state."""
    return f"course_{state.value}"


def tell_next(course: Course, person: Person | None) -> int:
    """Tell those who act in the present state that it is their turn; return how many. Not the one who moved it.

    What the system itself does (the demo, the command line) is told to nobody.
    """
    acting = STAGES[course.stands].acting
    if person is None or not acting:
        return 0
    people = [one for one in people_as(course, acting) if one.pk != person.pk]
    return _tell(course, people, kind_of(course.stands))


def tell_joined(course: Course, member: Person, person: Person | None) -> int:
    """Tell somebody that they are in the team now, unless they put themselves there."""
    return 0 if person is None or member.pk == person.pk else _tell(course, [member], JOINED)


def tell_cancelled(course: Course, meeting: Meeting, person: Person | None) -> int:
    """Tell team and coordinators that a meeting will not be, and why; not the one who cancelled it."""
    people = [one for one in people_as(course, (*TEAM, Part.COORDINATOR)) if person is not None and one.pk != person.pk]
    day = timezone.localtime(meeting.starts_at).date().isoformat()
    return _tell(course, people, CANCELLED, page="courses:meetings", day=day, why=meeting.cancelled_why)


def _tell(course: Course, people: list[Person], kind: str, page: str = "courses:show", **values: str) -> int:
    return notify(
        people=people,
        kind=kind,
        values={"evaluation": str(course), **values},
        address=reverse(page, args=[course.slug]),
        organisation_id=course.organisation_id,
    )


register_kind(JOINED, _("You are in the team that evaluates %(evaluation)s."))
register_kind(CANCELLED, _("%(evaluation)s: the meeting on %(day)s is cancelled. %(why)s"))
for _state in State:
    register_kind(kind_of(_state), format_lazy("%(evaluation)s – {}: {}", _state.label, STAGES[_state].explanation))
