"""In which years a network can be compiled."""

from dataclasses import dataclass

from kompassros.indicators.networking.models import MeasureNetwork
from kompassros.records import clock

LOOK_BACK = 6


@dataclass(frozen=True)
class YearLine:
    """A year that can be looked at: whether anything is written of it, and whether everybody may read it."""

    year: int
    written: bool
    public: bool


def years_of(network: MeasureNetwork) -> list[YearLine]:
    """Return this year, the ones before it, the set's own, and those that are written of; the latest first."""
    this = clock.today().year
    stored = {one.year: one for one in network.years.all()}
    own = [network.measure_set.year] if network.measure_set.year else []
    years = {*range(this - LOOK_BACK, this + 1), *own, *stored}
    return [YearLine(year, year in stored, year in stored and stored[year].public) for year in sorted(years)[::-1]]
