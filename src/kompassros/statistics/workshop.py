"""The files of a release, written on a connection of their own: merged with what is there, placed, and kept."""

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self, TypeAlias

import duckdb
import pyarrow as pa
from django.utils.translation import gettext as _

from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.statistics import comparison, store
from kompassros.statistics.layout import COLUMNS, KEY, told, write_rows
from kompassros.statistics.manifest import Manifest, Part, StoredFile, ranges_of
from kompassros.statistics.row_groups import MOST_PICKED, Sought, pick_all
from kompassros.statistics.values import Status

ROWS_AT_ONCE = 6_000_000
Progress: TypeAlias = Callable[[int, int], None]
Source: TypeAlias = pa.Table | Sequence[Path]
# Keys are counted as bits of sets of 1,024 units: the same number as COUNT(DISTINCT ...), in a seventh of its time.
_ROWS_AND_KEYS = f"""
SELECT SUM(rows), SUM(keys) FROM (
  SELECT COUNT(*) AS rows, BIT_COUNT(BITSTRING_AGG(unit & 1023, 0, 1023)) AS keys
  FROM incoming WHERE {{within}} GROUP BY {comparison.CELL}, unit >> 10
)
"""
_OLD = ("indicator", "period", "gender", "unit", "unit_class", "value", "status", "count", "seen")
_SAME = "o.value IS NOT DISTINCT FROM i.value AND o.status = i.status AND o.count = i.count"


@dataclass(frozen=True)
class Counts:
    added: int
    restated: int
    unchanged: int


class Workshop:
    """A connection of its own while a release is made: ``incoming`` and ``old`` are views on it."""

    def __init__(self, manifest: Manifest, observations: Source) -> None:
        self._manifest = manifest
        self._observations = observations
        self._today = (clock.today() - date(1970, 1, 1)).days

    def __enter__(self) -> Self:
        self._connection = duckdb.connect(config=store.configuration())
        self._folder = store.making_folder() / uuid.uuid4().hex
        self._folder.mkdir()
        self._register_incoming()
        self._touched = [row[0] for row in self._fetch("SELECT DISTINCT indicator FROM incoming ORDER BY 1")]
        self._has_old = self._register_old()
        return self

    def __exit__(self, *failure: object) -> None:
        self._connection.close()
        for left in self._folder.iterdir():
            left.unlink()
        self._folder.rmdir()

    def _fetch(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def _register_incoming(self) -> None:
        if isinstance(self._observations, pa.Table):
            self._connection.register("given", self._observations)
            source = "given"
        else:
            source = f"read_parquet({store.file_list(self._observations)})"
        self._connection.execute(f"CREATE VIEW incoming AS SELECT {COLUMNS} FROM {source}")

    def _register_old(self) -> bool:
        """Make the view of what is there for the indicators that came in; return whether there is anything."""
        parts = self._manifest.parts_for(self._touched) if self._touched else []
        if len(self._touched) <= MOST_PICKED and parts:
            table = pick_all([(part.values.name, Sought(tuple(own), columns=_OLD)) for part, own in parts])
            self._connection.register("picked", table)
            selects = ["SELECT * FROM picked"]
        else:
            selects = [
                f"SELECT {', '.join(_OLD)} FROM read_parquet({store.file_list([store.path_of(part.values.name)])}) "
                f"WHERE indicator IN ({', '.join(map(str, own))})"
                for part, own in parts
            ]
        if selects:
            self._connection.execute(f"CREATE VIEW old AS {' UNION ALL '.join(selects)}")
        return bool(selects)

    def refuse_what_cannot_be_compared(self) -> None:
        """Raise DomainError for a number out of range, and for a value that occurs twice."""
        self._refuse(
            self._fetch(comparison.OUT_OF_RANGE),
            _("A number is missing, out of range or too large: %(key)s. Nothing was stored."),
        )
        for first, last, _rows in self._chunks():
            within = f"indicator BETWEEN {first} AND {last}"
            rows, distinct = self._fetch(_ROWS_AND_KEYS.format(within=within))[0]
            if rows != distinct:
                self._connection.execute(f"CREATE OR REPLACE VIEW observations AS FROM incoming WHERE {within}")
                found = self._fetch(comparison.REPEATED)
                self._refuse(found, _("A value occurs twice: %(key)s. Nothing was stored."))

    def _refuse(self, found: list[tuple[Any, ...]], sentence: str) -> None:
        if found:
            raise DomainError(sentence % {"key": told(found[0])})

    def count_changes(self) -> Counts:
        """Return how many values are new, differ from what is there, or are the same."""
        total = self._fetch("SELECT count(*) FROM incoming")[0][0]
        if not self._has_old:
            return Counts(total, 0, 0)
        known, same = self._fetch(
            f"SELECT count(*), count(*) FILTER (WHERE {_SAME}) FROM incoming i JOIN old o USING ({', '.join(KEY)})"
        )[0]
        return Counts(total - known, known - same, same)

    def _chunks(self) -> Iterator[tuple[int, int, int]]:
        """Yield (first indicator, last indicator, rows that came in): as many as are worked on at once."""
        first, gathered, last = None, 0, 0
        for indicator, rows in self._fetch("SELECT indicator, count(*) FROM incoming GROUP BY 1 ORDER BY 1"):
            if first is not None and gathered + rows > ROWS_AT_ONCE:
                yield first, last, gathered
                first, gathered = None, 0
            first = indicator if first is None else first
            gathered, last = gathered + rows, indicator
        if first is not None:
            yield first, last, gathered

    def write_parts(self, dataset_key: str, progress: Progress) -> Iterator[Part]:
        """Write the files, give them names that stay, and yield the parts."""
        chunks = list(self._chunks())
        total, done = sum(rows for _, _, rows in chunks), 0
        for first, last, rows in chunks:
            self._connection.execute(f"CREATE OR REPLACE VIEW observations AS {self._merged(first, last)}")
            values = self._write("values", comparison.PLACES)
            self._connection.execute(
                f"CREATE OR REPLACE VIEW placed AS SELECT * FROM read_parquet({store.file_list([values])})"
            )
            cells = self._write("cells", comparison.CELLS)
            numbers = [number for number in self._touched if first <= number <= last]
            yield Part(
                indicators=ranges_of(numbers),
                whole=True,
                values=self._keep(values, dataset_key),
                cells=self._keep(cells, dataset_key),
            )
            done += rows
            progress(done, total)

    def write_restated(self, dataset_key: str) -> StoredFile:
        """Write the values that are there and differ from what came in, each with the day on which it was replaced."""
        return self._keep(self._write("restated", self._restated()), dataset_key)

    def _merged(self, first: int, last: int) -> str:
        within = f"indicator BETWEEN {first} AND {last}"
        key = ", ".join(KEY)
        if not self._has_old:
            return f"SELECT *, {self._today} AS seen FROM incoming WHERE {within} AND status <> {Status.DELETED:d}"
        columns = "i.indicator, i.period, i.gender, i.unit, i.unit_class, i.value, i.status, i.count"
        return (
            f"SELECT {columns}, CASE WHEN o.unit IS NOT NULL AND {_SAME} THEN o.seen ELSE {self._today} END AS seen "
            f"FROM (FROM incoming WHERE {within}) i LEFT JOIN old o USING ({key}) "
            f"WHERE o.unit IS NOT NULL OR i.status <> {Status.DELETED:d} "
            f"UNION ALL SELECT o.* FROM (FROM old WHERE {within}) o ANTI JOIN incoming i USING ({key})"
        )

    def _restated(self) -> str:
        return (
            f"SELECT o.*, {self._today} AS replaced FROM old o "
            f"JOIN incoming i USING ({', '.join(KEY)}) WHERE NOT ({_SAME}) ORDER BY ALL"
        )

    def _write(self, kind: str, sql: str) -> Path:
        path = self._folder / f"{uuid.uuid4().hex}-{kind}.parquet"
        write_rows(self._connection, sql, path, kind)
        return path

    def _keep(self, path: Path, dataset_key: str) -> StoredFile:
        """Give a finished file its place. It is on the disk before any row names it."""
        rows = self._fetch(f"SELECT count(*) FROM read_parquet({store.file_list([path])})")[0][0]
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
            os.fsync(handle.fileno())
        target = store.folder_of(dataset_key) / path.name
        path.rename(target)
        return StoredFile(f"{dataset_key}/{path.name}", rows, digest)
