"""A municipality's or region's own organisational units: their values, among all units of the kind in the country."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kompassros.indicators.measure_values import cells_by_class
from kompassros.indicators.models import Indicator
from kompassros.statistics import reading
from kompassros.statistics.models import Unit, UnitClass
from kompassros.statistics.values import Cell, Gender, Value


@dataclass(frozen=True)
class Workplace:
    """An organisational unit with its value, and what the values of all units of its kind look like."""

    unit: Unit
    value: Value
    cell: Cell | None


@dataclass(frozen=True)
class Workplaces:
    """The units of the kinds that have values of a measure. ``without``: how many of them have none in the period."""

    period: int
    found: tuple[Workplace, ...]
    without: int


def workplaces_of(*, indicator: Indicator, parent: Unit, period: int, gender: Gender) -> Workplaces | None:
    """Return the values of a unit's own organisational units; None where it has none of the kinds that have values.

    In ``period``, or where no unit in the country has a value then, in the last period that has any. Four queries.
    """
    cells = _workplace_cells(indicator)
    periods = {of_period for slots in cells.values() for of_period, of_gender in slots if of_gender == gender}
    units = _units(parent, cells) if periods else {}
    if not units:
        return None
    chosen = period if period in periods else max(periods)
    values = reading.values(
        indicators=[indicator.number], periods=[chosen], genders=[gender], units=list(units), classes=list(cells)
    )
    by_unit = {value.unit: value for value in values}
    found = tuple(
        Workplace(unit, by_unit[number], cells[unit.unit_class_id].get((chosen, gender)))
        for number, unit in units.items()
        if number in by_unit
    )
    return Workplaces(chosen, found, len(units) - sum(one.value.value is not None for one in found))


def _workplace_cells(indicator: Indicator) -> dict[int, Mapping[tuple[int, int], Cell]]:
    cells = cells_by_class(indicator.number)
    kind = UnitClass.objects.filter(kind=UnitClass.Kind.WORKPLACE, number__in=list(cells))
    return {number: cells[number] for number in kind.values_list("number", flat=True)}


def _units(parent: Unit, classes: Collection[int]) -> dict[int, Unit]:
    units = Unit.objects.filter(parent=parent, unit_class__in=list(classes)).select_related("unit_class")
    return {unit.number: unit for unit in units.order_by("sort_key", "code")}
