"""The benchmark of the statistics works: run in its smallest form. No time is asserted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WHAT = (
    "A release of all",
    "The same by Polars",
    "The same by pandas",
    "Ours against Polars",
    "Ours faster than pandas",
    "Peak of memory, ours",
    "A release after 40 indicators changed",
    "That against a release of all",
    "40 measures from files, 0 M rows",
    "40 measures, kept",
    "40 measures from files, 1 M rows",
    "178640 values as files",
)


@pytest.mark.slow
def test_statistics_benchmark_measures_everything() -> None:
    command = [sys.executable, "-m", "benchmarks.statistics", "--smallest"]
    environment = {"PATH": os.environ["PATH"]}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500, check=False)
    # 1 says that a bar was missed, which is no matter of a test.
    assert run.returncode in (0, 1), run.stderr
    lines = run.stdout.splitlines()
    assert lines[0].startswith("Machine: ")
    assert [what for what in WHAT if not any(line.startswith(f"{what}  ") for line in lines)] == [], run.stderr
