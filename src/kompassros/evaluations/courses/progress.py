"""The course of an evaluation as a line of states: what is done, what is now, what is to come, and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.hooks import Missing
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.courses.workflow import ORDER, STAGES, State, next_states
from kompassros.organisations.models import Person
from kompassros.records import history

Place = Literal["done", "now", "coming", "skipped"]
PLACES: dict[Place, Promise | str] = {
    "done": gettext_lazy("done"),
    "now": gettext_lazy("now"),
    "coming": gettext_lazy("to come"),
    "skipped": gettext_lazy("left out"),
}


@dataclass(frozen=True)
class Step:
    """A state on the line; ``since`` is when it was last entered, None where it was not."""

    label: str
    place: Place
    since: datetime | None

    @property
    def word(self) -> str:
        """Return in words where the state stands on the line."""
        return str(PLACES[self.place])


def line_of(course: Course) -> list[Step]:
    """Return every state of the course in order; a withdrawn one ends after the last that it came to. One query."""
    entered = _entered(course)
    if course.stands is State.WITHDRAWN:
        came_to = [state for state in ORDER if state is State.QUEUED or state in entered]
        steps = [Step(str(state.label), "done", entered.get(state)) for state in came_to]
        return [*steps, Step(str(State.WITHDRAWN.label), "now", entered.get(State.WITHDRAWN))]
    here = ORDER.index(course.stands)
    return [
        Step(str(state.label), _place(number, here, state, entered), entered.get(state) if number <= here else None)
        for number, state in enumerate(ORDER)
    ]


def _place(number: int, here: int, state: State, entered: dict[State, datetime]) -> Place:
    if number == here:
        return "now"
    if number > here:
        return "coming"
    return "done" if state in entered or state is State.QUEUED else "skipped"


def _entered(course: Course) -> dict[State, datetime]:
    rows = history.of_subject(trail.COURSE, course.slug).filter(verb="moved").order_by("at", "pk")
    return {State(after["state"]): at for after, at in rows.values_list("after", "at") if after}


@dataclass(frozen=True)
class Onward:
    """A step that the person may take: to which state, and what it is called."""

    to: State
    label: str


def onward_steps(course: Course, person: Person) -> list[Onward]:
    """Return the steps forward that the person may take, whatever still stops them.

    Publication is no such step: the sheet is frozen on a page of its own.
    """
    if not is_in(person, course, "move_course"):
        return []
    states = [state for state in next_states(course.stands, visit=course.has_visit) if state is not State.PUBLISHED]
    return [Onward(state, _onward_label(course.stands, state)) for state in states]


def _onward_label(here: State, to: State) -> str:
    """Return what a step is called: as its stage says, or by where it leads where it leaves out the visit."""
    if to is ORDER[ORDER.index(here) + 1]:
        return str(STAGES[here].onward)
    return _("Begin to agree, without a visit")


def stopping(missing: list[Missing]) -> list[Missing]:
    """Return what must be there before the next step."""
    return [entry for entry in missing if entry.stops]
