"""The SQL of reads: over which files of which releases, joined how, narrowed to what is wanted.

Of two datasets with values of one indicator for one class of units, the one that stands first is read: its manifest
comes first. Everything in these texts is a name of ours or a whole number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pyarrow as pa

from kompassros.statistics import store
from kompassros.statistics.manifest import Manifest, Part, StoredFile
from kompassros.statistics.row_groups import MOST_PICKED, Sought, pick_all
from kompassros.statistics.values import Cell, Status, Value

EPOCH = date(1970, 1, 1)
CELL_KEY = "indicator, period, gender, unit_class"
_QUARTER = (
    f"CASE WHEN c.lowest IS NULL OR v.from_low IS NULL OR v.status = {Status.PRELIMINARY:d} THEN NULL "
    "WHEN 4 * v.from_high <= c.n AND 4 * v.from_low > c.n THEN 1 "
    "WHEN 4 * v.from_low <= c.n AND 4 * v.from_high > c.n THEN -1 ELSE 0 END"
)
VALUE_COLUMNS = Value._fields[:-1]
CELLS_KEPT = 4
_OF_HOLDER = ("indicator", "unit_class", "status")


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


@dataclass(frozen=True)
class Source:
    """Parts of a release that one SELECT reads, each with the indicators that are wanted of it; none named: all.

    ``picked``: only the row groups with those indicators are read, of all parts together.
    """

    parts: tuple[tuple[Part, tuple[int, ...]], ...]
    picked: bool

    def numbers(self) -> list[int]:
        """Return the indicators that are read."""
        return sorted(number for part, named in self.parts for number in named or part.numbers())

    def values(self, wanted: Filter, columns: tuple[str, ...] = VALUE_COLUMNS) -> str:
        """Return what SQL reads the parts' values by."""
        if not self.picked:
            return _read_parquet([part.values for part, _ in self.parts])
        found = [(part.values.name, Sought(named, wanted.periods, wanted.units, columns)) for part, named in self.parts]
        return store.lend(pick_all(found))

    def cells(self, wanted: Filter) -> str:
        """Return what SQL reads the parts' cells by."""
        if not self.picked:
            return _read_parquet([part.cells for part, _ in self.parts])
        found = tuple((part.cells.name, Sought(named, wanted.periods)) for part, named in self.parts)
        return store.lend(_pick_cells(found))


@lru_cache(maxsize=CELLS_KEPT)
def _pick_cells(wanted: tuple[tuple[str, Sought], ...]) -> pa.Table:
    """Return cells of files; kept a while, for who reads a unit's values with their groups asks for the cells next."""
    return pick_all(wanted)


def sources(manifest: Manifest, indicators: Sequence[int]) -> Iterator[Source]:
    """Yield what of a release may hold any of the indicators; all of it where none are named."""
    parts = [(part, tuple(named)) for part, named in manifest.parts_for(indicators)]
    if parts and 0 < len(indicators) <= MOST_PICKED:
        yield Source(tuple(parts), picked=True)
    else:
        yield from (Source((part,), picked=False) for part in parts)


def union(
    rows_of: Callable[[Source, Filter], str],
    wanted: Filter,
    manifests: Sequence[Manifest],
    of_row: Sequence[str] = (),
) -> str:
    """Return one SELECT over all parts that may hold what is wanted; an empty text for none.

    ``of_row``: conditions on a row itself, beside those on its cell.
    """
    texts = [
        rows_of(source, wanted) + where([*of_cell(source, wanted, manifests[:place]), *of_row])
        for place, manifest in enumerate(manifests)
        for source in sources(manifest, wanted.indicators)
    ]
    return " UNION ALL ".join(texts)


def of_cell(source: Source, wanted: Filter, before: Sequence[Manifest]) -> list[str]:
    """Return the conditions on the cell that a row ``v`` is, or stands in; ``before``: of datasets that go first."""
    whole = all(part.whole and not named for part, named in source.parts)
    found = [] if whole or source.picked else _among("indicator", source.numbers())
    found += _among("period", wanted.periods)
    found += _among("gender", wanted.genders)
    found += _among("unit_class", wanted.classes)
    return found + _not_held_before(source.numbers(), wanted, before)


def of_value(wanted: Filter) -> list[str]:
    """Return the conditions on a value alone; a cell has no unit, day or status."""
    found = _among("unit", wanted.units)
    if wanted.since:
        found.append(f"v.seen >= {(wanted.since - EPOCH).days}")
    if not wanted.deleted:
        found.append(f"v.status <> {Status.DELETED:d}")
    return found


def _among(column: str, chosen: Sequence[int]) -> list[str]:
    """Return the condition that a column is one of some whole numbers: as a list that DuckDB plans in no time."""
    return [f"v.{column} IN ({', '.join(str(int(number)) for number in chosen)})"] if chosen else []


def _not_held_before(numbers: Sequence[int], wanted: Filter, before: Sequence[Manifest]) -> list[str]:
    """Return the condition that no dataset which goes before has values of an indicator for the same class."""
    found = [holders(source, deleted=wanted.deleted) for manifest in before for source in sources(manifest, numbers)]
    return [f"(v.indicator, v.unit_class) NOT IN ({' UNION ALL '.join(found)})"] if found else []


def holders(source: Source, *, deleted: bool = False) -> str:
    """Return the SELECT of the (indicator, class) that a source has values of, be they without a number.

    Of one that has nothing but deleted values the next dataset is read; but not where deleted values are asked for, for
    there it has them to tell.
    """
    conditions = [] if source.picked else _among("indicator", source.numbers())
    if not deleted:
        conditions.append(f"v.status <> {Status.DELETED:d}")
    return f"SELECT DISTINCT indicator, unit_class FROM {source.values(Filter(), _OF_HOLDER)} v" + where(conditions)


def where(conditions: Sequence[str]) -> str:
    """Return conditions as the end of a SELECT."""
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def values_of(source: Source, wanted: Filter) -> str:
    """Return the SELECT of values with their groups, which follow from the sizes in their cells."""
    columns = ", ".join(f"v.{name}" for name in VALUE_COLUMNS)
    joined = f"{source.values(wanted)} v LEFT JOIN {source.cells(wanted)} c USING ({CELL_KEY})"
    return f"SELECT {columns}, {_QUARTER} AS quarter FROM {joined}"


def keys_of(source: Source, wanted: Filter) -> str:
    """Return the SELECT of what values are of."""
    return f"SELECT v.indicator, v.period, v.unit FROM {source.values(wanted)} v"


def cells_of(source: Source, wanted: Filter) -> str:
    """Return the SELECT of cells."""
    columns = ", ".join(f"v.{name}" for name in Cell._fields)
    return f"SELECT {columns} FROM {source.cells(wanted)} v"


def restated_of(file: StoredFile, turn: int) -> str:
    """Return the SELECT of values that were replaced; ``turn``: which of the day's replacements it was."""
    columns = f"v.period, v.gender, v.value, v.status, v.seen, v.replaced, {int(turn)} AS turn"
    return f"SELECT {columns} FROM {_read_parquet([file])} v"


def _read_parquet(files: Sequence[StoredFile]) -> str:
    return f"read_parquet({store.file_list([store.path_of(file.name) for file in files])})"
