"""The database that a restore replaces: whether it is empty, whether anybody uses it, and the replacing in one step."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kompassros.records.backups import postgres_writing, snapshots
from kompassros.records.backups.postgres_tables import OWN_TABLES
from kompassros.records.backups.tables import SqliteTables
from kompassros.records.errors import DomainError

_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
"""


def holds_tables() -> bool:
    """Return whether there is anything in the database; what cannot be read counts as something."""
    if snapshots.engine() == "postgresql":
        with snapshots.session() as server:
            return server.execute(OWN_TABLES).fetchone() is not None
    path = snapshots.sqlite_path()
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path)) as here:
            return bool(SqliteTables(here).names())
    except sqlite3.DatabaseError:
        return True


def refuse_in_use() -> None:
    """Raise DomainError where another process has the database open."""
    others = _others_on_server() if snapshots.engine() == "postgresql" else _others_on_file(snapshots.sqlite_path())
    if others:
        raise DomainError("Others use the database just now. Stop web, workers and clock first. Nothing was changed.")


def _others_on_server() -> bool:
    """Return whether there are other sessions; a session of ours that has just ended gets some time to go."""
    with snapshots.session() as server:
        for _round in range(20):
            found = server.execute(_OTHERS).fetchone()
            if not (found and found[0]):
                return False
            time.sleep(0.1)
    return True


def _others_on_file(path: Path) -> bool:
    """Return whether SQLite refuses to leave its log: it does while anybody else has the file open."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as here:
            here.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    except sqlite3.DatabaseError:
        return False  # It is no database any more, which may be why it is restored.
    return False


def prepare(copy: Path, made_on: int) -> Callable[[], None]:
    """Check a database that was unpacked, and return the step that puts it in the place of the running one.

    made_on: main version of the engine that it comes from. DomainError here has changed nothing; the step raises
    ``postgres_writing.NothingChanged`` where the old database is whole.
    """
    if snapshots.engine() == "postgresql":
        with snapshots.session() as server:
            here = snapshots.main_version(server)
        return postgres_writing.prepare(copy, made_on=made_on, here=here)
    with closing(sqlite3.connect(copy)) as new:
        broken = SqliteTables(new).damage()
    if broken:
        raise DomainError(f"The database in the backup is damaged. {broken[0]} Nothing was changed.")
    return lambda: _replace_file(copy)


def _replace_file(copy: Path) -> None:
    """Give the copy the name of the running database, whose log must not be read into it."""
    path = snapshots.sqlite_path()
    if path.exists():
        shutil.copymode(path, copy)
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    copy.replace(path)
