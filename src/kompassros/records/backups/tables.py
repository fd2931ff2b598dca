"""Tables of a database read without models: of a copy in a backup, or of the one that is in use.

A value is the text that the database writes for it, None for NULL: 1 is "1", true is "1" on SQLite and "t" on
PostgreSQL, JSON is its text.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

Row = tuple[str | None, ...]
_LIMIT = 1 << 256


@dataclass(frozen=True)
class TableSum:
    """What a table holds: its columns in order, the number of rows, and one number over all of them.

    The number is the sum of the SHA-256 of each row, modulo 2^256: the order of the rows does not count. Own choice; it
    finds damage and differences, and is no protection against somebody who makes rows on purpose.
    """

    columns: tuple[str, ...]
    rows: int
    digest: str


class Tables(Protocol):
    """What reading a database offers, whatever it is kept in."""

    def names(self) -> list[str]:
        """Return the tables in order of the alphabet."""

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the values of these columns, row by row."""

    def sum_up(self, table: str) -> TableSum:
        """Read a whole table and return what it holds."""

    def damage(self) -> list[str]:
        """Return what the database itself finds wrong, a sentence each."""


def add_up(columns: Sequence[str], rows: Iterator[bytes]) -> TableSum:
    """Return the sum over rows that are given as bytes."""
    count = total = 0
    for row in rows:
        count += 1
        total = (total + int.from_bytes(hashlib.sha256(row).digest(), "big")) % _LIMIT
    return TableSum(tuple(columns), count, f"{total:064x}")


class SqliteTables:
    """The tables behind a connection, which this class sets to reading only; whoever made it closes it."""

    _COLUMNS = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
    _NAMES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"
    _ROWS = "SELECT {columns} FROM {table}"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("PRAGMA query_only = ON")
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")

    def names(self) -> list[str]:
        """Return the tables in order of the alphabet."""
        return self.names_in(self._connection)

    @classmethod
    def names_in(cls, connection: sqlite3.Connection) -> list[str]:
        """Return the tables behind a connection, without SQLite's own."""
        return [str(name) for (name,) in connection.execute(cls._NAMES)]

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the values of these columns, row by row."""
        for row in self._select(table, columns):
            yield tuple(None if value is None else str(value) for value in row)

    def sum_up(self, table: str) -> TableSum:
        """Read a whole table and return what it holds; a number and the text of its digits are different."""
        columns = [name for (name,) in self._connection.execute(self._COLUMNS, [table])]
        return add_up(columns, (repr(row).encode() for row in self._select(table, columns)))

    def damage(self) -> list[str]:
        """Return what SQLite finds wrong: in its pages and indexes, and rows that name rows which are not there."""
        told = [text for (text,) in self._connection.execute("PRAGMA integrity_check")]
        broken = [f"SQLite says: {text}." for text in told if text != "ok"]
        loose = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        return broken + [
            f"Row {number} of {table} names a row of {other} that is not there." for table, number, other, _key in loose
        ]

    def _select(self, table: str, columns: Sequence[str]) -> sqlite3.Cursor:
        return self._connection.execute(
            self._ROWS.format(columns=", ".join(map(_quoted, columns)), table=_quoted(table))
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
