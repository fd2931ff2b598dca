"""Measured values against their bars, and the plain table that shows them."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TOLERANCE = 1.5
HEADS = ("What", "Median", "Least", "Most", "Runs", "Bar", "Ratio", "")


@dataclass(frozen=True)
class Measure:
    """One thing measured in every run.

    values: one per run, at least one, in ``unit``. bar: at most this, or at least this where ``more_is_better``;
    None where there is no bar.
    """

    what: str
    unit: str
    values: Sequence[float]
    bar: float | None = None
    more_is_better: bool = False

    @property
    def middle(self) -> float:
        """The median of the runs."""
        return median(self.values)

    @property
    def ratio(self) -> float | None:
        """The median against the bar, over 1 where the bar is not met; None without a bar."""
        if self.bar is None:
            return None
        return self.bar / self.middle if self.more_is_better else self.middle / self.bar

    @property
    def failed(self) -> bool:
        """Whether the bar is missed by more than TOLERANCE: benchmarks vary, so a narrow miss is only told."""
        return self.ratio is not None and self.ratio > TOLERANCE

    @property
    def verdict(self) -> str:
        """The finding in a word or two."""
        if self.ratio is None:
            return "no bar"
        if self.ratio <= 1:
            return "met"
        return "FAILED" if self.failed else "missed, within tolerance"

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        bar = "" if self.bar is None else f"{'>=' if self.more_is_better else '<='} {_figure(self.bar)}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        values = (self.middle, min(self.values), max(self.values))
        shown = [f"{_figure(value)} {self.unit}".rstrip() for value in values]
        return (self.what, *shown, str(len(self.values)), bar, ratio, self.verdict)


def _figure(value: float) -> str:
    """Three figures that count, or the whole number."""
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def table(measures: Sequence[Measure]) -> str:
    """The measures as lines of text. The ratio is over 1 where a bar is not met."""
    rows = [HEADS, *(measure.cells() for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    head, *lines = (_line(row, widths) for row in rows)
    return "\n".join([head, "-" * sum(widths, 2 * len(widths)), *lines])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """What was measured and the verdict to the left of their columns, figures to the right."""
    what, *figures, verdict = row
    aligned = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=False)]
    return "  ".join([what.ljust(widths[0]), *aligned, verdict]).rstrip()


def machine() -> str:
    """One line on the machine and how busy it was: without it no figure says anything."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"Machine: {os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}; load of the last 1, 5, 15 minutes: {load}"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
