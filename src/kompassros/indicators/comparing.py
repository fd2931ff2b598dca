"""One unit's value of one measure beside the others: place, group, change, trend, similar units, country, county."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kompassros.indicators.measure_values import MeasureValues, measure_values
from kompassros.indicators.models import Indicator
from kompassros.methods.direction import Direction
from kompassros.methods.networks import GroupPlace, place_in_group
from kompassros.methods.quarters import MINIMUM_N, Group, NoGroups, Quarter, Ranks, group_of, place_of
from kompassros.methods.spread import Spread, spread
from kompassros.methods.trend import Band, Change, IndicatorSeries, ThreePeriods, change, three_periods
from kompassros.statistics import reading, unit_queries
from kompassros.statistics.models import Unit, UnitClass, UnitGroup, UnitGroupMember
from kompassros.statistics.values import Cell, Gender, Restated, Status, Value

COUNTY_DIGITS = 2


class Sizes(NamedTuple):
    """How many units are in each group, by direction; without direction ``best`` are the highest."""

    best: int
    middle: int
    worst: int


@dataclass(frozen=True)
class InGroup:
    """A unit's place among a few others by somebody's choice. ``place`` is None where the unit has no value."""

    group: UnitGroup
    place: GroupPlace | None
    values: tuple[tuple[Unit, float | None], ...]

    @property
    def others(self) -> Spread | None:
        """What the others' values look like, None where nobody has one."""
        return self.place.others if self.place else spread(value for _, value in self.values)


@dataclass(frozen=True)
class UnitComparison:
    """A unit's value and where it stands. Without a value or direction the parts that need one are None.

    ``no_groups``: why the cell has no groups. ``restated``: the older selves of the unit's values of the gender, the
    latest replaced first.
    """

    indicator: Indicator
    unit: Unit
    period: int
    gender: Gender
    value: Value | None
    cell: Cell | None
    ranks: Ranks | None
    group: Group | None
    sizes: Sizes | None
    no_groups: NoGroups | None
    change: Change
    trend: ThreePeriods
    similar: tuple[InGroup, ...]
    networks: tuple[InGroup, ...]
    country: float | None
    county: Spread | None
    restated: tuple[Restated, ...]

    @property
    def number(self) -> float | None:
        """The value as a number that counts, None where there is none."""
        there = self.value is not None and self.value.status in (Status.PRESENT, Status.PRELIMINARY)
        return self.value.value if self.value and there else None


def direction_of(indicator: Indicator) -> Direction:
    """Return the direction as the rules take it."""
    return Direction(indicator.direction)


def series_of(
    indicator: Indicator, values: MeasureValues, unit: int, gender: int, breaks: Sequence[int]
) -> IndicatorSeries:
    """Return a unit's values as a series; preliminary ones count, and say so where they are shown."""
    return IndicatorSeries(
        values=values.series(unit, gender),
        direction=direction_of(indicator),
        band=Band(indicator.decimals),
        frequency=indicator.frequency,
        breaks=tuple(breaks),
    )


def changes(
    *, indicator: Indicator, values: MeasureValues, period: int, gender: int, breaks: Sequence[int]
) -> Callable[[int], Change]:
    """Return what tells what became of a unit's value in a period, by the unit's number."""
    direction, band = direction_of(indicator), Band(indicator.decimals)
    earlier = period - indicator.frequency
    before, after = values.numbers(earlier, gender), values.numbers(period, gender)

    def change_of(unit: int) -> Change:
        pair = {earlier: before.get(unit), period: after.get(unit)}
        return change(IndicatorSeries(pair, direction, band, indicator.frequency, tuple(breaks)), period)

    return change_of


def compare_unit(
    *, indicator: Indicator, unit: Unit, period: int | None = None, gender: Gender = Gender.TOTAL
) -> UnitComparison:
    """Compare a unit's value with those of its class, its similar units and its networks.

    ``period`` None is the last in which the unit has a value, or anybody where it has none. At most ten queries.
    """
    values = measure_values(indicator.number, unit.unit_class_id)
    breaks = [one.period for one in indicator.breaks.all()]
    chosen = period if period is not None else _latest_of(values, unit, gender)
    value, cell = values.value(unit.number, chosen, gender), values.cells.get((chosen, gender))
    series = series_of(indicator, values, unit.number, gender, breaks)
    numbers = values.numbers(chosen, gender)
    alike, networks = unit_queries.similar_groups(unit), unit_queries.groups_of(unit)
    placed = place_among(indicator, unit, numbers, [*alike, *networks])
    return UnitComparison(
        indicator=indicator,
        unit=unit,
        period=chosen,
        gender=gender,
        value=value,
        cell=cell,
        ranks=ranks_of(value, direction_of(indicator)),
        group=_group(value, indicator),
        sizes=sizes_of(cell, direction_of(indicator)),
        no_groups=why_no_groups(cell),
        change=change(series, chosen),
        trend=three_periods(series, chosen),
        similar=placed[: len(alike)],
        networks=placed[len(alike) :],
        country=_country(indicator, unit, chosen, gender),
        county=_county(unit, numbers),
        restated=tuple(
            one for one in reading.restated(indicator=indicator.number, unit=unit.number) if one.gender == gender
        ),
    )


def _latest_of(values: MeasureValues, unit: Unit, gender: int) -> int:
    own = [period for period, value in values.series(unit.number, gender).items() if value is not None]
    return max(own, default=values.latest(gender) or 0)


def ranks_of(value: Value | None, direction: Direction) -> Ranks | None:
    """Return a value's places from the best end and from the worst, None without places or direction."""
    if value is None or value.from_low is None or value.from_high is None:
        return None
    return place_of(value.from_low, value.from_high, direction)


def _group(value: Value | None, indicator: Indicator) -> Group | None:
    if value is None or value.quarter is None:
        return None
    return group_of(Quarter(value.quarter), direction_of(indicator))


def sizes_of(cell: Cell | None, direction: Direction) -> Sizes | None:
    """Return how many units are in each group, None where there are no groups."""
    if cell is None or cell.lowest is None or cell.middle is None or cell.highest is None:
        return None
    ends = (cell.lowest, cell.highest) if direction is Direction.LOW else (cell.highest, cell.lowest)
    return Sizes(ends[0], cell.middle, ends[1])


def why_no_groups(cell: Cell | None) -> NoGroups | None:
    """Return why a cell has no groups, None where it has them or nobody has a value."""
    if cell is None or cell.lowest is not None:
        return None
    return NoGroups.TOO_FEW if cell.n < MINIMUM_N else NoGroups.SHARED_VALUE


def place_among(
    indicator: Indicator, unit: Unit, numbers: Mapping[int, float], groups: Sequence[UnitGroup]
) -> tuple[InGroup, ...]:
    """Return the unit's place among the other members of each group, by the numbers of one cell; two queries."""
    members: dict[int, list[int]] = {}
    memberships = UnitGroupMember.objects.filter(group__in=groups).exclude(unit=unit).order_by("group", "position")
    for group_pk, number in memberships.values_list("group_id", "unit_id"):
        members.setdefault(group_pk, []).append(number)
    units = Unit.objects.in_bulk({number for numbers_of in members.values() for number in numbers_of})
    own = numbers.get(unit.number)
    found = []
    for group in groups:
        values = tuple((units[number], numbers.get(number)) for number in members.get(group.pk, []))
        others = [value for _, value in values]
        place = None if own is None else place_in_group(own, others, direction_of(indicator))
        found.append(InGroup(group, place, values))
    return tuple(found)


def _country(indicator: Indicator, unit: Unit, period: int, gender: int) -> float | None:
    """Return the country's own value, which stands beside its parts; None where the source gives none."""
    country = UnitClass.objects.filter(country=unit.country, kind=UnitClass.Kind.COUNTRY).first()
    if country is None:
        return None
    numbers = measure_values(indicator.number, country.number).numbers(period, gender)
    return next(iter(numbers.values()), None)


def _county(unit: Unit, numbers: dict[int, float]) -> Spread | None:
    """Return the unweighted statistics of the municipalities of the same county, the unit among them.

    The first two digits of a Swedish municipality's code are its county. None for other units.
    """
    if unit.unit_class.kind != UnitClass.Kind.MUNICIPALITY or unit.unit_class.made_up or unit.country != "SE":
        return None
    county = Unit.objects.filter(unit_class=unit.unit_class, code__startswith=unit.code[:COUNTY_DIGITS])
    return spread(numbers.get(number) for number in county.values_list("number", flat=True))
