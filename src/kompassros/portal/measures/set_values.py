"""In which years the measures of a set have values, for the classes of units that a set is read for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kompassros.indicators.models import Measure
from kompassros.statistics import reading
from kompassros.statistics.values import Gender

KEPT = 64
Periods = Mapping[tuple[int, int], tuple[int, ...]]


@dataclass(frozen=True)
class SetPeriods:
    """The years with a value of any unit, by the numbers of indicator and class of units, the earliest first."""

    found: Periods

    def latest(self, indicator: int, unit_class: int) -> int | None:
        """Return the latest year of a measure, None where it has no value."""
        return max(self.found.get((indicator, unit_class), ()), default=None)

    def of_class(self, unit_class: int) -> list[int]:
        """Return the years in which any of the measures has a value, the latest first."""
        return sorted(
            {year for (_, key), years in self.found.items() if key == unit_class for year in years}, reverse=True
        )


def set_periods(measures: Sequence[Measure], classes: Sequence[int]) -> SetPeriods:
    """Return the years of a set's measures; one query, and the files where the state of the store is new."""
    indicators = tuple(one.indicator_id for one in measures if one.indicator_id is not None)
    return SetPeriods(_read(reading.current_releases(), indicators, tuple(classes)) if indicators else {})


@lru_cache(maxsize=KEPT)
def _read(releases: tuple[int, ...], indicators: tuple[int, ...], classes: tuple[int, ...]) -> Periods:
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for cell in reading.cells(indicators=indicators, genders=[Gender.TOTAL], classes=classes, releases=releases):
        key = (cell.indicator, cell.unit_class)
        found[key] = (*found.get(key, ()), cell.period)
    return found
