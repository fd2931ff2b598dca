"""Every unit's value on one horizontal axis: where the own value stands among all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from kompassros.charts.canvas import Bar, Curve, Item, Rule, Text, specification
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.flags import Flag, place_flags
from kompassros.charts.legend import Entry, legend, point
from kompassros.charts.lettering import wrap
from kompassros.charts.profiles import FormatNumber, Style
from kompassros.charts.scale import BROAD, PHONE, Level, Number, Scale, level_scale
from kompassros.charts.theme import LINE, MARGIN, SMALL

UnitRole = Literal["own", "chosen", "similar", "other"]

MOST_NAMED = 10
"""Own choice: more names than this hide the picture. Further units keep their sign and their row of the table."""

_NO_BREAK = "\N{NO-BREAK SPACE}"
_HEIGHT = 34
_ROW = 20
_MINI = (180, 24)
_STYLES: Mapping[UnitRole, Style] = {
    "own": Style("own", 3),
    "chosen": Style("second", 2, shape="square"),
    "similar": Style("third", 2, shape="diamond"),
    "other": Style("older", 1),
}
# From below upwards; the shorter a line, the more it stands back.
_INSETS: Mapping[UnitRole, float] = {"other": 8, "similar": 3, "chosen": 3, "own": 0}
_MEAN = Style("reference", 2, (6, 4))
_BAND = "grid"


@dataclass(frozen=True)
class StripUnit:
    """A unit with a value, how the value is printed, and what the unit is to the reader."""

    name: str
    value: Number
    text: str
    role: UnitRole = "other"


@dataclass(frozen=True)
class Band:
    """The middle half: from the lower to the upper quartile."""

    lower: Level
    upper: Level


@dataclass(frozen=True)
class StripTexts:
    """Words of a strip.

    heads: of the table's columns: unit, value, kind. roles: what each kind of unit is called, "other" for a thin
    line. band, mean: what they are called; band_lower, band_upper: its limits in the table. ends: words at the left
    and the right end of the axis, such as "worse" and "better"; None where neither end is better.
    """

    heads: tuple[str, str, str]
    roles: Mapping[UnitRole, str]
    mean: str
    band: str
    band_lower: str
    band_upper: str
    ends: tuple[str, str] | None = None


@dataclass(frozen=True)
class _Strip:
    """What a strip shows, however wide it is drawn."""

    units: tuple[StripUnit, ...]
    mean: Level | None
    band: Band | None

    def __post_init__(self) -> None:
        if not self.units or len(self.of("own")) > 1:
            raise ValueError("A strip needs at least one unit, and at most one of role own")

    @property
    def levels(self) -> tuple[Level, ...]:
        """Mean, lower and upper limit, as far as there are any."""
        band = (self.band.lower, self.band.upper) if self.band else ()
        return (self.mean, *band) if self.mean else band

    @property
    def values(self) -> list[Number]:
        """Every value that must lie on the axis."""
        return [*(unit.value for unit in self.units), *(level.value for level in self.levels)]

    def of(self, *roles: UnitRole) -> list[StripUnit]:
        """The units of some kinds, kind after kind."""
        return [unit for role in roles for unit in self.units if unit.role == role]


@dataclass(frozen=True)
class _Name:
    """What is written above the strip, and the value it stands at."""

    value: Number
    text: str
    style: Style
    bold: bool = False

    @property
    def tone(self) -> str:
        """The tone of the text."""
        return self.style.tone if self.bold or self.style is _MEAN else "text"


def distribution_strip(
    *,
    name: str,
    units: Sequence[StripUnit],
    mean: Level | None,
    band: Band | None,
    title: str,
    description: str,
    format_number: FormatNumber,
    decimals: int,
    texts: StripTexts,
) -> Figure:
    """A thin line per unit on an axis with round numbers, 640 px wide, and 340 px for a phone.

    The middle half is shaded where there is one, the mean is a broken line; own, chosen and similar units have a
    sign of their own shape with name and value, at most MOST_NAMED names in that order. decimals: of the measure,
    for the axis. The table has every unit in the order given, then mean and limits.
    ValueError for no unit or two own ones.
    """
    strip = _Strip(tuple(units), mean, band)
    wide, compact = (_draw(strip, width, format_number, decimals, texts) for width in (BROAD, PHONE))
    return Figure(
        name=name,
        spec=wide,
        compact=compact,
        title=title,
        description=description,
        columns=texts.heads,
        rows=(*(_row(unit, texts) for unit in strip.units), *_level_rows(strip, texts)),
    )


def mini_strip(
    *,
    name: str,
    units: Sequence[StripUnit],
    mean: Level | None,
    band: Band | None,
    title: str,
    description: str,
    texts: StripTexts,
) -> Figure:
    """A strip of 180 x 24 pixels without words, for a row of a table; the arguments are those of distribution_strip.

    Only the own unit has a sign. Its table has the own unit, mean and limits: the others stand on the measure's page.
    """
    strip = _Strip(tuple(units), mean, band)
    return Figure(
        name=name,
        spec=_draw_mini(strip),
        title=title,
        description=description,
        columns=texts.heads,
        rows=(*(_row(unit, texts) for unit in strip.of("own")), *_level_rows(strip, texts)),
    )


def _row(unit: StripUnit, texts: StripTexts) -> tuple[str, str, str]:
    return unit.name, unit.text, texts.roles[unit.role]


def _level_rows(strip: _Strip, texts: StripTexts) -> list[tuple[str, str, str]]:
    """What mean and limits are called, as printed, and nothing in the column of the kind."""
    names = [texts.mean] * (strip.mean is not None) + [texts.band_lower, texts.band_upper] * (strip.band is not None)
    return [(called, level.text, "") for called, level in zip(names, strip.levels, strict=True)]


def _draw(strip: _Strip, width: float, number: FormatNumber, decimals: int, texts: StripTexts) -> Spec:
    left, right = MARGIN, width - MARGIN
    scale = level_scale(strip.values, start=left, end=right, decimals=decimals, number=number)
    names, unnamed = _names(strip, texts)
    flags = place_flags([(scale.at(each.value), each.text, each.bold) for each in names], left=left, right=right)
    top = MARGIN + _ROW * (1 + max((flag.top for flag in flags), default=-1)) + 12
    items = [*_axis(scale, top + _HEIGHT, number), *_body(strip, scale, top)]
    items += [point((scale.at(unit.value), top - 2), _STYLES[unit.role], 4) for unit in unnamed]
    items += [item for flag, each in zip(flags, names, strict=True) for item in _flag(flag, each, top)]
    words, bottom = _ends(texts.ends, width, top + _HEIGHT + 28)
    below, height = legend(_entries(strip, texts), width=width, top=bottom + 8)
    return specification([*items, *words, *below], width=width, height=bottom + 8 + height + MARGIN)


def _names(strip: _Strip, texts: StripTexts) -> tuple[list[_Name], list[StripUnit]]:
    """What is written, the own unit first and the mean after it, and the units that have a sign only."""
    marked = strip.of("own", "chosen", "similar")
    names = [
        _Name(unit.value, _label(unit.name, unit.text), _STYLES[unit.role], unit.role == "own")
        for unit in marked[:MOST_NAMED]
    ]
    if strip.mean:
        names.insert(len(strip.of("own")), _Name(strip.mean.value, _label(texts.mean, strip.mean.text), _MEAN))
    return names, marked[MOST_NAMED:]


def _label(name: str, number: str) -> str:
    """Name and number, which is never broken across lines."""
    return f"{name} {number.replace(' ', _NO_BREAK)}"


def _axis(scale: Scale, y: float, number: FormatNumber) -> list[Item]:
    places = [scale.at(tick) for tick in scale.ticks]
    marks = [Rule((x, y), (x, y + 5), "ring") for x in places]
    numbers = [
        Text((x, y + 20), number(tick), "muted", SMALL, align="center")
        for x, tick in zip(places, scale.ticks, strict=True)
    ]
    return [Rule((scale.start, y), (scale.end, y), "ring", 1.3), *marks, *numbers]


def _body(strip: _Strip, scale: Scale, top: float) -> list[Item]:
    """The shaded band and the line of every unit, the own one on top."""
    bottom = top + _HEIGHT
    items = _shade(strip.band, scale, top, bottom)
    for role, inset in _INSETS.items():
        items += _lines((scale.at(unit.value) for unit in strip.of(role)), top + inset, bottom, _STYLES[role])
    return items


def _shade(band: Band | None, scale: Scale, top: float, bottom: float) -> list[Item]:
    if band is None:
        return []
    start, end = scale.at(band.lower.value), scale.at(band.upper.value)
    return [Bar((start, top), end - start, bottom - top, _BAND)]


def _lines(places: Iterable[float], top: float, bottom: float, style: Style) -> list[Item]:
    """Upright lines as one curve with gaps; lines at the same half pixel are drawn once."""
    at = sorted({round(2 * x) / 2 for x in places})
    pieces = tuple(chain.from_iterable(((x, top), (x, bottom), None) for x in at))
    return [Curve(pieces, style.tone, style.width, style.dash)] if pieces else []


def _flag(flag: Flag, name: _Name, top: float) -> list[Item]:
    """Pole, sign and name; the mean's pole is broken, runs through the strip and has no sign."""
    style, mean = name.style, name.style is _MEAN
    head = top - 12 - _ROW * (flag.row + 0.5)
    upper = head + 4.5 - _ROW * (flag.height - 1)
    lines: list[Item] = [
        Text((flag.anchor, upper + _ROW * n), line, name.tone, SMALL, name.bold, flag.align, halo=True)
        for n, line in enumerate(flag.lines)
    ]
    if mean:
        return [Curve(((flag.x, head - 7), (flag.x, top + _HEIGHT)), style.tone, style.width, style.dash), *lines]
    pole = Curve(((flag.x, head), (flag.x, top + 4)), style.tone if name.bold else "muted", 1.6 if name.bold else 0.8)
    return [pole, point((flag.x, head), style, 6.5 if name.bold else 5), *lines]


def _ends(ends: tuple[str, str] | None, width: float, y: float) -> tuple[list[Item], float]:
    """The words at both ends of the axis, each behind an arrow that points outwards, and the y where they end."""
    if ends is None:
        return [], y
    left, right = (wrap(words, width / 2 - MARGIN - 34, SMALL) for words in ends)
    items = [*_arrow(MARGIN, y + 10, 1), *_arrow(width - MARGIN, y + 10, -1)]
    items += [Text((MARGIN + 24, y + 14 + LINE * n), line, "text", SMALL) for n, line in enumerate(left)]
    edge = width - MARGIN - 24
    items += [Text((edge, y + 14 + LINE * n), line, "text", SMALL, align="right") for n, line in enumerate(right)]
    return items, y + LINE * max(len(left), len(right))


def _arrow(x: float, y: float, way: int) -> list[Item]:
    """An arrow with its tip at a place; way 1 points to the left, -1 to the right."""
    shaft = ((x, y), (x + 18 * way, y))
    tip = ((x + 5 * way, y - 4), (x, y), (x + 5 * way, y + 4))
    return [Curve((*shaft, None, *tip), "muted", 1.5)]


def _entries(strip: _Strip, texts: StripTexts) -> list[Entry]:
    """The legend: the thin line, the band, and the signs of chosen and similar units; the rest is named above."""
    entries = [Entry(texts.roles["other"], Style("older", 1), "tick")] if strip.of("other") else []
    if strip.band:
        entries.append(Entry(texts.band, Style(_BAND, 0), "bar"))
    signed = dict.fromkeys(unit.role for unit in strip.of("similar", "chosen"))
    return [*entries, *(Entry(texts.roles[role], _STYLES[role], "point") for role in signed)]


def _draw_mini(strip: _Strip) -> Spec:
    width, height = _MINI
    scale = level_scale(strip.values, start=6, end=width - 6, decimals=0, number=lambda _: "")
    items: list[Item] = [Rule((0, height - 0.5), (width, height - 0.5), "ring"), *_shade(strip.band, scale, 4, 23)]
    items += _lines((round(scale.at(unit.value)) for unit in strip.units), 8, 23, _STYLES["other"])
    items += _lines([scale.at(strip.mean.value)] if strip.mean else [], 0, 23, Style("reference", 1.6, (3, 2)))
    for unit in strip.of("own"):
        x = scale.at(unit.value)
        items += [Curve(((x, 8), (x, 23)), "own", 2.4), point((x, 6.5), _STYLES["own"], 5)]
    return specification(items, width=width, height=height)
