"""What the store has beside a municipality's value of a measure: the country, similar municipalities, the quarters."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kompassros.indicators.comparing import why_no_groups
from kompassros.indicators.measure_values import MeasureValues, measure_values
from kompassros.indicators.models import Indicator
from kompassros.methods.quarters import MINIMUM_N
from kompassros.methods.rounding import as_written, round_half_up
from kompassros.methods.spread import spread
from kompassros.statistics import reading
from kompassros.statistics.models import Unit, UnitClass, UnitGroup
from kompassros.statistics.unit_queries import OVERALL, similar_groups
from kompassros.statistics.values import Gender, Value
from kompassros.steering.goals.surroundings import Around

LEAST_IN_GROUP = 3
"""How many similar units must have a value for their mean to stand for them. Own choice."""


def rounded(value: float, decimals: int) -> Decimal:
    """Return a number of the store as it is printed."""
    return round_half_up(as_written(value), decimals)


@dataclass(frozen=True)
class Neighbours:
    """A unit among the others of its class, for as many of its measures as are asked for.

    The similar units are those of the group that is about no single service, or of the only one that there is.
    """

    unit: Unit

    @cached_property
    def _group(self) -> UnitGroup | None:
        groups = similar_groups(self.unit)
        overall = [group for group in groups if group.service_area == OVERALL]
        return next(iter(overall or (groups if len(groups) == 1 else [])), None)

    @cached_property
    def _members(self) -> list[int]:
        if self._group is None:
            return []
        return list(self._group.memberships.exclude(unit=self.unit).values_list("unit_id", flat=True))

    @cached_property
    def _country(self) -> int | None:
        rows = UnitClass.objects.filter(country=self.unit.country, kind=UnitClass.Kind.COUNTRY)
        return rows.values_list("number", flat=True).first()

    def values(self, measure: Indicator) -> MeasureValues:
        """Return the values of a measure for all units of the class."""
        return measure_values(measure.number, self.unit.unit_class_id)

    def release(self, measure: Indicator) -> str:
        """Return which release of which dataset a measure is read from."""
        found = reading.datasets_of(indicators=[measure.number], unit_class=self.unit.unit_class_id)
        return str(found[0].current) if found else ""

    def around(self, measure: Indicator, year: int, release: str) -> Around:
        """Return what stands beside the unit's value of a year."""
        values = self.values(measure)
        cell, value = values.cells.get((year, Gender.TOTAL)), values.value(self.unit.number, year)
        country, is_mean = self._country_of(measure, year)
        beside = values.numbers(year)
        others = spread(beside.get(number) for number in self._members)
        enough = others is not None and others.n >= LEAST_IN_GROUP
        reason = why_no_groups(cell)
        return Around(
            measure=measure.code,
            release=release,
            units=cell.n if cell else 0,
            country=None if country is None else str(rounded(country, measure.decimals)),
            country_is_mean=is_mean,
            group=str(rounded(others.mean, measure.decimals)) if others and enough else None,
            group_title=self._group.title if self._group and enough else "",
            group_units=others.n if others and enough else 0,
            quarter=_quarter(value),
            no_groups=str(reason) if reason else "",
        )

    def _country_of(self, measure: Indicator, year: int) -> tuple[float | None, bool]:
        """Return the country's own value, else the mean of all units, where at least 20 have a value; which it is."""
        if self._country is not None:
            found = list(measure_values(measure.number, self._country).numbers(year).values())
            if found:
                return found[0], False
        cell = self.values(measure).cells.get((year, Gender.TOTAL))
        return (cell.mean, True) if cell and cell.n >= MINIMUM_N else (None, False)


def _quarter(value: Value | None) -> int | None:
    return value.quarter if value else None
