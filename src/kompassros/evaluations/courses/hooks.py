"""What the rooms of an evaluation say about it and do with it, registered when the app starts.

missing: what is not there yet before the next step; entering: what is made when a state is entered.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import Part, State


@dataclass(frozen=True)
class Missing:
    """Something that is not there yet: a sentence, who is next, where it is done, whether it stops the next step.

    outside: the sentence for those outside the team, where ``text`` tells what only the team may know.
    """

    text: str
    part: Part
    address: str
    stops: bool = False
    outside: str = ""

    def told_outside(self) -> "Missing":
        """Return what may be told outside the team."""
        return replace(self, text=self.outside or self.text)


Telling = Callable[[Course], Iterable[Missing]]
Making = Callable[[Course], Any]
_telling: dict[State, list[Telling]] = defaultdict(list)
_making: dict[State, list[Making]] = defaultdict(list)


def tell_missing(state: State, telling: Telling) -> None:
    """Register who says what a state still lacks."""
    _telling[state].append(telling)


def make_on_entering(state: State, making: Making) -> None:
    """Register what is made when a state is entered; it may run again and then changes nothing."""
    _making[state].append(making)


def missing_in(course: Course) -> list[Missing]:
    """Return what the present state still lacks, in the order of registration; read inside the course's scope."""
    return [entry for telling in _telling[course.stands] for entry in telling(course)]


def enter(course: Course) -> None:
    """Make what the present state needs."""
    for making in _making[course.stands]:
        making(course)
