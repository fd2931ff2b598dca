"""Which measures a summary names: the best and the worst placed, and those that changed."""

from collections.abc import Sequence

from kompassros.indicators.results.content import MeasureResult
from kompassros.methods.quarters import Group
from kompassros.methods.trend import Trend, Turn

TWICE = (Trend.BETTER_TWICE, Trend.WORSE_TWICE, Trend.UP_TWICE, Trend.DOWN_TWICE)


def best_placed(results: Sequence[MeasureResult], most: int) -> list[MeasureResult]:
    """Return those of the best group, at most ``most``, by place as a share of those with a value."""
    found = [one for one in results if one.group is Group.BEST and one.ranks and one.cell]
    return sorted(found, key=lambda one: _share(one, 0))[:most]


def worst_placed(results: Sequence[MeasureResult], most: int) -> list[MeasureResult]:
    """Return those of the worst group, the one nearest to the end first."""
    found = [one for one in results if one.group is Group.WORST and one.ranks and one.cell]
    return sorted(found, key=lambda one: _share(one, 1))[:most]


def _share(one: MeasureResult, end: int) -> float:
    return one.ranks[end] / one.cell.n if one.ranks and one.cell else 1.0


def turned_first_twice(results: Sequence[MeasureResult], turn: Turn) -> list[MeasureResult]:
    """Return those that moved so since the measurement before, those that did so twice running first."""
    found = [one for one in results if one.change and one.change.turn is turn]
    return sorted(found, key=lambda one: one.trend is None or one.trend.trend not in TWICE)


def nearest_to_the_end(one: MeasureResult) -> tuple[bool, bool, float]:
    """Return by what measures are ordered so that the worst placed come first: the worst group, then by place."""
    placed = one.ranks is not None and one.cell is not None
    return (one.group is not Group.WORST, not placed, _share(one, 1))
