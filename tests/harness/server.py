"""A real server process on its own copy of the demo's data, with a clock that tests can set."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from tests.harness.ports import free_port

COMMAND = Path(sys.executable).with_name("kompassros")
OWN_VARIABLES = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "KOMPASSROS_", "PORT", "PYTHONPATH")
# To write every public page after each change would keep a core busy; here they are made on request.
ON_REQUEST = {"KOMPASSROS_WRITE_PAGES": "false"}
HOST = "127.0.0.1"
START_SECONDS = 90
STOP_SECONDS = 10


class ServerError(Exception):
    """The server did not start; the message carries the end of its log."""


class Server:
    """`kompassros start` on `data_dir`, in a process group of its own.

    `environment` adds to the variables the server is given; `command` is another installation's kompassros. `web_only`
    starts, on prepared data, the web alone of what `kompassros start` does, for tests that need no worker and no clock.
    """

    def __init__(
        self,
        data_dir: Path,
        environment: Mapping[str, str] | None = None,
        *,
        command: Path = COMMAND,
        web_only: bool = False,
    ) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.address = f"http://{HOST}:{self.port}"
        self._command = [str(command), "start", "--host", HOST, "--port", str(self.port)]
        if web_only:
            self._command = _web_command(self.port)
        self._clock = data_dir / "clock"
        self._log = data_dir / "server.log"
        clock = {"KOMPASSROS_CLOCK_FILE": str(self._clock)}
        self._environment = server_environment(data_dir) | clock | dict(environment or {})
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, path: str) -> str:
        """The full address of `path`, which begins with a slash."""
        return self.address + path

    def set_clock(self, moment: datetime | None) -> None:
        """Set the time that all the running processes read; None gives the real time back.

        Raises ValueError for a moment without a time zone.
        """
        if moment is None:
            self._clock.unlink(missing_ok=True)
            return
        if moment.tzinfo is None:
            raise ValueError("The clock needs a moment with a time zone.")
        temporary = self._clock.with_suffix(".part")
        temporary.write_text(moment.isoformat(), encoding="ascii")
        temporary.replace(self._clock)

    def log(self) -> str:
        """What the server has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Start and return when the server answers. Raises ServerError."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self.data_dir,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.address):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise ServerError(f"The server did not start:\n{self.log()[-3000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ask the whole process group to end; kill what is left after STOP_SECONDS."""
        if self._process is not None:
            self._signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=STOP_SECONDS)
            self.kill()

    def kill(self) -> None:
        """End every process of the group at once, without warning. `start` may follow."""
        if self._process is not None:
            self._signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)


@contextmanager
def serving(
    data_dir: Path, environment: Mapping[str, str] | None = None, *, web_only: bool = False
) -> Iterator[Server]:
    """Run a server on `data_dir` as it is, and kill it afterwards: its data are thrown away. Raises ServerError."""
    server = Server(data_dir, ON_REQUEST | dict(environment or {}), web_only=web_only)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def prepare(data_dir: Path, command: Path = COMMAND) -> None:
    """Migrate and load the demo in `data_dir`, which is made. Raises ServerError."""
    data_dir.mkdir(parents=True, exist_ok=True)
    arguments = [str(command), "start", "--prepare"]
    environment = server_environment(data_dir) | ON_REQUEST
    run = subprocess.run(arguments, cwd=data_dir, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise ServerError(f"The demo was not prepared:\n{run.stdout[-3000:]}{run.stderr[-3000:]}")


def copy(source: Path, target: Path) -> Path:
    """Copy a data folder that no process uses to `target`, which must not be there; return `target`."""
    return Path(shutil.copytree(source, target, symlinks=True))


def server_environment(data_dir: Path) -> dict[str, str]:
    """The variables of a demo on SQLite in `data_dir`, whatever the tests themselves run on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN_VARIABLES)}
    return kept | {"KOMPASSROS_MODE": "demo", "KOMPASSROS_DATA_DIR": str(data_dir)}


def _web_command(port: int) -> list[str]:
    """What `kompassros start` serves the site with; the import needs Django to be set up."""
    from kompassros.cli.running import web_command

    return web_command(HOST, port)


def answers(address: str) -> bool:
    """Whether a server answers at `address`; an answer of 500 and above means that it is broken."""
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError as error:
        error.close()
        return error.code < HTTPStatus.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    return True
