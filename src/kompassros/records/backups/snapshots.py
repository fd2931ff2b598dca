"""A copy of the database as it is at one moment, while others go on writing into it."""

import gzip
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection

from kompassros.records.backups import postgres_programs
from kompassros.records.backups.manifest import DATABASES, Engine
from kompassros.records.backups.postgres_tables import OWN_TABLES, ServerTables
from kompassros.records.backups.tables import SqliteTables, Tables
from kompassros.records.errors import DomainError

_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"
_ONE_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_NOT_SET_UP = "The database is not set up yet: there is nothing to back up."


@dataclass(frozen=True)
class Snapshot:
    """A finished copy: where it is, of what, and the migrations that it has had."""

    path: Path
    engine: Engine
    engine_version: str
    migrations: tuple[tuple[str, str], ...]
    without_rows: tuple[str, ...]


def engine() -> Engine:
    """Return what the running installation keeps its data in."""
    return "postgresql" if connection.vendor == "postgresql" else "sqlite"


def take(folder: Path) -> Snapshot:
    """Copy the database into a folder. DomainError where it is not set up or a program is missing."""
    return _take_postgres(folder) if engine() == "postgresql" else _take_sqlite(folder)


def tables_without_rows() -> tuple[str, ...]:
    """Return the tables that are copied empty: sessions, and what is kept for speed."""
    sessions = [model._meta.db_table for model in apps.get_models() if model._meta.app_label == "sessions"]
    caches = [entry["LOCATION"] for entry in settings.CACHES.values() if entry["BACKEND"].endswith("DatabaseCache")]
    return tuple(sorted([*sessions, *caches]))


def sqlite_path() -> Path:
    """Return the file of the running database."""
    return Path(connection.settings_dict["NAME"])


def _take_sqlite(folder: Path) -> Snapshot:
    copy, packed = folder / "database", folder / DATABASES["sqlite"]
    if not sqlite_path().exists():
        raise DomainError(_NOT_SET_UP)
    with closing(sqlite3.connect(sqlite_path())) as source, closing(_plain(copy)) as target:
        source.backup(target)
        migrations = _without_passing_rows(target)
    with copy.open("rb") as stream, gzip.open(packed, "wb", compresslevel=6) as pack:
        shutil.copyfileobj(stream, pack)
    copy.unlink()
    return Snapshot(packed, "sqlite", sqlite3.sqlite_version, migrations, tables_without_rows())


def _plain(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def _without_passing_rows(target: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Empty those tables of a copy, so that nothing of them stays in its pages; return its migrations."""
    target.execute("PRAGMA journal_mode = DELETE")
    target.execute("PRAGMA secure_delete = ON")
    there = SqliteTables.names_in(target)
    if "django_migrations" not in there:
        raise DomainError(_NOT_SET_UP)
    for table in set(tables_without_rows()) & set(there):
        target.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name of ours
    return tuple(target.execute(_MIGRATIONS).fetchall())


def _take_postgres(folder: Path) -> Snapshot:
    with session() as server:
        if "django_migrations" not in [name for (name,) in server.execute(OWN_TABLES)]:
            raise DomainError(_NOT_SET_UP)
        migrations = tuple((str(app), str(name)) for app, name in server.execute(_MIGRATIONS))
        told = server.execute("SELECT pg_export_snapshot(), current_schema()").fetchone() or ("", "")
        dump = folder / DATABASES["postgresql"]
        _dump(dump, version=main_version(server), moment=told[0], schema=told[1])
        return Snapshot(dump, "postgresql", str(main_version(server)), migrations, tables_without_rows())


def _dump(path: Path, *, version: int, moment: str, schema: str) -> None:
    where, environment = postgres_programs.place()
    left_out = [f"--exclude-table-data={schema}.{table}" for table in tables_without_rows()]
    program = postgres_programs.find_program("pg_dump", version)
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--schema={schema}", f"--snapshot={moment}"]
    postgres_programs.run([program, *options, *left_out, f"--file={path}", f"--dbname={where}"], environment)


@contextmanager
def session() -> Iterator["psycopg.Connection[Any]"]:
    """Open a session of its own on the running PostgreSQL, in a transaction that sees one moment and only reads."""
    wrapper = connection.copy()
    try:
        wrapper.ensure_connection()
        server = wrapper.connection
        server.execute(_ONE_MOMENT)
        yield server
    finally:
        wrapper.close()


def main_version(server: "psycopg.Connection[Any]") -> int:
    """Return the server's main version, such as 15."""
    return server.info.server_version // 10000


@contextmanager
def running_tables() -> Iterator[Tables]:
    """Open the running database for reading as it is at one moment."""
    if engine() == "postgresql":
        with session() as server:
            yield ServerTables(server)
    else:
        with closing(_plain(sqlite_path())) as source:
            tables = SqliteTables(source)
            source.execute("BEGIN")
            yield tables
