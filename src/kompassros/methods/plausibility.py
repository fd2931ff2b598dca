"""Whether a value that somebody hands in can be right: what is suspicious about it, by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kompassros.methods.sampling import LARGEST_SAMPLE

LEAST_SAMPLE = 30
LARGEST_SHARE = Decimal(1)
PLAIN_PER_CENT = Decimal("1.5")
SLIPS = (100, 1000)
SLIP_TOLERANCE = 25
_PER = (1, 100, 1_000, 10_000, 100_000)


class Kind(StrEnum):
    """What is suspicious."""

    NEGATIVE_SHARE = "negative_share"
    OUT_OF_RANGE = "out_of_range"
    SHARE = "share"
    SLIP = "slip"
    CHANGE = "change"
    NO_DENOMINATOR = "no_denominator"
    NO_NUMERATOR = "no_numerator"
    NOT_THE_FRACTION = "not_the_fraction"
    GENDERS = "genders"
    MORE_CASES = "more_cases"
    LARGE_SAMPLE = "large_sample"
    SMALL_SAMPLE = "small_sample"
    PERIOD_TURNED = "period_turned"
    PERIOD_OUTSIDE = "period_outside"


CANNOT_BE = frozenset({
    Kind.NEGATIVE_SHARE, Kind.SHARE, Kind.NO_DENOMINATOR, Kind.NO_NUMERATOR, Kind.MORE_CASES, Kind.PERIOD_TURNED,
})  # fmt: skip
ONLY_TOLD = frozenset({Kind.LARGE_SAMPLE, Kind.SMALL_SAMPLE})


@dataclass(frozen=True)
class Given:
    """What is handed in. ``is_sample``: the cases were drawn from the population."""

    value: Decimal
    women: Decimal | None = None
    men: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    cases: int | None = None
    population: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    is_sample: bool = False


@dataclass(frozen=True)
class Limits:
    """What is known of the measure. ``largest_change``: per cent; None bounds nothing, as with ``least``, ``most``."""

    year: int
    per_cent: bool = False
    fraction: bool = False
    decimals: int = 1
    least: Decimal | None = None
    most: Decimal | None = None
    largest_change: int | None = None
    least_sample: int = LEAST_SAMPLE


@dataclass(frozen=True)
class Suspicion:
    """What is suspicious, and about which field; ``expected``: what the value would be, where that is known."""

    kind: Kind
    field: str
    expected: Decimal | None = None


def check_value(given: Given, limits: Limits, before: Decimal | None = None) -> list[Suspicion]:
    """Return what is suspicious about a value; ``before`` is that of the year before, None where there is none.

    share: 0 < v <= 1 where per cent is asked, unless numerator and denominator say so or the year before was at most
    1.5. slip: v/before lies within a quarter of 100 or 1000, or of their inverse. change: |v - before| / |before| in
    per cent is above the limit; none is computed from 0. fraction: v differs from numerator / denominator by more than
    half a unit of its last decimal; where no per cent is asked, per 1, 100, 1 000, 10 000 and 100 000 all fit. genders:
    the total lies neither between women and men nor is it their sum. sample: above 150 or below 30 of more cases.
    Own choice: all of it but the 150; nobody has published how such values are checked.
    """
    return [
        *_of_range(given, limits),
        *_of_level(given, limits, before),
        *_of_fraction(given, limits),
        *_of_genders(given, limits),
        *_of_cases(given, limits),
        *_of_period(given, limits),
    ]


def _of_range(given: Given, limits: Limits) -> Iterator[Suspicion]:
    for field, number in (("value", given.value), ("women", given.women), ("men", given.men)):
        if number is None:
            continue
        if limits.per_cent and number < 0:
            yield Suspicion(Kind.NEGATIVE_SHARE, field)
        elif _is_outside(number, limits):
            yield Suspicion(Kind.OUT_OF_RANGE, field)


def _is_outside(number: Decimal, limits: Limits) -> bool:
    too_low = limits.least is not None and number < limits.least
    return too_low or (limits.most is not None and number > limits.most)


def _of_level(given: Given, limits: Limits, before: Decimal | None) -> Iterator[Suspicion]:
    """Of a share, a slip and a change only the first is told: the others follow from it."""
    if _is_share(given, limits, before):
        yield Suspicion(Kind.SHARE, "value", given.value * 100)
    elif before:
        slip = _slip(given.value / before)
        if slip is not None:
            yield Suspicion(Kind.SLIP, "value", given.value / slip)
        elif limits.largest_change is not None and _change(given.value, before) > limits.largest_change:
            yield Suspicion(Kind.CHANGE, "value")


def _is_share(given: Given, limits: Limits, before: Decimal | None) -> bool:
    if not (limits.per_cent and 0 < given.value <= LARGEST_SHARE):
        return False
    if given.numerator is not None and given.denominator:
        return not _fits(given.value, 100 * given.numerator / given.denominator, limits.decimals)
    return before is None or before > PLAIN_PER_CENT


def _slip(ratio: Decimal) -> Decimal | None:
    """Return by what a value is too large, below 1 where it is too small; None where it is no slip."""
    spread = Decimal(100 + SLIP_TOLERANCE) / 100
    for factor in SLIPS:
        for slip in (Decimal(factor), 1 / Decimal(factor)):
            if slip / spread <= ratio <= slip * spread:
                return slip
    return None


def _change(value: Decimal, before: Decimal) -> Decimal:
    return 100 * abs(value - before) / abs(before)


def _of_fraction(given: Given, limits: Limits) -> Iterator[Suspicion]:
    is_asked = limits.fraction or given.numerator is not None or given.denominator is not None
    if not is_asked:
        return
    if not given.denominator:
        yield Suspicion(Kind.NO_DENOMINATOR, "denominator")
    elif given.numerator is None:
        yield Suspicion(Kind.NO_NUMERATOR, "numerator")
    else:
        yield from _compared(given, given.numerator / given.denominator, limits)


def _compared(given: Given, ratio: Decimal, limits: Limits) -> Iterator[Suspicion]:
    factors = (100,) if limits.per_cent else _PER
    is_share = limits.per_cent and 0 < given.value <= LARGEST_SHARE
    fitting = any(_fits(given.value, factor * ratio, limits.decimals) for factor in factors)
    if not fitting and not (is_share and _fits(given.value, ratio, limits.decimals)):
        yield Suspicion(Kind.NOT_THE_FRACTION, "value", factors[0] * ratio)


def _fits(value: Decimal, exact: Decimal, decimals: int) -> bool:
    """Return whether a value is one rounded, by the decimals that it has or, where it has fewer, by the measure's."""
    exponent = value.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return abs(value - exact) <= Decimal(1).scaleb(-max(own, decimals)) / 2


def _of_genders(given: Given, limits: Limits) -> Iterator[Suspicion]:
    if given.women is None or given.men is None:
        return
    slack = Decimal(1).scaleb(-limits.decimals) / 2
    low, high = sorted((given.women, given.men))
    is_between = low - slack <= given.value <= high + slack
    if not is_between and abs(given.women + given.men - given.value) > slack:
        yield Suspicion(Kind.GENDERS, "value")


def _of_cases(given: Given, limits: Limits) -> Iterator[Suspicion]:
    if given.cases is None:
        return
    if given.population is not None and given.cases > given.population:
        yield Suspicion(Kind.MORE_CASES, "cases")
    elif given.is_sample and given.cases > LARGEST_SAMPLE:
        yield Suspicion(Kind.LARGE_SAMPLE, "cases")
    elif given.is_sample and given.cases < limits.least_sample and given.cases != given.population:
        yield Suspicion(Kind.SMALL_SAMPLE, "cases")


def _of_period(given: Given, limits: Limits) -> Iterator[Suspicion]:
    days = [day for day in (given.period_from, given.period_to) if day is not None]
    if given.period_from and given.period_to and given.period_to < given.period_from:
        yield Suspicion(Kind.PERIOD_TURNED, "period_to")
    elif any(day.year != limits.year for day in days):
        is_first = given.period_from is not None and given.period_from.year != limits.year
        yield Suspicion(Kind.PERIOD_OUTSIDE, "period_from" if is_first else "period_to")
