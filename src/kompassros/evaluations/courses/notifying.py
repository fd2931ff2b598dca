"""Whom an evaluation tells what: those who are next when it moves, and whoever comes into its team."""

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.queries import people_as
from kompassros.evaluations.courses.workflow import STAGES, State
from kompassros.organisations.models import Person
from kompassros.records.notices import notify, register_kind

JOINED = "course_joined"


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


def _tell(course: Course, people: list[Person], kind: str) -> int:
    return notify(
        people=people,
        kind=kind,
        values={"evaluation": str(course)},
        address=reverse("courses:show", args=[course.slug]),
        organisation_id=course.organisation_id,
    )


register_kind(JOINED, _("You are in the team that evaluates %(evaluation)s."))
for _state in State:
    register_kind(kind_of(_state), format_lazy("%(evaluation)s – {}: {}", _state.label, STAGES[_state].explanation))
