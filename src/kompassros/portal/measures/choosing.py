"""What a reader of a measure's page has chosen in its address: whose value, beside whom, which year, women or men."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from kompassros.indicators.measure_values import MeasureValues, measure_values
from kompassros.indicators.models import Indicator
from kompassros.statistics import unit_classes
from kompassros.statistics.models import Unit, UnitClass
from kompassros.statistics.values import Cell, Gender

MOST_OTHERS = 9
_REGIONS_FIRST = (unit_classes.REGION, unit_classes.MUNICIPALITY, unit_classes.MADE_UP)
_MUNICIPALITIES_FIRST = (unit_classes.MUNICIPALITY, unit_classes.REGION, unit_classes.MADE_UP)


@dataclass(frozen=True)
class Chosen:
    """A measure, a class of units with all its values, and what of it is looked at.

    ``classes``: those that have values, this one among them. ``unit`` None: nobody in particular.
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

    @cached_property
    def ordered(self) -> list[Unit]:
        """All units of the class by name."""
        return list(self.units.values())

    @property
    def cell(self) -> Cell | None:
        """What all values of the chosen year and gender look like."""
        return self.values.cells.get((self.period, self.gender))

    def query(self, **changes: object) -> str:
        """Return the address's query with some of it changed; an empty value is left out."""
        query = QueryDict(mutable=True)
        entries: dict[str, object] = {
            "class": self.unit_class.key if len(self.classes) > 1 else "",
            "unit": self.unit.code if self.unit else "",
            "period": self.period,
            "gender": self.gender.letter,
        }
        entries |= changes
        for name, value in entries.items():
            if value:
                query[name] = str(value)
        query.setlist("with", [unit.code for unit in self.others] if "with" not in changes else [])
        return query.urlencode()


def classes_with_values(indicator: Indicator) -> list[UnitClass]:
    """Return the classes of municipalities and regions that have values, real ones first."""
    keys = _REGIONS_FIRST if indicator.about == "L" else _MUNICIPALITIES_FIRST
    known = {found.key: found for found in UnitClass.objects.filter(key__in=keys)}
    there = [known[key] for key in keys if key in known]
    return [found for found in there if measure_values(indicator.number, found.number).cells]


def choose(indicator: Indicator, asked: QueryDict) -> Chosen | None:
    """Read an address; what is unknown in it is passed over. None where no class has a value."""
    classes = classes_with_values(indicator)
    if not classes:
        return None
    unit_class = next((found for found in classes if found.key == asked.get("class")), classes[0])
    values = measure_values(indicator.number, unit_class.number)
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
    )


def name_of(unit: Unit) -> str:
    """Return a unit's name as it is shown: one that does not exist says so, in tables, pictures and files alike."""
    return _("%(name)s (made up)") % {"name": unit.name} if unit.unit_class.made_up else unit.name


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
