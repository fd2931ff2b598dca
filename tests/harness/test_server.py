"""The server process of the tests: it answers, survives a kill, and takes its time from the test."""

import os
import signal
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.harness.server import Server, answers, server_environment


def test_clock_of_a_test_is_one_iso_time_and_can_be_given_back(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.set_clock(datetime(2015, 3, 1, 12, tzinfo=UTC))
    assert (tmp_path / "clock").read_text() == "2015-03-01T12:00:00+00:00"
    server.set_clock(None)
    assert not (tmp_path / "clock").exists()


def test_clock_without_a_time_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Server(tmp_path).set_clock(datetime(2015, 3, 1))  # noqa: DTZ001 (the mistake under test)


def test_environment_of_a_server_leaves_out_that_of_the_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/real")
    monkeypatch.setenv("KOMPASSROS_SECRET_KEY", "of the tests")
    environment = server_environment(tmp_path)
    assert "DATABASE_URL" not in environment
    assert "KOMPASSROS_SECRET_KEY" not in environment
    assert environment["KOMPASSROS_DATA_DIR"] == str(tmp_path)


def test_nothing_answers_where_no_server_runs(tmp_path: Path) -> None:
    assert not answers(Server(tmp_path).address)


def test_killed_server_is_gone_with_its_workers_and_starts_again(own_server: Server) -> None:
    assert answers(own_server.url("/sv/"))
    own_server.kill()
    assert not answers(own_server.address)
    own_server.start()
    assert answers(own_server.url("/sv/"))


def test_workers_end_with_the_server_process_that_started_them(own_server: Server) -> None:
    assert answers(own_server.url("/sv/"))
    os.kill(min(_web_processes(own_server.port)), signal.SIGKILL)
    deadline = time.monotonic() + 20
    while _web_processes(own_server.port) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert _web_processes(own_server.port) == []
    assert not answers(own_server.address)


def _web_processes(port: int) -> list[int]:
    """The numbers of the web server's processes on a port: the one that starts the others, and its workers."""
    pattern = f"granian kompassros.wsgi:application .*--port {port}"
    found = subprocess.run(["pgrep", "-f", pattern], capture_output=True, text=True, check=False)
    return [int(number) for number in found.stdout.split()]
