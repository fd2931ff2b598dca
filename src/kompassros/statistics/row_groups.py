"""Few indicators out of a large file: only the row groups that hold them are read.

A file is written in the order of its indicators and periods, in small row groups whose first and last of both stand in
its footer. DuckDB would look at every row group of a file; here they are picked, so that a read costs no more where
there are ten times as many rows. Files never change, so their footers are kept.
"""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kompassros.statistics import store

MOST_PICKED = 200
FOOTERS_KEPT = 256


class Sought(NamedTuple):
    """What is looked for in a file: every indicator named; periods, units and columns only where any are named.

    Among ``columns`` are the indicator, and the unit where units are named.
    """

    indicators: Sequence[int]
    periods: Sequence[int] = ()
    units: Sequence[int] = ()
    columns: Sequence[str] = ()


class _Footer(NamedTuple):
    """A file's metadata; by row group the first and last indicator, both in ascending order, and its periods."""

    metadata: pq.FileMetaData
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    periods: tuple[tuple[int, int], ...]

    def groups(self, sought: Sought) -> list[int]:
        """Return the row groups that may hold what is sought."""
        periods = sorted(sought.periods)
        found: set[int] = set()
        for number in sought.indicators:
            found.update(range(bisect_left(self.lasts, number), bisect_right(self.firsts, number)))
        return [group for group in sorted(found) if not periods or _any_within(periods, *self.periods[group])]


def pick_all(wanted: Sequence[tuple[str, Sought]]) -> pa.Table:
    """Return what is sought in each file, together; several files at a time.

    Which columns may be null is told by each file in its own way, and need not be the same.
    """
    found = (
        _pool(os.getpid()).map(lambda one: pick(*one), wanted) if len(wanted) > 1 else (pick(*one) for one in wanted)
    )
    return pa.concat_tables(found, promote_options="default")


def pick(name: str, sought: Sought) -> pa.Table:
    """Return the rows of a file with any of the indicators and of the units named.

    Of other periods than those named there may be some, from row groups that were read.
    """
    footer = _footer(name)
    with pq.ParquetFile(store.path_of(name), metadata=footer.metadata, pre_buffer=True) as file:
        rows = file.read_row_groups(footer.groups(sought), columns=list(sought.columns) or None)
    if sought.units:
        rows = rows.filter(_among(rows["unit"], sought.units))
    return rows.filter(_among(rows["indicator"], sought.indicators))


def _among(column: pa.ChunkedArray, numbers: Sequence[int]) -> pa.ChunkedArray:
    """Return which of a column are among some numbers; of one alone in half the time."""
    return pc.equal(column, numbers[0]) if len(numbers) == 1 else pc.is_in(column, pa.array(numbers, pa.int32()))


def _any_within(numbers: Sequence[int], first: int, last: int) -> bool:
    """Return whether any of the numbers, which are in order, lies between two others."""
    place = bisect_left(numbers, first)
    return place < len(numbers) and numbers[place] <= last


@lru_cache(maxsize=1)
def _pool(_process: int) -> ThreadPoolExecutor:
    """Return the threads that read files; a child process that was forked makes its own."""
    return ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, 8), thread_name_prefix="row-groups")


@lru_cache(maxsize=FOOTERS_KEPT)
def _footer(name: str) -> _Footer:
    metadata = pq.read_metadata(store.path_of(name))
    indicator, period = (metadata.schema.names.index(column) for column in ("indicator", "period"))
    groups = [metadata.row_group(index) for index in range(metadata.num_row_groups)]
    numbers = [group.column(indicator).statistics for group in groups]
    periods = [group.column(period).statistics for group in groups]
    return _Footer(
        metadata,
        tuple(one.min for one in numbers),
        tuple(one.max for one in numbers),
        tuple((one.min, one.max) for one in periods),
    )
