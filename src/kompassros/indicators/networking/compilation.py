"""A network's year: its members side by side on the shared measures, with places within the network and changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from kompassros.indicators import queries
from kompassros.indicators.comparing import direction_of
from kompassros.indicators.models import Break, Indicator, Measure
from kompassros.indicators.networking.models import MeasureNetwork, NetworkYear
from kompassros.methods.direction import Direction
from kompassros.methods.networks import places_in_group
from kompassros.methods.spread import Spread, spread
from kompassros.methods.trend import Band, Change, IndicatorSeries, change
from kompassros.records import clock
from kompassros.statistics import reading, unit_queries
from kompassros.statistics.models import Dataset, Unit
from kompassros.statistics.values import COUNTED, Gender, Value


@dataclass(frozen=True)
class MemberValue:
    """One member's value of one measure. ``place``: among the members with a value, None without one."""

    unit: Unit
    value: Value | None
    place: int | None
    change: Change

    @property
    def number(self) -> float | None:
        """The value as a number that counts, None where there is none."""
        return self.value.value if self.value and self.value.status in COUNTED else None


@dataclass(frozen=True)
class NetworkMeasure:
    """One shared measure: every member's value, in the order of the members; ``of``: how many have one."""

    measure: Measure
    indicator: Indicator
    direction: Direction
    members: tuple[MemberValue, ...]
    spread: Spread | None

    @property
    def title(self) -> str:
        """The words that the set uses, else the catalogue's."""
        return self.measure.title or self.indicator.title

    @property
    def of(self) -> int:
        """How many members have a value."""
        return sum(one.number is not None for one in self.members)

    @property
    def best(self) -> tuple[MemberValue, ...]:
        """The members with the first place, from whom the others can learn; none where neither end is good."""
        if self.direction is Direction.NONE or self.of < 2:
            return ()
        return tuple(one for one in self.members if one.place == 1)


@dataclass(frozen=True)
class Compilation:
    """A network's year. ``unknown``: measures of the set that the catalogue does not have."""

    network: MeasureNetwork
    year: int
    day: date
    texts: NetworkYear | None
    units: tuple[Unit, ...]
    measures: tuple[NetworkMeasure, ...]
    unknown: tuple[Measure, ...]
    datasets: tuple[Dataset, ...]

    @property
    def made_up(self) -> bool:
        """Whether the members are made up."""
        return any(unit.unit_class.made_up for unit in self.units)

    @property
    def measured(self) -> int:
        """How many measures have a value of any member."""
        return sum(one.of > 0 for one in self.measures)

    @cached_property
    def areas(self) -> tuple[tuple[str, tuple[NetworkMeasure, ...]], ...]:
        """The measures by area, in the order in which the areas first occur in the set."""
        order = list(dict.fromkeys(one.measure.area for one in self.measures))
        ordered = sorted(self.measures, key=lambda one: order.index(one.measure.area))
        return tuple((name, tuple(rows)) for name, rows in groupby(ordered, key=lambda one: one.measure.area))


def compile_year(network: MeasureNetwork, year: int) -> Compilation:
    """Return a network's year; a bounded number of queries, however many members and measures there are.

    Only values of that very year count, for members are compared with each other; the change is that since the
    measurement before by the measure's own frequency.
    """
    units = tuple(unit_queries.members(network.group))
    measures = queries.measures(network.measure_set)
    known = [(one, one.indicator) for one in measures if one.indicator is not None]
    store = _Store(units, year, tuple(indicator for _, indicator in known))
    return Compilation(
        network=network,
        year=year,
        day=clock.today(),
        texts=NetworkYear.objects.filter(network=network, year=year).first(),
        units=units,
        measures=tuple(store.measure(measure, indicator) for measure, indicator in known),
        unknown=tuple(one for one in measures if one.indicator is None),
        datasets=store.datasets(),
    )


@dataclass(frozen=True)
class _Store:
    """The members' values of all measures, each read once."""

    units: tuple[Unit, ...]
    year: int
    indicators: tuple[Indicator, ...]

    def measure(self, measure: Measure, indicator: Indicator) -> NetworkMeasure:
        """Return one measure with everybody's value."""
        direction = Direction(measure.direction) if measure.direction else direction_of(indicator)
        values = [self._values.get((indicator.number, self.year, unit.number)) for unit in self.units]
        numbers = [value.value if value and value.status in COUNTED else None for value in values]
        places = places_in_group(numbers, direction)
        rows = tuple(
            MemberValue(unit, value, place, self._change(indicator, unit, direction))
            for unit, value, place in zip(self.units, values, places, strict=True)
        )
        return NetworkMeasure(measure, indicator, direction, rows, spread(numbers))

    def datasets(self) -> tuple[Dataset, ...]:
        """Return the datasets that are read for the members' class of units."""
        made_up = any(unit.unit_class.made_up for unit in self.units)
        found = Dataset.objects.filter(made_up=made_up).exclude(current=None).select_related("current")
        return tuple(found.order_by("rank", "pk")) if self._values else ()

    def _change(self, indicator: Indicator, unit: Unit, direction: Direction) -> Change:
        years = (self.year - indicator.frequency, self.year)
        rows = {year: self._values.get((indicator.number, year, unit.number)) for year in years}
        numbers = {year: row.value if row and row.status in COUNTED else None for year, row in rows.items()}
        band, breaks = Band(indicator.decimals), self._breaks.get(indicator.number, ())
        return change(IndicatorSeries(numbers, direction, band, indicator.frequency, breaks), self.year)

    @cached_property
    def _values(self) -> Mapping[tuple[int, int, int], Value]:
        if not self.units or not self.indicators:
            return {}
        years = {self.year, *(self.year - indicator.frequency for indicator in self.indicators)}
        rows = reading.values(
            indicators=[indicator.number for indicator in self.indicators],
            periods=sorted(years),
            units=[unit.number for unit in self.units],
            genders=[Gender.TOTAL],
            classes=[self.units[0].unit_class_id],
        )
        return {(row.indicator, row.period, row.unit): row for row in rows}

    @cached_property
    def _breaks(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, tuple[int, ...]] = {}
        rows = Break.objects.filter(indicator__in=[one.number for one in self.indicators])
        for number, period in rows.values_list("indicator_id", "period"):
            found[number] = (*found.get(number, ()), period)
        return found
