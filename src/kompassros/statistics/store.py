"""The store's folder, and DuckDB: one connection per process, opened at first use, and a cursor per thread."""

import fcntl
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from django.conf import settings

MEMORY_LIMIT = "900MB"
_TEMPORARY = ".making"
LOCK = "lock"
_local = threading.local()
_opening = threading.Lock()
_connection: duckdb.DuckDBPyConnection | None = None
_owner = 0


def _open() -> duckdb.DuckDBPyConnection:
    """Return the process's connection; a child process that was forked opens its own."""
    global _connection, _owner  # noqa: PLW0603 - one per process is what DuckDB wants
    with _opening:
        if _connection is None or _owner != os.getpid():
            _connection = duckdb.connect(config=configuration())
            _connection.execute("SET parquet_metadata_cache = true")
            _owner = os.getpid()
        return _connection


def configuration() -> dict[str, str | bool | int | float | list[str]]:
    """Return the settings of every connection: as many threads as cores, and a limit of memory."""
    return {
        "threads": min(os.cpu_count() or 1, 8),
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(settings.STATISTICS_DIR / _TEMPORARY / "spill"),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def cursor() -> duckdb.DuckDBPyConnection:
    """Return this thread's cursor on the process's connection. Views and settings made on it stay with the thread."""
    kept: tuple[int, duckdb.DuckDBPyConnection] | None = getattr(_local, "cursor", None)
    if kept is None or kept[0] != os.getpid():
        kept = (os.getpid(), _open().cursor())
        _local.cursor = kept
    return kept[1]


def lend(table: pa.Table) -> str:
    """Let this thread's next ``fetch`` read a table; return the name by which SQL knows it."""
    lent: list[str] = _local.__dict__.setdefault("lent", [])
    name = f"lent_{len(lent)}"
    cursor().register(name, table)
    lent.append(name)
    return name


def fetch(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a SELECT; tables that were lent for it are given back."""
    connection = cursor()
    try:
        return connection.execute(sql, parameters).fetchall()
    finally:
        for name in _local.__dict__.pop("lent", []):
            connection.unregister(name)


def folder_of(dataset_key: str) -> Path:
    """Return the folder of a dataset's files, made where it is missing."""
    folder = settings.STATISTICS_DIR / dataset_key
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def path_of(name: str) -> Path:
    """Return where the file with this name ("kolada/3f….parquet") lies."""
    return settings.STATISTICS_DIR / name


def file_list(paths: Sequence[Path]) -> str:
    """Return paths as a list in SQL."""
    return "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "]"


def making_folder() -> Path:
    """Return the folder in which files are written before they have a name that a release may use."""
    folder = settings.STATISTICS_DIR / _TEMPORARY
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def making() -> Iterator[None]:
    """Hold off the clearing of files while some are being made; any number of makers at once."""
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def clearing() -> Iterator[None]:
    """Wait until nobody makes files, and hold off those who want to."""
    with _locked(fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(kind: int) -> Iterator[None]:
    with (making_folder() / LOCK).open("w") as handle:
        fcntl.flock(handle, kind)
        yield
