"""The benchmark of steering works: run with few units. No time is asserted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WHAT = ("Queries, tree of the council", "Tree of the council", "A unit's page", "Closing a period of 3 units")


@pytest.mark.slow
def test_steering_benchmark_measures_everything() -> None:
    command = [sys.executable, "-m", "benchmarks.steering", "--runs", "1", "--units", "3"]
    environment = {"PATH": os.environ["PATH"]}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    # 1 says that a bar was missed, which is no matter of a test.
    assert run.returncode in (0, 1), run.stderr
    lines = run.stdout.splitlines()
    assert lines[0].startswith("Machine: ")
    assert [what for what in WHAT if not any(line.startswith(f"{what}  ") for line in lines)] == [], run.stderr
