"""What the reports of units of one class stand on, each read once however many reports are made of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kompassros.indicators.models import Break, Indicator
from kompassros.indicators.notes.queries import held_back
from kompassros.indicators.unit_values import Slot, UnitValues, unit_values
from kompassros.methods.quarters import QUARTER_GROUPS, Grouping, Placed, SignSetting, group_cell
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset, Unit, UnitGroup, UnitGroupMember
from kompassros.statistics.unit_queries import OVERALL
from kompassros.statistics.values import COUNTED, Cell, Gender, Status, Value

LOOK_BACK = 3
"""How many years before the report's year a value may lie and still be shown, its year beside it. Own choice."""
PERIODS = 3
_NO_ROWS: Mapping[int, Value] = {}


@dataclass(frozen=True)
class GroupedCell:
    """The groups of a cell by a rule other than the store's: ``found``, and each unit's part of it by its number."""

    found: Grouping
    placed: Mapping[int, Placed | None]


@dataclass(frozen=True)
class Material:
    """Values, cells, breaks, datasets and similar units for reports of ``units``, one or several of one class.

    For a single one its own rows are read, and of others those that are needed; for several everybody's, at once.
    """

    units: tuple[Unit, ...]
    year: int
    setting: SignSetting
    indicators: tuple[Indicator, ...]

    def own(self, unit: Unit, number: int) -> Mapping[int, Value]:
        """Return the unit's rows of an indicator, by year, of the years that a report looks at."""
        return self._own.get((unit.number, number), _NO_ROWS)

    def cell(self, slot: Slot) -> Cell | None:
        """Return what the values of all units of the class look like, None where nobody has one."""
        return self._read.cells.get(slot) if self._single else self._cells.get(slot)

    def period(self, unit: Unit, number: int) -> int | None:
        """Return the latest year, not after the report's, with a row of the unit.

        A number, or the bound of an inequality, goes before a reason why there is none.
        """
        rows = self.own(unit, number)
        there = [year for year in range(self.year, self.year - LOOK_BACK - 1, -1) if year in rows]
        told = [year for year in there if rows[year].value is not None]
        return next(iter([*told, *there]), None)

    def others(self, slot: Slot) -> Mapping[int, Value]:
        """Return rows by the unit's number: those of the similar units at least, all where the rule needs them."""
        return self._others.get(slot, _NO_ROWS)

    def grouped(self, slot: Slot) -> GroupedCell:
        """Return the groups of a cell by the report's rule, worked out once for all units."""
        found = self._grouped.get(slot)
        if found is None:
            found = self._grouped[slot] = _group(self.others(slot), self.setting)
        return found

    @cached_property
    def numbers(self) -> list[int]:
        """The numbers of the indicators."""
        return [indicator.number for indicator in self.indicators]

    @cached_property
    def breaks(self) -> Mapping[int, Sequence[int]]:
        """The breaks of each indicator's series, by its number."""
        found: dict[int, list[int]] = defaultdict(list)
        for one in Break.objects.filter(indicator__in=self.numbers):
            found[one.indicator_id].append(one.period)
        return found

    @cached_property
    def similar(self) -> Mapping[int, Sequence[int]]:
        """The units that are like each one overall, in the source's order; none where only a service is compared."""
        latest: dict[int, UnitGroup] = {}
        groups = UnitGroup.objects.filter(around__in=self.units, service_area=OVERALL)
        for group in groups.order_by("around", "-year", "code"):
            latest.setdefault(group.around_id or 0, group)
        around = {group.pk: unit for unit, group in latest.items()}
        found: dict[int, list[int]] = defaultdict(list)
        members = UnitGroupMember.objects.filter(group__in=around).order_by("group", "position")
        for group_pk, number in members.values_list("group_id", "unit_id"):
            if number != around[group_pk]:
                found[around[group_pk]].append(number)
        return found

    @cached_property
    def waiting(self) -> set[tuple[int, int]]:
        """The indicators and years whose values are held back still."""
        return held_back(indicators=self.numbers, year=self.year) if self.numbers else set()

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """The datasets whose values of the measures are read for the class, in the order of reading."""
        return reading.datasets_of(indicators=self.numbers, unit_class=self._class)

    @property
    def _class(self) -> int:
        return self.units[0].unit_class_id

    @property
    def _single(self) -> bool:
        return len(self.units) == 1

    @cached_property
    def _releases(self) -> tuple[int, ...]:
        return reading.current_releases()

    @cached_property
    def _years(self) -> range:
        reach = LOOK_BACK + (PERIODS - 1) * max((indicator.frequency for indicator in self.indicators), default=1)
        return range(self.year - reach, self.year + 1)

    @cached_property
    def _read(self) -> UnitValues:
        """The rows of a single unit, which are kept from one page to the next, with the cells."""
        if not self.numbers:
            return UnitValues({}, {})
        return unit_values(
            unit=self.units[0].number,
            unit_class=self._class,
            indicators=self.numbers,
            periods=self._years,
            releases=self._releases,
        )

    @cached_property
    def _cells(self) -> Mapping[Slot, Cell]:
        found = reading.cells(
            indicators=self.numbers,
            periods=self._years,
            genders=[Gender.TOTAL],
            classes=[self._class],
            releases=self._releases,
        )
        return {Slot(cell.indicator, cell.period, cell.gender): cell for cell in found}

    @cached_property
    def _own(self) -> Mapping[tuple[int, int], Mapping[int, Value]]:
        """Rows by unit and indicator, then by year."""
        found: dict[tuple[int, int], dict[int, Value]] = defaultdict(dict)
        for row in self._read.values.values() if self._single else self._everybody:
            found[row.unit, row.indicator][row.period] = row
        return found

    @cached_property
    def _everybody(self) -> Sequence[Value]:
        return self._values(self._years, ())

    def _values(self, periods: Sequence[int], units: Sequence[int]) -> Sequence[Value]:
        if not self.numbers:
            return ()
        return reading.values(
            indicators=self.numbers,
            periods=periods,
            units=units,
            genders=[Gender.TOTAL],
            classes=[self._class],
            releases=self._releases,
        )

    @cached_property
    def _others(self) -> Mapping[Slot, Mapping[int, Value]]:
        found: dict[Slot, dict[int, Value]] = defaultdict(dict)
        for row in self._beside() if self._single else self._everybody:
            found[Slot(row.indicator, row.period, row.gender)][row.unit] = row
        return found

    def _beside(self) -> Sequence[Value]:
        """Return what is needed beside a single unit's own rows, of the years of its values."""
        (unit,) = self.units
        periods = sorted({self.period(unit, number) or self.year for number in self.numbers})
        if self.setting != QUARTER_GROUPS:
            return self._values(periods, ())
        similar = self.similar.get(unit.number, ())
        return self._values(periods, similar) if similar else ()

    @cached_property
    def _grouped(self) -> dict[Slot, GroupedCell]:
        return {}


def _group(rows: Mapping[int, Value], setting: SignSetting) -> GroupedCell:
    numbers = [row.value if row.status in COUNTED else None for row in rows.values()]
    waits = [row.status == Status.PRELIMINARY for row in rows.values()]
    found = group_cell(numbers, setting=setting, preliminary=waits)
    return GroupedCell(found, dict(zip(rows, found.values, strict=True)))
