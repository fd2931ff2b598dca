"""A results report, put together from the store and the catalogue."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kompassros.indicators import queries
from kompassros.indicators.comparing import Sizes, direction_of, ranks_of, sizes_of, why_no_groups
from kompassros.indicators.models import Break, Indicator, Measure, MeasureSet
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.indicators.unit_values import Slot, UnitValues, unit_values
from kompassros.methods.direction import Direction
from kompassros.methods.networks import GroupPlace, place_in_group
from kompassros.methods.quarters import (
    QUARTER_GROUPS,
    Grouping,
    NoGroups,
    Quarter,
    SignSetting,
    group_cell,
    group_of,
)
from kompassros.methods.trend import Band, IndicatorSeries, change, three_periods
from kompassros.records import clock
from kompassros.statistics import reading, unit_queries
from kompassros.statistics.models import Dataset, Unit, UnitGroupMember
from kompassros.statistics.values import COUNTED, Cell, Gender, Status, Value

LOOK_BACK = 3
"""How many years before the report's year a value may lie and still be shown, its year beside it. Own choice."""
PERIODS = 3
Standing = tuple[Quarter | None, Sizes | None, NoGroups | None]


def build_report(
    *, unit: Unit, measure_set: MeasureSet, year: int | None = None, setting: SignSetting = QUARTER_GROUPS
) -> ResultsReport:
    """Return a unit's results of a set in a year; at most ten queries, however many measures there are.

    ``year``: the set's own year unless given, without one the present. A measure without a value of the year shows its
    latest one of the years before, at most LOOK_BACK of them; with none at all it says so.
    """
    measures = queries.measures(measure_set)
    chosen = year or measure_set.year or clock.today().year
    known = [(one, one.indicator) for one in measures if one.indicator is not None]
    builder = _Builder(unit, chosen, setting, tuple(indicator for _, indicator in known))
    return ResultsReport(
        unit=unit,
        measure_set=measure_set,
        year=chosen,
        day=clock.today(),
        setting=setting,
        results=tuple(builder.result(measure, indicator) for measure, indicator in known),
        unknown=tuple(one for one in measures if one.indicator is None),
        datasets=builder.datasets(),
    )


@dataclass(frozen=True)
class _Builder:
    """What all measures of a report have in common, each read once."""

    unit: Unit
    year: int
    setting: SignSetting
    indicators: tuple[Indicator, ...]

    def result(self, measure: Measure, indicator: Indicator) -> MeasureResult:
        """Return one measure's part of the report."""
        direction = Direction(measure.direction) if measure.direction else direction_of(indicator)
        period = self._period(indicator)
        slot = Slot(indicator.number, period or self.year, Gender.TOTAL)
        value, cell = self._own.values.get(slot), self._own.cells.get(slot)
        quarter, sizes, no_groups = self._standing(slot, value, cell, direction)
        series = self._series(indicator, direction)
        return MeasureResult(
            measure=measure,
            indicator=indicator,
            direction=direction,
            period=period,
            value=value,
            cell=cell,
            ranks=ranks_of(value, direction),
            group=group_of(quarter, direction),
            sizes=sizes,
            no_groups=no_groups,
            change=change(series, period) if period else None,
            trend=three_periods(series, period) if period else None,
            similar=self._among_similar(slot, value, direction),
        )

    def datasets(self) -> tuple[Dataset, ...]:
        """Return the datasets whose values of the measures are read for the unit's class, in the order of reading."""
        left, found = set(self._numbers), []
        for one in Dataset.objects.select_related("current").order_by("rank", "pk"):
            if one.current_id is None or not left:
                continue
            held = reading.held(indicators=self._numbers, release=one.current_id)
            given = left & {number for number, unit_class in held if unit_class == self.unit.unit_class_id}
            if given:
                found.append(one)
            left -= given
        return tuple(found)

    def _period(self, indicator: Indicator) -> int | None:
        """Return the latest year, not after the report's, with a row of the unit.

        A number, or the bound of an inequality, goes before a reason why there is none.
        """
        years = range(self.year, self.year - LOOK_BACK - 1, -1)
        rows = [(year, self._own.values.get(Slot(indicator.number, year, Gender.TOTAL))) for year in years]
        there = [(year, row) for year, row in rows if row is not None]
        told = [year for year, row in there if row.value is not None]
        return next(iter([*told, *(year for year, _ in there)]), None)

    def _series(self, indicator: Indicator, direction: Direction) -> IndicatorSeries:
        rows = (row for slot, row in self._own.values.items() if slot.indicator == indicator.number)
        return IndicatorSeries(
            values={row.period: row.value if row.status in COUNTED else None for row in rows},
            direction=direction,
            band=Band(indicator.decimals),
            frequency=indicator.frequency,
            breaks=self._breaks[indicator.number],
        )

    def _standing(self, slot: Slot, value: Value | None, cell: Cell | None, direction: Direction) -> Standing:
        """Return the group by size, how large the groups are, and why there are none, by the report's sign rule."""
        if self.setting == QUARTER_GROUPS:
            quarter = None if value is None or value.quarter is None else Quarter(value.quarter)
            return quarter, sizes_of(cell, direction), why_no_groups(cell)
        if cell is None:
            return None, None, None
        rows = self._others[slot]
        found = _group(list(rows.values()), self.setting)
        placed = dict(zip(rows, found.values, strict=True)).get(self.unit.number)
        return placed.quarter if placed else None, _sizes(found, direction), found.reason

    def _among_similar(self, slot: Slot, value: Value | None, direction: Direction) -> GroupPlace | None:
        if value is None or value.value is None or value.status not in COUNTED or not self._similar:
            return None
        rows = self._others[slot]
        others = [
            rows[number].value if number in rows and rows[number].status in COUNTED else None
            for number in self._similar
        ]
        return place_in_group(value.value, others, direction)

    @cached_property
    def _numbers(self) -> list[int]:
        return [indicator.number for indicator in self.indicators]

    @cached_property
    def _own(self) -> UnitValues:
        reach = LOOK_BACK + (PERIODS - 1) * max((indicator.frequency for indicator in self.indicators), default=1)
        years = range(self.year - reach, self.year + 1)
        if not self._numbers:
            return UnitValues({}, {})
        return unit_values(
            unit=self.unit.number,
            unit_class=self.unit.unit_class_id,
            indicators=self._numbers,
            periods=years,
            releases=self._releases,
        )

    @cached_property
    def _releases(self) -> tuple[int, ...]:
        return reading.current_releases()

    @cached_property
    def _others(self) -> Mapping[Slot, Mapping[int, Value]]:
        """The values that are needed beside the own ones: all of the class where the rule asks for them, else few."""
        all_of_them = self.setting != QUARTER_GROUPS
        found: dict[Slot, dict[int, Value]] = defaultdict(dict)
        for row in reading.values(
            indicators=self._numbers,
            periods=sorted({self._period(indicator) or self.year for indicator in self.indicators}),
            units=() if all_of_them else self._similar,
            genders=[Gender.TOTAL],
            classes=[self.unit.unit_class_id],
            releases=self._releases,
        ):
            found[Slot(row.indicator, row.period, row.gender)][row.unit] = row
        return found

    @cached_property
    def _similar(self) -> Sequence[int]:
        """The units that are like this one overall, in the source's order; none where only a service is compared."""
        groups = [one for one in unit_queries.similar_groups(self.unit) if one.service_area == unit_queries.OVERALL]
        members = UnitGroupMember.objects.filter(group__in=groups).exclude(unit=self.unit).order_by("position")
        return list(members.values_list("unit_id", flat=True))

    @cached_property
    def _breaks(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for one in Break.objects.filter(indicator__in=self._numbers):
            found[one.indicator_id].append(one.period)
        return found


def _group(rows: Sequence[Value], setting: SignSetting) -> Grouping:
    numbers = [row.value if row.status in COUNTED else None for row in rows]
    return group_cell(numbers, setting=setting, preliminary=[row.status == Status.PRELIMINARY for row in rows])


def _sizes(found: Grouping, direction: Direction) -> Sizes | None:
    """Return the groups' sizes; the halves of the middle, where there are any, count as the middle."""
    if found.sizes is None:
        return None
    middle = found.sizes.lower_middle + found.sizes.middle + found.sizes.upper_middle
    ends = (found.sizes.highest, found.sizes.lowest)
    best, worst = reversed(ends) if direction is Direction.LOW else ends
    return Sizes(best, middle, worst)
