"""The year wheel: twelve months as a ring, clockwise from the top; what happens lies in it as numbered arcs.

Below the ring stands what the numbers mean. Arcs that would lie on each other have lanes of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin
from typing import Literal

from kompassros.charts.canvas import Curve, Item, Place, Ring, Rule, Sign, Text, specification
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.legend import Entry, legend
from kompassros.charts.lettering import wrap
from kompassros.charts.profiles import Style
from kompassros.charts.theme import COMPACT, LINE, MARGIN, SIZE, SMALL, WIDE

Kind = Literal["overdue", "now", "ahead", "done"]

# Own choice: every kind differs from every other by width or dashes too, for grey print.
STYLES: dict[Kind, Style] = {
    "now": Style("own", 9),
    "ahead": Style("third", 5),
    "overdue": Style("reference", 6, (3, 3)),
    "done": Style("earlier", 2.5),
}
_MONTHS = 12
_STEP = 1 / 180
_SHORTEST = 0.008
_BAND = 32
_BETWEEN = 24


@dataclass(frozen=True)
class WheelArc:
    """Something that happens in the year.

    start and end: turns from the top, 0 to 1. lane: 0 is the outermost. text and days: what its number means.
    """

    start: float
    end: float
    lane: int
    kind: Kind
    text: str
    days: str


@dataclass(frozen=True)
class _Size:
    """The measures of a drawing in pixels: its width, the rim, a lane, the least hub, a badge, columns of the list."""

    width: float
    rim: float
    lane: float
    hub: float
    badge: float
    columns: int


_WIDE = _Size(WIDE, 250, 26, 46, 11, 2)
_COMPACT = _Size(COMPACT, COMPACT / 2 - MARGIN, 21, 26, 9.5, 1)


@dataclass(frozen=True)
class _Wheel:
    """Where a wheel lies: centre, radius of the rim, inside which the months' names stand, and pixels of a lane."""

    centre: Place
    rim: float
    lane: float

    def place(self, turn: float, radius: float) -> Place:
        angle = 2 * pi * turn
        return self.centre[0] + radius * sin(angle), self.centre[1] - radius * cos(angle)

    def radius(self, lane: int) -> float:
        """The radius of a lane's middle."""
        return self.rim - _BAND - self.lane * (lane + 0.5)


def year_wheel(
    *,
    name: str,
    months: Sequence[str],
    arcs: Sequence[WheelArc],
    month: int | None,
    hub: str,
    kinds: dict[Kind, str],
    title: str,
    description: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
) -> Figure:
    """The wheel of a year: arcs numbered from 1 in the order given.

    months: twelve short names. month: the one that it is now, 1 to 12, or None in another year. hub: the words in the
    middle. kinds: what each kind is called in the legend; only those that occur are drawn there.
    ValueError for another number of months, or an arc that ends before it starts.
    Source: the wheel of months is Gausdal's (styringshjulet); the drawing is our own.
    """
    if len(months) != _MONTHS:
        raise ValueError(f"A year has twelve months, not {len(months)}")
    if any(not 0 <= arc.start < arc.end <= 1 for arc in arcs):
        raise ValueError("An arc lies between 0 and 1 and ends after it starts")
    wide, compact = (_drawing(size, months, arcs, month, hub, kinds) for size in (_WIDE, _COMPACT))
    return Figure(name, wide, title, description, columns, tuple(rows), compact)


def _drawing(
    size: _Size, months: Sequence[str], arcs: Sequence[WheelArc], month: int | None, hub: str, kinds: dict[Kind, str]
) -> Spec:
    wheel = _wheel(size, arcs)
    drawn = [*_grid(wheel, months, month, size), Text(_middle(wheel.centre), hub, "muted", SIZE, True, "center")]
    for number, arc in enumerate(arcs, start=1):
        drawn += _arc(wheel, arc, number, size)
    end = wheel.centre[1] + wheel.rim + 20
    known = [Entry(kinds[kind], style) for kind, style in STYLES.items() if any(arc.kind == kind for arc in arcs)]
    below, height = legend(known, width=size.width, top=end)
    listed, bottom = _list(arcs, size, end + height + 12)
    return specification([*drawn, *below, *listed], width=size.width, height=bottom + MARGIN)


def _wheel(size: _Size, arcs: Sequence[WheelArc]) -> _Wheel:
    """The wheel; lanes are as wide as they may be, narrower where there are too many for the room."""
    lanes = 1 + max((arc.lane for arc in arcs), default=0)
    lane = min(size.lane, (size.rim - _BAND - size.hub) / lanes)
    return _Wheel((size.width / 2, MARGIN + size.rim), size.rim, lane)


def _middle(place: Place) -> Place:
    return place[0], place[1] + 5


def _grid(wheel: _Wheel, months: Sequence[str], month: int | None, size: _Size) -> list[Item]:
    """The rim, the line inside the months' names, a line between months, the names; the present month is bold."""
    inner = wheel.rim - _BAND
    items: list[Item] = [
        Ring(wheel.centre, wheel.rim, "ring", 1.3),
        Ring(wheel.centre, inner),
        Ring(wheel.centre, size.hub),
    ]
    for number, label in enumerate(months):
        turn, now = number / _MONTHS, number + 1 == month
        items.append(Rule(wheel.place(turn, size.hub), wheel.place(turn, wheel.rim)))
        place = wheel.place(turn + 0.5 / _MONTHS, wheel.rim - _BAND / 2)
        items.append(Text(_middle(place), label, "own" if now else "muted", SMALL, now, "center"))
        if now:
            items.append(_curve(wheel, turn, turn + 1 / _MONTHS, inner, Style("own", 2.5)))
    return items


def _arc(wheel: _Wheel, arc: WheelArc, number: int, size: _Size) -> list[Item]:
    style, radius = STYLES[arc.kind], wheel.radius(arc.lane)
    curve = _curve(wheel, arc.start, arc.end, radius, style)
    return [curve, *_badge(wheel.place(_badge_turn(arc), radius), number, size.badge, style.tone)]


def _badge_turn(arc: WheelArc) -> float:
    """Where the number stands: at a third or two thirds of the arc by turns, so that those of two lanes do not meet."""
    return arc.start + (arc.end - arc.start) * (2 / 3 if arc.lane % 2 else 1 / 3)


def _curve(wheel: _Wheel, start: float, end: float, radius: float, style: Style) -> Curve:
    """Pieces of at most two degrees; an arc shorter than three degrees is drawn as long as that."""
    lacking = max(0.0, _SHORTEST - (end - start)) / 2
    start, end = start - lacking, end + lacking
    count = ceil((end - start) / _STEP)
    places = [wheel.place(start + (end - start) * number / count, radius) for number in range(count + 1)]
    return Curve(tuple(places), style.tone, style.width, style.dash)


def _badge(place: Place, number: int, radius: float, tone: str) -> list[Item]:
    label = Text((place[0], place[1] + 4), str(number), "text", SMALL - 1, True, "center")
    return [Sign(place, radius, "ground", tone, 1.5), label]


def _list(arcs: Sequence[WheelArc], size: _Size, top: float) -> tuple[list[Item], float]:
    """What the numbers mean, in columns, and the y where the longest of them ends."""
    share = ceil(len(arcs) / size.columns)
    room = size.width / size.columns
    items: list[Item] = []
    bottom = top
    for column in range(size.columns):
        y = top
        for place in range(column * share, min(len(arcs), (column + 1) * share)):
            drawn, y = _line(arcs[place], place + 1, (column * room, y), room, size)
            items += drawn
        bottom = max(bottom, y)
    return items, bottom


def _line(arc: WheelArc, number: int, corner: Place, room: float, size: _Size) -> tuple[list[Item], float]:
    x, y = corner
    left = x + MARGIN + 2 * size.badge + 8
    lines = wrap(arc.text, x + room - MARGIN - left, SIZE, 4)
    items = _badge((x + MARGIN + size.badge, y + 12), number, size.badge, STYLES[arc.kind].tone)
    items += [Text((left, y + 17 + LINE * row), line) for row, line in enumerate(lines)]
    end = y + LINE * len(lines)
    return [*items, Text((left, end + 15), arc.days, "muted", SMALL)], end + _BETWEEN
