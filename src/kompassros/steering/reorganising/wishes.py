"""What is wanted of a reorganisation: who moves below whom, who become one, or what one becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kompassros.organisations.models import Organisation


@dataclass(frozen=True)
class Decided:
    """From which day on, and by which decision."""

    on: date
    decision: str


@dataclass(frozen=True)
class Move:
    """A body shall lie below another one."""

    body: Organisation
    below: Organisation


@dataclass(frozen=True)
class Merge:
    """Bodies become one: ``into``, which is one of them, or a new one with a name and a place."""

    bodies: Sequence[Organisation]
    into: Organisation | None = None
    name: str = ""
    below: Organisation | None = None


@dataclass(frozen=True)
class Split:
    """A body becomes several new ones; with ``remains`` it goes on itself as the first of them.

    goals, places: who takes a goal, by its uid, and a body below it, by its key, as the place in the list of what it
    becomes; what is not named goes to the first.
    """

    body: Organisation
    names: Sequence[str]
    remains: bool = False
    goals: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)


Wish = Move | Merge | Split
