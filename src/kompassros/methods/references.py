"""Reference values: the median or mean of a named set of evaluations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from statistics import mean, median

MINIMUM_N = 3
PRECISION = 28


class Statistic(StrEnum):
    """How the middle of a set is found."""

    MEDIAN = "median"
    MEAN = "mean"


@dataclass(frozen=True)
class Result:
    """One evaluation's points. ``areas`` has one entry per area, ``None`` where unknown.

    ``key`` names the evaluation; ``year`` is ``None`` when the source gives none; ``derived`` says
    that the total is not printed but follows from the source's words.
    """

    key: str
    organisation: str
    year: int | None
    total: Decimal | None
    areas: tuple[Decimal | None, ...]
    derived: bool
    inhabitants: int | None = None


@dataclass(frozen=True)
class ReferenceValue:
    """A statistic with what it rests on: n for the total and for each area, years, members' keys."""

    statistic: Statistic
    total: Decimal | None
    total_n: int
    areas: tuple[Decimal | None, ...]
    area_n: tuple[int, ...]
    first_year: int | None
    last_year: int | None
    members: tuple[str, ...]


@dataclass(frozen=True)
class SizeBand:
    """Inhabitants from ``least`` up to but not including ``below`` (``None``: no upper limit)."""

    key: str
    least: int
    below: int | None


SIZE_BANDS = (
    SizeBand("under_5000", 0, 5_000),
    SizeBand("5000_9999", 5_000, 10_000),
    SizeBand("10000_19999", 10_000, 20_000),
    SizeBand("20000_49999", 20_000, 50_000),
    SizeBand("50000_99999", 50_000, 100_000),
    SizeBand("100000_or_more", 100_000, None),
)


def size_band(inhabitants: int | None) -> SizeBand | None:
    """Return the size group of a municipality, ``None`` when its inhabitants are not known.

    Lower limits belong to the band, upper ones to the next. A negative number raises ``ValueError``.

    Own choice, around the one printed group that is known: Norwegian municipalities with 5 000 to
    10 000 inhabitants (Sund 2015).
    """
    if inhabitants is None:
        return None
    if inhabitants < 0:
        raise ValueError(f"inhabitants cannot be negative: {inhabitants}")
    return next(band for band in reversed(SIZE_BANDS) if inhabitants >= band.least)


def in_size_band(results: Iterable[Result], band: SizeBand) -> tuple[Result, ...]:
    """Return the results of municipalities in the band, in the order given.

    Those whose inhabitants are not known are in no band. Own choice.
    """
    return tuple(result for result in results if size_band(result.inhabitants) == band)


def admissible(results: Iterable[Result], leave_out: str | None = None) -> tuple[Result, ...]:
    """Return the results that may enter a reference, in the order given.

    Left out are derived results, results without any points, and every result of the organisation
    ``leave_out`` (the one that is compared). Own choice.
    """
    return tuple(
        result
        for result in results
        if not result.derived
        and result.organisation != leave_out
        and any(points is not None for points in (result.total, *result.areas))
    )


def latest_per_organisation(results: Iterable[Result]) -> tuple[Result, ...]:
    """Return one result per organisation, its latest dated one, in the order given.

    Undated results are left out: nobody can say whether they are the latest. Of two from the same
    year the one whose key sorts last is taken, so that the answer does not depend on the order.
    To get a reference from it, take the admissible ones first: else an organisation whose latest
    result is a derived one falls out altogether.

    Own choice.
    """
    dated = [result for result in results if result.year is not None]
    latest = {r.organisation: r for r in sorted(dated, key=lambda r: (r.year or 0, r.key))}
    return tuple(result for result in dated if latest[result.organisation] is result)


def _decimal(value: Fraction) -> Decimal:
    with localcontext(prec=PRECISION):
        return Decimal(value.numerator) / Decimal(value.denominator)


def _middle(values: Sequence[Decimal], statistic: Statistic) -> Decimal | None:
    if len(values) < MINIMUM_N:
        return None
    exact = [Fraction(value) for value in values]
    return _decimal(median(exact) if statistic is Statistic.MEDIAN else mean(exact))


def _columns(members: Sequence[Result]) -> tuple[list[Decimal], ...]:
    """Return the known points of each area. All members must have the same number of areas."""
    lengths = {len(result.areas) for result in members}
    if len(lengths) > 1:
        raise ValueError(f"results with different numbers of areas: {sorted(lengths)}")
    rows = (result.areas for result in members)
    return tuple([points for points in column if points is not None] for column in zip(*rows, strict=True))


def reference(results: Iterable[Result], statistic: Statistic, leave_out: str | None = None) -> ReferenceValue:
    """Return the median or unweighted mean of a set of results, for the total and for each area.

    Only ``admissible`` results are members; ``leave_out`` is the organisation whose own results
    stay out. The caller sees to it that the results are comparable, and that each organisation
    occurs once where that is wanted (``latest_per_organisation``).

    * The total's statistic is taken over the members' totals, never over or from the areas: the
      median of totals is not the sum of the area medians.
    * Each area is taken over the members with points for it, so n differs; ``area_n`` tells it.
    * A value of fewer than ``MINIMUM_N`` members is ``None``; its n is still told.
    * The median of an even number is the mean of the middle two. Computed on exact fractions, in
      points; given exactly when the decimals end, else with ``PRECISION`` significant digits.
    * ``first_year`` and ``last_year`` are of the dated members, ``None`` when none is dated.

    Results with different numbers of areas raise ``ValueError``. No members give no areas.

    Own choice: what may enter, and the least n. That references are printed as medians (v1) and as
    means (2.0): "Fem intressanta kommuner 2009", p. 31; Tyresö, feedback 2015-05-06.
    """
    members = admissible(results, leave_out)
    totals = [result.total for result in members if result.total is not None]
    columns = _columns(members)
    years = [result.year for result in members if result.year is not None]
    return ReferenceValue(
        statistic=statistic,
        total=_middle(totals, statistic),
        total_n=len(totals),
        areas=tuple(_middle(column, statistic) for column in columns),
        area_n=tuple(len(column) for column in columns),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        members=tuple(result.key for result in members),
    )
