"""Commands that set the product up and run it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import redirect_stdout
from types import FrameType
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from rich.console import Console

from kompassros.cli.output import fail
from kompassros.portal import publishing
from kompassros.records import demo as loaders
from kompassros.records.backups import marker
from kompassros.records.errors import DomainError
from kompassros.records.jobs import LONG_QUEUE

HOST = "127.0.0.1"


def demo() -> None:
    """Load the packaged data (real published results) and, outside production, the made-up demo data."""
    for name, added in loaders.load_all(with_made_up=not settings.PRODUCTION):
        typer.echo(f"{name}: {added} added")


def _prepare() -> None:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)
    demo()
    publishing.withdraw_and_write_again()


def ensure_prepared() -> None:
    """Set the demo up on first use, told on the error stream; elsewhere say in a sentence what is missing."""
    refuse_unfinished_restore()
    if "evaluations_scoresheet" in connection.introspection.table_names():
        return
    if settings.PRODUCTION:
        fail("The database is not set up yet: run `kompassros start --prepare` first.")
    with redirect_stdout(sys.stderr):
        _prepare()


def refuse_unfinished_restore() -> None:
    """End with a sentence where a restore began and did not finish."""
    try:
        marker.refuse_unfinished()
    except DomainError as error:
        fail(str(error))


def start(
    port: Annotated[int, typer.Option(envvar="PORT", help="Port of the web server.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = HOST,
    prepare: Annotated[bool, typer.Option("--prepare", help="Set everything up, but do not serve.")] = False,
) -> None:
    """Set up and run everything on this machine: web, worker and clock; Ctrl+C ends all three."""
    if not settings.PRODUCTION and host not in (HOST, "localhost", "::1"):
        fail("The demo answers on this machine only. Set KOMPASSROS_MODE=production to serve others.")
    refuse_unfinished_restore()
    _prepare()
    if prepare:
        typer.echo("Everything is ready. Start it with bin/start.")
        return
    if _is_taken(host, port):
        fail(f"Port {port} is taken. Choose another: PORT=8001 bin/start")
    _announce(host, port)
    Processes(host, port).run()


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _announce(host: str, port: int) -> None:
    from kompassros.organisations.demo import PASSWORD, demo_accounts

    console = Console(width=max(shutil.get_terminal_size().columns, 100))
    console.print(f"\n[bold]Kompassros[/bold] runs on [bold]http://{host}:{port}/[/bold]   (Ctrl+C ends it)\n")
    accounts = demo_accounts()
    if accounts:
        console.print(f"Demo accounts, made up; the password of all is [bold]{PASSWORD}[/bold]")
        for address, purpose in accounts:
            console.print(f"  {address:38} {purpose}")
    sys.stdout.flush()


def web_command(host: str, port: int) -> list[str]:
    """Return the command that serves the site; ``WEB_CONCURRENCY`` says in how many processes, two if unset."""
    workers = os.environ.get("WEB_CONCURRENCY", "2")
    return [
        sys.executable, "-m", "granian", "kompassros.wsgi:application", "--interface", "wsgi", "--no-ws",
        "--host", host, "--port", str(port), "--workers", workers, "--blocking-threads", "4",
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip


def worker_command(queue: str = "") -> list[str]:
    """Return the command of a worker: of the jobs of people, or of the queue of long work, which steps back."""
    worker = [sys.executable, "-m", "kompassros", "manage", "db_worker", "--no-reload"]
    return ["nice", *worker, "--interval", "2", "--queue-name", queue] if queue else [*worker, "--interval", "0.5"]


class Processes:
    """Web, workers and clock as child processes of one group; when one ends, all end."""

    def __init__(self, host: str, port: int) -> None:
        self._commands = {
            "web": web_command(host, port),
            "worker": worker_command(),
            "worker for long work": worker_command(LONG_QUEUE),
            "clock": [sys.executable, "-m", "kompassros", "manage", "tick"],
        }  # fmt: skip
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._ending = False

    def run(self) -> None:
        """Start the children and wait; a signal, or the end of one child, ends them all."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        own = {"DJANGO_SETTINGS_MODULE": "kompassros.settings", "KOMPASSROS_END_WITH_PARENT": "1"}
        environment = {**os.environ, **own}
        for name, command in self._commands.items():
            self._children[name] = subprocess.Popen(command, env=environment)
        while not self._ending and all(child.poll() is None for child in self._children.values()):
            time.sleep(0.2)
        ended = [name for name, child in self._children.items() if child.poll() is not None]
        self._stop()
        if not self._ending:
            fail(f"The process {', '.join(ended)} ended; everything is stopped.")

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ending = True

    def _stop(self) -> None:
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + 10
        for child in self._children.values():
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
