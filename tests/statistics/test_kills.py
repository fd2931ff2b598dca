"""Imports that are killed, and reads during imports: everybody sees the old release or the new, never a mixture."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.harness import server as server_process

pytestmark = pytest.mark.slow
KILLS, IMPORTS = 10, 10


@pytest.fixture
def environment(demo_data: Path, tmp_path: Path) -> dict[str, str]:
    folder = server_process.copy(demo_data, tmp_path / "data")
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "KOMPASSROS_MODE": "test", "KOMPASSROS_DATA_DIR": str(folder)}


def start(environment: dict[str, str], *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.statistics.release_maker", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)


def run(environment: dict[str, str], *arguments: str) -> str:
    process = start(environment, *arguments)
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    return output.strip()


def kill(process: "subprocess.Popen[str]") -> None:
    """End a process with all that it started, at once."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def stored_files(environment: dict[str, str]) -> list[Path]:
    folder = Path(environment["KOMPASSROS_DATA_DIR"]) / "statistics"
    return [path for path in folder.rglob("*.parquet") if path.parts[-2] == "kill-test" or ".making" in path.parts]


def test_import_killed_at_any_point_leaves_the_old_release_or_the_new(environment: dict[str, str]) -> None:
    run(environment, "once", "1")
    chance = random.Random(7)
    for _ in range(KILLS):
        maker = start(environment, "make")
        assert maker.stdout is not None
        assert maker.stdout.readline().startswith("begins")
        time.sleep(chance.random() * 1.2)
        kill(maker)
        assert run(environment, "read", "0.3").split()[3] == "0"
    before = len(stored_files(environment))
    command = [sys.executable, "-m", "kompassros", "release", "compact", "--keep", "1"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert len(stored_files(environment)) == int(run(environment, "files")) < before
    assert run(environment, "read", "0.3").split()[3] == "0"


def test_readers_in_two_processes_go_on_during_imports(environment: dict[str, str]) -> None:
    run(environment, "once", "1")
    readers = [start(environment, "read", "25") for _ in range(2)]
    maker: Any = start(environment, "make")
    stood = 0
    for line in maker.stdout:
        stood += line.startswith("stands")
        if stood == IMPORTS:
            break
    kill(maker)
    for reader in readers:
        output, _ = reader.communicate(timeout=300)
        assert reader.returncode == 0
        words = output.split()
        assert (words[3], words[5]) == ("0", "0")
        assert int(words[1]) > 20
