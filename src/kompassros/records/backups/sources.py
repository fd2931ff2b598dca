"""What can be verified: a backup, or the running installation. Both are asked in the same way."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models

from kompassros.records.backups import postgres_programs, reading, snapshots
from kompassros.records.backups.locking import holding_files
from kompassros.records.backups.manifest import Hashing
from kompassros.records.backups.postgres_tables import DumpTables
from kompassros.records.backups.reading import Backup
from kompassros.records.backups.registry import folders
from kompassros.records.backups.tables import Row, SqliteTables, Tables


@dataclass(frozen=True)
class Source:
    """Tables and files of one moment."""

    tables: Tables
    table_names: frozenset[str]
    files: dict[str, list[str]]
    _sum_of: Callable[[str, str], str]

    def rows(self, model: type[models.Model], *fields: str) -> Iterator[Row]:
        """Yield the values of a model's fields, row by row, as texts; nothing where this moment had no such table."""
        if model._meta.db_table in self.table_names:
            columns = {field.name: field.column for field in model._meta.concrete_fields}
            yield from self.tables.rows(model._meta.db_table, [str(columns[field]) for field in fields])

    def sum_of(self, folder: str, name: str) -> str | None:
        """Return the SHA-256 of a file by its name in one of the registered folders; None where it is missing."""
        try:
            return self._sum_of(folder, name)
        except (KeyError, FileNotFoundError):
            return None


@contextmanager
def opened_backup(backup: Backup) -> Iterator[Source]:
    """Open a backup for being asked; its database is unpacked into a temporary folder for that while."""
    sums = {member.name: member.sha256 for member in backup.manifest.members}
    files: dict[str, list[str]] = {folder.key: [] for folder in folders()}
    for name in sorted(sums.keys() - {backup.manifest.database()}):
        key, _slash, rest = name.partition("/")
        files.setdefault(key, []).append(rest)
    with tempfile.TemporaryDirectory(prefix="kompassros-verify-") as folder, ExitStack() as stack:
        tables = _tables_of(backup, Path(folder), stack)
        yield Source(tables, frozenset(tables.names()), files, lambda key, name: sums[f"{key}/{name}"])


def _tables_of(backup: Backup, folder: Path, stack: ExitStack) -> Tables:
    database = reading.unpack(backup, folder, lambda _member: None)
    if backup.manifest.engine == "postgresql":
        version = int(backup.manifest.engine_version)
        return DumpTables(database, postgres_programs.find_program("pg_restore", version))
    return SqliteTables(stack.enter_context(closing(sqlite3.connect(database))))


@contextmanager
def running() -> Iterator[Source]:
    """Open the running installation for being asked, as it is at one moment."""
    with holding_files(), snapshots.running_tables() as tables:
        places = {folder.key: Path(folder.place()) for folder in folders()}
        files = {folder.key: list(folder.files()) for folder in folders()}
        sum_once = cache(lambda key, name: _sum_file(places[key] / name))
        yield Source(tables, frozenset(tables.names()), files, sum_once)


def _sum_file(path: Path) -> str:
    with path.open("rb") as stream:
        hashed = Hashing(stream)
        hashed.drain()
    return hashed.member(path.name).sha256
