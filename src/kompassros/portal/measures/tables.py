"""The tables of a measure's page: every unit with its place, and the groups of similar units."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kompassros.indicators.comparing import InGroup, direction_of, series_of
from kompassros.indicators.models import Indicator
from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Quarter, group_of, place_of
from kompassros.methods.rounding import as_written
from kompassros.methods.trend import change
from kompassros.portal.measures.choosing import Chosen
from kompassros.portal.measures.wording import (
    GROUP_SIGNS,
    GROUPS,
    NO_TREND,
    TURNS,
    is_counted,
    number_text,
    place_text,
    value_text,
)
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Status, Value
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_number
from kompassros.web.tables import Table

MOST_NAMED = 12


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


def all_units(chosen: Chosen, breaks: Sequence[int]) -> Table:
    """List every unit of the class with its value, place, group and change."""
    direction = direction_of(chosen.indicator)
    columns = [
        Column("unit", _("Unit")),
        Column("value", _("Value"), "number", chosen.indicator.unit),
        Column("place", place_head(direction), "number"),
        *([Column("group", _("Group"), "tag")] if direction is not Direction.NONE else []),
        Column("change", _("Since the measurement before")),
    ]
    return Table(
        "units",
        _("All values in %(period)s") % {"period": chosen.period},
        columns,
        [_unit_row(chosen, unit, direction, breaks) for unit in chosen.ordered],
        source=chosen.indicator.source,
    )


def _unit_row(chosen: Chosen, unit: Unit, direction: Direction, breaks: Sequence[int]) -> Row:
    value = chosen.values.value(unit.number, chosen.period, chosen.gender)
    of = chosen.cell.n if chosen.cell else 0
    moved = change(series_of(chosen.indicator, chosen.values, unit.number, chosen.gender, breaks), chosen.period)
    cells = {
        "unit": Cell(unit.name),
        "value": value_cell(value, chosen.indicator),
        "place": place_cell(value, of, direction),
        "group": group_cell(value, direction),
        "change": Cell(str(TURNS[moved.turn]))
        if moved.turn
        else Cell(None, NO_TREND[moved.reason] if moved.reason else ""),
    }
    return Row(cells, address_of(chosen.indicator.code, chosen.query(unit=unit.code)))


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
    place = found.place
    others = place.others if place else None
    named = {"area": found.group.service_area, "year": found.group.year}
    title = capfirst(_("similar by %(area)s, %(year)s") % named) if found.group.service_area else found.group.title
    without = sum(value is None for _unit, value in found.values)
    mean = Cell(None, _("no value"))
    if others:
        mean = Cell(as_written(others.mean), number_text(others.mean, chosen.indicator))
    return Row(
        {
            "group": Cell(title),
            "place": Cell(place.place, place_text(place.place, place.of)) if place else Cell(None, _("no place")),
            "mean": mean,
            "missing": Cell(without),
            "members": Cell(_members(found)),
        }
    )


def _members(found: InGroup) -> str:
    """Return who is in a group: by name, in a large one how many."""
    names = [unit.name for unit, _value in found.values]
    return ", ".join(names) if len(names) <= MOST_NAMED else _("%(count)s units") % {"count": format_number(len(names))}
