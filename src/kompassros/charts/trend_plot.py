"""How a trend is drawn: its scales, its lines with their gaps, and the names at their ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kompassros.charts.areas import Area, specification_over
from kompassros.charts.canvas import Curve, Item, Place, Rule, Text
from kompassros.charts.figure import Spec
from kompassros.charts.flags import Flag, place_flags
from kompassros.charts.legend import Entry, legend, point
from kompassros.charts.lettering import BOLD, text_width, widest, wrap
from kompassros.charts.profiles import FormatNumber, Style
from kompassros.charts.scale import BROAD, PHONE, Scale, round_scale
from kompassros.charts.spread import spread
from kompassros.charts.theme import MARGIN, SMALL
from kompassros.charts.trend import Reading, Series, Trend, TrendTexts

_HEIGHTS = {BROAD: 260.0, PHONE: 220.0}
_LINE = 16
_ROW = 20
_NAMES = 170
_INSET = 12
_TO_NAMES = 26
_APART = 38
_NO_BREAK = "\N{NO-BREAK SPACE}"
_OWN = Style("own", 3.2)
_MEAN = Style("reference", 2.2, (8, 5))
_BAND = "grid"
# Own choice: three tones by three dashes, so that nine thin lines differ in grey print as well.
_OTHERS = tuple(Style(tone, 1.4, dash) for dash in ((), (6, 3), (1.5, 2.5)) for tone in ("fifth", "second", "fourth"))


@dataclass(frozen=True)
class _Line:
    """A series with its style, its label, and the lines written at its end."""

    series: Series
    last: Reading
    style: Style
    label: str
    written: tuple[str, ...]

    @property
    def height(self) -> float:
        """Of what is written, in pixels."""
        return _LINE * len(self.written) + 3 if self.written else 0


@dataclass(frozen=True)
class _Plot:
    """The plot's edges in pixels and its scale.

    names: where the names at the lines' ends begin; air: room above the highest tick, for a value over a point there.
    """

    width: float
    left: float
    right: float
    names: float
    top: float
    air: float
    scale: Scale
    periods: tuple[int, int]

    @property
    def bottom(self) -> float:
        """The y of the lowest tick."""
        return self.scale.start

    def x(self, period: float) -> float:
        """Where a period lies; a single one lies in the middle."""
        first, last = self.periods
        if first == last:
            return (self.left + self.right) / 2
        return self.left + _INSET + (self.right - self.left - 2 * _INSET) * (period - first) / (last - first)

    def place(self, reading: Reading) -> Place | None:
        """Where a reading lies, if it has a value."""
        return None if reading.value is None else (self.x(reading.period), self.scale.at(reading.value))


def draw(trend: Trend, width: float, number: FormatNumber, decimals: int, texts: TrendTexts) -> Spec:
    """The specification in one width; on a phone the names stand in the legend."""
    lines = _lines(trend, phone=width == PHONE)
    plot, flags = _plot(trend, lines, width, number, decimals)
    items = [*_grid(plot, number), *_years(plot, trend.periods)]
    items += [item for flag in flags for item in _break(plot, flag)]
    items += [item for line in reversed(lines) for item in _line(plot, trend, line)]
    items += _ends(plot, [line for line in lines if line.written])
    items += [] if trend.others else _values(plot, trend.own, last=width == PHONE)
    below, height = legend(_entries(trend, lines, width, texts), width=width, top=plot.bottom + 36)
    return specification_over(_band(plot, trend), items + below, width=width, height=plot.bottom + 36 + height)


def _lines(trend: Trend, *, phone: bool) -> list[_Line]:
    """The series with any value: at their ends name and latest value, on a phone a number for all but own and mean."""
    styles = (_OWN, *([_MEAN] if trend.mean else []), *_OTHERS)
    first = len(trend.series) - len(trend.others)
    lines: list[_Line] = []
    for rank, (series, style) in enumerate(zip(trend.series, styles, strict=False)):
        if last := series.last:
            early = "" if last.period == trend.periods[-1] else f" ({last.period})"
            label = f"{series.name} {last.text.replace(' ', _NO_BREAK)}{early}"
            number = (str(rank - first + 1),) if rank >= first else ()
            if phone:
                lines.append(_Line(series, last, style, " ".join((*number, label)), number))
            else:
                lines.append(_Line(series, last, style, label, wrap(label, _NAMES, SMALL * BOLD, 4)))
    return lines


def _plot(
    trend: Trend, lines: Sequence[_Line], width: float, number: FormatNumber, decimals: int
) -> tuple[_Plot, tuple[Flag, ...]]:
    """The plot, and the words of the breaks above it."""
    raw = round_scale(trend.values, start=0, end=0, decimals=decimals, most=7)
    left = MARGIN + max(text_width(number(tick), SMALL) for tick in raw.ticks) + 8
    names = width - MARGIN - max(widest(line.written, SMALL * (BOLD if line.style is _OWN else 1)) for line in lines)
    right = names - (_TO_NAMES if any(line.written for line in lines) else 0)
    periods = trend.periods
    air = 8 if trend.others else 22
    flat = _Plot(width, left, right, names, 0, air, raw, (periods[0], periods[-1]))
    shown = [each for each in trend.breaks if periods[0] < each.period <= periods[-1]]
    places = [(flat.x(each.period - trend.step / 2), each.word, False) for each in shown]
    flags = place_flags(places, left=left, right=width - MARGIN)
    top = MARGIN + air + _ROW * (1 + max((flag.top for flag in flags), default=-1))
    height = max(_HEIGHTS[int(width)], sum(line.height for line in lines))
    scale = Scale(raw.low, raw.high, raw.ticks, top + height, top)
    return replace(flat, top=top, scale=scale), flags


def _grid(plot: _Plot, number: FormatNumber) -> list[Item]:
    items: list[Item] = []
    for rank, tick in enumerate(plot.scale.ticks):
        y = plot.scale.at(tick)
        items.append(Rule((plot.left, y), (plot.right, y), "ring", 0.7 if rank else 1.3))
        items.append(Text((plot.left - 8, y + 4.5), number(tick), "muted", SMALL, align="right"))
    return items


def _years(plot: _Plot, periods: Sequence[int]) -> list[Item]:
    """The periods that have room for their figures, the last one first."""
    shown: list[int] = []
    for period in (periods[-1], periods[0], *reversed(periods[1:-1])):
        if all(abs(plot.x(period) - plot.x(other)) >= _APART for other in shown):
            shown.append(period)
    y = plot.bottom + 21
    return [Text((plot.x(period), y), str(period), "text", SMALL, align="center") for period in shown]


def _break(plot: _Plot, flag: Flag) -> list[Item]:
    """A dotted upright line through the plot, with its word above."""
    y = plot.top - plot.air - _ROW * (flag.row + 0.5)
    lines = [
        Text((flag.anchor, y + 4.5 - _ROW * (flag.height - 1 - n)), line, "muted", SMALL, False, flag.align, True)
        for n, line in enumerate(flag.lines)
    ]
    return [Curve(((flag.x, y - 7), (flag.x, plot.bottom)), "older", 1.3, (2, 4)), *lines]


def _band(plot: _Plot, trend: Trend) -> list[Area]:
    """The middle half: an area over each stretch of joined periods, an upright bar over a period alone."""
    stretches: list[list[tuple[float, float, float]]] = []
    before: int | None = None
    for half in trend.band:
        if before is None or not trend.joined(before, half.period):
            stretches.append([])
        before = half.period
        ends = plot.scale.at(half.lower.value), plot.scale.at(half.upper.value)
        stretches[-1].append((plot.x(half.period), *ends))
    return [_ring(stretch) for stretch in stretches]


def _ring(stretch: Sequence[tuple[float, float, float]]) -> Area:
    if len(stretch) == 1:
        ((x, lower, upper),) = stretch
        stretch = ((x - 5, lower, upper), (x + 5, lower, upper))
    below = [(x, lower) for x, lower, _ in stretch]
    return Area(((*below, *((x, upper) for x, _, upper in reversed(stretch))),), _BAND)


def _line(plot: _Plot, trend: Trend, line: _Line) -> list[Item]:
    """A line with its gaps; points on the own one, and on any value that no line joins to another."""
    style, own = line.style, line.style is _OWN
    places = list(_stretches(plot, trend, line.series))
    alone = {b for a, b, c in zip([None, *places], places, [*places[1:], None], strict=False) if a is c is None}
    items: list[Item] = [Curve(tuple(places), style.tone, style.width, style.dash)]
    for reading in line.series.readings:
        place = plot.place(reading)
        if place and (own or place in alone):
            mark = Style(style.tone, style.width, hollow=own and reading.preliminary)
            items.append(point(place, mark, 5 if own else 3))
    return items


def _stretches(plot: _Plot, trend: Trend, series: Series) -> Iterator[Place | None]:
    """The places of a series, with None wherever its line must not run on."""
    before: Reading | None = None
    for reading in series.readings:
        if before and not trend.joined(before.period, reading.period):
            yield None
        yield plot.place(reading)
        before = reading


def _ends(plot: _Plot, lines: Sequence[_Line]) -> list[Item]:
    """What is written beside the lines' ends, each with a piece of its line before it."""
    ends = [plot.scale.at(line.last.value) for line in lines if line.last.value is not None]
    middles = spread(ends, [line.height for line in lines], top=plot.top, bottom=plot.bottom)
    items: list[Item] = []
    for line, end, middle in zip(lines, ends, middles, strict=True):
        style, own = line.style, line.style is _OWN
        start = end if line.last.period == plot.periods[1] else middle
        places = ((plot.right - 4, start), (plot.names - 10, middle), (plot.names - 4, middle))
        items.append(Curve(places, style.tone, min(style.width, 1.4), style.dash))
        first = middle + 4.5 - _LINE * (len(line.written) - 1) / 2
        tone = "text" if style in _OTHERS else style.tone
        items += [Text((plot.names, first + _LINE * n), t, tone, SMALL, own) for n, t in enumerate(line.written)]
    return items


def _values(plot: _Plot, own: Series, *, last: bool) -> list[Item]:
    """The own values at their points, the latest first, as far as they have room beside each other.

    A value stands above its point, or below it in a dip. last: whether the latest value is among them.
    """
    left_out = None if last else own.last
    places = [plot.place(reading) for reading in own.readings]
    taken = plot.right + MARGIN
    items: list[Item] = []
    for rank in range(len(places) - 1, -1, -1):
        place, reading = places[rank], own.readings[rank]
        half = text_width(reading.text, SMALL, bold=True) / 2
        if place and reading is not left_out and plot.left + half < place[0] < taken - half:
            y = place[1] + (21 if _is_dip(places, rank) and place[1] + 24 < plot.bottom else -11)
            items.append(Text((place[0], y), reading.text, "own", SMALL, True, "center", halo=True))
            taken = place[0] - half - 6
    return items


def _is_dip(places: Sequence[Place | None], rank: int) -> bool:
    """Whether the neighbours of a point lie higher on the whole."""
    around = [place[1] for place in (*places[max(rank - 1, 0) : rank], *places[rank + 1 : rank + 2]) if place]
    place = places[rank]
    return bool(around) and place is not None and sum(around) / len(around) < place[1]


def _entries(trend: Trend, lines: Sequence[_Line], width: float, texts: TrendTexts) -> list[Entry]:
    """The legend: on a phone every line; then the band and the hollow mark, where there are any."""
    phone = lines if width == PHONE else ()
    entries = [Entry(line.label, line.style, "both" if line.style is _OWN else "line") for line in phone]
    entries += [Entry(texts.band, Style(_BAND, 0), "bar")] if trend.band else []
    if any(reading.preliminary for reading in trend.own.readings):
        entries.append(Entry(texts.preliminary, Style("own", 3.2, hollow=True), "point"))
    return entries
