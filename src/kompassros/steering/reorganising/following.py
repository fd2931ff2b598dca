"""What a reorganisation hands over: from which bodies to which, and what is told of each row.

Each room says how its rows follow: it registers a follower, so that this room imports none of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from kompassros.organisations.models import Organisation
from kompassros.steering.plans.models import Card, SteeringPlan


@dataclass(frozen=True)
class Line:
    """What becomes of one row. ``what``: its kind, ``fate``: what happens, both keys of words; the rest are names."""

    what: str
    which: str
    before: str
    after: str
    fate: str

    def told(self) -> dict[str, str]:
        """Return the line as it is stored."""
        return asdict(self)


@dataclass
class Following:
    """From which bodies to which. A moved body is its own successor; ``heir`` takes what nobody chose a taker for.

    plans: this year's, and those of later years that are there already. goals: who takes a goal, by the goal's uid.
    ends: whether the sources end. cards: filled by the first follower, by plan and body; kept: the cards that end.
    """

    plans: Sequence[SteeringPlan]
    on: date
    decision: str
    person: Any
    sources: Sequence[Organisation]
    successors: Sequence[Organisation]
    heir: Organisation
    ends: bool
    moved_from: Organisation | None = None
    goals: Mapping[str, Organisation] = field(default_factory=dict)
    cards: dict[tuple[int, int], Card] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def moves(self) -> bool:
        """Whether a body moves, and so keeps all that it has."""
        return self.moved_from is not None

    def taker(self, uid: object) -> Organisation:
        """Return which successor takes a goal."""
        return self.goals.get(str(uid), self.heir)

    def line(self, what: str, which: object, before: object, after: object, fate: str = "") -> Line:
        """Return what is told of a row; without a fate it goes over to another body, or stays where it is."""
        found = fate or ("along" if self.moves else "moved" if before != after else "stays")
        return Line(what, str(which), str(before), str(after), found)


Follower = Callable[[Following], Iterable[Line]]
_followers: list[tuple[int, str, Follower]] = []


def register(key: str, order: int, follower: Follower) -> None:
    """Register how the rows of a room follow; a key stands once. Followers run in ``order``."""
    if any(known == key for _order, known, _follower in _followers):
        raise ValueError(f"There is a follower {key} already.")
    _followers.append((order, key, follower))
    _followers.sort(key=lambda entry: entry[:2])


def follow(following: Following) -> list[Line]:
    """Let the rows of every room follow, inside the transaction of the reorganisation; return what became of each."""
    return [line for _order, _key, follower in list(_followers) for line in follower(following)]
