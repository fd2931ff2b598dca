"""How fast the country's measures are placed and read: ``python -m benchmarks.statistics``.

Made-up data of Kolada's size (about 42 million rows) becomes a release, with every place, number of values, mean and
group; Polars and pandas do the same work in the same run, each from and to Parquet, each in a process of its own.
Then 40 indicators change, one municipality's 40 measures are read, and read again out of ten times as many rows.
Takes about an hour, 10 GB of disk, and 20 GB of memory for pandas. Ends with 1 when a bar is missed by more than half
of it.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import statistics_data as data
from benchmarks.results import Measure, machine, table
from benchmarks.scratch import demo_in_this_process, scratch
from tests.harness.server import server_environment

POLARS_BAR, PANDAS_BAR, MEMORY_BAR = 1.2, 4, 1024
REMAKE_BAR = 1 / 20
FILES_BAR, KEPT_BAR, GROWTH_BAR = 60, 3, 1.3
PUBLISHING_BAR = 5
READS = 25
DATASET, LARGE = "benchmark", "benchmark-large"


@dataclass(frozen=True)
class Size:
    """How much is measured: runs (of pandas fewer), indicators, and how many times over the large dataset has them."""

    runs: int
    pandas_runs: int
    indicators: int
    times_over: int


SMALLEST = Size(runs=1, pandas_runs=1, indicators=60, times_over=2)


class Place:
    """A folder with the observations, the peers' output, and a data folder of Kompassros."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.folder = folder
        self.size = size
        (folder / "data").mkdir()
        self._environment = server_environment(folder / "data")
        self.files = data.write_all(folder, size.indicators)
        self.changed = folder / "changed.parquet"
        data.write_observations(self.changed, data.changed_indicators(size.indicators), seed=1)
        self.own("set-up")

    def own(self, command: str, *arguments: object) -> Any:
        """Run a command of Kompassros's side; return its figures."""
        return self._run("benchmarks.statistics_own", [command, *map(str, arguments)])

    def peer(self, name: str) -> Mapping[str, float]:
        """Let a peer do the work; return seconds and the peak of memory."""
        out = self.folder / f"{name}.parquet"
        figures: Mapping[str, float] = self._run("benchmarks.statistics_peers", [name, str(out), *map(str, self.files)])
        out.unlink()
        return figures

    def _run(self, module: str, arguments: Sequence[str]) -> Any:
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command, env=self._environment, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True, check=True
        )
        return json.loads(done.stdout.splitlines()[-1])

    def forget(self, dataset_key: str) -> None:
        """Remove a dataset's files."""
        shutil.rmtree(self.folder / "data" / "statistics" / dataset_key)


def time_making(place: Place) -> Iterator[Measure]:
    """Yield the time and memory of a whole release and of the peers, in turn, and of the remake after a change."""
    own, polars, pandas, remade = [], [], [], []
    for run in range(place.size.runs):
        key = f"{DATASET}-{run}"
        own.append(place.own("make", key, *place.files))
        remade.append(place.own("make", key, place.changed))
        polars.append(place.peer("polars"))
        if run < place.size.pandas_runs:
            pandas.append(place.peer("pandas"))
        if run < place.size.runs - 1:
            place.forget(key)
    yield Measure("A release of all", "s", _all(own, "seconds"))
    yield Measure("The same by Polars", "s", _all(polars, "seconds"))
    yield Measure("The same by pandas", "s", _all(pandas, "seconds"))
    yield Measure("Ours against Polars", "times", _ratios(own, polars), POLARS_BAR)
    yield Measure("Ours faster than pandas", "times", _ratios(pandas, own), PANDAS_BAR, more_is_better=True)
    yield Measure("Peak of memory, ours", "MiB", _all(own, "peak"), MEMORY_BAR)
    yield Measure("Peak of memory, Polars", "MiB", _all(polars, "peak"))
    yield Measure("Peak of memory, pandas", "MiB", _all(pandas, "peak"))
    yield Measure(f"A release after {data.CHANGED} indicators changed", "s", _all(remade, "seconds"))
    yield Measure("That against a release of all", "times", _ratios(remade, own), REMAKE_BAR)


def _all(figures: Sequence[Mapping[str, float]], name: str) -> list[float]:
    return [one[name] for one in figures]


def _ratios(ones: Sequence[Mapping[str, float]], others: Sequence[Mapping[str, float]]) -> list[float]:
    """Return the ratios of seconds, run by run."""
    return [one["seconds"] / other["seconds"] for one, other in zip(ones, others, strict=False)]


def time_reading(place: Place) -> Iterator[Measure]:
    """Yield the time of one municipality's 40 measures over five years, and out of many times as many rows."""
    size = place.size
    key = f"{DATASET}-{size.runs - 1}"
    release = place.own("make", key, place.changed)["release"]
    large = place.own("repeat", key, LARGE, size.times_over)
    small_reads: list[Mapping[str, list[float]]] = []
    large_reads: list[Mapping[str, list[float]]] = []
    for _run in range(size.runs):
        small_reads.append(place.own("read", release, size.indicators, READS))
        large_reads.append(place.own("read", large["release"], large["step"] * size.times_over, READS))
    rows = data.rows_of(place.files) / 1e6
    told = f"{rows * size.times_over:.0f} M rows"
    yield Measure(f"40 measures from files, {rows:.0f} M rows", "ms", _medians(small_reads, "files"), FILES_BAR)
    yield Measure("40 measures, kept", "ms", _medians(small_reads, "kept"), KEPT_BAR)
    yield Measure(f"40 measures from files, {told}", "ms", _medians(large_reads, "files"))
    pairs = zip(_medians(large_reads, "files"), _medians(small_reads, "files"), strict=True)
    yield Measure(f"{told} against {rows:.0f} M", "times", [many / few for many, few in pairs], GROWTH_BAR)


def time_publishing(size: Size) -> Iterator[Measure]:
    """Yield the time of reading the demo's values of a set for 290 units and writing them as files."""
    with demo_in_this_process() as data_dir:
        from kompassros.indicators import queries
        from kompassros.indicators.publishing.folder import write_folder
        from kompassros.indicators.publishing.found import read
        from kompassros.indicators.publishing.wanted import values_of_set

        measure_set = queries.measure_set("kkik-2024")
        assert measure_set is not None
        wanted = values_of_set(measure_set, kind="municipality", country="XX")
        seconds, values = [], 0
        for _run in range(size.runs):
            began = time.perf_counter()
            values = write_folder(data_dir / "published", read(wanted, bounded=False), title="Benchmark").values
            seconds.append(time.perf_counter() - began)
    yield Measure(f"{values} values as files", "s", seconds, PUBLISHING_BAR)


def _medians(reads: Sequence[Mapping[str, list[float]]], name: str) -> list[float]:
    """Return the median of each run's reads."""
    return [sorted(one[name])[len(one[name]) // 2] for one in reads]


def measure(size: Size) -> list[Measure]:
    """Measure every figure, one after another."""
    with scratch() as folder:
        place = Place(folder, size)
        print(f"{data.rows_of(place.files) / 1e6:.1f} million rows of {size.indicators} indicators are written.")
        found = [*time_making(place), *time_reading(place)]
    return [*found, *time_publishing(size)]


def size_asked_for() -> Size:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.statistics", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often everything is measured (5)")
    parser.add_argument("--pandas-runs", type=int, default=5, help="how often pandas does the work (5)")
    parser.add_argument("--indicators", type=int, default=data.INDICATORS, help="how many indicators (6000)")
    parser.add_argument("--times-over", type=int, default=10, help="how many times as many rows are read from (10)")
    parser.add_argument("--smallest", action="store_true", help="one run, few rows: only to see that it works")
    asked = parser.parse_args()
    return SMALLEST if asked.smallest else Size(asked.runs, asked.pandas_runs, asked.indicators, asked.times_over)


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
