"""How observations come and how the store's files look: columns, types, row groups."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kompassros.statistics.values import Observation

OBSERVATIONS = pa.schema(
    [
        ("indicator", pa.int32()),
        ("period", pa.int32()),
        ("gender", pa.int8()),
        ("unit", pa.int32()),
        ("unit_class", pa.int16()),
        ("value", pa.float64()),
        ("status", pa.int8()),
        ("count", pa.int32()),
    ]
)
KEY = ("indicator", "period", "gender", "unit")
_TYPES = {pa.int8(): "TINYINT", pa.int16(): "SMALLINT", pa.int32(): "INT", pa.float64(): "DOUBLE"}
COLUMNS = ", ".join(f"CAST({field.name} AS {_TYPES[field.type]}) AS {field.name}" for field in OBSERVATIONS)
# Small row groups, quickly unpacked: a read of few indicators takes only theirs (row_groups.py).
ROW_GROUP = {"values": 8_192, "cells": 512, "restated": 16_384}
# Columns with few values in a row group (years, units, places) are written by dictionary, the others plainly; so both
# are read faster.
DICTIONARY = 400


def table_of(observations: Iterable[Observation]) -> pa.Table:
    """Return observations as the table that a release is made of."""
    columns = list(zip(*observations, strict=True)) or [()] * len(OBSERVATIONS)
    return pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, OBSERVATIONS.types, strict=True)], schema=OBSERVATIONS
    )


def write_rows(connection: duckdb.DuckDBPyConnection, sql: str, target: Path, kind: str) -> None:
    """Write the rows of a query as one Parquet file of the kind "values", "cells" or "restated"."""
    quoted = str(target).replace("'", "''")
    options = (
        f"FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE {ROW_GROUP[kind]}, DICTIONARY_SIZE_LIMIT {DICTIONARY}"
    )
    connection.execute(f"COPY ({sql}) TO '{quoted}' ({options})")


def told(row: Sequence[Any]) -> str:
    """Return the key of an observation in words: "indicator 1, period 2024, gender 0, unit 7"."""
    return ", ".join(f"{name} {value}" for name, value in zip(KEY, row, strict=True))
