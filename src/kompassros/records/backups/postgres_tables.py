"""Tables of PostgreSQL as its COPY writes them: out of a dump, or from the server; both give the same bytes."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from kompassros.records.backups import postgres_programs
from kompassros.records.backups.tables import Row, TableSum, add_up

_COPY = re.compile(rb"COPY \S+\.(\S+) \((.*)\) FROM stdin;\n")
_END = b"\\.\n"
_DATA = re.compile(r"^\d+; \d+ \d+ TABLE DATA (\S+) (\S+) ", re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_NULL = "\\N"
# The tables of ours, without those that belong to an extension of the server.
OWN_TABLES = """
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
    AND d.deptype = 'e') ORDER BY c.relname COLLATE "C"
"""
_COLUMNS = """
    SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
# As pg_dump sets them, so that equal rows are equal bytes.
AS_IN_DUMPS = (
    "SET datestyle = ISO", "SET intervalstyle = POSTGRES", "SET extra_float_digits = 3", "SET timezone = 'UTC'",
    "SET bytea_output = hex", "SET client_encoding = 'UTF8'",
)  # fmt: skip


class CopiedTables(ABC):
    """Tables whose rows are lines of COPY in its text format."""

    @abstractmethod
    def names(self) -> list[str]:
        """Return the tables in order of the alphabet."""

    @abstractmethod
    def _read(self, table: str) -> AbstractContextManager[tuple[list[str], Iterator[bytes]]]:
        """Give the columns of a table and the lines of its rows, inside a ``with``."""

    def damage(self) -> list[str]:
        """Return nothing: PostgreSQL complains of damage when a table is read."""
        return []

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the values of these columns, row by row."""
        with self._read(table) as (all_columns, lines):
            places = [all_columns.index(column) for column in columns]
            for line in lines:
                values = line.decode().rstrip("\n").split("\t")
                yield tuple(_value(values[place]) for place in places)

    def sum_up(self, table: str) -> TableSum:
        """Read a whole table and return what it holds."""
        with self._read(table) as (columns, lines):
            return add_up(columns, lines)


def _value(text: str) -> str | None:
    """Return what a value of COPY's text format stands for."""
    if text == _NULL:
        return None
    return _ESCAPED.sub(lambda found: _LETTERS.get(found[1], found[1]), text) if "\\" in text else text


class DumpTables(CopiedTables):
    """The tables of a dump in the custom format, read by pg_restore."""

    def __init__(self, dump: Path, program: Path) -> None:
        self._dump = dump
        self._program = program

    def names(self) -> list[str]:
        """Return the tables of which the dump has rows, in order of the alphabet."""
        return sorted(name for _schema, name in self._listed())

    def schemas(self) -> set[str]:
        """Return the schemas that its tables are in."""
        return {schema for schema, _name in self._listed()}

    def _listed(self) -> list[tuple[str, str]]:
        return _DATA.findall(postgres_programs.run([self._program, "--list", self._dump]))

    def sum_up(self, table: str) -> TableSum:
        """Return what a table holds; all are read at the first call, for to start the program takes longer."""
        return self._sums[table]

    @cached_property
    def _sums(self) -> dict[str, TableSum]:
        with postgres_programs.reading_from([self._program, "--data-only", "--file=-", self._dump]) as output:
            return {table: add_up(columns, lines) for table, columns, lines in _copied(output)}

    @contextmanager
    def _read(self, table: str) -> Iterator[tuple[list[str], Iterator[bytes]]]:
        command: list[str | Path] = [self._program, "--data-only", f"--table={table}", "--file=-", self._dump]
        with postgres_programs.reading_from(command) as output:
            for _name, columns, lines in _copied(output):
                yield columns, lines


def _copied(output: IO[bytes]) -> Iterator[tuple[str, list[str], Iterator[bytes]]]:
    """Yield name, columns and lines of each table in a script; the lines are read before the next is asked for."""
    for found in filter(None, map(_COPY.match, output)):
        columns = [_unquoted(name) for name in found[2].decode().split(", ")]
        yield _unquoted(found[1].decode()), columns, iter(output.readline, _END)


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


class ServerTables(CopiedTables):
    """The tables of a server as they are in one moment: the transaction of a session, which whoever made it closes."""

    def __init__(self, session: "psycopg.Connection[Any]") -> None:
        self._session = session
        for setting in AS_IN_DUMPS:
            session.execute(setting)

    def names(self) -> list[str]:
        """Return the tables in order of the alphabet."""
        return [str(name) for (name,) in self._session.execute(OWN_TABLES)]

    @contextmanager
    def _read(self, table: str) -> Iterator[tuple[list[str], Iterator[bytes]]]:
        columns = [str(name) for (name,) in self._session.execute(_COLUMNS, [f'"{table}"'])]
        command = sql.SQL("COPY {} ({}) TO STDOUT").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with self._session.cursor() as cursor, cursor.copy(command) as copy:
            yield columns, _lines_of(copy)


def _lines_of(blocks: Iterable[bytes | bytearray | memoryview]) -> Iterator[bytes]:
    """Cut what the server sends into lines."""
    rest = b""
    for block in blocks:
        *lines, rest = (rest + bytes(block)).split(b"\n")
        yield from (line + b"\n" for line in lines)
