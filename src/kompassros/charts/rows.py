"""One row per area along a common horizontal scale from 0 to the maximum: the frame of bars and of dots."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kompassros.charts.canvas import Item, Rule, Text
from kompassros.charts.lettering import widest, wrap
from kompassros.charts.profiles import FormatNumber
from kompassros.charts.theme import COMPACT, LINE, MARGIN, SIZE, SMALL, WIDE

_NAMES = 232
"""The widest that names beside the scale may be; shorter ones leave more room for the marks."""
_ABOVE = 24
_AIR = 14


@dataclass(frozen=True)
class AreaRow:
    """A row: the area's name in lines, and the y of its upper edge, its lower edge and its marks' middle."""

    lines: tuple[str, ...]
    top: float
    bottom: float
    middle: float


@dataclass(frozen=True)
class Frame:
    """A drawing `width` px wide with its scale from `left` to `right`, the maximum in points, and its rows.

    beside: the names stand left of the scale, else above their marks.
    """

    width: float
    left: float
    right: float
    maximum: int
    rows: tuple[AreaRow, ...]
    beside: bool

    @property
    def bottom(self) -> float:
        """The y where the last row ends."""
        return self.rows[-1].bottom

    def x(self, value: Decimal | float) -> float:
        """Where a value in points lies, in pixels."""
        return self.left + (self.right - self.left) * float(value) / self.maximum


def wide_frame(axes: Sequence[str], *, maximum: int, marks: float, after: float = 0) -> Frame:
    """Names left of the scale.

    marks: the height in pixels that a row's marks need. after: room in pixels right of the scale.
    """
    rows: list[AreaRow] = []
    y = float(_ABOVE)
    named = [wrap(axis, _NAMES, SIZE) for axis in axes]
    names = min(_NAMES, max(widest(lines, SIZE) for lines in named))
    for lines in named:
        height = max(marks, LINE * len(lines)) + _AIR
        rows.append(AreaRow(lines, y, y + height, y + height / 2))
        y += height
    return Frame(WIDE, MARGIN + names + 16, WIDE - MARGIN - 12 - after, maximum, tuple(rows), True)


def compact_frame(axes: Sequence[str], *, maximum: int, marks: float, after: float = 0) -> Frame:
    """Names above their marks, for a phone. The arguments are those of wide_frame."""
    rows: list[AreaRow] = []
    y = float(_ABOVE)
    for axis in axes:
        lines = wrap(axis, COMPACT - 2 * MARGIN, SIZE)
        named = y + 6 + LINE * len(lines)
        rows.append(AreaRow(lines, y, named + marks + _AIR, named + marks / 2 + 4))
        y = rows[-1].bottom
    return Frame(COMPACT, MARGIN + 4, COMPACT - MARGIN - 12 - after, maximum, tuple(rows), False)


def frame_items(frame: Frame, number: FormatNumber) -> list[Item]:
    """The areas' names, lines between the rows, and the scale's quarters with their numbers above."""
    items: list[Item] = [Rule((MARGIN, row.top), (frame.width - MARGIN, row.top)) for row in frame.rows]
    for quarter in range(5):
        value = Decimal(frame.maximum * quarter) / 4
        x = frame.x(value)
        items += [_mark(frame, row, x, quarter) for row in frame.rows]
        items.append(Text((x, _ABOVE - 8), number(value), "muted", SMALL, align="center"))
    return [*items, *(text for row in frame.rows for text in _name(frame, row))]


def _mark(frame: Frame, row: AreaRow, x: float, quarter: int) -> Rule:
    """A quarter's line through one row, below the name where the name stands above the marks."""
    upper = row.top if frame.beside else row.top + 8 + LINE * len(row.lines)
    return Rule((x, upper), (x, row.bottom), "grid" if quarter else "ring")


def _name(frame: Frame, row: AreaRow) -> list[Item]:
    start = row.middle - LINE * len(row.lines) / 2 if frame.beside else row.top + 5
    return [Text((MARGIN, start + LINE * n + 14.5), line) for n, line in enumerate(row.lines)]
