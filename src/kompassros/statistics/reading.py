"""Reads of the store: values and cells of the releases that are current, each read from the files that have them.

A reader takes the manifests once; the files they name do not change, so what is read together belongs together. Of two
datasets with values of one indicator for one class of units, the one that stands first (``Dataset.rank``) is read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import accumulate, groupby

from kompassros.statistics import store
from kompassros.statistics.manifest import Manifest
from kompassros.statistics.models import Dataset, Release
from kompassros.statistics.selecting import (
    CELL_KEY,
    EPOCH,
    Filter,
    cells_of,
    holders,
    keys_of,
    of_cell,
    of_value,
    restated_of,
    sources,
    union,
    values_of,
    where,
)
from kompassros.statistics.values import Cell, Restated, Value

_VALUE_COLUMNS = ", ".join(Value._fields)
COUNTS_KEPT = 16


def values(
    *,
    indicators: Sequence[int] = (),
    periods: Sequence[int] = (),
    units: Sequence[int] = (),
    genders: Sequence[int] = (),
    classes: Sequence[int] = (),
    since: date | None = None,
    limit: int | None = None,
    offset: int = 0,
    deleted: bool = False,
    releases: Sequence[int] | None = None,
) -> list[Value]:
    """Return values in the order (indicator, period, unit, gender); those of status DELETED only where asked for.

    ``releases``: those to read, the current ones where none are given; so that several reads belong together.
    """
    wanted = Filter(
        tuple(indicators), tuple(periods), tuple(units), tuple(genders), tuple(classes), since=since, deleted=deleted
    )
    sql = union(values_of, wanted, _manifests(releases), of_value(wanted))
    if not sql:
        return []
    paging = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
    return [Value(*row) for row in store.fetch(f"{sql} ORDER BY indicator, period, unit, gender{paging}")]


def objects(
    *,
    indicators: Sequence[int] = (),
    periods: Sequence[int] = (),
    units: Sequence[int] = (),
    genders: Sequence[int] = (),
    classes: Sequence[int] = (),
    since: date | None = None,
    limit: int,
    offset: int = 0,
    deleted: bool = False,
) -> list[list[Value]]:
    """Return values gathered by (indicator, period, unit), in that order; ``limit`` and ``offset`` count gatherings."""
    wanted = Filter(
        tuple(indicators), tuple(periods), tuple(units), tuple(genders), tuple(classes), since=since, deleted=deleted
    )
    manifests = _manifests(None)
    chosen, before = _around(wanted, manifests, offset, offset + limit)
    sql = union(values_of, chosen, manifests, of_value(chosen)) if chosen.indicators else ""
    if not sql:
        return []
    place = f"DENSE_RANK() OVER (ORDER BY indicator, period, unit) + {before}"
    paged = f"SELECT * FROM (SELECT *, {place} AS place FROM ({sql})) WHERE place > {int(offset)}"
    rows = store.fetch(
        f"SELECT {_VALUE_COLUMNS} FROM ({paged} AND place <= {int(offset) + int(limit)}) "
        "ORDER BY indicator, period, unit, gender"
    )
    found = (Value(*row) for row in rows)
    return [list(members) for _, members in groupby(found, lambda row: (row.indicator, row.period, row.unit))]


def count_objects(
    *, indicators: Sequence[int], periods: Sequence[int] = (), units: Sequence[int] = (), deleted: bool = False
) -> int:
    """Return how many (indicator, period, unit) have values."""
    wanted = Filter(tuple(indicators), tuple(periods), tuple(units), deleted=deleted)
    ends = _ends(wanted, _manifests(None))
    return ends[-1][1] if ends else 0


def cells(
    *,
    indicators: Sequence[int],
    periods: Sequence[int] = (),
    genders: Sequence[int] = (),
    classes: Sequence[int] = (),
    releases: Sequence[int] | None = None,
) -> list[Cell]:
    """Return the cells that have a value, in the order (indicator, period, gender, class)."""
    wanted = Filter(tuple(indicators), tuple(periods), (), tuple(genders), tuple(classes))
    sql = union(cells_of, wanted, _manifests(releases))
    return [Cell(*row) for row in store.fetch(f"{sql} ORDER BY {CELL_KEY}")] if sql else []


def restated(*, indicator: int, unit: int) -> list[Restated]:
    """Return older values of a unit, latest replaced first, from the files of restated values of current releases.

    Only of the dataset whose values of the indicator are read for the unit's class.
    """
    wanted = Filter(indicators=(indicator,), units=(unit,), deleted=True)
    of_indicator = [f"v.indicator = {int(indicator)}", *of_value(wanted)]
    manifests = _manifests(None)
    texts = [
        restated_of(file, turn) + where([*of_indicator, *of_cell(source, wanted, manifests[:place])])
        for place, manifest in enumerate(manifests)
        for source in sources(manifest, [indicator])
        for turn, file in enumerate(manifest.restated)
    ]
    if not texts:
        return []
    rows = store.fetch(f"{' UNION ALL '.join(texts)} ORDER BY replaced DESC, turn DESC, period DESC, gender")
    return [Restated(row[0], row[1], row[2], row[3], _day(row[4]), _day(row[5])) for row in rows]


def held(*, indicators: Sequence[int], release: int) -> set[tuple[int, int]]:
    """Return of which (indicator, class of units) a release has values, be they without a number."""
    found: set[tuple[int, int]] = set()
    for source in sources(manifest_of(release), indicators):
        found.update((row[0], row[1]) for row in store.fetch(holders(source)))
    return found


def datasets_of(*, indicators: Sequence[int], unit_class: int) -> tuple[Dataset, ...]:
    """Return the datasets whose values of some indicators are read for a class of units, in the order of reading."""
    left, found = set(indicators), []
    for one in Dataset.objects.select_related("current").order_by("rank", "pk"):
        if one.current_id is None or not left:
            continue
        holds = held(indicators=indicators, release=one.current_id)
        given = left & {number for number, of_class in holds if of_class == unit_class}
        if given:
            found.append(one)
        left -= given
    return tuple(found)


def current_releases() -> tuple[int, ...]:
    """Return the numbers of the releases that are read now, first those that go before others; one query."""
    found = Dataset.objects.exclude(current=None).order_by("rank", "pk")
    return tuple(found.values_list("current_id", flat=True))


@lru_cache(maxsize=32)
def manifest_of(release_pk: int) -> Manifest:
    """Return the manifest of a release; it never changes."""
    manifest: Manifest = Release.objects.get(pk=release_pk).read()
    return manifest


def _day(number: int) -> date:
    return date.fromordinal(EPOCH.toordinal() + number)


def _manifests(releases: Sequence[int] | None) -> tuple[Manifest, ...]:
    return tuple(manifest_of(pk) for pk in (current_releases() if releases is None else releases))


def _around(wanted: Filter, manifests: tuple[Manifest, ...], first: int, last: int) -> tuple[Filter, int]:
    """Return what is wanted of the indicators with the objects from ``first`` to before ``last``.

    No other need be read. With it, how many objects stand before those indicators.
    """
    if len(wanted.indicators) == 1:
        return wanted, 0
    ends = _ends(wanted, manifests)
    begin = bisect_right(ends, first, key=lambda entry: entry[1])
    end = bisect_left(ends, last, key=lambda entry: entry[1])
    before = ends[begin - 1][1] if begin else 0
    return replace(wanted, indicators=tuple(indicator for indicator, _ in ends[begin : end + 1])), before


@lru_cache(maxsize=COUNTS_KEPT)
def _ends(wanted: Filter, manifests: tuple[Manifest, ...]) -> tuple[tuple[int, int], ...]:
    """Return each indicator that has objects, in order, with how many there are up to its last one.

    Kept, as who reads one page reads the next. Units are counted as bits of sets of 1,024: as COUNT(DISTINCT ...).
    """
    sql = union(keys_of, wanted, manifests, of_value(wanted))
    if not sql:
        return ()
    units = "BIT_COUNT(BITSTRING_AGG(unit & 1023, 0, 1023))"
    counted = f"SELECT indicator, {units} AS units FROM ({sql}) GROUP BY indicator, period, unit >> 10"
    rows = store.fetch(f"SELECT indicator, SUM(units) FROM ({counted}) GROUP BY indicator ORDER BY indicator")
    return tuple(zip((row[0] for row in rows), accumulate(int(row[1]) for row in rows), strict=True))
