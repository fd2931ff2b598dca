"""Indicators against their targets: a row each on a scale of its own, what meets the target marked as a band."""

from collections.abc import Sequence
from dataclasses import dataclass

from kompassros.charts.canvas import Bar, Curve, Item, Rule, Text, specification
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.legend import Entry, legend, point
from kompassros.charts.lettering import text_width, widest, wrap
from kompassros.charts.profiles import Style
from kompassros.charts.scale import Number
from kompassros.charts.theme import COMPACT, LINE, MARGIN, SIZE, SMALL, WIDE

_NAMES, _WORDS = 250, 190
"""The widths of names and of words beside a scale, in pixels."""
_AIR, _BAND, _TICK, _LANE = 16, 12, 12, 34
_INSET = 12
_VALUE, _BEFORE = Style("own", 2), Style("earlier", 2, hollow=True)
_TARGET = Style("reference", 3)


@dataclass(frozen=True)
class Against:
    """An indicator: its figure, the one before, and from where to where its target is met; None is not known or open.

    text, before_text, target: as they are printed, or why there is none.
    """

    name: str
    text: str
    before_text: str
    target: str
    value: Number | None
    before: Number | None = None
    met: tuple[Number | None, Number | None] = (None, None)

    @property
    def limits(self) -> list[Number]:
        """The ends of the band."""
        return [limit for limit in self.met if limit is not None]

    @property
    def numbers(self) -> list[float]:
        """Every number that must lie on the scale."""
        known = [each for each in (self.value, self.before) if each is not None]
        return [float(each) for each in (*known, *self.limits)]


@dataclass(frozen=True)
class AgainstTexts:
    """The table's heads of names, the words for this year's figure, the one before, and the target."""

    name: str
    value: str
    before: str
    target: str


def against_target(
    *, name: str, indicators: Sequence[Against], title: str, description: str, texts: AgainstTexts
) -> Figure:
    """A row for each indicator in the order given, with name, scale, figure and target in words.

    Each row has its own scale from the least of its numbers to the greatest, so lengths compare within a row only;
    the band is what meets the target, and the tick its limit. ValueError for no indicator.
    """
    if not indicators:
        raise ValueError("Against targets need at least one indicator")
    return Figure(
        name=name,
        spec=_draw(indicators, texts, WIDE),
        compact=_draw(indicators, texts, COMPACT),
        title=title,
        description=description,
        columns=(texts.name, texts.before, texts.value, texts.target),
        rows=tuple((each.name, each.before_text, each.text, each.target) for each in indicators),
    )


@dataclass(frozen=True)
class _Lane:
    """Where a row's scale lies: its ends, its middle line, and the least and greatest number."""

    left: float
    right: float
    y: float
    low: float
    high: float

    def at(self, value: Number) -> float:
        """Where a number lies, in pixels; in the middle where there is but one."""
        if self.low == self.high:
            return (self.left + self.right) / 2
        room = self.right - self.left - 2 * _INSET
        return self.left + _INSET + room * (float(value) - self.low) / (self.high - self.low)


def _draw(indicators: Sequence[Against], texts: AgainstTexts, width: float) -> Spec:
    items: list[Item] = []
    y = float(MARGIN)
    for each in indicators:
        row, height = _row(each, width, y)
        items += [Rule((MARGIN, y), (width - MARGIN, y)), *row]
        y += height
    items.append(Rule((MARGIN, y), (width - MARGIN, y)))
    below, height = legend(_entries(indicators, texts), width=width, top=y + 12)
    return specification([*items, *below], width=width, height=y + 12 + height + MARGIN)


def _entries(indicators: Sequence[Against], texts: AgainstTexts) -> list[Entry]:
    shown = ((texts.value, _VALUE, "value"), (texts.before, _BEFORE, "before"))
    found = [
        Entry(text, style, "point")
        for text, style, which in shown
        if any(getattr(each, which) is not None for each in indicators)
    ]
    return [*found, *([Entry(texts.target, _TARGET, "tick")] if any(each.limits for each in indicators) else [])]


@dataclass(frozen=True)
class _Room:
    """Where the parts of a row lie: the corner of the words, the scale's ends and middle line; the row's height."""

    words: tuple[float, float]
    left: float
    right: float
    y: float
    height: float


def _beside(names: int, words: int, width: float, top: float) -> _Room:
    """The names left of the scale, the words right of it."""
    height = max(LINE * names, LINE * words, _LANE) + _AIR
    x = width - MARGIN - _WORDS
    return _Room((x, top + 22), MARGIN + _NAMES + 10, x - 16, top + height / 2, height)


def _stacked(names: int, words: int, width: float, top: float) -> _Room:
    """The names above the scale, the words below it: for a phone."""
    y = top + 6 + LINE * names + _LANE / 2
    first = y + _LANE / 2 + 12
    return _Room((MARGIN, first), MARGIN, width - MARGIN, y, first + LINE * (words - 1) + 8 - top)


def _row(each: Against, width: float, top: float) -> tuple[list[Item], float]:
    """The items of a row and its height."""
    wide, full = width > COMPACT, width - 2 * MARGIN
    names = _lines(each.name, _NAMES if wide else full, SIZE)
    target = _lines(each.target, _WORDS if wide else full, SMALL)
    room = (_beside if wide else _stacked)(len(names), 1 + len(target), width, top)
    known, (x, first) = each.value is not None, room.words
    items: list[Item] = [Text((MARGIN, top + 22 + LINE * n), line) for n, line in enumerate(names)]
    items.append(Text((x, first), each.text, "own" if known else "muted", SIZE, known))
    items += [Text((x, first + LINE * n), line, "muted", SMALL) for n, line in enumerate(target, 1)]
    if each.numbers:
        items += _marks(each, _Lane(room.left, room.right, room.y, min(each.numbers), max(each.numbers)))
    return items, room.height


def _lines(text: str, limit: float, size: float) -> tuple[str, ...]:
    """A text in up to three equal lines, or in as many as it needs: names of indicators may be sentences."""
    lines = wrap(text, limit, size)
    if widest(lines, size) <= limit:
        return lines
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and text_width(longer, size) <= limit:
            found[-1] = longer
        else:
            found.append(word)
    return tuple(found)


def _marks(each: Against, lane: _Lane) -> list[Item]:
    items: list[Item] = [Rule((lane.left, lane.y), (lane.right, lane.y), "ring")]
    if each.limits:
        start, end = (
            place if limit is None else lane.at(limit)
            for limit, place in zip(each.met, (lane.left, lane.right), strict=True)
        )
        items.append(Bar((start, lane.y - _BAND / 2), end - start, _BAND, "ring"))
    for limit in each.limits:
        x = lane.at(limit)
        items.append(Curve(((x, lane.y - _TICK), (x, lane.y + _TICK)), _TARGET.tone, _TARGET.width))
    marks = [(each.before, _BEFORE, 5.0), (each.value, _VALUE, 6.0)]
    return [*items, *(point((lane.at(v), lane.y), style, radius) for v, style, radius in marks if v is not None)]
