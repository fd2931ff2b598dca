"""Which published results compare, references made of them, and what a source itself prints beside a result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import override

from kompassros.evaluations import wording
from kompassros.evaluations.published import Published
from kompassros.evaluations.sheet import Texts
from kompassros.methods.comparability import Assumption, Comparability, Reason, Verdict, compare
from kompassros.methods.place import Place, place
from kompassros.methods.references import (
    ReferenceValue,
    Result,
    SizeBand,
    Statistic,
    admissible,
    in_size_band,
    latest_per_organisation,
    reference,
    size_band,
)

Inhabitants = dict[str, dict[int, int]]


@dataclass(frozen=True)
class Beside:
    """A figure that the result's own source prints. ``kind``: "earlier" (own total) or "reference" (mean, median)."""

    kind: str
    label: Texts
    year: int | None
    total: Decimal | None
    slug: str = ""


@dataclass(frozen=True)
class Compared:
    """Another result with what is to be said about comparing it."""

    entry: Published
    comparability: Comparability


def source_comparisons(own: Published, entries: Iterable[Published]) -> list[Beside]:
    """Return what the source of a result prints beside it: earlier totals of the same organisation, its references."""
    earlier = [
        Beside(
            "earlier", wording.earlier_label(other.sheet.year), other.sheet.year, other.sheet.total().total, other.slug
        )
        for other in entries
        if _is_earlier_in_same_source(own, other)
    ]
    printed = [Beside("reference", found.label, None, found.total) for found in own.sheet.comparisons]
    return sorted(earlier, key=lambda entry: -(entry.year or 0)) + printed


def is_alike(own: Published, other: Published) -> bool:
    """Return whether two results may be told in one breath: same instrument, both judged by others or by themselves.

    Versions may differ, which is then said. Own choice.
    """
    return own.sheet.instrument == other.sheet.instrument and own.sheet.is_self == other.sheet.is_self


def earlier_of(own: Published, entries: Iterable[Published]) -> Published | None:
    """Return the first of the entries (latest first) that came before a result and is alike; None without one."""
    return next(
        (one for one in entries if (one.sheet.year or 9999) < (own.sheet.year or 0) and is_alike(own, one)), None
    )


def _is_earlier_in_same_source(own: Published, other: Published) -> bool:
    return (
        other.sheet.organisation_key == own.sheet.organisation_key
        and other.pk != own.pk
        and other.sheet.kind == own.sheet.kind == "evaluation"
        and other.sheet.source == own.sheet.source
        and other.sheet.year is not None
        and own.sheet.year is not None
        and other.sheet.year < own.sheet.year
    )


def compared(own: Published, entries: Iterable[Published]) -> list[Compared]:
    """Return the results of other organisations with the verdict on each, in the order given.

    Made-up results stand among made-up ones only, real ones among real ones.
    """
    return [
        Compared(other, compare(own.sheet.terms(), other.sheet.terms()))
        for other in entries
        if other.sheet.kind == "evaluation"
        and other.sheet.made_up == own.sheet.made_up
        and other.sheet.organisation_key != own.sheet.organisation_key
    ]


def comparable(own: Published, entries: Iterable[Published]) -> list[Published]:
    """Return the results of other organisations that may stand in one ranking with this one."""
    return [found.entry for found in compared(own, entries) if found.comparability.verdict is Verdict.COMPARABLE]


def reasons_against(own: Published, entries: Iterable[Published]) -> list[Reason]:
    """Return why the results of others are not comparable with this one, each reason once, most frequent first."""
    counts: dict[Reason, int] = {}
    for found in compared(own, entries):
        for reason in found.comparability.reasons:
            counts[reason] = counts.get(reason, 0) + 1
    return sorted(counts, key=lambda reason: -counts[reason])


def assumptions_of(own: Published) -> tuple[Assumption, ...]:
    """Return what is taken for granted whenever this result is compared."""
    return compare(own.sheet.terms(), own.sheet.terms()).assumptions


def result_of(entry: Published, inhabitants: Inhabitants | None = None) -> Result:
    """Return a result as the methods want it; inhabitants of the nearest year that is known."""
    sheet = entry.sheet
    return Result(
        key=entry.slug,
        organisation=sheet.organisation_key or entry.slug,
        year=sheet.year,
        total=sheet.total().total,
        areas=sheet.points(),
        derived=sheet.is_derived(),
        inhabitants=nearest((inhabitants or {}).get(sheet.organisation_key or "", {}), sheet.year),
    )


def nearest(by_year: dict[int, int], year: int | None) -> int | None:
    """Return the inhabitants of the year nearest to ``year``, the earlier of two as near; None where none is."""
    if not by_year or year is None:
        return None
    return by_year[min(by_year, key=lambda known: (abs(known - year), known))]


@dataclass(frozen=True)
class Standing:
    """A result among those it compares with: references of totals, the median profile, the place, the size group."""

    median: ReferenceValue
    mean: ReferenceValue
    profile: ReferenceValue
    place: Place | None
    band: SizeBand | None
    band_median: ReferenceValue | None


def standing(own: Published, entries: Sequence[Published], inhabitants: Inhabitants) -> Standing:
    """Return where a result stands among the latest comparable results of other organisations in its country.

    One country only, since each association has its own texts and evaluators; the profile is of the latest results
    that have all areas, so that every area has the same n: both own choice.
    """
    others = [other for other in comparable(own, entries) if other.sheet.country == own.sheet.country]
    known = admissible(result_of(other, inhabitants) for other in others)
    results = latest_per_organisation(result for result in known if result.total is not None)
    profiles = latest_per_organisation(result for result in known if None not in result.areas)
    band = size_band(result_of(own, inhabitants).inhabitants)
    return Standing(
        median=reference(results, Statistic.MEDIAN),
        mean=reference(results, Statistic.MEAN),
        profile=reference(profiles, Statistic.MEDIAN),
        place=_place(own, results),
        band=band,
        band_median=reference(in_size_band(results, band), Statistic.MEDIAN) if band else None,
    )


def _place(own: Published, results: Sequence[Result]) -> Place | None:
    total = own.sheet.total().total
    totals = [result.total for result in results if result.total is not None]
    if total is None or not totals or own.sheet.is_derived():
        return None
    return place(total, totals)


def comparable_record(own: Published, entries: Sequence[Published]) -> dict[str, list[str]]:
    """Return whom a result compares with, why not with others, and what is assumed, as plain English sentences."""
    with override("en"):
        return {
            "comparable": [entry.slug for entry in comparable(own, entries)],
            "reasons": [str(wording.REASONS[reason]) for reason in reasons_against(own, entries)],
            "assumptions": wording.assumed(assumptions_of(own), [own.sheet.scope]),
        }
