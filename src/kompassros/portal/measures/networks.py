"""The part of a measure's page that compares within a network: a stored group, or the units a reader has chosen."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.indicators.comparing import direction_of
from kompassros.indicators.measure_words import number_text, place_text, with_unit
from kompassros.indicators.networks import InNetwork, NetworkRow, place_in_network
from kompassros.methods.direction import Direction
from kompassros.methods.spread import Spread
from kompassros.portal.measures.choosing import LONGEST_NAME, Chosen, Network
from kompassros.portal.measures.tables import number_cell, place_cell, place_head, unit_addresses, value_cell
from kompassros.statistics import unit_queries
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_number
from kompassros.web.tables import Table

OFFERED = 20
# Of the address: what the form for unit, year and others has no field for.
_KEPT = ("class", "network", "called")


class FindForm(forms.Form):
    """Words of a network's title."""

    find = forms.CharField(
        label=gettext_lazy("Find a network or group"),
        help_text=gettext_lazy("Such as “skåne” or “storstäder”."),
        max_length=100,
    )


class CallForm(forms.Form):
    """What a reader calls the chosen units; an empty name takes it away."""

    use_required_attribute = False
    called = forms.CharField(label=gettext_lazy("Name of your own network"), max_length=LONGEST_NAME)


@dataclass(frozen=True)
class Compared:
    """A network as the page shows it."""

    network: Network
    sentence: str
    table: Table


def network_parts(chosen: Chosen, asked: QueryDict) -> dict[str, Any]:
    """Return the networks that are compared with, what can be found, and the forms; two queries where words are given.

    A group of the source's holds real units only, so there is nothing to find for made-up ones.
    """
    own = own_network(chosen)
    words = asked.get("find", "").replace("\0", "").strip()[:100]
    compared = [_compared(chosen, network) for network in (chosen.network, own) if network]
    return {
        "networks": compared,
        "network_tables": [one.table for one in compared],
        "find_form": None if chosen.unit_class.made_up else FindForm(initial={"find": words}),
        "find_words": words,
        "found_networks": _offers(chosen, words),
        "call_form": CallForm(initial={"called": chosen.called}) if own else None,
        "kept": chosen.entries(),
        "kept_uncalled": chosen.entries(called=""),
        "kept_compared": [(name, value) for name, value in chosen.entries() if name in _KEPT],
        "without_network": f"?{chosen.query(network='')}#networks",
    }


def own_network(chosen: Chosen) -> Network | None:
    """Return the units that a reader has put beside each other, under a name of their own; None for fewer than two."""
    members = tuple(unit for unit in (chosen.unit, *chosen.others) if unit)
    return Network(chosen.called or _("The chosen units"), members) if len(members) > 1 else None


def _offers(chosen: Chosen, words: str) -> list[tuple[str, str]]:
    """Return (title with size, address) of the groups that have all words."""
    if chosen.unit_class.made_up:
        return []
    found = unit_queries.find_groups(words, unit_class=chosen.unit_class.number, limit=OFFERED)
    return [(one.title, f"?{chosen.query(network=one.code)}#networks") for one in found]


def _compared(chosen: Chosen, network: Network) -> Compared:
    found = place_in_network(
        members=network.members,
        own=chosen.unit,
        numbers=chosen.values.numbers(chosen.period, chosen.gender),
        direction=direction_of(chosen.indicator),
    )
    return Compared(network, network_sentence(chosen, network, found), network_table(chosen, network, found))


def network_sentence(chosen: Chosen, network: Network, found: InNetwork) -> str:
    """Say the own value and place in the network, and what the others' values look like."""
    said = [_own_sentence(chosen, network, found.own, found.of) if found.own else f"{network.title}."]
    if found.spread:
        said.append(_spread_sentence(chosen, found.spread, alone=found.own is None))
    if found.missing:
        said.append(_("Without a value: %(count)s.") % {"count": format_number(found.missing)})
    return " ".join(said)


def _own_sentence(chosen: Chosen, network: Network, own: NetworkRow, of: int) -> str:
    names: dict[str, object] = {"unit": own.unit.name, "period": chosen.period, "network": network.title}
    if own.value is None or own.place is None:
        return _("%(network)s: %(unit)s has no value in %(period)s.") % names
    names |= {"value": with_unit(own.value, chosen.indicator), "place": place_text(own.place, of)}
    return _("%(unit)s had %(value)s in %(period)s: place %(place)s in %(network)s.") % names


def _spread_sentence(chosen: Chosen, spread: Spread, *, alone: bool) -> str:
    names = {
        "n": format_number(spread.n),
        "mean": with_unit(spread.mean, chosen.indicator),
        "median": number_text(spread.median, chosen.indicator),
        "least": number_text(spread.least, chosen.indicator),
        "most": number_text(spread.most, chosen.indicator),
    }
    said = (
        _("With a value: %(n)s. Mean %(mean)s, median %(median)s, lowest %(least)s, highest %(most)s.")
        if alone
        else _("Others with a value: %(n)s. Mean %(mean)s, median %(median)s, lowest %(least)s, highest %(most)s.")
    )
    return said % names


def network_table(chosen: Chosen, network: Network, found: InNetwork) -> Table:
    """List the network's units with value, place in the network and among all, and last mean, median and ends."""
    direction = direction_of(chosen.indicator)
    columns = [
        Column("unit", _("Unit")),
        Column("value", _("Value"), "number", chosen.indicator.unit),
        Column("place", _network_head(direction), "number"),
        Column("of_all", place_head(direction), "number"),
    ]
    name = f"network-{slugify(network.group.code)}" if network.group else "network"
    title = f"{network.title}, {chosen.period}"
    rows = _rows(chosen, network, found)
    return Table(name, title, columns, rows, footer=_footer(chosen, found), source=chosen.indicator.source)


def _network_head(direction: Direction) -> str:
    if direction is Direction.NONE:
        return _("Place in the network from the highest value")
    return _("Place in the network")


def _rows(chosen: Chosen, network: Network, found: InNetwork) -> list[Row]:
    address = unit_addresses(chosen)
    direction, of_all = direction_of(chosen.indicator), chosen.cell.n if chosen.cell else 0
    rows = []
    for one in found.rows:
        value = chosen.values.value(one.unit.number, chosen.period, chosen.gender)
        note = None if one.is_member or network.is_around(one.unit) else _("not a member")
        place = Cell(one.place, place_text(one.place, found.of)) if one.place else Cell(None, _("no place"))
        cells = {
            "unit": Cell(one.unit.name, note=note),
            "value": value_cell(value, chosen.indicator),
            "place": place,
            "of_all": place_cell(value, of_all, direction),
        }
        rows.append(Row(cells, address(one.unit)))
    return rows


def _footer(chosen: Chosen, found: InNetwork) -> list[Row]:
    """Return mean, median and ends; of the others where somebody is looked at."""
    spread = found.spread
    if spread is None:
        return []
    alone = found.own is None
    facts = (
        (_("Mean") if alone else _("Mean of the others"), spread.mean),
        (_("Median") if alone else _("Median of the others"), spread.median),
        (_("Lowest") if alone else _("Lowest of the others"), spread.least),
        (_("Highest") if alone else _("Highest of the others"), spread.most),
    )
    nothing = Cell(None, "")
    return [
        Row({"unit": Cell(label), "value": number_cell(value, chosen.indicator), "place": nothing, "of_all": nothing})
        for label, value in facts
    ]
