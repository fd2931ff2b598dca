"""All values of one indicator for one class of units, read once for each state of the store and kept in the process."""

from collections.abc import Mapping
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

    def periods_of(self, gender: int) -> list[int]:
        """Return the periods in which somebody has a value for a gender, in order."""
        return sorted(period for period, of_gender in self.cells if of_gender == gender)

    @cached_property
    def genders(self) -> list[int]:
        """The genders that have values."""
        return sorted({gender for _, gender in self.cells})

    def latest(self, gender: int = Gender.TOTAL) -> int | None:
        """Return the last period in which somebody has a value."""
        return max(self.periods_of(gender), default=None)


def measure_values(indicator: int, unit_class: int) -> MeasureValues:
    """Return all values of an indicator (its number) for a class of units; one query, and the files where not kept."""
    return _read(reading.current_releases(), indicator, unit_class)


@lru_cache(maxsize=KEPT)
def _read(releases: tuple[int, ...], indicator: int, unit_class: int) -> MeasureValues:
    """Read values and cells. ``releases`` is what makes a kept answer fall out of use; it is read again inside."""
    values: dict[Slot, dict[int, Value]] = {}
    for row in reading.values(indicators=[indicator], classes=[unit_class], releases=releases):
        values.setdefault((row.period, row.gender), {})[row.unit] = row
    cells = reading.cells(indicators=[indicator], classes=[unit_class], releases=releases)
    return MeasureValues(values, {(cell.period, cell.gender): cell for cell in cells})
