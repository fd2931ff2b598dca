"""The tables of a measure's page: every unit with its place, and the groups of similar units."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from urllib.parse import quote_plus

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kompassros.indicators.comparing import InGroup, changes, direction_of
from kompassros.indicators.measure_words import (
    GROUP_SIGNS,
    GROUPS,
    NO_TREND,
    TURNS,
    is_counted,
    number_text,
    place_text,
    value_text,
)
from kompassros.indicators.models import Indicator
from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Quarter, group_of, place_of
from kompassros.methods.rounding import as_written
from kompassros.methods.trend import Change
from kompassros.portal.measures.choosing import Chosen
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Status, Value
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_number
from kompassros.web.tables import Table

MOST_NAMED = 12
_CODE = "-code-"


def address_of(code: str, query: str = "") -> str:
    """Return the address of a measure's page."""
    href = reverse("portal:measure", args=[code])
    return f"{href}?{query}" if query else href


def value_cell(value: Value | None, indicator: Indicator) -> Cell:
    """Return a value, or the words that say why there is none; a preliminary one says so."""
    text = value_text(value, indicator)
    if value is None or value.value is None or not is_counted(value):
        return Cell(None, text)
    note = _("preliminary") if value.status == Status.PRELIMINARY else None
    return Cell(as_written(value.value), text, note=note)


def number_cell(value: float, indicator: Indicator) -> Cell:
    """Return a number that is no unit's value: a mean, a median, an end."""
    return Cell(as_written(value), number_text(value, indicator))


def place_cell(value: Value | None, of: int, direction: Direction) -> Cell:
    """Return a value's place from the good end, without direction from the highest value."""
    if value is None or value.from_low is None or value.from_high is None:
        return Cell(None, _("no place"))
    ranks = place_of(value.from_low, value.from_high, direction)
    place = ranks.rank_best if ranks else value.from_high
    return Cell(place, place_text(place, of))


def place_head(direction: Direction) -> str:
    """Return what places are called: without direction they are counted from the highest value."""
    return _("Place from the highest value") if direction is Direction.NONE else _("Place")


def group_cell(value: Value | None, direction: Direction) -> Cell:
    """Return a value's group as shape, colour and word."""
    group = None if value is None or value.quarter is None else group_of(Quarter(value.quarter), direction)
    if group is None:
        return Cell(None, _("no group"))
    return Cell(str(GROUPS[group]), sort=place_order(value, direction), tone=GROUP_SIGNS[group])


def place_order(value: Value | None, direction: Direction) -> int:
    """Return what orders values from the best to the worst."""
    if value is None or value.from_low is None or value.from_high is None:
        return 0
    return value.from_low if direction is Direction.LOW else value.from_high


def unit_addresses(chosen: Chosen) -> Callable[[Unit], str]:
    """Return what gives each unit's address of this page: the address is made once, and only the unit's code put in."""
    before, after = address_of(chosen.indicator.code, chosen.query(unit=_CODE)).split(_CODE, 1)
    return lambda unit: f"{before}{quote_plus(unit.code)}{after}"


def all_units(chosen: Chosen, breaks: Sequence[int]) -> Table:
    """List every unit of the class with its value, place, group and change; those without a value stand last."""
    direction = direction_of(chosen.indicator)
    columns = [
        Column("unit", _("Unit")),
        Column("value", _("Value"), "number", chosen.indicator.unit),
        Column("place", place_head(direction), "number"),
        *([Column("group", _("Group"), "tag")] if direction is not Direction.NONE else []),
        Column("change", _("Since the measurement before")),
    ]
    rows = _unit_rows(chosen, direction, breaks)
    return Table(
        "units",
        _("All values in %(period)s") % {"period": chosen.period},
        columns,
        sorted(rows, key=lambda row: row.cells["value"].missing),
        source=chosen.indicator.source,
    )


class LazyCells(Mapping[str, Cell]):
    """The cells of a row, each made when it is first looked at: a page shows 50 of 290 rows."""

    def __init__(self, makers: Mapping[str, Callable[[], Cell]]) -> None:
        self._makers = makers
        self._made: dict[str, Cell] = {}

    def __getitem__(self, key: str) -> Cell:
        if key not in self._made:
            self._made[key] = self._makers[key]()
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def _unit_rows(chosen: Chosen, direction: Direction, breaks: Sequence[int]) -> Iterator[Row]:
    indicator, period, gender = chosen.indicator, chosen.period, chosen.gender
    change_of = changes(indicator=indicator, values=chosen.values, period=period, gender=gender, breaks=breaks)
    address, of = unit_addresses(chosen), chosen.cell.n if chosen.cell else 0
    for unit in chosen.ordered:
        value = chosen.values.value(unit.number, period, gender)
        cells = {
            "unit": partial(Cell, unit.name),
            "value": partial(value_cell, value, indicator),
            "place": partial(place_cell, value, of, direction),
            "group": partial(group_cell, value, direction),
            "change": partial(_change_cell, change_of, unit.number),
        }
        yield Row(LazyCells(cells), address(unit))


def _change_cell(change_of: Callable[[int], Change], unit: int) -> Cell:
    moved = change_of(unit)
    if moved.turn:
        return Cell(str(TURNS[moved.turn]))
    return Cell(None, NO_TREND[moved.reason] if moved.reason else "")


def similar_units(chosen: Chosen, groups: Sequence[InGroup]) -> Table:
    """List the groups of similar units and the networks, with the unit's place in each."""
    columns = [
        Column("group", _("Compared with")),
        Column("place", _("Place"), "number"),
        Column("mean", _("Their mean"), "number", chosen.indicator.unit),
        Column("missing", _("Of them without value"), "number"),
        Column("members", _("Who they are"), sort=False, prose=True),
    ]
    return Table(
        "similar",
        _("Place among similar units and in networks"),
        columns,
        [_group_row(chosen, found) for found in groups],
    )


def _group_row(chosen: Chosen, found: InGroup) -> Row:
    place, others = found.place, found.others
    named = {"area": found.group.service_area, "year": found.group.year}
    title = capfirst(_("similar by %(area)s, %(year)s") % named) if found.group.service_area else found.group.title
    without = sum(value is None for _unit, value in found.values)
    mean = number_cell(others.mean, chosen.indicator) if others else Cell(None, _("no value"))
    return Row(
        {
            "group": Cell(title),
            "place": Cell(place.place, place_text(place.place, place.of)) if place else Cell(None, _("no place")),
            "mean": mean,
            "missing": Cell(without),
            "members": Cell(_members(found)),
        },
        f"{address_of(chosen.indicator.code, chosen.query(network=found.group.code))}#networks",
    )


def _members(found: InGroup) -> str:
    """Return who is in a group: by name, in a large one how many."""
    names = [unit.name for unit, _value in found.values]
    return ", ".join(names) if len(names) <= MOST_NAMED else _("%(count)s units") % {"count": format_number(len(names))}
