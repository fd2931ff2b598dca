"""How an indicator moved: against the period before, and over three periods."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from kompassros.methods.direction import Direction
from kompassros.methods.rounding import as_written, round_half_up


class Turn(StrEnum):
    """What became of a value; up and down where the indicator has no direction."""

    BETTER = "better"
    WORSE = "worse"
    UP = "up"
    DOWN = "down"
    UNCHANGED = "unchanged"


class Trend(StrEnum):
    """What became of a value over three periods; up and down where the indicator has no direction."""

    BETTER_TWICE = "better twice running"
    WORSE_TWICE = "worse twice running"
    UP_TWICE = "up twice running"
    DOWN_TWICE = "down twice running"
    UNCHANGED = "unchanged"
    MIXED = "mixed"


class NoTrend(StrEnum):
    """Why there is no change or trend to give."""

    NO_VALUE = "no value for the period"
    BREAK = "a break in the series"
    MISSING = "no value for a period before"


class BandKind(StrEnum):
    """What decides whether a value is unchanged."""

    MARGIN = "margin"
    SET = "set"
    PRINTED = "printed"


@dataclass(frozen=True)
class Band:
    """How far a value may move and still be unchanged, in its own unit, 0 or more.

    ``margin`` is the indicator's known margin of error; without it ``chosen`` holds, one that somebody has set; without
    both, values that print alike with ``decimals`` decimals are unchanged.
    """

    decimals: int
    margin: Decimal | None = None
    chosen: Decimal | None = None

    def __post_init__(self) -> None:
        if self.decimals < 0 or any(width is not None and width < 0 for width in (self.margin, self.chosen)):
            raise ValueError(f"decimals and bands must be 0 or more, not {self}")

    @property
    def kind(self) -> BandKind:
        """Which of the three holds."""
        if self.margin is not None:
            return BandKind.MARGIN
        return BandKind.PRINTED if self.chosen is None else BandKind.SET

    @property
    def width(self) -> Decimal | None:
        """The distance that is still unchanged, ``None`` where equal print decides."""
        return self.chosen if self.margin is None else self.margin


@dataclass(frozen=True)
class IndicatorSeries:
    """One unit's values of an indicator by period, ``None`` where there is none.

    ``frequency`` is the number of periods from one measurement to the next: 1 yearly, 2 every second year. A period
    in ``breaks`` is the first of a new definition, method or population: its values and later ones do not compare
    with those before.
    """

    values: Mapping[int, float | None]
    direction: Direction
    band: Band
    frequency: int = 1
    breaks: Collection[int] = ()

    def __post_init__(self) -> None:
        if self.frequency < 1:
            raise ValueError(f"a frequency must be 1 or more, not {self.frequency}")


class Dated(NamedTuple):
    """The value of one period, ``None`` where there is none."""

    period: int
    value: float | None


@dataclass(frozen=True)
class Change:
    """What became of a value since the period before, or the reason why nobody can say.

    ``points`` are the two periods, oldest first; empty for a series without any value. ``difference`` is exact, the
    later less the earlier, in the indicator's unit.
    """

    points: tuple[Dated, ...]
    turn: Turn | None
    difference: Fraction | None
    reason: NoTrend | None


@dataclass(frozen=True)
class ThreePeriods:
    """What became of a value over three periods, or the reason why nobody can say; ``points`` as in ``Change``."""

    points: tuple[Dated, ...]
    trend: Trend | None
    reason: NoTrend | None


_TWICE = {
    Turn.BETTER: Trend.BETTER_TWICE,
    Turn.WORSE: Trend.WORSE_TWICE,
    Turn.UP: Trend.UP_TWICE,
    Turn.DOWN: Trend.DOWN_TWICE,
    Turn.UNCHANGED: Trend.UNCHANGED,
}


def _pick(series: IndicatorSeries, period: int | None, number: int) -> tuple[Dated, ...]:
    if period is None:
        period = max((one for one, value in series.values.items() if value is not None), default=None)
    if period is None:
        return ()
    first = period - (number - 1) * series.frequency
    return tuple(Dated(one, series.values.get(one)) for one in range(first, period + 1, series.frequency))


def _find_reason(points: tuple[Dated, ...], breaks: Collection[int]) -> NoTrend | None:
    if not points or points[-1].value is None:
        return NoTrend.NO_VALUE
    if any(points[0].period < period <= points[-1].period for period in breaks):
        return NoTrend.BREAK
    return NoTrend.MISSING if any(point.value is None for point in points) else None


def _is_unchanged(before: Decimal, after: Decimal, band: Band) -> bool:
    if band.width is None:
        return round_half_up(before, band.decimals) == round_half_up(after, band.decimals)
    return abs(Fraction(after) - Fraction(before)) <= Fraction(band.width)


def _turn(before: Decimal, after: Decimal, series: IndicatorSeries) -> Turn:
    if _is_unchanged(before, after, series.band):
        return Turn.UNCHANGED
    if series.direction is Direction.NONE:
        return Turn.UP if after > before else Turn.DOWN
    return Turn.BETTER if (after > before) is (series.direction is Direction.HIGH) else Turn.WORSE


def _read(points: tuple[Dated, ...]) -> list[Decimal]:
    return [as_written(point.value) for point in points if point.value is not None]


def change(series: IndicatorSeries, period: int | None = None) -> Change:
    """Return what became of a value since the period before by the indicator's own frequency.

    ``period`` is the later of the two, the last one with a value unless given; the earlier is ``period - frequency``,
    whatever stands between. Unchanged when the two differ by no more than the band, ends included, computed on the
    decimal numbers that the source wrote; else better or worse by the direction, up or down without one.

    No change, and the first reason that holds: the period has no value (``NO_VALUE``), a break lies after the earlier
    period and no later than the later one (``BREAK``), the earlier has no value (``MISSING``). A caller who does not
    want to compare preliminary values gives ``None`` for them. "Not a number" and infinity raise ``ValueError``.

    Own choice.
    """
    points = _pick(series, period, 2)
    reason = _find_reason(points, series.breaks)
    if reason:
        return Change(points, None, None, reason)
    before, after = _read(points)
    return Change(points, _turn(before, after, series), Fraction(after) - Fraction(before), None)


def three_periods(series: IndicatorSeries, period: int | None = None) -> ThreePeriods:
    """Return what became of a value over the period and the two before it, by the indicator's own frequency.

    The same turn twice running gives better, worse, up, down or unchanged; two different ones give mixed. Each turn is
    judged as in ``change``, so three values that each move within the band are unchanged, though the first and the
    last may lie further apart. No trend, with the same reasons in the same order, when the period has no value, when a
    break lies between any of the three, or when one of the two before has no value.

    Own choice.
    """
    points = _pick(series, period, 3)
    reason = _find_reason(points, series.breaks)
    if reason:
        return ThreePeriods(points, None, reason)
    first, second = (_turn(before, after, series) for before, after in pairwise(_read(points)))
    return ThreePeriods(points, _TWICE[first] if first is second else Trend.MIXED, None)
