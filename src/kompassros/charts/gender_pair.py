"""Women and men in one measure: a row per period, two marks joined by a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from kompassros.charts.canvas import Align, Curve, Item, Rule, Text, specification
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.legend import Entry, legend, point
from kompassros.charts.lettering import text_width, wrap
from kompassros.charts.profiles import FormatNumber, Style
from kompassros.charts.scale import BROAD, PHONE, Number, Scale, level_scale
from kompassros.charts.theme import LINE, MARGIN, SMALL

_ABOVE = 24
_ROW = 34
_BESIDE = 13
_SIDES = ((), (1,), (-1, 1))
"""On which side of its mark a value is printed, by the number of marks: left is -1."""
# Own choice: one tone, as both are values of the own unit; full and hollow, round and square tell them apart.
_WOMEN = Style("own", 2)
_MEN = Style("own", 2, shape="square", hollow=True)


@dataclass(frozen=True)
class Measured:
    """A value and how it is printed; value None: the text says why there is none."""

    value: Number | None
    text: str


@dataclass(frozen=True)
class GenderPeriod:
    """What a measure says of women and of men in one period."""

    period: str
    women: Measured
    men: Measured


@dataclass(frozen=True)
class GenderTexts:
    """The table's head of periods, the words for women and men, and their short forms such as "K" and "M"."""

    period: str
    women: str
    men: str
    women_short: str
    men_short: str


def gender_pair(
    *,
    name: str,
    periods: Sequence[GenderPeriod],
    title: str,
    description: str,
    format_number: FormatNumber,
    decimals: int,
    texts: GenderTexts,
) -> Figure:
    """A row per period in the order given, 640 px wide, and 340 px for a phone.

    Women have a full circle, men a hollow square; each value is printed on the outer side of its mark, after the
    short word; below the marks stands why a value is missing. The scale need not begin at zero; decimals: of the
    measure, for the scale. ValueError where neither women nor men have any value.
    """
    if not any(each.value is not None for period in periods for each in (period.women, period.men)):
        raise ValueError("A picture of women and men needs a value of either")
    wide, compact = (_draw(periods, width, format_number, decimals, texts) for width in (BROAD, PHONE))
    return Figure(
        name=name,
        spec=wide,
        compact=compact,
        title=title,
        description=description,
        columns=(texts.period, texts.women, texts.men),
        rows=tuple((each.period, each.women.text, each.men.text) for each in periods),
    )


@dataclass(frozen=True)
class _Row:
    """A period with its marks as (value, printed, style), the lines that say what is missing, and its edges."""

    period: str
    marks: tuple[tuple[Number, str, Style], ...]
    missing: tuple[str, ...]
    top: float

    @property
    def middle(self) -> float:
        """The y of the marks, or of the first line where there is no mark."""
        return self.top + _ROW / 2

    @property
    def bottom(self) -> float:
        """The y where the row ends."""
        return self.top + _ROW + LINE * (len(self.missing) - (0 if self.marks else 1))


def _draw(
    periods: Sequence[GenderPeriod], width: float, number: FormatNumber, decimals: int, texts: GenderTexts
) -> Spec:
    left = MARGIN + max(text_width(each.period, SMALL, bold=True) for each in periods) + 14
    rows: list[_Row] = []
    for each in periods:
        rows.append(_row(each, texts, width - MARGIN - left, rows[-1].bottom if rows else _ABOVE))
    marks = [mark for row in rows for mark in row.marks]
    beside = max(text_width(text, SMALL) for _, text, _ in marks) + _BESIDE
    scale = level_scale(
        [value for value, _, _ in marks],
        start=left + beside,
        end=width - MARGIN - beside,
        decimals=decimals,
        number=number,
        over=beside,
    )
    items = [item for row in rows for item in _row_items(row, scale, left, width)]
    numbers = [Text((scale.at(tick), _ABOVE - 8), number(tick), "muted", SMALL, align="center") for tick in scale.ticks]
    shown = [Entry(texts.women, _WOMEN, "point"), Entry(texts.men, _MEN, "point")]
    below, height = legend(shown, width=width, top=rows[-1].bottom + 12)
    end = Rule((MARGIN, rows[-1].bottom), (width - MARGIN, rows[-1].bottom))
    return specification([*items, end, *numbers, *below], width=width, height=rows[-1].bottom + 12 + height + MARGIN)


def _row(each: GenderPeriod, texts: GenderTexts, room: float, top: float) -> _Row:
    marks: list[tuple[Number, str, Style]] = []
    missing: list[str] = []
    sides = ((each.women, texts.women_short, _WOMEN), (each.men, texts.men_short, _MEN))
    for measured, short, style in sides:
        text = f"{short} {measured.text}"
        if measured.value is None:
            missing += wrap(text, room, SMALL)
        else:
            marks.append((measured.value, text, style))
    return _Row(each.period, tuple(marks), tuple(missing), top)


def _row_items(row: _Row, scale: Scale, left: float, width: float) -> list[Item]:
    """The row's period, grid, marks with their values on the outer side, and the words for what is missing."""
    y = row.middle
    items: list[Item] = [Rule((MARGIN, row.top), (width - MARGIN, row.top))]
    items += [Rule((scale.at(tick), row.top), (scale.at(tick), row.bottom)) for tick in scale.ticks]
    items.append(Text((MARGIN, y + 4.5), row.period, "text", SMALL, True))
    marks = sorted(row.marks, key=lambda mark: float(mark[0]))
    places = [(scale.at(value), y) for value, _, _ in marks]
    items += [Curve(tuple(places), "own", 2)] if len(places) > 1 else []
    for (_, text, _), (x, _), side in zip(marks, places, _SIDES[len(marks)], strict=True):
        align: Align = "right" if side < 0 else "left"
        items.append(Text((x + side * _BESIDE, y + 4.5), text, "text", SMALL, False, align, True))
    # The full mark lies on the hollow one where both values are the same.
    for (_, _, style), place in sorted(zip(marks, places, strict=True), key=lambda pair: not pair[0][2].hollow):
        items.append(point(place, style, 7 if style.hollow else 5))
    first = y + 4.5 + (LINE if row.marks else 0)
    return [
        *items,
        *(Text((left, first + LINE * n), line, "muted", SMALL, halo=True) for n, line in enumerate(row.missing)),
    ]
