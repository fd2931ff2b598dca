"""Groups of the values of a cell: among the best quarter, in the middle half, among the worst quarter."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction
from itertools import repeat
from typing import NamedTuple

from kompassros.methods.direction import Direction
from kompassros.methods.spread import counted, to_millionths

MINIMUM_N = 20
MOST_SHARED = Fraction(1, 3)
BAND = Fraction(1, 10)


class Quarter(IntEnum):
    """Where a value stands by its size alone; the numbers stand in stored files and say nothing of the order.

    The two halves of the middle occur where four equal groups are asked for.
    """

    LOWEST = -1
    MIDDLE = 0
    HIGHEST = 1
    LOWER_MIDDLE = 2
    UPPER_MIDDLE = 3


class Group(StrEnum):
    """Where a value stands when the direction is known: a relative place, not good or bad in itself."""

    BEST = "best"
    BETTER_MIDDLE = "better middle"
    MIDDLE = "middle"
    WORSE_MIDDLE = "worse middle"
    WORST = "worst"


class SignRule(StrEnum):
    """How groups are formed: quarter and half, four equal groups, or by the distance from the mean."""

    QUARTERS = "quarters"
    FOURTHS = "fourths"
    AGAINST_MEAN = "against_mean"


class NoGroups(StrEnum):
    """Why a cell has no groups."""

    TOO_FEW = "too few units"
    SHARED_VALUE = "too many units share a value at a boundary"


@dataclass(frozen=True)
class SignSetting:
    """A sign rule with its numbers: the least n, and the band as a share of the mean (``AGAINST_MEAN`` alone)."""

    rule: SignRule = SignRule.QUARTERS
    minimum: int = MINIMUM_N
    band: Fraction = BAND

    def __post_init__(self) -> None:
        if self.minimum < 1 or self.band < 0:
            raise ValueError(f"a least n of 1 or more and a band of 0 or more, not {self.minimum} and {self.band}")


class Ends(NamedTuple):
    """Competition places by size: ``1 + number below`` and ``1 + number above``."""

    from_low: int
    from_high: int


class Ranks(NamedTuple):
    """Competition places by direction, from the best end and from the worst."""

    rank_best: int
    rank_worst: int


class Placed(NamedTuple):
    """Places and group of one value; ``quarter`` is ``None`` where it has no group."""

    from_low: int
    from_high: int
    quarter: Quarter | None


class Sizes(NamedTuple):
    """How many values the boundaries put into each group, preliminary ones too; they add up to n."""

    lowest: int
    lower_middle: int
    middle: int
    upper_middle: int
    highest: int


@dataclass(frozen=True)
class Grouping:
    """The places and groups of a cell's values, in the order given; ``None`` for those that are missing.

    ``n`` counts the values that are there. Without groups ``sizes`` is ``None`` and ``reason`` says why.
    """

    values: tuple[Placed | None, ...]
    n: int
    sizes: Sizes | None
    reason: NoGroups | None


QUARTER_GROUPS = SignSetting()
_BOUNDARIES = {SignRule.QUARTERS: (1,), SignRule.FOURTHS: (1, 2), SignRule.AGAINST_MEAN: ()}
_WHEN_HIGH_IS_GOOD = {
    Quarter.LOWEST: Group.WORST,
    Quarter.LOWER_MIDDLE: Group.WORSE_MIDDLE,
    Quarter.MIDDLE: Group.MIDDLE,
    Quarter.UPPER_MIDDLE: Group.BETTER_MIDDLE,
    Quarter.HIGHEST: Group.BEST,
}
_WHEN_LOW_IS_GOOD = dict(zip(_WHEN_HIGH_IS_GOOD, reversed(_WHEN_HIGH_IS_GOOD.values()), strict=True))


def _places(values: Sequence[float]) -> list[Ends]:
    """Return each value's places from either end; equal values share them, and 0.0 equals -0.0."""
    ordered, n = sorted(values), len(values)
    return [Ends(1 + bisect_left(ordered, value), 1 + n - bisect_right(ordered, value)) for value in values]


def quarter_of(from_low: int, from_high: int, n: int) -> Quarter:
    """Return the group by quarter and half: an end when its place is at most n/4 and the other end's is not."""
    highest, lowest = 4 * from_high <= n, 4 * from_low <= n
    if highest == lowest:
        return Quarter.MIDDLE
    return Quarter.HIGHEST if highest else Quarter.LOWEST


def fourth_of(from_low: int, from_high: int, n: int) -> Quarter:
    """Return the group of four: as ``quarter_of``, and the middle half divided where the place passes n/2.

    The middle one of an odd number, and a tie that reaches n/2 from both ends, are in neither half: ``MIDDLE``.
    """
    outer = quarter_of(from_low, from_high, n)
    upper, lower = 2 * from_high <= n, 2 * from_low <= n
    if outer is not Quarter.MIDDLE or upper == lower:
        return outer
    return Quarter.UPPER_MIDDLE if upper else Quarter.LOWER_MIDDLE


def against_mean(values: Sequence[float], band: Fraction) -> list[Quarter]:
    """Return each value's group by ``value - mean``: within ``band * |mean|``, ends included, is ``MIDDLE``.

    Exact on whole millionths, as the mean of ``spread``. Where the mean is 0 so is the band.
    """
    scaled = [to_millionths(value) for value in values]
    n, total = len(scaled), sum(scaled)
    width = band * abs(total)
    distances = (n * one - total for one in scaled)
    return [
        Quarter.MIDDLE if abs(distance) <= width else Quarter.HIGHEST if distance > 0 else Quarter.LOWEST
        for distance in distances
    ]


def _is_cut(first: int, tied: int, limit: int) -> bool:
    """Whether a tie at places ``first`` to ``first + tied - 1`` lies on both sides of ``limit`` fourths of a place."""
    return 4 * first <= limit < 4 * (first + tied - 1)


def _find_reason(ends: Sequence[Ends], setting: SignSetting) -> NoGroups | None:
    n = len(ends)
    if n < setting.minimum:
        return NoGroups.TOO_FEW
    most, limits = MOST_SHARED * n, [boundary * n for boundary in _BOUNDARIES[setting.rule]]
    ties = ((one, n + 2 - sum(one)) for one in set(ends))
    shared = any(
        tied > most and any(_is_cut(first, tied, limit) for first in one for limit in limits) for one, tied in ties
    )
    return NoGroups.SHARED_VALUE if shared else None


def _divide(values: Sequence[float], ends: Sequence[Ends], setting: SignSetting) -> list[Quarter]:
    if setting.rule is SignRule.AGAINST_MEAN:
        return against_mean(values, setting.band)
    rule = quarter_of if setting.rule is SignRule.QUARTERS else fourth_of
    return [rule(*one, len(ends)) for one in ends]


def _measure(quarters: Iterable[Quarter]) -> Sizes:
    numbers = Counter(quarters)
    return Sizes(*(numbers[quarter] for quarter in _WHEN_HIGH_IS_GOOD))


def _hand_out(
    values: Iterable[float | None], waits: Iterable[bool], rows: Iterator[tuple[Ends, Quarter | None]]
) -> Iterator[Placed | None]:
    for value, waiting in zip(values, waits, strict=True):
        if value is None:
            yield None
        else:
            ends, quarter = next(rows)
            yield Placed(*ends, None if waiting else quarter)


def group_cell(
    values: Sequence[float | None],
    *,
    setting: SignSetting = QUARTER_GROUPS,
    preliminary: Sequence[bool] | None = None,
) -> Grouping:
    """Return the places of a cell's values from either end and, where groups can be formed, the group of each.

    ``values`` are those of all units of a class for one indicator, period and gender; ``None`` is a value that is
    missing, not applicable or suppressed, and counts nowhere. Direction plays no part: see ``group_of``.

    ``from_low = 1 + number below``, ``from_high = 1 + number above``, compared exactly as doubles. By default a value
    is among the highest quarter when ``4 from_high <= n`` and not also ``4 from_low <= n``, among the lowest in the
    mirror case, else in the middle half. ``fourth_of`` and ``against_mean`` are the other two rules of the setting.

    No groups at all, and the reason, when

    * n is under the setting's minimum, 20 unless set: ``TOO_FEW``;
    * more than a third of the units share one value that a boundary cuts: ``SHARED_VALUE``. Such a tie of t units
      holds the places ``p`` to ``p + t - 1`` from an end, and ``4 p <= n < 4 (p + t - 1)``, from either end. For
      four groups the boundary at the half (2 n in place of n) counts too; against the mean there is none.

    ``preliminary`` has one entry for each value. A preliminary value counts for n, the places and the sizes, and so
    for the mean, but has no group itself.

    "Not a number" and infinity raise ``ValueError``, and so does ``preliminary`` of another length.

    Source: best 25 per cent, middle 50 and worst 25, "Öppna jämförelser: Grundskola 2013", tables. Own choice: how
    ties count, the least n, the shared value, preliminary values, four groups and the band.
    """
    there = counted(values)
    ends = _places(there)
    reason = _find_reason(ends, setting)
    quarters = [] if reason else _divide(there, ends, setting)
    waits = repeat(False, len(values)) if preliminary is None else preliminary
    placed = tuple(_hand_out(values, waits, zip(ends, quarters or repeat(None), strict=False)))
    return Grouping(placed, len(there), None if reason else _measure(quarters), reason)


def group_of(quarter: Quarter | None, direction: Direction) -> Group | None:
    """Return the group by direction. ``None`` without direction, and for a value that has no group."""
    if quarter is None or direction is Direction.NONE:
        return None
    return (_WHEN_HIGH_IS_GOOD if direction is Direction.HIGH else _WHEN_LOW_IS_GOOD)[quarter]


def place_of(from_low: int, from_high: int, direction: Direction) -> Ranks | None:
    """Return the places from the best end and from the worst; ``None`` without direction."""
    if direction is Direction.NONE:
        return None
    return Ranks(from_high, from_low) if direction is Direction.HIGH else Ranks(from_low, from_high)
