"""Servers that run while something is measured, each a process group of its own that is ended as a whole."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.harness.ports import free_port
from tests.harness.server import answers, server_environment

HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 5


@contextmanager
def running(
    command: Sequence[str], address: str, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Run a server until the end; it answers at `address`. Raises RuntimeError with its log when it does not start."""
    with background(command, log, environment) as process:
        deadline = time.monotonic() + START_SECONDS
        while not answers(address):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")
            time.sleep(0.05)
        yield


@contextmanager
def background(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command until the end, as a process group of its own."""
    with log.open("ab") as file:
        process = subprocess.Popen(command, env=environment, stdout=file, stderr=file, start_new_session=True)
    try:
        yield process
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the whole process group to end, then kill what is left of it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=STOP_SECONDS)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


@contextmanager
def web_server(data_dir: Path) -> Iterator[int]:
    """Run the web server as `kompassros start` runs it, without worker and clock; give its port."""
    from kompassros.cli.running import web_command

    port = free_port()
    command = web_command(HOST, port)
    environment = server_environment(data_dir) | {"DJANGO_SETTINGS_MODULE": "kompassros.settings"}
    with running(command, f"http://{HOST}:{port}/sv/", data_dir / "web.log", environment):
        yield port
