"""How fast the portal answers, how many queries it makes, how much memory it holds: ``python -m benchmarks.portal``.

Made in a temporary folder, on the loopback only. Ends with 1 when a bar is missed by more than half of it.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import folder, front
from benchmarks.processes import web_server
from benchmarks.reading import Reader, memory, queries, reader, web_processes
from benchmarks.results import Measure, machine, table

API, LIST = "/api/v1/evaluations?limit=100", "/sv/evaluations/"
MOST_QUERIES, LIST_BAR, PAGE_BAR, MEMORY_BAR, FILES_BAR = 12, 30, 40, 300, 0.5
PAGES, WRITTEN = 90, 300
WARMING = 12


@dataclass(frozen=True)
class Size:
    """How much is measured: runs, requests in each, seconds and connections of wrk, written pages."""

    runs: int
    requests: int
    seconds: int
    connections: int
    written: int


SMALLEST = Size(runs=1, requests=3, seconds=1, connections=2, written=6)


def count_queries(own: str) -> Iterator[Measure]:
    """Yield the SQL queries of the lists and of a municipality's page, made in this process."""
    for what, path in (
        ("Queries, 100 evaluations by the interface", API),
        ("Queries, page of all evaluations", LIST),
        ("Queries, municipality with real results", folder.municipality(folder.REAL)),
        ("Queries, municipality among 104 comparable", own),
    ):
        yield Measure(what, "", queries(path), MOST_QUERIES)


def time_pages(one: Reader, own: str, size: Size) -> Iterator[Measure]:
    """Yield the time of the lists and of a municipality's page, made on request, their drawings kept."""
    for what, path, bar in (
        ("100 evaluations by the interface", API, LIST_BAR),
        ("Page of all evaluations", LIST, LIST_BAR),
        ("Municipality with real results", folder.municipality(folder.REAL), PAGE_BAR),
        ("Municipality among 104 comparable", own, PAGE_BAR),
    ):
        one.middle([path] * min(WARMING, size.requests))
        yield Measure(what, "ms", [one.middle([path] * size.requests) for _run in range(size.runs)], bar)


def time_drawing(one: Reader, paths: list[str], size: Size) -> Measure:
    """Return the time of municipalities' pages that nobody has asked for, whose pictures are still to be drawn."""
    each = max(1, min(size.requests, len(paths) // size.runs))
    values = [one.middle(paths[run * each : (run + 1) * each]) for run in range(size.runs)]
    return Measure("Municipality, pictures still to be drawn", "ms", values)


def compare_files(published: Path, own: int, size: Size) -> list[Measure]:
    """Return how many written pages nginx and our own server at port `own` give, and each against bare nginx."""
    paths = folder.published_addresses(published / "current", PAGES)
    script = front.write_script(published / "pages.lua", paths)
    with front.beside(published.parent / "nginx", published, own) as (bare, recommended):
        ports = {"bare nginx": bare, "nginx as recommended": recommended, "our own server": own}
        front.refuse_differences(paths, list(ports.values()))
        front.refuse_missing_headers(published / "current", paths[0], recommended)
        rates: dict[str, list[float]] = {name: [] for name in ports}
        for _run in range(size.runs):
            for name, port in ports.items():
                rate = front.requests_per_second(port, script, connections=size.connections, seconds=size.seconds)
                rates[name].append(rate)
    rows = [Measure(f"Written pages a second, {name}", "", values) for name, values in rates.items()]
    base = rates.pop("bare nginx")
    return rows + [_against(base, name, values) for name, values in rates.items()]


def _against(base: list[float], name: str, values: list[float]) -> Measure:
    """Return the ratio of each run: what a server gave against what bare nginx gave just before it."""
    ratios = [value / other for value, other in zip(values, base, strict=True)]
    return Measure(f"Written pages, {name} / bare nginx", "", ratios, FILES_BAR, more_is_better=True)


def weigh(port: int, after: str) -> Iterator[Measure]:
    """Yield the memory of each web process: all it holds, against the bar, and its share of what several hold.

    Weighed after each sort of page, since a worker that has answered enough requests gives way to a new one.
    """
    for number, process in enumerate(web_processes(port), start=1):
        resident, share = memory(process)
        yield Measure(f"Memory of web process {number} after {after}, resident", "MB", [resident], MEMORY_BAR)
        yield Measure(f"Memory of web process {number} after {after}, share", "MB", [share])


def measure(scratch: Path, size: Size) -> list[Measure]:
    """Fill a data folder in `scratch`, measure everything, and say what was left out."""
    data_dir = scratch / "data"
    data_dir.mkdir()
    folder.set_up(data_dir)
    keys = folder.made_up_keys()
    own, *others = [folder.municipality(key) for key in keys]
    found = list(count_queries(own))
    folder.publish(size.written)
    shutil.rmtree(data_dir / "charts", ignore_errors=True)
    published = data_dir / "published"
    with web_server(data_dir) as port:
        with folder.made_dynamically(published), reader(port) as one:
            one.get(own)
            drawing = time_drawing(one, others, size)
            found += [*time_pages(one, own, size), drawing]
        found += weigh(port, "pages on request")
        missing = front.missing()
        if missing:
            print(f"Missing: {', '.join(missing)}. Written pages are not compared with nginx (apt: nginx-light, wrk).")
        else:
            found += [*compare_files(published, port, size), *weigh(port, "written pages")]
    return found


def size_asked_for() -> Size:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portal", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often everything is measured (5)")
    parser.add_argument("--requests", type=int, default=40, help="requests for a page in each run (40)")
    parser.add_argument("--seconds", type=int, default=2, help="seconds of wrk in each run (2)")
    parser.add_argument("--connections", type=int, default=16, help="connections of wrk (16)")
    parser.add_argument("--smallest", action="store_true", help="one run, few requests: only to see that it works")
    asked = parser.parse_args()
    if asked.smallest:
        return SMALLEST
    return Size(asked.runs, asked.requests, asked.seconds, asked.connections, WRITTEN)


def main() -> int:
    """Measure, print the table, and return 1 when a bar is missed by more than half of it."""
    size, began = size_asked_for(), time.monotonic()
    print(machine())
    scratch = Path(tempfile.mkdtemp(prefix="kompassros-benchmark-"))
    try:
        found = measure(scratch, size)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"{table(found)}\n\nMade-up data beside the demo's. Ratio: against the bar, over 1 where it is not met.")
    print(f"Took {time.monotonic() - began:.0f} s.")
    return 1 if any(one.failed for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
