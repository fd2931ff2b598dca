"""How far raters who judged the same criteria, unknown to each other, agree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import ceil, lcm
from operator import mul
from random import Random

from kompassros.methods.judgements import Level

SCALE = (Level.NONE, Level.PLANNED, Level.PARTLY, Level.FULL)
LEAST_UNITS = 2
RESAMPLES = 1000
CONFIDENCE = Fraction(95, 100)
SEED = 2009

Pair = tuple[Level | None, Level | None]
_STEPS = tuple(combinations(range(len(SCALE)), 2))


class Reason(StrEnum):
    """Why agreement cannot be computed."""

    TOO_FEW_PAIRS = "too few pairs"
    ALL_ALIKE = "all judgements alike"


@dataclass(frozen=True)
class Percent:
    """Of ``pairs`` criteria that both judged, ``alike`` have the same level; ``share`` is from 0 to 1."""

    alike: int
    pairs: int

    @property
    def share(self) -> Fraction | None:
        """The share that is alike, ``None`` where there is no pair."""
        return Fraction(self.alike, self.pairs) if self.pairs else None

    @property
    def reason(self) -> Reason | None:
        """Why there is no share."""
        return None if self.pairs else Reason.TOO_FEW_PAIRS


@dataclass(frozen=True)
class Comparison:
    """Percent agreement of two raters in each area, in the order given, and over all areas."""

    areas: dict[str, Percent]
    whole: Percent


@dataclass(frozen=True)
class Alpha:
    """Krippendorff's alpha, or the reason why there is none.

    ``low`` and ``high`` are the ends of the bootstrap interval, ``None`` where there is no value. It rests on the
    ``resamples`` that have an alpha; ``resamples_alike`` have none, since all their judgements are alike. ``units`` is
    the number of criteria that at least two raters judged, ``left_out`` that of judgements "not applicable".
    """

    value: Fraction | None
    reason: Reason | None
    low: Fraction | None
    high: Fraction | None
    units: int
    left_out: int
    resamples: int
    resamples_alike: int


def count_alike(pairs: Iterable[Pair]) -> Percent:
    """Count the pairs of two raters that both judged, and those that are alike. Part of ``percent_agreement``."""
    both = [(first, second) for first, second in pairs if first is not None and second is not None]
    return Percent(sum(first == second for first, second in both), len(both))


def percent_agreement(pairs: Iterable[Pair]) -> Fraction | None:
    """Return the share, from 0 to 1, of the criteria both raters judged on which they chose the same level.

    A pair in which one has not judged (``None``) does not count; without any pair there is ``None``. "Not applicable"
    is a level like the others here. Reach and evidence are not compared.

    Source: percent agreement is plain counting. Own choice: what counts as alike.
    """
    return count_alike(pairs).share


def compare_raters(
    first: Mapping[str, Level], second: Mapping[str, Level], areas: Mapping[str, Iterable[str]]
) -> Comparison:
    """Return the percent agreement of two raters in each area and in all.

    Raters are mappings from criterion to level, ``areas`` from an area to its criteria. The whole is counted over all
    the pairs, so it is not the mean of the areas. An area without a pair has no share, and says why. Own choice.
    """
    found = {
        area: count_alike((first.get(criterion), second.get(criterion)) for criterion in criteria)
        for area, criteria in areas.items()
    }
    whole = Percent(sum(one.alike for one in found.values()), sum(one.pairs for one in found.values()))
    return Comparison(found, whole)


def _counts(unit: Iterable[Level | None]) -> tuple[int, ...]:
    used = Counter(unit)
    return tuple(used[level] for level in SCALE)


def _row(counts: tuple[int, ...], denominator: int) -> tuple[int, ...]:
    """Return a unit as whole numbers over the denominator: how often each step was used, how often each two met.

    A meeting counts 1 / (values in the unit - 1).
    """
    each = denominator // (sum(counts) - 1)
    return (*(count * denominator for count in counts), *(counts[low] * counts[high] * each for low, high in _STEPS))


def _alpha(sums: Sequence[int], denominator: int) -> Fraction | None:
    """Return alpha of summed rows, ``None`` where all values are alike.

    Twice the ordinal distance of two steps is ``2 x (values from the one to the other) - values of the two``; the
    factor, and the denominator, fall out of the quotient but for the term ``n - 1``.
    """
    used, met = sums[: len(SCALE)], sums[len(SCALE) :]
    squares = [(2 * sum(used[low : high + 1]) - used[low] - used[high]) ** 2 for low, high in _STEPS]
    expected = sum(used[low] * used[high] * square for (low, high), square in zip(_STEPS, squares, strict=True))
    if expected == 0:
        return None
    return 1 - Fraction((sum(used) - denominator) * sum(map(mul, met, squares)), expected)


def _resample(rows: Sequence[tuple[int, ...]], denominator: int, times: int, seed: int) -> list[Fraction]:
    """Return the alphas, in order, of as many drawings with replacement, but for those without an alpha."""
    kinds = sorted(set(rows))
    places = {row: place for place, row in enumerate(kinds)}
    drawn_from, columns = sorted(places[row] for row in rows), list(zip(*kinds, strict=True))
    random = Random(seed)  # noqa: S311 - a repeatable drawing, no secret
    found = []
    for _ in range(times):
        drawn = Counter(random.choices(drawn_from, k=len(drawn_from)))
        times_each = [drawn[place] for place in range(len(kinds))]
        found.append(_alpha([sum(map(mul, times_each, column)) for column in columns], denominator))
    return sorted(alpha for alpha in found if alpha is not None)


def _percentiles(values: Sequence[Fraction], confidence: Fraction) -> tuple[Fraction, Fraction] | tuple[None, None]:
    """Return the ends that leave half of the rest outside on either side, by nearest rank; none without values."""
    if not values:
        return None, None
    outside = (1 - confidence) / 2
    low, high = (max(ceil(len(values) * share), 1) for share in (outside, 1 - outside))
    return values[low - 1], values[high - 1]


def krippendorff_ordinal(
    units: Iterable[Sequence[Level | None]],
    resamples: int = RESAMPLES,
    confidence: Fraction = CONFIDENCE,
    seed: int = SEED,
) -> Alpha:
    """Return Krippendorff's alpha for ordered levels with a bootstrap interval.

    A unit is one criterion: the levels that its raters gave, any number of them, ``None`` where one gave none. Who
    gave which does not matter. 1 is full agreement, 0 what chance would give, below 0 less than that.

        alpha    = 1 - (n - 1) x sum(met[c,k] x d[c,k]) / sum(used[c] x used[k] x d[c,k])    over steps c < k
        used[c]  = values at step c, of n in all, in units with at least two values
        met[c,k] = sum over units of used_in_unit[c] x used_in_unit[k] / (values in unit - 1)
        d[c,k]   = (used[c] + ... + used[k] - (used[c] + used[k]) / 2) squared

    * The scale is ``SCALE``. "Not applicable" is not on it: left out as missing, and counted.
    * Fewer than ``LEAST_UNITS`` criteria with two values: no alpha, ``Reason.TOO_FEW_PAIRS``. One step only in use:
      no alpha, ``Reason.ALL_ALIKE``, since no disagreement could be expected.
    * The interval draws as many criteria as there are, with replacement, ``resamples`` times by a generator of its own
      from ``seed``, so the same judgements give the same interval in whatever order. Its ends are percentiles by
      nearest rank. Drawings in which all are alike have no alpha and are counted.

    Exact fractions throughout. ``ValueError`` for no resamples or a confidence that is not between 0 and 1.

    Source: K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), ordinal metric. Own choice: the
    least number of criteria, what is left out, and the interval.
    """
    if resamples < 1 or not 0 < confidence < 1:
        raise ValueError("at least one resample, and a confidence between 0 and 1")
    given = [tuple(unit) for unit in units]
    counted = [counts for unit in given if sum(counts := _counts(unit)) > 1]
    denominator = lcm(*(sum(counts) - 1 for counts in counted))
    rows = [_row(counts, denominator) for counts in counted]
    value = (
        _alpha([sum(column) for column in zip(*rows, strict=True)], denominator) if len(rows) >= LEAST_UNITS else None
    )
    drawn = [] if value is None else _resample(rows, denominator, resamples, seed)
    low, high = _percentiles(drawn, confidence)
    return Alpha(
        value=value,
        reason=_reason(value, len(rows)),
        low=low,
        high=high,
        units=len(rows),
        left_out=sum(unit.count(Level.NOT_APPLICABLE) for unit in given),
        resamples=len(drawn),
        resamples_alike=0 if value is None else resamples - len(drawn),
    )


def _reason(value: Fraction | None, units: int) -> Reason | None:
    if value is not None:
        return None
    return Reason.TOO_FEW_PAIRS if units < LEAST_UNITS else Reason.ALL_ALIKE
