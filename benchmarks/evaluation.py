"""How fast an evaluation is counted and judged: ``python -m benchmarks.evaluation``.

Ends with 1 when a bar is missed by more than half of it.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks import judging, points
from benchmarks.results import Measure, machine, table


@dataclass(frozen=True)
class Size:
    """How much is measured: runs, municipalities whose points are counted, judgements that each person saves."""

    runs: int
    municipalities: int
    saves: int


SMALLEST = Size(runs=1, municipalities=3, saves=2)
SAVES = 40


def count_points(size: Size) -> Iterator[Measure]:
    """Yield the time of counting the points of many municipalities, and its ratio to a peer."""
    yield from points.time_points(size.runs, size.municipalities)


def judge(size: Size) -> Iterator[Measure]:
    """Yield the time of saving a judgement and of the judging screen, on a running server."""
    yield from judging.time_judging(size.runs, size.saves)


FIGURES: tuple[Callable[[Size], Iterator[Measure]], ...] = (count_points, judge)


def measure(size: Size) -> list[Measure]:
    """Measure every figure, one after another."""
    return [one for figure in FIGURES for one in figure(size)]


def size_asked_for() -> Size:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluation", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often everything is measured (5)")
    parser.add_argument("--smallest", action="store_true", help="one run, few rows: only to see that it works")
    asked = parser.parse_args()
    return SMALLEST if asked.smallest else Size(asked.runs, points.MUNICIPALITIES, SAVES)


def main() -> int:
    """Measure, print the table, and return 1 when a bar is missed by more than half of it."""
    size, began = size_asked_for(), time.monotonic()
    print(machine())
    found = measure(size)
    print(f"{table(found)}\n\nMade-up data. Ratio: against the bar, over 1 where it is not met.")
    print(f"Took {time.monotonic() - began:.0f} s.")
    return 1 if any(one.failed for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
