"""Reads of the store: values and cells of the releases that are current, each read from the files that have them.

A reader takes the manifests once; the files they name do not change, so what is read together belongs together. Of two
datasets with values of one indicator for one class of units, the one that stands first (``Dataset.rank``) is read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Any

from kompassros.statistics import row_groups, store
from kompassros.statistics.manifest import Manifest, Part, StoredFile
from kompassros.statistics.models import Dataset, Release
from kompassros.statistics.values import Cell, Restated, Status, Value

_EPOCH = date(1970, 1, 1)
_CELL_KEY = "indicator, period, gender, unit_class"
_CELL_COLUMNS = ", ".join(Cell._fields)
_VALUE_COLUMNS = ", ".join(Value._fields)
_QUARTER = (
    f"CASE WHEN c.lowest IS NULL OR v.from_low IS NULL OR v.status = {Status.PRELIMINARY:d} THEN NULL "
    "WHEN 4 * v.from_high <= c.n AND 4 * v.from_low > c.n THEN 1 "
    "WHEN 4 * v.from_low <= c.n AND 4 * v.from_high > c.n THEN -1 ELSE 0 END"
)
COUNTS_KEPT = 16
Parameters = list[Any]
Condition = tuple[str, Parameters]


@dataclass(frozen=True)
class Filter:
    """What is read; what is left empty narrows nothing. ``since``: values that are new or other since that day."""

    indicators: tuple[int, ...] = ()
    periods: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    genders: tuple[int, ...] = ()
    classes: tuple[int, ...] = ()
    since: date | None = None
    deleted: bool = False


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
    sql, parameters = _union(_values_of, wanted, _manifests(releases), _of_value(wanted))
    if not sql:
        return []
    paging = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
    return [Value(*row) for row in store.fetch(f"{sql} ORDER BY indicator, period, unit, gender{paging}", parameters)]


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
    sql, parameters = _union(_values_of, chosen, manifests, _of_value(chosen)) if chosen.indicators else ("", [])
    if not sql:
        return []
    place = f"DENSE_RANK() OVER (ORDER BY indicator, period, unit) + {before}"
    paged = f"SELECT * FROM (SELECT *, {place} AS place FROM ({sql})) WHERE place > {int(offset)}"
    rows = store.fetch(
        f"SELECT {_VALUE_COLUMNS} FROM ({paged} AND place <= {int(offset) + int(limit)}) "
        "ORDER BY indicator, period, unit, gender",
        parameters,
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
    sql, parameters = _union(_cells_of, wanted, _manifests(releases))
    return [Cell(*row) for row in store.fetch(f"{sql} ORDER BY {_CELL_KEY}", parameters)] if sql else []


def restated(*, indicator: int, unit: int) -> list[Restated]:
    """Return older values of a unit, latest replaced first, from the files of restated values of current releases.

    Only of the dataset whose values of the indicator are read for the unit's class.
    """
    wanted = Filter(indicators=(indicator,), units=(unit,), deleted=True)
    texts: list[str] = []
    parameters: Parameters = []
    before: list[Manifest] = []
    for pk in current_releases():
        manifest = manifest_of(pk)
        part = manifest.part_of(indicator)
        if part and manifest.restated:
            conditions = [*_of_cell(part, [indicator], wanted, before), *_of_value(wanted)]
            texts.append(_restated_of(manifest) + _where(conditions))
            parameters += [value for _, given in conditions for value in given]
        before.append(manifest)
    if not texts:
        return []
    sql = f"{' UNION ALL '.join(texts)} ORDER BY replaced DESC, seen DESC, period DESC, gender, value"
    rows = store.fetch(sql, parameters)
    return [Restated(row[0], row[1], row[2], row[3], _day(row[4]), _day(row[5])) for row in rows]


def held(*, indicators: Sequence[int], release: int) -> set[tuple[int, int]]:
    """Return of which (indicator, class of units) a release has values, be they without a number."""
    found: set[tuple[int, int]] = set()
    for part, numbers in manifest_of(release).parts_for(indicators):
        found.update((row[0], row[1]) for row in store.fetch(*_holders(part, numbers)))
    return found


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
    return date.fromordinal(_EPOCH.toordinal() + number)


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
    sql, parameters = _union(_keys_of, wanted, manifests, _of_value(wanted))
    if not sql:
        return ()
    units = "BIT_COUNT(BITSTRING_AGG(unit & 1023, 0, 1023))"
    counted = f"SELECT indicator, {units} AS units FROM ({sql}) GROUP BY indicator, period, unit >> 10"
    rows = store.fetch(
        f"SELECT indicator, SUM(units) FROM ({counted}) GROUP BY indicator ORDER BY indicator", parameters
    )
    return tuple(zip((row[0] for row in rows), accumulate(int(row[1]) for row in rows), strict=True))


def _union(
    rows_of: Callable[[Part, Sequence[int], Filter], str],
    wanted: Filter,
    manifests: Sequence[Manifest],
    of_row: Sequence[Condition] = (),
) -> tuple[str, Parameters]:
    """Return one SELECT over all parts that may hold what is wanted, and its parameters; an empty text for none.

    ``of_row``: conditions on a row itself, beside those on its cell.
    """
    texts: list[str] = []
    parameters: Parameters = []
    before: list[Manifest] = []
    for manifest in manifests:
        for part, numbers in manifest.parts_for(wanted.indicators):
            conditions = [*_of_cell(part, numbers, wanted, before), *of_row]
            texts.append(rows_of(part, numbers, wanted) + _where(conditions))
            parameters += [value for _, given in conditions for value in given]
        before.append(manifest)
    return " UNION ALL ".join(texts), parameters


def _of_cell(part: Part, numbers: list[int], wanted: Filter, before: list[Manifest]) -> list[Condition]:
    """Return the conditions on the cell that a row ``v`` is, or stands in."""
    found: list[Condition] = []
    if numbers or not part.whole:
        found += _among("indicator", numbers or sorted(part.numbers()))
    found += _among("period", wanted.periods)
    found += _among("gender", wanted.genders)
    found += _among("unit_class", wanted.classes)
    return found + _not_held_before(numbers or sorted(part.numbers()), wanted, before)


def _of_value(wanted: Filter) -> list[Condition]:
    """Return the conditions on a value alone; a cell has no unit, day or status."""
    found = _among("unit", wanted.units)
    if wanted.since:
        found.append(("v.seen >= ?", [(wanted.since - _EPOCH).days]))
    if not wanted.deleted:
        found.append((f"v.status <> {Status.DELETED:d}", []))
    return found


def _among(column: str, chosen: Sequence[int]) -> list[Condition]:
    return [(f"v.{column} IN (SELECT unnest(?::INT[]))", [list(chosen)])] if chosen else []


def _not_held_before(numbers: Sequence[int], wanted: Filter, before: Sequence[Manifest]) -> list[Condition]:
    """Return the condition that no dataset which goes before has values of an indicator for the same class."""
    holders = [
        _holders(part, own, deleted=wanted.deleted) for manifest in before for part, own in manifest.parts_for(numbers)
    ]
    if not holders:
        return []
    held = " UNION ALL ".join(text for text, _ in holders)
    return [(f"(v.indicator, v.unit_class) NOT IN ({held})", [value for _, given in holders for value in given])]


def _holders(part: Part, numbers: Sequence[int], *, deleted: bool = False) -> Condition:
    """Return the SELECT of the (indicator, class) that a part has values of, be they without a number.

    Of one that has nothing but deleted values the next dataset is read; but not where deleted values are asked for, for
    there it has them to tell.
    """
    conditions = _among("indicator", numbers)
    if not deleted:
        conditions.append((f"v.status <> {Status.DELETED:d}", []))
    source = f"SELECT DISTINCT indicator, unit_class FROM {_relation(part.values, numbers)} v"
    return source + _where(conditions), [value for _, given in conditions for value in given]


def _where(conditions: Sequence[Condition]) -> str:
    return f" WHERE {' AND '.join(text for text, _ in conditions)}" if conditions else ""


def _relation(file: StoredFile, numbers: Sequence[int], units: Sequence[int] = ()) -> str:
    """Return what SQL reads a file by: where few indicators are wanted, only the row groups that may hold them."""
    if 0 < len(numbers) <= row_groups.MOST_PICKED:
        return store.lend(row_groups.pick(file.name, numbers, units))
    return f"read_parquet({_paths([file.name])})"


def _values_of(part: Part, numbers: Sequence[int], wanted: Filter) -> str:
    values, cells = _relation(part.values, numbers, wanted.units), _relation(part.cells, numbers)
    columns = ", ".join(f"v.{name}" for name in Value._fields[:-1])
    return f"SELECT {columns}, {_QUARTER} AS quarter FROM {values} v LEFT JOIN {cells} c USING ({_CELL_KEY})"


def _keys_of(part: Part, numbers: Sequence[int], wanted: Filter) -> str:
    return f"SELECT v.indicator, v.period, v.unit FROM {_relation(part.values, numbers, wanted.units)} v"


def _cells_of(part: Part, numbers: Sequence[int], _wanted: Filter) -> str:
    columns = ", ".join(f"v.{name}" for name in Cell._fields)
    return f"SELECT {columns} FROM {_relation(part.cells, numbers)} v"


def _restated_of(manifest: Manifest) -> str:
    columns = "v.period, v.gender, v.value, v.status, v.seen, v.replaced"
    return f"SELECT {columns} FROM read_parquet({_paths([file.name for file in manifest.restated])}) v"


def _paths(names: Sequence[str]) -> str:
    return store.file_list([store.path_of(name) for name in names])
