"""Reads of the store: values and cells of the releases that are current, each read from the files that have them.

A reader takes the manifests once; the files they name do not change, so what is read together belongs together. Of two
datasets with values of one indicator for one class of units, the one that stands first (``Dataset.rank``) is read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from kompassros.statistics import store
from kompassros.statistics.manifest import Manifest, Part
from kompassros.statistics.models import Dataset, Release
from kompassros.statistics.values import Cell, Status, Value

_EPOCH = date(1970, 1, 1)
_CELL_KEY = "indicator, period, gender, unit_class"
_CELL_COLUMNS = ", ".join(Cell._fields)
_VALUE_COLUMNS = ", ".join(Value._fields)
_QUARTER = (
    f"CASE WHEN c.lowest IS NULL OR v.from_low IS NULL OR v.status = {Status.PRELIMINARY:d} THEN NULL "
    "WHEN 4 * v.from_high <= c.n AND 4 * v.from_low > c.n THEN 1 "
    "WHEN 4 * v.from_low <= c.n AND 4 * v.from_high > c.n THEN -1 ELSE 0 END"
)
Parameters = list[Any]


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
    sql, parameters = _union(_values_of, wanted, releases)
    if not sql:
        return []
    paging = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
    return [Value(*row) for row in _rows(f"{sql} ORDER BY indicator, period, unit, gender{paging}", parameters)]


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
    sql, parameters = _union(_values_of, wanted, None)
    if not sql:
        return []
    place = "DENSE_RANK() OVER (ORDER BY indicator, period, unit)"
    paged = f"SELECT * FROM (SELECT *, {place} AS place FROM ({sql})) WHERE place > {int(offset)}"
    rows = _rows(
        f"SELECT {_VALUE_COLUMNS} FROM ({paged} AND place <= {int(offset) + int(limit)}) "
        "ORDER BY indicator, period, unit, gender",
        parameters,
    )
    found = (Value(*row) for row in rows)
    return [list(members) for _, members in groupby(found, lambda row: (row.indicator, row.period, row.unit))]


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
    sql, parameters = _union(_cells_of, wanted, releases)
    return [Cell(*row) for row in _rows(f"{sql} ORDER BY {_CELL_KEY}", parameters)] if sql else []


def restated(*, indicator: int, unit: int) -> list[tuple[int, int, float | None, date, date]]:
    """Return older values: (period, gender, value, first seen, replaced), latest replaced first.

    Read from the files of restated values of the releases that are current.
    """
    files = [file.name for pk in current_releases() for file in manifest_of(pk).restated]
    if not files:
        return []
    rows = _rows(
        f"SELECT period, gender, value, seen, replaced FROM read_parquet({_paths(files)}) "
        "WHERE indicator = ? AND unit = ? ORDER BY replaced DESC, period DESC, gender",
        [indicator, unit],
    )
    return [(row[0], row[1], row[2], _day(row[3]), _day(row[4])) for row in rows]


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


def _rows(sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    return store.cursor().execute(sql, parameters).fetchall()


def _union(
    select: Callable[[Part, str], str], wanted: Filter, releases: Sequence[int] | None
) -> tuple[str, Parameters]:
    """Return one SELECT over all parts that may hold what is wanted, and its parameters; an empty text for none."""
    texts: list[str] = []
    parameters: Parameters = []
    before: list[Manifest] = []
    for pk in current_releases() if releases is None else releases:
        manifest = manifest_of(pk)
        for part, numbers in manifest.parts_for(wanted.indicators):
            conditions, given = _conditions(part, numbers, wanted, before)
            texts.append(select(part, conditions))
            parameters += given
        before.append(manifest)
    return " UNION ALL ".join(texts), parameters


def _conditions(part: Part, numbers: list[int], wanted: Filter, before: list[Manifest]) -> tuple[str, Parameters]:
    """Return the conditions on a part's rows, named ``v``, and their parameters."""
    found: list[tuple[str, Any]] = []
    if numbers or not part.whole:
        found.append(("v.indicator IN (SELECT unnest(?::INT[]))", numbers or sorted(part.numbers())))
    for column, chosen in (
        ("period", wanted.periods),
        ("unit", wanted.units),
        ("gender", wanted.genders),
        ("unit_class", wanted.classes),
    ):
        if chosen:
            found.append((f"v.{column} IN (SELECT unnest(?::INT[]))", list(chosen)))
    if wanted.since:
        found.append(("v.seen >= ?", (wanted.since - _EPOCH).days))
    texts = [text for text, _ in found]
    if not wanted.deleted:
        texts.append(f"v.status <> {Status.DELETED:d}")
    earlier = _held_before(part, numbers, before)
    if earlier:
        named = f" WHERE indicator IN ({', '.join(map(str, numbers))})" if numbers else ""
        held = f"SELECT DISTINCT indicator, unit_class FROM read_parquet({_paths(earlier)}){named}"
        texts.append(f"(v.indicator, v.unit_class) NOT IN ({held})")
    return " AND ".join(texts), [value for _, value in found]


def _held_before(part: Part, numbers: list[int], before: list[Manifest]) -> list[str]:
    """Return the files in which a dataset that goes before may hold the same indicators, be it without a number."""
    own = set(numbers) or part.numbers()
    return sorted({
        earlier.values.name
        for manifest in before
        for earlier in manifest.parts
        if earlier.numbers() & own
    })  # fmt: skip


def _values_of(part: Part, conditions: str) -> str:
    values_file, cells_file = _paths([part.values.name]), _paths([part.cells.name])
    columns = ", ".join(f"v.{name}" for name in Value._fields[:-1])
    return (
        f"SELECT {columns}, {_QUARTER} AS quarter FROM read_parquet({values_file}) v "
        f"LEFT JOIN read_parquet({cells_file}) c USING ({_CELL_KEY}) WHERE {conditions}"
    )


def _cells_of(part: Part, conditions: str) -> str:
    without_status = conditions.replace(f"v.status <> {Status.DELETED:d}", "TRUE")
    columns = ", ".join(f"v.{name}" for name in Cell._fields)
    return f"SELECT {columns} FROM read_parquet({_paths([part.cells.name])}) v WHERE {without_status}"


def _paths(names: Sequence[str]) -> str:
    return store.file_list([store.path_of(name) for name in names])
