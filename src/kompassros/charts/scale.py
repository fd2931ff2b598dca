"""A linear scale of one measure with round numbers as its ticks, and the sizes of the pictures of measures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kompassros.charts.lettering import text_width
from kompassros.charts.profiles import FormatNumber
from kompassros.charts.theme import SMALL

BROAD = 640
"""The width in pixels of a picture of one measure."""
PHONE = 340
"""Its width on a phone."""
_AIR = 14

Number = Decimal | float


@dataclass(frozen=True)
class Level:
    """One number of a picture and how it is printed."""

    value: Number
    text: str


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` lie from `start` to `end`, in pixels; ticks: round numbers between them."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    start: float
    end: float

    def at(self, value: Number) -> float:
        """Where a value lies, in pixels."""
        share = (float(value) - float(self.low)) / float(self.high - self.low)
        return self.start + (self.end - self.start) * share


def round_scale(values: Iterable[Number], *, start: float, end: float, decimals: int, most: int) -> Scale:
    """The scale from a round number below all values to one above them, with at most `most` ticks (3 or more).

    Ticks are multiples of 1, 2 or 5 times a power of ten, none finer than `decimals`; zero need not be among them.
    A single value stands between two ticks. ValueError for no value.
    """
    low, high = _span(values)
    ticks = next(found for step in _steps(high - low, decimals) if len(found := _around(low, high, step)) <= most)
    return Scale(ticks[0], ticks[-1], ticks, start, end)


def level_scale(
    values: Iterable[Number], *, start: float, end: float, decimals: int, number: FormatNumber, over: float = 0
) -> Scale:
    """The horizontal scale from the least value to the greatest, with as many round numbers as have room.

    Ticks are those of round_scale, within the values. No number meets the next or reaches more than `over` pixels
    over `start` or `end`.
    """
    low, high = _span(values)
    if low == high:
        low, high = low - Decimal(1).scaleb(-decimals), high + Decimal(1).scaleb(-decimals)
    for step in _steps(high - low, decimals):
        ticks = tuple(tick for tick in _around(low, high, step) if low <= tick <= high)
        widest = max((text_width(number(tick), SMALL) for tick in ticks), default=0.0)
        inset = max(widest / 2 - over, 0)
        if (end - start - 2 * inset) * float(step / (high - low)) >= widest + _AIR:
            break
    return Scale(low, high, ticks, start + inset, end - inset)


def _span(values: Iterable[Number]) -> tuple[Decimal, Decimal]:
    exact = [Decimal(str(value)) for value in values]
    return min(exact), max(exact)


def _steps(span: Decimal, decimals: int) -> Iterator[Decimal]:
    """1, 2 and 5 times each power of ten, upwards from a tenth of the span's, and none finer than `decimals`."""
    power = max(span.adjusted() - 1, -decimals) if span else -decimals
    while True:
        yield from (Decimal(digit).scaleb(power) for digit in (1, 2, 5))
        power += 1


def _around(low: Decimal, high: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """The multiples of a step from the last at or below `low` to the first at or above `high`; two at least."""
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    if first == last:
        first, last = first - 1, last + 1
    return tuple(step * number for number in range(first, last + 1))
