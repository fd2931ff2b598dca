"""The bulk comparison of files of observations, outside the store: on DuckDB here, on Spark in ``spark``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.statistics import comparison, store
from kompassros.statistics.layout import COLUMNS, OBSERVATIONS, told, write_rows

VALUES, CELLS = "values.parquet", "cells.parquet"
SEEN = pa.field("seen", pa.int32())


class Engine(Protocol):
    """What the comparison asks of whoever runs its texts."""

    def read(self, name: str, files: Sequence[Path]) -> None:
        """Let a name stand for the rows of Parquet files."""

    def define(self, name: str, sql: str) -> None:
        """Let a name stand for what a query gives."""

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""

    def write(self, sql: str, target: Path) -> None:
        """Write the rows of a query, in its order, as one Parquet file."""


@dataclass(frozen=True)
class Compared:
    """The two files: values with their places, and cells with their statistics, as a part of a release has them."""

    values: Path
    cells: Path
    value_count: int
    cell_count: int


class DuckEngine:
    """DuckDB in the process: what is larger than its memory goes to the disk for a while."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def read(self, name: str, files: Sequence[Path]) -> None:
        self.define(name, f"FROM read_parquet({store.file_list(files)})")

    def define(self, name: str, sql: str) -> None:
        self._connection.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def write(self, sql: str, target: Path) -> None:
        write_rows(self._connection, sql, target, target.stem)


def compare(*, observations: Sequence[Path], folder: Path, engine: Engine) -> Compared:
    """Compare what stands in Parquet files, and write ``values.parquet`` and ``cells.parquet`` into a folder.

    The files have the columns of ``OBSERVATIONS``; with ``seen`` too (days since 1970), as those of a release, it is
    kept, else it is today. Every row is written, also those that have no place. Whatever the engine, the two files
    hold the same rows to the last bit; within a cell their order is not fixed. DomainError: a file that does not fit,
    a number out of range, a key that occurs twice, or results that lie in the folder already. Then nothing is written.
    """
    has_seen = _check_columns(observations)
    targets = [folder / VALUES, folder / CELLS]
    for target in targets:
        if target.exists():
            raise DomainError(_("%(file)s is there already. Name another folder.") % {"file": target})
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".comparing-") as unfinished:
        made = [Path(unfinished) / target.name for target in targets]
        _register(engine, observations, has_seen=has_seen)
        engine.write(comparison.PLACES, made[0])
        engine.read("placed", made[:1])
        engine.write(comparison.CELLS, made[1])
        value_count, cell_count = (pq.read_metadata(path).num_rows for path in made)
        for path, target in zip(made, targets, strict=True):
            path.rename(target)
    return Compared(values=targets[0], cells=targets[1], value_count=value_count, cell_count=cell_count)


def compare_on_duckdb(*, observations: Sequence[Path], folder: Path) -> Compared:
    """Do ``compare`` on DuckDB."""
    store.making_folder()
    with duckdb.connect(config=store.configuration()) as connection:
        return compare(observations=observations, folder=folder, engine=DuckEngine(connection))


def _register(engine: Engine, observations: Sequence[Path], *, has_seen: bool) -> None:
    """Make the relation ``observations``, of rows that can be compared."""
    engine.read("incoming", observations)
    _refuse(
        engine.fetch(comparison.OUT_OF_RANGE),
        _("A number is missing, out of range or too large: %(key)s. Nothing was stored."),
    )
    seen = SEEN.name if has_seen else (clock.today() - date(1970, 1, 1)).days
    engine.define("observations", f"SELECT {COLUMNS}, CAST({seen} AS INT) AS seen FROM incoming")  # noqa: S608 - ours
    _refuse(engine.fetch(comparison.REPEATED), _("A value occurs twice: %(key)s. Nothing was stored."))


def _refuse(found: Sequence[tuple[Any, ...]], sentence: str) -> None:
    for row in found:
        raise DomainError(sentence % {"key": told(row)})


def _check_columns(files: Sequence[Path]) -> bool:
    """Raise DomainError where a file does not fit; return whether all say when their values were first seen."""
    schemas = [_schema_of(file) for file in files]
    kinds = [{field.name: field.type for field in schema} for schema in schemas]
    for file, kind in zip(files, kinds, strict=True):
        for field in OBSERVATIONS:
            if not _fits(field, kind.get(field.name)):
                names = ", ".join(OBSERVATIONS.names)
                raise DomainError(
                    _("%(file)s has no numbers in a column %(column)s. Observations have the columns %(columns)s.")
                    % {"file": file, "column": field.name, "columns": names}
                )
        if any(kind.get(name) != kinds[0].get(name) for name in (*OBSERVATIONS.names, SEEN.name)):
            raise DomainError(
                _("The columns of %(file)s have other types than those of %(first)s. Write the files alike.")
                % {"file": file, "first": files[0]}
            )
    return all(_fits(SEEN, kind.get(SEEN.name)) for kind in kinds)


def _fits(field: pa.Field, given: pa.DataType | None) -> bool:
    if given is None:
        return False
    return bool(pa.types.is_integer(given) or (pa.types.is_floating(field.type) and pa.types.is_floating(given)))


def _schema_of(file: Path) -> pa.Schema:
    try:
        return pq.read_schema(file)
    except (OSError, pa.ArrowInvalid) as error:
        raise DomainError(_("%(file)s is no Parquet file that can be read.") % {"file": file}) from error
