"""Boxes joined by arrows: how one thing leads on to others."""

from collections.abc import Sequence
from dataclasses import dataclass

from kompassros.charts.canvas import Bar, Curve, Item, Place, Sign, Text, specification
from kompassros.charts.figure import Figure
from kompassros.charts.lettering import wrap
from kompassros.charts.theme import LINE, MARGIN, SIZE, WIDE

_HIGH = 76
_GAP_X, _GAP_Y = 64, 44
_EDGE = 1.6
_TIP = 5


@dataclass(frozen=True)
class Box:
    """A named box in a column and a row of the drawing, both counted from 0."""

    name: str
    column: int
    row: int


def chain(
    *,
    name: str,
    boxes: Sequence[Box],
    arrows: Sequence[tuple[int, int]],
    title: str,
    description: str,
    column_heads: tuple[str, str],
) -> Figure:
    """Boxes in columns and rows; each arrow leads from one box to another of the same row or the same column.

    arrows: pairs of places in ``boxes``. column_heads: those of the table, which lists from where to where.
    ValueError for an arrow that would run askew, and for no boxes.
    """
    if not boxes:
        raise ValueError("A chain needs at least one box")
    wide = _width(boxes)
    corners = [(MARGIN + box.column * (wide + _GAP_X), MARGIN + box.row * (_HIGH + _GAP_Y)) for box in boxes]
    drawn = [item for box, corner in zip(boxes, corners, strict=True) for item in _box(box.name, corner, wide)]
    drawn += [item for start, end in arrows for item in _arrow(corners[start], corners[end], wide)]
    height = max(y for _x, y in corners) + _HIGH + MARGIN
    return Figure(
        name=name,
        spec=specification(drawn, width=WIDE, height=height),
        title=title,
        description=description,
        columns=column_heads,
        rows=tuple((boxes[start].name, boxes[end].name) for start, end in arrows),
    )


def _width(boxes: Sequence[Box]) -> float:
    columns = max(box.column for box in boxes) + 1
    return (WIDE - 2 * MARGIN - (columns - 1) * _GAP_X) / columns


def _box(name: str, corner: Place, wide: float) -> list[Item]:
    x, y = corner
    lines = wrap(name, wide - 24, SIZE)
    first = y + (_HIGH - LINE * len(lines)) / 2 + 14.5
    edge = ((x, y), (x + wide, y), (x + wide, y + _HIGH), (x, y + _HIGH))
    texts = [
        Text((x + wide / 2, first + LINE * number), line, "text", SIZE, True, "center")
        for number, line in enumerate(lines)
    ]
    return [Bar(corner, wide, _HIGH, "ground"), Curve(edge, "own", _EDGE, closed=True), *texts]


def _arrow(start: Place, end: Place, wide: float) -> list[Item]:
    (x, y), (x2, y2) = start, end
    if y == y2:
        forward = x2 > x
        here = (x + wide if forward else x, y + _HIGH / 2)
        there = (x2 - _TIP if forward else x2 + wide + _TIP, y + _HIGH / 2)
        shape = "triangle-right" if forward else "triangle-left"
    elif x == x2:
        down = y2 > y
        here = (x + wide / 2, y + _HIGH if down else y)
        there = (x + wide / 2, y2 - _TIP if down else y2 + _HIGH + _TIP)
        shape = "triangle-down" if down else "triangle-up"
    else:
        raise ValueError("An arrow runs along a row or a column")
    return [Curve((here, there), "own", _EDGE), Sign(there, _TIP, "own", "own", 1, shape)]
