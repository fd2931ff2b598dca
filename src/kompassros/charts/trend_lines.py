"""One measure over the years: the own line, the mean, the middle half as a light band, and a few other units."""

from collections.abc import Iterator

from kompassros.charts.figure import Figure
from kompassros.charts.profiles import FormatNumber
from kompassros.charts.scale import BROAD, PHONE
from kompassros.charts.trend import MOST_OTHERS, Break, MiddleHalf, Reading, Series, Trend, TrendTexts
from kompassros.charts.trend_plot import draw

__all__ = ["MOST_OTHERS", "Break", "MiddleHalf", "Reading", "Series", "Trend", "TrendTexts", "trend_lines"]


def trend_lines(
    *,
    name: str,
    trend: Trend,
    title: str,
    description: str,
    format_number: FormatNumber,
    decimals: int,
    texts: TrendTexts,
) -> Figure:
    """Lines by period on a scale of round numbers that need not begin at zero, 640 px wide, and 340 px for a phone.

    The own line is strong and has points, hollow where preliminary; the mean is broken. No line runs over a missing
    period or a break; a dotted upright line with its word marks each break. The names, with the latest values, stand
    at the lines' ends; on a phone in the legend, other units under the number at their line's end. decimals: of the
    measure, for the scale. ValueError for no value or more than MOST_OTHERS other units.
    """
    wide, compact = (draw(trend, width, format_number, decimals, texts) for width in (BROAD, PHONE))
    limits = (texts.band_lower, texts.band_upper) if trend.band else ()
    return Figure(
        name=name,
        spec=wide,
        compact=compact,
        title=title,
        description=description,
        columns=(texts.period, *(series.name for series in trend.series), *limits),
        rows=tuple(_rows(trend, texts)),
    )


def _rows(trend: Trend, texts: TrendTexts) -> Iterator[tuple[str, ...]]:
    """Per period every series as printed, then the limits of the middle half."""
    printed = [{reading.period: reading.text for reading in series.readings} for series in trend.series]
    halves = {half.period: (half.lower.text, half.upper.text) for half in trend.band}
    for period in trend.periods:
        limits = halves.get(period, (texts.nothing, texts.nothing)) if trend.band else ()
        yield str(period), *(series.get(period, texts.nothing) for series in printed), *limits
