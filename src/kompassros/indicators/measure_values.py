"""All values of one indicator, a class of units at a time, read once for each state of the store and then kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kompassros.statistics import reading
from kompassros.statistics.values import COUNTED, Cell, Gender, Value

KEPT = 24
Slot = tuple[int, int]


@dataclass(frozen=True)
class MeasureValues:
    """``values``: (period, gender) -> unit -> value. ``cells``: (period, gender) -> what all values there look like."""

    values: Mapping[Slot, Mapping[int, Value]]
    cells: Mapping[Slot, Cell]

    def value(self, unit: int, period: int, gender: int = Gender.TOTAL) -> Value | None:
        """Return a unit's value; None where the store has no row."""
        return self.values.get((period, gender), {}).get(unit)

    def number(self, unit: int, period: int, gender: int = Gender.TOTAL) -> float | None:
        """Return the number that counts in places and means, None where there is none."""
        found = self.value(unit, period, gender)
        return found.value if found and found.status in COUNTED else None

    def numbers(self, period: int, gender: int = Gender.TOTAL) -> dict[int, float]:
        """Return the numbers of all units that have one: unit -> number."""
        rows = self.values.get((period, gender), {}).values()
        return {row.unit: row.value for row in rows if row.status in COUNTED and row.value is not None}

    def series(self, unit: int, gender: int = Gender.TOTAL) -> dict[int, float | None]:
        """Return a unit's numbers by period, None where a period has none."""
        return {period: self.number(unit, period, gender) for period in self.periods_of(gender)}

    def periods_of(self, gender: int) -> Sequence[int]:
        """Return the periods in which somebody has a value for a gender, in order."""
        return self._periods.get(gender, ())

    @cached_property
    def _periods(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for period, gender in sorted(self.cells):
            found.setdefault(gender, []).append(period)
        return found

    @cached_property
    def genders(self) -> list[int]:
        """The genders that have values."""
        return sorted({gender for _, gender in self.cells})

    def latest(self, gender: int = Gender.TOTAL) -> int | None:
        """Return the last period in which somebody has a value."""
        return max(self.periods_of(gender), default=None)


class _Kept:
    """What the store has of one indicator in one state: the cells of all classes, and values of a class when asked."""

    def __init__(self, releases: tuple[int, ...], indicator: int) -> None:
        self._releases, self._indicator = releases, indicator
        self._values: dict[int, MeasureValues] = {}
        self.cells: dict[int, dict[Slot, Cell]] = {}
        for cell in reading.cells(indicators=[indicator], releases=releases):
            self.cells.setdefault(cell.unit_class, {})[cell.period, cell.gender] = cell

    def values_of(self, unit_class: int) -> MeasureValues:
        """Return all values of a class, read when they are first asked for."""
        if unit_class not in self._values:
            self._values[unit_class] = self._read_values(unit_class)
        return self._values[unit_class]

    def _read_values(self, unit_class: int) -> MeasureValues:
        values: dict[Slot, dict[int, Value]] = {}
        for row in reading.values(indicators=[self._indicator], classes=[unit_class], releases=self._releases):
            values.setdefault((row.period, row.gender), {})[row.unit] = row
        return MeasureValues(values, self.cells.get(unit_class, {}))


def measure_values(indicator: int, unit_class: int, releases: tuple[int, ...] | None = None) -> MeasureValues:
    """Return all values of an indicator (its number) for a class of units; the files are read where they are not kept.

    ``releases``: those to read, so that several reads belong together; the current ones, by one query, where none are
    given.
    """
    return _read(reading.current_releases() if releases is None else releases, indicator).values_of(unit_class)


def cells_by_class(indicator: int, releases: tuple[int, ...] | None = None) -> Mapping[int, Mapping[Slot, Cell]]:
    """Return the cells of an indicator by the number of the class of units; ``releases`` as in ``measure_values``."""
    return _read(reading.current_releases() if releases is None else releases, indicator).cells


@lru_cache(maxsize=KEPT)
def _read(releases: tuple[int, ...], indicator: int) -> _Kept:
    """Keep what is read. ``releases`` is what makes a kept answer fall out of use."""
    return _Kept(releases, indicator)
