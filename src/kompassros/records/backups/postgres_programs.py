"""PostgreSQL's own programs that write and read dumps: where they are, which is new enough, how they are run."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg
from django.db import connection

from kompassros.records.errors import DomainError

DEBIAN = Path("/usr/lib/postgresql")
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


def find_program(name: str, at_least: int) -> Path:
    """Return the oldest program of this name that is not older than the given main version of PostgreSQL.

    The oldest, for a newer one writes settings that the server may not know. DomainError where there is none.
    """
    versions = {path: _version_of(path) for path in _candidates(name)}
    fitting = [path for path, version in versions.items() if version >= at_least]
    if fitting:
        return min(fitting, key=versions.__getitem__)
    install = f"Install PostgreSQL's client programs, version {at_least} or later (Debian: postgresql-client)."
    if not versions:
        raise DomainError(f"The program {name} is missing. {install}")
    raise DomainError(
        f"The program {name} is of PostgreSQL {max(versions.values())}, the database of {at_least}. {install}"
    )


def _candidates(name: str) -> list[Path]:
    on_path = shutil.which(name)
    found = [Path(on_path)] if on_path else []
    return [*found, *sorted(DEBIAN.glob(f"*/bin/{name}"))]


def _version_of(program: Path) -> int:
    """Return the main version that a program tells; 0 where it tells none."""
    told = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = _VERSION.search(told.stdout)
    return int(found[1]) if found else 0


def place() -> tuple[str, dict[str, str]]:
    """Return where the database is: a connection text without the password, and the environment with it."""
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    given = {name: value for name, value in connection.get_connection_params().items() if name in known}
    password = given.pop("password", None)
    secret = {"PGPASSWORD": str(password)} if password else {}
    return psycopg.conninfo.make_conninfo(**given), {**os.environ, "PGTZ": "UTC", **secret}


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return what it printed; DomainError with what it complained of."""
    done = subprocess.run(  # noqa: S603
        [str(part) for part in command], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DomainError(f"{Path(command[0]).name} failed: {done.stderr.strip()}")
    return done.stdout


@contextmanager
def reading_from(command: Sequence[str | Path]) -> Iterator[IO[bytes]]:
    """Give what a program prints while it runs, inside a ``with``; DomainError where it ends with a complaint.

    Who leaves before the end by an exception, or by closing the stream, ends the program.
    """
    words = [str(part) for part in command]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=complaints) as process,  # noqa: S603
    ):
        try:
            yield pipe_of(process.stdout)
        except BaseException:
            process.kill()
            raise
        if process.wait():
            complaints.seek(0)
            raise DomainError(f"{Path(words[0]).name} failed: {complaints.read().decode(errors='replace').strip()}")


def pipe_of(stream: IO[bytes] | None) -> IO[bytes]:
    """Return the pipe that a program was started with."""
    if stream is None:
        raise ValueError("The program was started without a pipe.")
    return stream
