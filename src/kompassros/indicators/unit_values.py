"""One unit's values of many indicators beside all units of its class: what overviews and reports of a unit stand on.

Reads the unit's rows, which carry place and group, and the cells with means and quartiles: not everybody's values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kompassros.statistics import reading
from kompassros.statistics.values import Cell, Gender, Value

KEPT = 64


class Slot(NamedTuple):
    """What a value is of, within one unit."""

    indicator: int
    period: int
    gender: int


@dataclass(frozen=True)
class UnitValues:
    """``values``: the unit's own. ``cells``: what the values of all units of its class look like, where any has one."""

    values: Mapping[Slot, Value]
    cells: Mapping[Slot, Cell]


def unit_values(
    *,
    unit: int,
    unit_class: int,
    indicators: Sequence[int],
    periods: Sequence[int],
    genders: Sequence[int] = (Gender.TOTAL,),
    releases: tuple[int, ...] | None = None,
) -> UnitValues:
    """Return a unit's values by numbers of indicators; one query, and the files where the state of the store is new.

    ``releases``: those to read, the current ones where none are given; so that several reads belong together.
    """
    read_from = reading.current_releases() if releases is None else releases
    return _read(read_from, unit, unit_class, tuple(indicators), tuple(periods), tuple(genders))


@lru_cache(maxsize=KEPT)
def _read(
    releases: tuple[int, ...],
    unit: int,
    unit_class: int,
    indicators: tuple[int, ...],
    periods: tuple[int, ...],
    genders: tuple[int, ...],
) -> UnitValues:
    values = reading.values(
        indicators=indicators, periods=periods, units=[unit], genders=genders, classes=[unit_class], releases=releases
    )
    cells = reading.cells(
        indicators=indicators, periods=periods, genders=genders, classes=[unit_class], releases=releases
    )
    return UnitValues(
        {Slot(row.indicator, row.period, row.gender): row for row in values},
        {Slot(cell.indicator, cell.period, cell.gender): cell for cell in cells},
    )
