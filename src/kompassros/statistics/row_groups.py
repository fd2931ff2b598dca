"""Few indicators out of a large file: only the row groups that hold them are read.

A file is written in the order of its indicators, in small row groups whose first and last indicator stand in its
footer. DuckDB would look at every row group of a file; here they are picked, so that a read costs no more where there
are ten times as many rows. Files never change, so their footers are kept.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kompassros.statistics import store

MOST_PICKED = 200
FOOTERS_KEPT = 256


class _Footer(NamedTuple):
    metadata: pq.FileMetaData
    ranges: tuple[tuple[int, int], ...]


def pick(name: str, indicators: Sequence[int], units: Sequence[int] = ()) -> pa.Table:
    """Return the rows of a file's row groups that may hold any of the indicators, and what else stands in those.

    ``units``: only theirs, where any are named.
    """
    footer = _footer(name)
    numbers = sorted(indicators)
    groups = [index for index, (first, last) in enumerate(footer.ranges) if _any_within(numbers, first, last)]
    with pq.ParquetFile(store.path_of(name), metadata=footer.metadata) as file:
        rows = file.read_row_groups(groups)
    return rows.filter(pc.is_in(rows["unit"], pa.array(units, pa.int32()))) if units else rows


def _any_within(numbers: Sequence[int], first: int, last: int) -> bool:
    """Return whether any of the numbers, which are in order, lies between two others."""
    place = bisect_left(numbers, first)
    return place < len(numbers) and numbers[place] <= last


@lru_cache(maxsize=FOOTERS_KEPT)
def _footer(name: str) -> _Footer:
    metadata = pq.read_metadata(store.path_of(name))
    column = metadata.schema.names.index("indicator")
    found = (metadata.row_group(index).column(column).statistics for index in range(metadata.num_row_groups))
    return _Footer(metadata, tuple((statistics.min, statistics.max) for statistics in found))
