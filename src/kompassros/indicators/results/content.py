"""What a results report says of a unit and a set of measures: plain data, the same for pages, documents and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.indicators.notes.queries import Note
from kompassros.methods.direction import Direction
from kompassros.methods.networks import GroupPlace
from kompassros.methods.quarters import Group, NoGroups, Ranks, SignSetting
from kompassros.methods.trend import Change, ThreePeriods, Turn
from kompassros.statistics.models import Dataset, Unit
from kompassros.statistics.values import COUNTED, Cell, Value

GroupSizes = Mapping[Group, int]


@dataclass(frozen=True)
class MeasureResult:
    """One measure of the set for the unit.

    ``period`` is the year of the value, None where the unit has no row in the years that are looked at; the report's
    year or an earlier one. ``cell`` is what the values of all units of the class look like in that year. ``ranks``,
    ``group``, ``sizes``, ``change`` and ``trend`` are None where there is nothing to say; ``no_groups`` says why a cell
    has no groups. ``similar``: the place among the municipalities that are alike overall. ``notes``: what the
    municipality says of it, as far as the report's readers may read it.
    """

    measure: Measure
    indicator: Indicator
    direction: Direction
    period: int | None
    value: Value | None
    cell: Cell | None
    ranks: Ranks | None
    group: Group | None
    sizes: GroupSizes | None
    no_groups: NoGroups | None
    change: Change | None
    trend: ThreePeriods | None
    similar: GroupPlace | None
    notes: tuple[Note, ...] = ()

    @property
    def title(self) -> str:
        """The words that the set uses, else the catalogue's."""
        return self.measure.title or self.indicator.title

    @property
    def number(self) -> float | None:
        """The value as a number that counts, None where there is none."""
        return self.value.value if self.value and self.value.status in COUNTED else None

    @property
    def best(self) -> float | None:
        """The best value of all; without direction the highest."""
        return None if self.cell is None else self.cell.least if self.direction is Direction.LOW else self.cell.most

    @property
    def worst(self) -> float | None:
        """The worst value of all; without direction the lowest."""
        return None if self.cell is None else self.cell.most if self.direction is Direction.LOW else self.cell.least


@dataclass(frozen=True)
class AreaResults:
    """The measures of one area of the set, in the set's order."""

    name: str
    results: tuple[MeasureResult, ...]


@dataclass(frozen=True)
class ResultsReport:
    """All measures of a set for one unit and year.

    ``unknown``: measures of the set that the catalogue does not have, so that nothing can be said of them.
    ``datasets``: where the values come from. ``setting``: by which sign rule the groups were formed. ``level``: of
    Measure.Level, where only the measures for it are in the report.
    """

    unit: Unit
    measure_set: MeasureSet
    year: int
    day: date
    setting: SignSetting
    results: tuple[MeasureResult, ...]
    unknown: tuple[Measure, ...]
    datasets: tuple[Dataset, ...]
    level: str = ""

    @property
    def made_up(self) -> bool:
        """Whether the unit or any value is made up."""
        return self.unit.unit_class.made_up or any(one.made_up for one in self.datasets)

    @cached_property
    def areas(self) -> tuple[AreaResults, ...]:
        """The results by area, in the order in which the areas first occur in the set."""
        order = list(dict.fromkeys(one.measure.area for one in self.results))
        ordered = sorted(self.results, key=lambda one: order.index(one.measure.area))
        return tuple(AreaResults(name, tuple(rows)) for name, rows in groupby(ordered, lambda one: one.measure.area))

    @cached_property
    def groups(self) -> Mapping[Group | None, int]:
        """How many measures are in each group; those without a group under None."""
        found: dict[Group | None, int] = {}
        for one in self.results:
            found[one.group] = found.get(one.group, 0) + 1
        return found

    def turned(self, turn: Turn) -> Sequence[MeasureResult]:
        """Return the measures that moved so since the measurement before."""
        return [one for one in self.results if one.change and one.change.turn is turn]

    @property
    def has_notes(self) -> bool:
        """Whether the municipality says anything of any measure."""
        return any(one.notes for one in self.results)

    @property
    def measured(self) -> int:
        """How many measures have a number."""
        return sum(one.number is not None for one in self.results)
