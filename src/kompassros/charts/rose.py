"""The compass rose: one spoke per area at equal angles, from the top clockwise; the rim is the maximum.

The own profile is an unfilled strong line (a filled area would grow with the square of the points).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import cos, pi, sin

from kompassros.charts.canvas import Align, Item, Place, Text, specification
from kompassros.charts.dial import Dial, grid, profile_line, profile_lines, ring, spokes
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.keyed import keyed_rose
from kompassros.charts.legend import entries, legend
from kompassros.charts.lettering import text_width, widest, wrap
from kompassros.charts.profiles import (
    FormatNumber,
    Profile,
    Style,
    check,
    heads,
    own_values,
    styles,
    table,
    with_gaps,
)
from kompassros.charts.theme import LINE, MARGIN, SIZE, SMALL, WIDE

__all__ = ["Profile", "compass_rose", "small_rose"]

_FEWEST, _MOST = 3, 12
_GAP = 12
_NAME = 150
_RADIUS = 210.0
_SMALL_SIDE = 96

_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Label:
    """An area's name in lines and the own value as text; missing when that text is words."""

    lines: tuple[str, ...]
    value: str
    missing: bool

    @property
    def width(self) -> float:
        return max(widest(self.lines, SIZE), text_width(self.value, SIZE + 1, not self.missing))

    @property
    def height(self) -> float:
        return LINE * (len(self.lines) + bool(self.value))


def compass_rose(
    *,
    name: str,
    axes: Sequence[str],
    profiles: Sequence[Profile],
    title: str,
    description: str,
    format_number: FormatNumber,
    column_heads: Sequence[str],
    missing_text: str,
    maximum: int = 100,
) -> Figure:
    """The compass rose of 3 to 12 areas with up to 1 own, 2 reference, 3 earlier and 4 other profiles.

    axes: the areas' names, first one at the top. maximum: the value at the rim, in points.
    column_heads: the head of the areas' column, or of all columns. missing_text: the words for a missing
    value; the line has a gap there, and the description gets a sentence that says so.
    ValueError for a wrong number of axes or values, a value outside 0..maximum, or too many profiles of a
    role.
    Source: eight areas of 100 points each on spokes of equal angle (Kommunkompassen); the drawing is our own.
    """
    _check(axes, profiles, maximum)
    values = own_values(profiles, len(axes), format_number, missing_text)
    labels = [_Label(wrap(axis, _NAME, SIZE), *value) for axis, value in zip(axes, values, strict=True)]
    return Figure(
        name=name,
        spec=_named_rose(labels, profiles, maximum, format_number),
        compact=keyed_rose(axes, values, profiles, maximum=maximum, format_number=format_number),
        title=title,
        description=with_gaps(description, axes, profiles, missing_text),
        columns=heads(column_heads, profiles),
        rows=table(axes, profiles, format_number=format_number, missing_text=missing_text),
    )


def small_rose(
    *,
    name: str,
    values: Sequence[Decimal | None],
    title: str,
    description: str,
    axes: Sequence[str],
    format_number: FormatNumber,
    column_heads: Sequence[str],
    missing_text: str,
    maximum: int = 100,
) -> Figure:
    """A rose of 96 x 96 pixels without text, for lists.

    column_heads: area and points, the last one also the name of the values; the rest as in compass_rose.
    """
    profile = Profile(column_heads[-1], tuple(values), "own")
    _check(axes, [profile], maximum)
    dial = Dial((_SMALL_SIDE / 2, _SMALL_SIDE / 2), _SMALL_SIDE / 2 - 3, len(axes), maximum)
    line = profile_line(dial, profile, Style("own", 2.6), points=False)
    drawn = [*spokes(dial), ring(dial, 0.5), ring(dial, 1), *line]
    return Figure(
        name=name,
        spec=specification(drawn, width=_SMALL_SIDE, height=_SMALL_SIDE),
        title=title,
        description=with_gaps(description, axes, [profile], missing_text),
        columns=heads(column_heads, [profile]),
        rows=table(axes, [profile], format_number=format_number, missing_text=missing_text),
    )


def _check(axes: Sequence[str], profiles: Sequence[Profile], maximum: int) -> None:
    if not _FEWEST <= len(axes) <= _MOST:
        raise ValueError(f"A rose has {_FEWEST} to {_MOST} areas, not {len(axes)}")
    check(axes, profiles, maximum)


def _named_rose(labels: Sequence[_Label], profiles: Sequence[Profile], maximum: int, number: FormatNumber) -> Spec:
    """Names outside the rim, own values under them, legend below; 760 px wide, as high as it needs."""
    flat = Dial((WIDE / 2, 0), _radius(labels), len(labels), maximum)
    corners = _corners(flat, labels)
    above = MARGIN - min(y for _, y in corners)
    lowest = max(flat.radius, *(y + label.height for (_, y), label in zip(corners, labels, strict=True)))
    dial = replace(flat, centre=(WIDE / 2, above))
    names = [
        text
        for place, (label, (x, y)) in enumerate(zip(labels, corners, strict=True))
        for text in _name(label, (x, y + above), _lean(dial, place))
    ]
    end = above + lowest + 26
    below, height = legend(entries(profiles, styles(profiles)), width=WIDE, top=end)
    drawn = [*grid(dial, number), *profile_lines(dial, profiles), *names, *below]
    return specification(drawn, width=WIDE, height=end + height + MARGIN)


def _radius(labels: Sequence[_Label]) -> float:
    """The largest radius that leaves room for every name beside the rim, at most 210 px."""
    rooms = [_RADIUS]
    for place, label in enumerate(labels):
        sideways = abs(sin(2 * pi * place / len(labels)))
        if sideways > 0.2:
            rooms.append((WIDE / 2 - MARGIN - label.width) / sideways - _GAP)
    return min(rooms)


def _lean(dial: Dial, place: int) -> Align:
    """How the text at a spoke is aligned: away from the rose."""
    sideways = sin(dial.angle(place))
    return "center" if abs(sideways) <= 0.2 else "left" if sideways > 0 else "right"


def _corners(dial: Dial, labels: Sequence[_Label]) -> list[Place]:
    """Where each label stands: x of its alignment, y of its upper edge.

    Labels at the sides are placed first; one nearer to the upright that would touch them moves up or down.
    """
    corners = [_corner(dial, place, label) for place, label in enumerate(labels)]
    placed: list[_Box] = []
    for place in sorted(range(len(labels)), key=lambda number: -abs(sin(dial.angle(number)))):
        (x, y), step = corners[place], -2 if cos(dial.angle(place)) > 0 else 2
        while any(_meet(_box(labels[place], (x, y), _lean(dial, place)), other) for other in placed):
            y += step
        corners[place] = (x, y)
        placed.append(_box(labels[place], (x, y), _lean(dial, place)))
    return corners


def _corner(dial: Dial, place: int, label: _Label) -> Place:
    """Where a label stands when it is alone: above the rim, beside it or below it."""
    upright = cos(dial.angle(place))
    above = _lean(dial, place) == "center" and upright > 0
    x, y = dial.place(place, 1, _GAP + 10 * above)
    lift = (1 + max(-1.0, min(1.0, upright * 1.4))) / 2
    return x, y - label.height * lift


def _box(label: _Label, corner: Place, align: Align) -> _Box:
    left = corner[0] - {"left": 0, "center": label.width / 2, "right": label.width}[align]
    return left, corner[1], left + label.width, corner[1] + label.height


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _name(label: _Label, corner: Place, align: Align) -> list[Item]:
    x, y = corner
    rows: list[Item] = [Text((x, y + LINE * n + 14), line, align=align) for n, line in enumerate(label.lines)]
    last = (x, y + LINE * len(label.lines) + 15)
    if label.missing:
        return [*rows, Text(last, label.value, "muted", SMALL, align=align)]
    return [*rows, Text(last, label.value, "own", SIZE + 1, True, align)] if label.value else rows
