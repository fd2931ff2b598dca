"""The parts of a measure's page about who runs what: a municipality's own units, and own and other providers."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompassros.indicators.comparing import direction_of
from kompassros.indicators.measure_words import Words
from kompassros.indicators.providers import Provided, Provider, provided
from kompassros.indicators.workplaces import Workplace, Workplaces, workplaces_of
from kompassros.methods.direction import Direction
from kompassros.portal.measures.choosing import Chosen
from kompassros.portal.measures.tables import (
    address_of,
    group_cell,
    number_cell,
    place_cell,
    place_head,
    value_cell,
)
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_number
from kompassros.web.tables import Table

PROVIDERS: dict[Provider, Words] = {
    Provider.OWN: gettext_lazy("municipal or public"),
    Provider.OTHERS: gettext_lazy("independent or private"),
    Provider.ALL: gettext_lazy("all that lie in the municipality"),
}


def provider_parts(chosen: Chosen) -> dict[str, Any]:
    """Return the own units of the chosen unit and the measures of other providers, as far as there are any."""
    found = _workplaces(chosen)
    family = provided(
        indicator=chosen.indicator,
        unit=chosen.unit,
        unit_class=chosen.unit_class.number,
        period=chosen.period,
        gender=chosen.gender,
    )
    return {
        "workplaces": workplace_table(chosen, found) if found and found.found else None,
        "workplaces_said": workplaces_sentence(found) if found else "",
        "providers": provider_table(chosen, family) if family else None,
    }


def _workplaces(chosen: Chosen) -> Workplaces | None:
    if chosen.unit is None:
        return None
    return workplaces_of(indicator=chosen.indicator, parent=chosen.unit, period=chosen.period, gender=chosen.gender)


def workplaces_sentence(found: Workplaces) -> str:
    """Say how many of the units of the kinds in question have a value, and how many have none."""
    of = found.without + sum(one.value.value is not None for one in found.found)
    names = {"of": format_number(of), "without": format_number(found.without), "period": found.period}
    return (
        ngettext(
            "Of %(of)s unit of the kind %(without)s has no value in %(period)s.",
            "Of %(of)s units of the kind %(without)s have no value in %(period)s.",
            of,
        )
        % names
    )


def workplace_table(chosen: Chosen, found: Workplaces) -> Table:
    """List the organisational units with value and place among all of their kind in the country."""
    direction = direction_of(chosen.indicator)
    columns = [
        Column("unit", _("Unit")),
        Column("kind", _("Kind")),
        Column("value", _("Value"), "number", chosen.indicator.unit),
        Column("place", _place_head(direction), "number"),
        *([Column("group", _("Group"), "tag")] if direction is not Direction.NONE else []),
    ]
    return Table(
        "workplaces",
        _("Values of the units in %(period)s") % {"period": found.period},
        columns,
        [_workplace_row(chosen, one, direction) for one in found.found],
        source=chosen.indicator.source,
    )


def _place_head(direction: Direction) -> str:
    return _("Place in the country") if direction is not Direction.NONE else place_head(direction)


def _workplace_row(chosen: Chosen, one: Workplace, direction: Direction) -> Row:
    of_class = one.unit.unit_class
    return Row(
        {
            "unit": Cell(one.unit.name),
            "kind": Cell(_(of_class.name) if of_class.name else of_class.key.removeprefix("SE-")),
            "value": value_cell(one.value, chosen.indicator),
            "place": place_cell(one.value, one.cell.n if one.cell else 0, direction),
            "group": group_cell(one.value, direction),
        }
    )


def provider_table(chosen: Chosen, family: list[Provided]) -> Table:
    """List the measures that differ only in who runs what they are about."""
    columns = [
        Column("provider", _("Who runs it")),
        *([Column("value", chosen.unit.name, "number", chosen.indicator.unit)] if chosen.unit else []),
        *([Column("place", place_head(direction_of(chosen.indicator)), "number")] if chosen.unit else []),
        Column("mean", _("Mean"), "number", chosen.indicator.unit),
        Column("n", _("Units with a value"), "number"),
        Column("measure", _("Measure"), prose=True),
    ]
    return Table(
        "providers",
        _("Own and other providers, %(period)s") % {"period": chosen.period},
        columns,
        [_provider_row(chosen, one) for one in family],
        source=chosen.indicator.source,
    )


def _provider_row(chosen: Chosen, one: Provided) -> Row:
    none = Cell(None, _("no values here"))
    return Row(
        {
            "provider": Cell(str(PROVIDERS[one.provider])),
            "value": value_cell(one.value, one.indicator),
            "place": place_cell(one.value, one.cell.n if one.cell else 0, direction_of(one.indicator)),
            "mean": number_cell(one.cell.mean, one.indicator) if one.cell else none,
            "n": Cell(one.cell.n) if one.cell else none,
            "measure": Cell(one.indicator.title),
        },
        address_of(one.indicator.code, chosen.query()),
    )
