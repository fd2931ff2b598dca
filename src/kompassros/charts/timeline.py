"""Totals over time: a line within one stated version, never across versions; hollow where none is stated."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kompassros.charts import legend
from kompassros.charts.brackets import brackets
from kompassros.charts.canvas import Curve, Item, Place, Rule, Text, specification
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.lettering import text_width
from kompassros.charts.profiles import FormatNumber, Style
from kompassros.charts.theme import COMPACT, MARGIN, SIZE, SMALL, WIDE
from kompassros.methods.series import Point, Segment

_FULL = Style("own", 3.2)
_HOLLOW = Style("own", 3.2, hollow=True)
_TOP = 26
_INSET = 36
_APART = 36


@dataclass(frozen=True)
class TimelineTexts:
    """Heads of the table, words for what is not stated, and how a version is named in words."""

    year: str
    version: str
    points: str
    year_not_stated: str
    version_not_stated: str
    version_name: Callable[[str], str] = str


@dataclass(frozen=True)
class _Plot:
    """The plot's edges in pixels and its scales; undated: the x of results without a year, or None."""

    width: float
    left: float
    right: float
    bottom: float
    first: int
    last: int
    maximum: int
    undated: float | None

    def place(self, point: Point) -> Place:
        """Where a point lies; without a year in the column at the right."""
        y = self.bottom - (self.bottom - _TOP) * float(point.value) / self.maximum
        if point.year is None:
            return (self.right if self.undated is None else self.undated), y
        return self.x(point.year), y

    def x(self, year: int) -> float:
        """Where a year lies; a single year lies in the middle."""
        if self.first == self.last:
            return (self.left + self.right) / 2
        inner = self.right - self.left - 2 * _INSET
        return self.left + _INSET + inner * (year - self.first) / (self.last - self.first)


def totals_over_time(
    *,
    name: str,
    segments: Sequence[Segment],
    maximum: int,
    title: str,
    description: str,
    format_number: FormatNumber,
    texts: TimelineTexts,
) -> Figure:
    """Totals in points by year, in the stretches of methods.series.segments, which breaks the line.

    Each stretch has its version named below the years; a broken upright line parts it from the next.
    Undated results stand in a column of their own at the right. The scale runs from 0 to the maximum.
    ValueError for no result or a total outside 0..maximum.
    """
    points = [point for segment in segments for point in segment.points]
    if not points or any(not 0 <= point.value <= maximum for point in points):
        raise ValueError(f"A series needs at least one total, each within 0 to {maximum}")
    wide, compact = (
        _draw(_plot(width, points, maximum, texts), segments, format_number, texts) for width in (WIDE, COMPACT)
    )
    return Figure(
        name=name,
        spec=wide,
        compact=compact,
        title=title,
        description=description,
        columns=(texts.year, texts.version, texts.points),
        rows=tuple(_row(point, format_number, texts) for point in points),
    )


def _row(point: Point, number: FormatNumber, texts: TimelineTexts) -> tuple[str, str, str]:
    year = texts.year_not_stated if point.year is None else str(point.year)
    return year, _version(point.version, texts), number(point.value)


def _version(version: str | None, texts: TimelineTexts) -> str:
    return texts.version_not_stated if version is None else texts.version_name(version)


def _plot(width: float, points: Sequence[Point], maximum: int, texts: TimelineTexts) -> _Plot:
    years = [point.year for point in points if point.year is not None] or [0]
    column = text_width(texts.year_not_stated, SMALL) + 16 if any(p.year is None for p in points) else 0.0
    right = width - MARGIN - column
    undated = right + column / 2 if column else None
    return _Plot(width, 46, right, 280 if width == WIDE else 240, min(years), max(years), maximum, undated)


def _draw(plot: _Plot, segments: Sequence[Segment], number: FormatNumber, texts: TimelineTexts) -> Spec:
    dated = [segment for segment in segments if segment.dated]
    lines = [item for segment in segments for item in _line(plot, segment)]
    spans = {(*_span(plot, segment), _version(segment.version, texts)): None for segment in segments}
    below, bottom = brackets(tuple(spans), edges=(MARGIN, plot.width - MARGIN), top=plot.bottom + 34)
    items = [*_scale(plot, number), *_breaks(plot, dated), *_years(plot, dated, texts), *lines]
    values = _values(plot, [point for segment in segments for point in segment.points], number)
    return specification([*items, *values, *below], width=plot.width, height=bottom + MARGIN)


def _scale(plot: _Plot, number: FormatNumber) -> list[Item]:
    items: list[Item] = []
    for quarter in range(5):
        value = Decimal(plot.maximum * quarter) / 4
        y = plot.bottom - (plot.bottom - _TOP) * quarter / 4
        items.append(Rule((plot.left, y), (plot.width - MARGIN, y), "grid" if quarter else "ring"))
        items.append(Text((plot.left - 8, y + 4.5), number(value), "muted", SMALL, align="right"))
    return items


def _breaks(plot: _Plot, dated: Sequence[Segment]) -> list[Item]:
    """A broken upright line half-way between each stretch and the next, unless both meet in one year."""
    ends = [(_span(plot, one)[1], _span(plot, other)[0]) for one, other in pairwise(dated)]
    middles = [(end + start) / 2 for end, start in ends if end < start]
    edge = [] if plot.undated is None or not dated else [plot.right]
    return [Curve(((x, _TOP), (x, plot.bottom)), "older", 1.2, (3, 4)) for x in (*middles, *edge)]


def _span(plot: _Plot, segment: Segment) -> tuple[float, float]:
    return plot.place(segment.points[0])[0], plot.place(segment.points[-1])[0]


def _years(plot: _Plot, dated: Sequence[Segment], texts: TimelineTexts) -> list[Item]:
    """The years with results and the words of the undated column."""
    y = plot.bottom + 21
    years = _shown_years(plot, {each.year for segment in dated for each in segment.points if each.year is not None})
    items: list[Item] = [Text((plot.x(year), y), str(year), "text", SMALL, align="center") for year in years]
    if plot.undated is not None:
        items.append(Text((plot.undated, y), texts.year_not_stated, "muted", SMALL, align="center"))
    return items


def _shown_years(plot: _Plot, years: Collection[int]) -> list[int]:
    """The years that have room for their figures: the last, the first, then the others from the latest."""
    latest_first = sorted(years, reverse=True)
    shown: list[int] = []
    for year in (*latest_first[:1], *latest_first[-1:], *latest_first[1:-1]):
        if all(abs(plot.x(year) - plot.x(other)) >= _APART for other in shown):
            shown.append(year)
    return sorted(shown)


def _line(plot: _Plot, segment: Segment) -> list[Item]:
    places = tuple(plot.place(point) for point in segment.points)
    style = _HOLLOW if segment.version is None else _FULL
    line: list[Item] = [Curve(places, style.tone, style.width)] if len(places) > 1 else []
    return [*line, *(legend.point(place, style, 5.5) for place in places)]


def _values(plot: _Plot, points: Sequence[Point], number: FormatNumber) -> list[Item]:
    """Each total above its mark, or below it where another mark or total is in the way."""
    marks = [plot.place(point) for point in points]
    taken: list[Place] = []
    items: list[Item] = []
    for total, (x, y) in zip(points, marks, strict=True):
        others = [*taken, *(mark for mark in marks if mark != (x, y))]
        base = next((b for b in (y - 12, y + 23) if not _crowded((x, b - 5), others)), y - 12)
        taken.append((x, base - 5))
        items.append(Text((x, base), number(total.value), "own", SIZE, True, "center", halo=True))
    return items


def _crowded(place: Place, others: Sequence[Place]) -> bool:
    return any(abs(place[0] - x) < 34 and abs(place[1] - y) < 15 for x, y in others)
