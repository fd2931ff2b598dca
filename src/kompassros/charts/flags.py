"""Names on poles above an axis, stacked in rows so that no name meets another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kompassros.charts.canvas import Align
from kompassros.charts.lettering import BOLD, widest, wrap
from kompassros.charts.theme import SMALL

HEAD = 7
"""Half the width that the sign on a pole takes, in pixels."""
GAP = 5

Side = Literal["right", "left", "over"]
_Ways = Mapping[Side, "Flag"]


@dataclass(frozen=True)
class Flag:
    """A name in lines at its pole.

    x: of the pole; anchor: where its lines begin or, by `align`, end; start, end: the edges of all it takes; all in
    pixels. row: of the pole's head and the lowest line, counted upwards from 0; top: of its highest line.
    """

    x: float
    lines: tuple[str, ...]
    anchor: float
    align: Align
    start: float
    end: float
    height: int
    row: int = 0

    @property
    def top(self) -> int:
        """The highest row that the flag takes."""
        return self.row + self.height - 1

    def meets(self, other: "Flag") -> bool:
        """Whether the two take any place in common, or nearly so."""
        return (
            self.start < other.end + GAP
            and other.start < self.end + GAP
            and self.row <= other.top
            and other.row <= self.top
        )

    def runs_behind(self, other: "Flag") -> bool:
        """Whether its pole, from its head down to the axis, runs behind the other's name."""
        return other.row < self.row and other.start < self.x < other.end


def place_flags(names: Sequence[tuple[float, str, bool]], *, left: float, right: float) -> tuple[Flag, ...]:
    """Give every name (x, text, bold) its side and row between two edges; the flags come in the names' order.

    No two flags share any place. Of all ways to part the names into those right and those left of their poles, the
    one wins in which the fewest poles run behind a name, of these the one with the fewest rows, then with the least
    sum of rows. A name that fits on neither side of its pole is broken into lines, and stands above its head when
    even that is too wide.
    """

    def cost(flags: Sequence[Flag]) -> tuple[int, int, int]:
        rows = [flag.top for flag in flags]
        crossings = sum(pole.runs_behind(name) for pole in flags for name in flags)
        return crossings, max(rows, default=0), sum(rows)

    ways = [_ways(x, text, bold, left, right) for x, text, bold in names]
    return min((_stack(ways, sides) for sides in _partings([x for x, _, _ in names])), key=cost)


def _ways(x: float, text: str, bold: bool, left: float, right: float) -> _Ways:
    """The sides on which a name can stand at its pole."""
    size = SMALL * (BOLD if bold else 1)
    away = HEAD + GAP
    lines = wrap(text, max(right - x, x - left) - away, size, 5)
    width = widest(lines, size)
    ways: dict[Side, Flag] = {}
    if x + away + width <= right:
        ways["right"] = Flag(x, lines, x + away, "left", x - HEAD, x + away + width, len(lines))
    if x - away - width >= left:
        ways["left"] = Flag(x, lines, x - away, "right", x - away - width, x + HEAD, len(lines))
    if not ways:  # Above its head.
        start = max(left, min(x - width / 2, right - width))
        edges = min(start, x - HEAD), max(start + width, x + HEAD)
        ways["over"] = Flag(x, lines, start, "left", *edges, len(lines) + 1)
    return ways


def _partings(places: Sequence[float]) -> Iterator[tuple[Side, ...]]:
    """Every way to part the names at a point of the axis, each with the sides: all towards it, or all away from it."""
    order = sorted(range(len(places)), key=lambda number: places[number])
    ranks = [order.index(number) for number in range(len(places))]
    for cut in range(len(places) + 1):
        yield tuple("right" if rank < cut else "left" for rank in ranks)
        yield tuple("left" if rank < cut else "right" for rank in ranks)


def _stack(ways: Sequence[_Ways], sides: Sequence[Side]) -> tuple[Flag, ...]:
    """Lay one flag after the other, each when as few poles as can be are still to come where its name will stand."""
    pairs = zip(ways, sides, strict=True)
    waiting = {number: way.get(side) or next(iter(way.values())) for number, (way, side) in enumerate(pairs)}

    def to_come(number: int) -> int:
        start, end = waiting[number].start, waiting[number].end
        return sum(start < other.x < end for other in waiting.values())

    placed: dict[int, Flag] = {}
    while waiting:
        number = min(waiting, key=to_come)
        placed[number] = _lowest(waiting.pop(number), list(placed.values()))
    return tuple(placed[number] for number in range(len(ways)))


def _lowest(flag: Flag, placed: Sequence[Flag]) -> Flag:
    """The flag in the row with the fewest crossings, the lowest of these; the row above all others is always free."""
    rows = (replace(flag, row=row) for row in range(max((other.top for other in placed), default=-1) + 2))
    free = (each for each in rows if not any(each.meets(other) for other in placed))
    return min(free, key=lambda each: sum(each.runs_behind(o) + o.runs_behind(each) for o in placed))
