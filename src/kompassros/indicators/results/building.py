"""Results reports, put together from the store and the catalogue: of one unit, or of many at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kompassros.indicators import queries
from kompassros.indicators.comparing import direction_of, ranks_of, sizes_of, why_no_groups
from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.indicators.notes.queries import Notes, notes_of, public_notes
from kompassros.indicators.results.content import GroupSizes, MeasureResult, ResultsReport
from kompassros.indicators.results.material import Material
from kompassros.indicators.unit_values import Slot
from kompassros.methods.direction import Direction
from kompassros.methods.networks import GroupPlace, place_in_group
from kompassros.methods.quarters import (
    QUARTER_GROUPS,
    Group,
    Grouping,
    NoGroups,
    Quarter,
    SignSetting,
    group_of,
)
from kompassros.methods.trend import Band, IndicatorSeries, change, three_periods
from kompassros.records import clock
from kompassros.statistics.models import Unit
from kompassros.statistics.values import COUNTED, Cell, Gender, Value

Standing = tuple[Quarter | None, GroupSizes | None, NoGroups | None]


def build_report(
    *,
    unit: Unit,
    measure_set: MeasureSet,
    year: int | None = None,
    setting: SignSetting = QUARTER_GROUPS,
    level: str = "",
    inside: bool = False,
) -> ResultsReport:
    """Return a unit's results of a set in a year; at most ten queries, however many measures there are.

    Two more where an organisation stands behind the unit: what it says of the measures, and whether the year's
    values are still held back. ``inside``: with what is not public too, for the municipality's own people only.

    ``year``: the set's own year unless given, without one the present. A measure without a value of the year shows its
    latest one of the years before, at most LOOK_BACK of them; with none at all it says so. ``level``: of Measure.Level,
    only the measures for it; empty for all.
    """
    found = build_reports(units=[unit], measure_set=measure_set, year=year, setting=setting, level=level, inside=inside)
    return next(found)


def build_reports(
    *,
    units: Sequence[Unit],
    measure_set: MeasureSet,
    year: int | None = None,
    setting: SignSetting = QUARTER_GROUPS,
    level: str = "",
    inside: bool = False,
) -> Iterator[ResultsReport]:
    """Yield the reports of units in their order, each as ``build_report`` gives it; what they share is read once.

    Units of one class stand together, else what they share is read anew.
    """
    measures = [one for one in queries.measures(measure_set) if level in ("", one.level)]
    chosen = year or measure_set.year or clock.today().year
    known = [(one, one.indicator) for one in measures if one.indicator is not None]
    day = clock.today()
    for _class, of_class in groupby(units, key=lambda unit: unit.unit_class_id):
        of_units = tuple(of_class)
        material = Material(of_units, chosen, setting, tuple(indicator for _, indicator in known))
        for unit in of_units:
            builder = _Builder(unit, material, inside)
            yield ResultsReport(
                unit=unit,
                measure_set=measure_set,
                year=chosen,
                day=day,
                setting=setting,
                results=tuple(builder.result(measure, indicator) for measure, indicator in known),
                unknown=tuple(one for one in measures if one.indicator is None),
                datasets=material.datasets,
                level=level,
            )


@dataclass(frozen=True)
class _Builder:
    """One unit's part of what is read for all."""

    unit: Unit
    material: Material
    inside: bool

    def result(self, measure: Measure, indicator: Indicator) -> MeasureResult:
        """Return one measure's part of the report."""
        direction = Direction(measure.direction) if measure.direction else direction_of(indicator)
        period = self.material.period(self.unit, indicator.number)
        slot = Slot(indicator.number, period or self.material.year, Gender.TOTAL)
        value, cell = self.material.own(self.unit, indicator.number).get(slot.period), self.material.cell(slot)
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
            notes=self._notes.get(indicator.number, ()),
        )

    def _series(self, indicator: Indicator, direction: Direction) -> IndicatorSeries:
        rows = self.material.own(self.unit, indicator.number).values()
        return IndicatorSeries(
            values={row.period: row.value if row.status in COUNTED else None for row in rows},
            direction=direction,
            band=Band(indicator.decimals),
            frequency=indicator.frequency,
            breaks=self.material.breaks.get(indicator.number, ()),
        )

    def _standing(self, slot: Slot, value: Value | None, cell: Cell | None, direction: Direction) -> Standing:
        """Return the group by size, how large the groups are, and why there are none, by the report's sign rule."""
        if self.material.setting == QUARTER_GROUPS:
            quarter = None if value is None or value.quarter is None else Quarter(value.quarter)
            return quarter, _stored_sizes(cell, direction), why_no_groups(cell)
        if cell is None:
            return None, None, None
        grouped = self.material.grouped(slot)
        placed = grouped.placed.get(self.unit.number)
        return placed.quarter if placed else None, _sizes(grouped.found, direction), grouped.found.reason

    def _among_similar(self, slot: Slot, value: Value | None, direction: Direction) -> GroupPlace | None:
        similar = self.material.similar.get(self.unit.number, ())
        if value is None or value.value is None or value.status not in COUNTED or not similar:
            return None
        rows = self.material.others(slot)
        others = [
            rows[number].value if number in rows and rows[number].status in COUNTED else None for number in similar
        ]
        return place_in_group(value.value, others, direction)

    @cached_property
    def _notes(self) -> Notes:
        """What the municipality says. No text tells of values that are under embargo still."""
        organisation, numbers, year = self.unit.organisation_id, self.material.numbers, self.material.year
        if organisation is None or not numbers:
            return {}
        if self.inside:
            return notes_of(organisation=organisation, indicators=numbers, year=year)
        waiting = self.material.waiting
        hidden = {(number, of) for number, of in waiting if of not in self.material.own(self.unit, number)}
        return public_notes(organisation=organisation, indicators=numbers, year=year, hidden=hidden)


def _stored_sizes(cell: Cell | None, direction: Direction) -> GroupSizes | None:
    found = sizes_of(cell, direction)
    if found is None or direction is Direction.NONE:
        return None
    return {Group.BEST: found.best, Group.MIDDLE: found.middle, Group.WORST: found.worst}


def _sizes(found: Grouping, direction: Direction) -> GroupSizes | None:
    """Return how many are in each group, the best first; or None where there are none or no direction.

    An empty middle group is left out: four groups have a middle one only where a tie or an odd number makes it.
    """
    if found.sizes is None or direction is Direction.NONE:
        return None
    by_quarter = {
        Quarter.LOWEST: found.sizes.lowest,
        Quarter.LOWER_MIDDLE: found.sizes.lower_middle,
        Quarter.MIDDLE: found.sizes.middle,
        Quarter.UPPER_MIDDLE: found.sizes.upper_middle,
        Quarter.HIGHEST: found.sizes.highest,
    }
    by_group = {group_of(quarter, direction): size for quarter, size in by_quarter.items()}
    return {group: by_group[group] for group in Group if by_group[group] or group in (Group.BEST, Group.WORST)}
