"""One organisation's totals over time, broken where the instrument changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby


@dataclass(frozen=True)
class Point:
    """A total in points; ``year`` and ``version`` are ``None`` where the source does not state them."""

    year: int | None
    value: Decimal
    version: str | None


@dataclass(frozen=True)
class Segment:
    """Points that a line may join, oldest first; one point alone where nothing may join it."""

    points: tuple[Point, ...]
    version: str | None

    @property
    def dated(self) -> bool:
        """Whether the segment has a place on a time axis."""
        return self.points[0].year is not None


def _in_order(points: Iterable[Point]) -> list[Point]:
    """Sort dated points by year; within a year the version that runs already comes first."""
    ordered: list[Point] = []
    by_year = sorted(points, key=lambda p: (p.year or 0, p.version or "", p.value))
    for _, same_year in groupby(by_year, key=lambda p: p.year):
        running = ordered[-1].version if ordered else None
        ordered += sorted(same_year, key=lambda p: p.version != running)
    return ordered


def _joined(points: Iterable[Point]) -> list[Segment]:
    runs: list[list[Point]] = []
    for point in points:
        if runs and point.version is not None and runs[-1][-1].version == point.version:
            runs[-1].append(point)
        else:
            runs.append([point])
    return [Segment(tuple(run), run[0].version) for run in runs]


def segments(points: Iterable[Point]) -> tuple[Segment, ...]:
    """Divide totals into stretches that a line may join: the same stated version without a break.

    Points are put in order of year. Neighbours of the same stated version are joined; a point of
    another version, or of one that is not stated, breaks the line, and one that is not stated
    stands alone. Years without an evaluation do not break it: evaluations follow no calendar. When
    a year has two totals by different versions (the change of 2010 was scored both ways), the
    version that ran before comes first, so that both lines reach their end.

    Undated points come last, each alone, in the order given. Every point occurs exactly once; no
    points give no segments. The caller sees to it that scope and evaluator are the same.

    Own choice.
    """
    given = list(points)
    dated = _joined(_in_order(point for point in given if point.year is not None))
    undated = (Segment((point,), point.version) for point in given if point.year is None)
    return (*dated, *undated)


def change(segment: Segment) -> Decimal | None:
    """Return the latest total less the one before it in the segment, in points.

    Positive is a rise. ``None`` for a segment of one point: over a break there is no change to give.

    Own choice.
    """
    if len(segment.points) < 2:
        return None
    return segment.points[-1].value - segment.points[-2].value
