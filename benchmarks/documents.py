"""How fast the documents of an evaluation are made: ``python -m benchmarks.documents``.

A report of about 25 pages with 12 pictures, and the slides, in a warm process: with its pictures drawn anew, and with
them kept. The peers write the same blocks with python-docx and python-pptx, from pictures drawn by the same renderer.
Then 30 reports at once on the worker, while pages of the web server are read. Ends with 1 when a bar is
missed by more than half of it.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks import document_peers, many_reports
from benchmarks.results import Measure, machine, table
from benchmarks.scratch import demo_in_this_process

DRAWN_BAR = {"pdf": 1000, "docx": 2000, "pptx": 2000}
KEPT_BAR = 500
REPORTS = 30
LANGUAGE = "sv"


@dataclass(frozen=True)
class Size:
    """How much is measured: runs, and reports that are made at once."""

    runs: int
    reports: int


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _makers() -> dict[str, Callable[[], bytes]]:
    """Return what makes each document of the demo's richest result, in this process."""
    from django.utils.translation import override

    from kompassros.evaluations.library import Library
    from kompassros.evaluations.reports import bundle
    from kompassros.evaluations.reports.files import REPORT, SLIDES
    from kompassros.evaluations.reports.material import material_of

    library = Library.open()
    with override(LANGUAGE):
        materials = [material_of(entry, library) for entry in bundle.results_made_here(library)]
    material = max(materials, key=lambda one: len(one.sheet.detail.findings))

    def made(make: Callable[..., bytes]) -> Callable[[], bytes]:
        def work() -> bytes:
            with override(LANGUAGE):
                return make(material)

        return work

    return {
        "pdf": made(REPORT.formats["pdf"]),
        "docx": made(REPORT.formats["docx"]),
        "pptx": made(SLIDES.formats["pptx"]),
    }


def one_at_a_time(runs: int) -> Iterator[Measure]:
    """Yield the time of each format with its pictures drawn anew and kept, and of the peers."""
    from kompassros.charts.render import forget_drawings
    from kompassros.documents.pictures import forget_pictures

    def drawn(make: Callable[[], bytes]) -> float:
        forget_drawings()
        forget_pictures()
        return _timed(make)

    names = {"pdf": "Report as PDF", "docx": "Report as DOCX", "pptx": "Slides as PPTX"}
    for ending, make in _makers().items():
        make()
        yield Measure(
            f"{names[ending]}, pictures drawn", "ms", [drawn(make) for _run in range(runs)], DRAWN_BAR[ending]
        )
        yield Measure(f"{names[ending]}, pictures kept", "ms", [_timed(make) for _run in range(runs)], KEPT_BAR)
        if ending in document_peers.PEERS:
            peer = document_peers.PEERS[ending]
            peer()
            yield Measure(
                f"The same by {document_peers.NAMES[ending]}, drawn", "ms", [drawn(peer) for _run in range(runs)]
            )


def measure(size: Size) -> list[Measure]:
    """Measure every figure, one after another."""
    with demo_in_this_process() as data_dir:
        found = list(one_at_a_time(size.runs))
        return [*found, *many_reports.time_many(data_dir, size.reports)]


def size_asked_for() -> Size:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often everything is measured (5)")
    parser.add_argument("--smallest", action="store_true", help="one run, two reports: only to see that it works")
    asked = parser.parse_args()
    return Size(1, 2) if asked.smallest else Size(asked.runs, REPORTS)


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
