"""A throw-away PostgreSQL under its own user, on a free loopback port.

usage: python -m tests.harness.postgres -- COMMAND [ARGUMENT ...]   runs COMMAND with DATABASE_URL set

The server keeps nothing safe on disk and lets anyone on this machine in: for tests only.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tests.harness.ports import free_port
from tests.harness.programs import find_postgres

SERVICE_USER = "postgres"
UNSAFE_BUT_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class PostgresError(Exception):
    """PostgreSQL did not start; the message carries what it said."""


@dataclass(frozen=True)
class Postgres:
    """A running server; `folder` holds its data and its socket and is removed with it."""

    port: int
    folder: Path
    programs: Path

    def url(self, database: str = "postgres") -> str:
        """The DATABASE_URL of `database`, which `create` makes."""
        return f"postgres://{SERVICE_USER}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        """Make an empty database and return its DATABASE_URL. Raises PostgresError when the name is taken."""
        place = ["--host=127.0.0.1", f"--port={self.port}", f"--username={SERVICE_USER}"]
        _run(self, "createdb", *place, database)
        return self.url(database)


@contextmanager
def running() -> Iterator[Postgres]:
    """Start a server, give it, stop it at once and remove its folder. Raises PostgresError."""
    programs = find_postgres()
    if programs is None:
        raise PostgresError("PostgreSQL is missing: install its server programs (initdb and pg_ctl).")
    folder = Path(tempfile.mkdtemp(prefix="kompassros-postgres-"))
    server = Postgres(port=free_port(), folder=folder, programs=programs)
    try:
        _start(server)
        yield server
    finally:
        _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _start(server: Postgres) -> None:
    if os.geteuid() == 0:
        shutil.chown(server.folder, SERVICE_USER, pwd.getpwnam(SERVICE_USER).pw_gid)
    data = f"--pgdata={server.folder / 'data'}"
    text = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    _run(server, "initdb", data, "--auth=trust", f"--username={SERVICE_USER}", *text)
    options = f"-c listen_addresses=127.0.0.1 -p {server.port} -k {server.folder} {UNSAFE_BUT_FAST}"
    _run(server, "pg_ctl", "start", "--wait", data, f"--log={server.folder / 'log'}", f"--options={options}")


def _stop(server: Postgres) -> None:
    if (server.folder / "data" / "postmaster.pid").exists():
        _run(server, "pg_ctl", "stop", "--mode=immediate", f"--pgdata={server.folder / 'data'}")


def _run(server: Postgres, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL's in the server's folder, which its user can enter. Raises PostgresError.

    The output goes to a file, for the server would keep a pipe open.
    """
    command = [*_as_service_user(), str(server.programs / program), *arguments]
    with tempfile.TemporaryFile("w+") as output:
        run = subprocess.run(command, cwd=server.folder, stdout=output, stderr=output, check=False)
        output.seek(0)
        if run.returncode:
            raise PostgresError(f"{program} failed: {output.read().strip()}")


def _as_service_user() -> list[str]:
    """The prefix of a command that PostgreSQL refuses to run as root; empty for anyone else."""
    if os.geteuid() != 0:
        return []
    account = pwd.getpwnam(SERVICE_USER)
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", "--"]


def main(arguments: Sequence[str]) -> int:
    """Run the command after "--" with DATABASE_URL set; return its exit status."""
    if len(arguments) < 2 or arguments[0] != "--":
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _end)
    try:
        with running() as server:
            environment = os.environ | {"DATABASE_URL": server.create("kompassros")}
            return subprocess.run(arguments[1:], env=environment, check=False).returncode
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1


def _end(number: int, _frame: object) -> NoReturn:
    """Leave by an exception, so that the server is stopped on the way out."""
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
