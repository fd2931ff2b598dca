"""The legend below a chart: samples of the lines with their labels, in rows that never leave the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kompassros.charts.canvas import Bar, Curve, Item, Place, Sign, Text
from kompassros.charts.lettering import widest, wrap
from kompassros.charts.profiles import WITH_POINTS, Profile, Style
from kompassros.charts.theme import COMPACT, LINE, MARGIN, SIZE

_LINE_SAMPLE = 38
_SIGN_SAMPLE = 16
_GAP = 8
_BETWEEN = 26
_ENLARGED = {"diamond": 1.25, "triangle-up": 1.25}


@dataclass(frozen=True)
class Entry:
    """One label of the legend and what is drawn before it; "both" is a line with a point on it."""

    label: str
    style: Style
    sample: Literal["line", "both", "point", "bar", "tick"] = "line"

    @property
    def room(self) -> float:
        """The sample's width in pixels."""
        return _SIGN_SAMPLE if self.sample in ("point", "tick") else _LINE_SAMPLE


@dataclass(frozen=True)
class _Set:
    """An entry with its label in lines and its width in pixels."""

    entry: Entry
    lines: tuple[str, ...]
    width: float


def entries(profiles: Sequence[Profile], chosen: Sequence[Style]) -> tuple[Entry, ...]:
    """One entry per profile: its line, with a point where the line has points."""
    return tuple(
        Entry(profile.label, style, "both" if profile.role in WITH_POINTS else "line")
        for profile, style in zip(profiles, chosen, strict=True)
    )


def legend(items: Sequence[Entry], *, width: float, top: float) -> tuple[list[Item], float]:
    """The drawn items and the height they take, in pixels, for a drawing `width` wide; ([], 0) for no entry.

    Rows are centred in a wide drawing and start at the left in a compact one.
    """
    drawn: list[Item] = []
    y = top
    for row in _rows([_set(item, width) for item in items], width):
        x = (width - _row_width(row)) / 2 if width > COMPACT else MARGIN
        for piece in row:
            drawn += _draw(piece, (x, y))
            x += piece.width + _BETWEEN
        y += LINE * max(len(piece.lines) for piece in row) + 5
    return drawn, y - top


def _set(entry: Entry, width: float) -> _Set:
    lines = wrap(entry.label, width - 2 * MARGIN - entry.room - _GAP, SIZE)
    return _Set(entry, lines, entry.room + _GAP + widest(lines, SIZE))


def _rows(pieces: Sequence[_Set], width: float) -> list[list[_Set]]:
    rows: list[list[_Set]] = []
    for piece in pieces:
        if rows and _row_width([*rows[-1], piece]) <= width - 2 * MARGIN:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _row_width(row: Sequence[_Set]) -> float:
    return sum(piece.width for piece in row) + _BETWEEN * (len(row) - 1)


def _draw(piece: _Set, corner: Place) -> list[Item]:
    x, y = corner
    middle = y + LINE / 2
    start = x + piece.entry.room + _GAP
    texts = [Text((start, middle + 5 + LINE * n), line) for n, line in enumerate(piece.lines)]
    return [*_sample(piece.entry, (x, middle)), *texts]


def _sample(entry: Entry, start: Place) -> list[Item]:
    """The sample of an entry, from a place at its left on its middle line."""
    (x, y), style = start, entry.style
    end, middle = x + entry.room, x + entry.room / 2
    match entry.sample:
        case "bar":
            return [Bar((x, y - 6), entry.room, 12, style.tone)]
        case "tick":
            return [Curve(((middle, y - 9), (middle, y + 9)), style.tone, 3)]
        case "point":
            return [point((middle, y), style)]
    line = Curve(((x, y), (end, y)), style.tone, style.width, style.dash)
    return [line, point((middle, y), style)] if entry.sample == "both" else [line]


def point(place: Place, style: Style, radius: float = 5) -> Sign:
    """The mark of a style at a place: filled with a rim of ground, or hollow with a rim of its own tone.

    radius: of a circle, in pixels; other shapes are enlarged so that they look as large.
    """
    size = radius * _ENLARGED.get(style.shape, 1)
    if style.hollow:
        return Sign(place, size - 0.5, "ground", style.tone, 2, style.shape)
    return Sign(place, size, style.tone, "ground", 1.5, style.shape)
