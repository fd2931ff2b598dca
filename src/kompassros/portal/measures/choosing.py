"""What a reader of a measure's page has chosen in its address: whose value, beside whom, which year, women or men."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from kompassros.indicators.measure_values import MeasureValues, cells_by_class, measure_values
from kompassros.indicators.models import Indicator
from kompassros.statistics import reading, unit_classes, unit_queries
from kompassros.statistics.models import Dataset, Unit, UnitClass, UnitGroup
from kompassros.statistics.values import Cell, Gender

MOST_OTHERS = 9
LONGEST_NAME = 80
_REGIONS_FIRST = (unit_classes.REGION, unit_classes.MUNICIPALITY, unit_classes.NORWEGIAN, unit_classes.MADE_UP)
_MUNICIPALITIES_FIRST = (
    unit_classes.MUNICIPALITY,
    unit_classes.REGION,
    unit_classes.NORWEGIAN,
    unit_classes.MADE_UP,
)


@dataclass(frozen=True)
class Network:
    """Units of somebody's choice. ``group``: the stored one; None for the reader's own, which stands in the address."""

    title: str
    members: tuple[Unit, ...]
    group: UnitGroup | None = None

    def is_around(self, unit: Unit) -> bool:
        """Whether the members are those that are similar to this unit, which is not one of them itself."""
        return self.group is not None and self.group.around_id == unit.number


@dataclass(frozen=True)
class Chosen:
    """A measure, a class of units with all its values, and what of it is looked at.

    ``classes``: those that have values, this one among them. ``unit`` None: nobody in particular. ``called``: the name
    that the reader gave the unit and the others together.
    """

    indicator: Indicator
    unit_class: UnitClass
    classes: tuple[UnitClass, ...]
    values: MeasureValues
    units: dict[int, Unit]
    unit: Unit | None
    others: tuple[Unit, ...]
    period: int
    gender: Gender
    network: Network | None = None
    called: str = ""

    @cached_property
    def ordered(self) -> list[Unit]:
        """All units of the class by name."""
        return list(self.units.values())

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """The datasets whose values are shown."""
        return reading.datasets_of(indicators=[self.indicator.number], unit_class=self.unit_class.number)

    @property
    def cell(self) -> Cell | None:
        """What all values of the chosen year and gender look like."""
        return self.values.cells.get((self.period, self.gender))

    def entries(self, **changes: object) -> list[tuple[str, str]]:
        """Return the address's names and values with some of them changed; an empty value is left out."""
        named: dict[str, object] = {
            "class": self.unit_class.key if len(self.classes) > 1 else "",
            "unit": self.unit.code if self.unit else "",
            "period": self.period,
            "gender": self.gender.letter,
            "network": self.network.group.code if self.network and self.network.group else "",
            "called": self.called,
        }
        found = [(name, str(value)) for name, value in (named | changes).items() if value]
        return [*found, *(("with", unit.code) for unit in self.others)]

    def query(self, **changes: object) -> str:
        """Return the address's query with some of it changed."""
        return urlencode(self.entries(**changes))


def classes_with_values(indicator: Indicator, releases: tuple[int, ...]) -> list[UnitClass]:
    """Return the classes of municipalities and regions that have values, real ones first."""
    keys = _REGIONS_FIRST if indicator.about == "L" else _MUNICIPALITIES_FIRST
    known = {found.key: found for found in UnitClass.objects.filter(key__in=keys)}
    there = [known[key] for key in keys if key in known]
    cells = cells_by_class(indicator.number, releases)
    return [found for found in there if found.number in cells]


def choose(indicator: Indicator, asked: QueryDict) -> Chosen | None:
    """Read an address; what is unknown in it is passed over. None where no class has a value."""
    releases = reading.current_releases()
    classes = classes_with_values(indicator, releases)
    if not classes:
        return None
    unit_class = next((found for found in classes if found.key == asked.get("class")), classes[0])
    values = measure_values(indicator.number, unit_class.number, releases)
    units = {unit.number: unit for unit in Unit.objects.filter(unit_class=unit_class).order_by("sort_key", "code")}
    by_code = {unit.code: unit for unit in units.values()}
    for unit in units.values():
        unit.unit_class = unit_class
        unit.name = name_of(unit)
    gender = _gender(values, asked.get("gender", ""))
    own = by_code.get(asked.get("unit", ""))
    others = [by_code[code] for code in dict.fromkeys(asked.getlist("with")) if code in by_code]
    return Chosen(
        indicator=indicator,
        unit_class=unit_class,
        classes=tuple(classes),
        values=values,
        units=units,
        unit=own,
        others=tuple(unit for unit in others if unit != own)[:MOST_OTHERS],
        period=_period(values, gender, asked.get("period", ""), own),
        gender=gender,
        network=_network(asked.get("network", ""), units),
        called=asked.get("called", "").replace("\0", "").strip()[:LONGEST_NAME],
    )


def name_of(unit: Unit) -> str:
    """Return a unit's name as it is shown: one that does not exist says so, in tables, pictures and files alike."""
    return _("%(name)s (made up)") % {"name": unit.name} if unit.unit_class.made_up else unit.name


def _network(code: str, units: Mapping[int, Unit]) -> Network | None:
    """Return the group with this code, as far as its members are of the class; None where none is."""
    group = unit_queries.group(code) if code.isalnum() else None
    if group is None:
        return None
    members = tuple(units[unit.number] for unit in unit_queries.members(group) if unit.number in units)
    return Network(group.title, members, group) if members else None


def _gender(values: MeasureValues, letter: str) -> Gender:
    there = [Gender(number) for number in values.genders]
    return next((gender for gender in there if gender.letter == letter), there[0])


def _period(values: MeasureValues, gender: Gender, asked: str, own: Unit | None) -> int:
    periods: Sequence[int] = values.periods_of(gender)
    if asked.isascii() and asked.isdigit() and int(asked[:6]) in periods:
        return int(asked[:6])
    if own:
        with_value = [period for period in periods if values.number(own.number, period, gender) is not None]
        return max(with_value, default=periods[-1])
    return periods[-1]
