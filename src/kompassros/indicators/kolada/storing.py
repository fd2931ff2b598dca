"""Making a release of what was fetched."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.indicators.kolada.folder import FetchFolder, existing
from kompassros.indicators.kolada.numbering import Numberer, Numbers
from kompassros.records.errors import DomainError
from kompassros.statistics.datasets import KOLADA
from kompassros.statistics.making import Made, make_release

MOST_NAMED = 10


@dataclass(frozen=True)
class StoreReport:
    """What became of a fetch's rows: how many were laid into the release, how many left out, and why, in sentences."""

    rows: int
    left_out: int
    troubles: tuple[str, ...]
    made: Made


def store_fetched(*, folder: Path, note: str, progress: Callable[[int, int], None] | None = None) -> StoreReport:
    """Make a release of a fetch that is complete; rows whose codes are not known are left out and told.

    DomainError for a fetch that is not complete or of which no row can be stored.
    """
    there = existing(folder)
    missing = len(there.missing())
    if missing:
        message = ngettext(
            "The fetch in %(folder)s is not complete: %(count)s of its parts is missing. Fetch it first.",
            "The fetch in %(folder)s is not complete: %(count)s of its parts are missing. Fetch them first.",
            missing,
        )
        raise DomainError(message % {"folder": folder, "count": missing})
    numbers = Numbers.read()
    numberer = Numberer(numbers)
    table = _table(there, numberer)
    troubles = (*_unknown_indicators(numberer.unknown_indicators), *_unknown_units(numberer.unknown_units, numbers))
    if not table.num_rows:
        raise DomainError(" ".join((_("Nothing was stored, as no value that was fetched can be."), *troubles)))
    made = make_release(dataset_key=KOLADA, observations=table, note=note, person=None, progress=progress)
    there.mark_stored()
    return StoreReport(table.num_rows, numberer.left_out, troubles, made)


def _table(there: FetchFolder, numberer: Numberer) -> pa.Table:
    return pa.concat_tables(numberer.number(there.read(chunk), unit_column=chunk.about) for chunk in there.chunks)


def _unknown_indicators(counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        message = ngettext(
            "The catalogue has no indicator %(codes)s: %(rows)s value was left out. Fetch the catalogue first.",
            "The catalogue has no indicator %(codes)s: %(rows)s values were left out. Fetch the catalogue first.",
            sum(counts.values()),
        )
        yield _filled(message, counts)


def _unknown_units(counts: Mapping[str, int], numbers: Numbers) -> Iterator[str]:
    groups = {code: count for code, count in counts.items() if code in numbers.groups}
    others = {code: count for code, count in counts.items() if code not in numbers.groups}
    if groups:
        message = ngettext(
            "%(rows)s value of a group of units (%(codes)s) was left out: groups are reckoned here.",
            "%(rows)s values of groups of units (%(codes)s) were left out: groups are reckoned here.",
            sum(groups.values()),
        )
        yield _filled(message, groups)
    if others:
        message = ngettext(
            "No unit is known by the code %(codes)s: %(rows)s value was left out.",
            "No unit is known by the code %(codes)s: %(rows)s values were left out.",
            sum(others.values()),
        )
        yield _filled(message, others)


def _filled(message: str, counts: Mapping[str, int]) -> str:
    return message % {"codes": named(counts), "rows": sum(counts.values())}


def named(codes: Mapping[str, int]) -> str:
    """Return the first few codes in order, and how many there are beside them."""
    ordered = sorted(codes)
    beside = len(ordered) - MOST_NAMED
    shown = ", ".join(ordered[:MOST_NAMED])
    return shown if beside <= 0 else _("%(codes)s and %(count)s more") % {"codes": shown, "count": beside}
