"""What the page of one measure shows: sentences, pictures, tables."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from kompassros.charts.figure import Figure
from kompassros.indicators import measure_words
from kompassros.indicators.comparing import (
    UnitComparison,
    compare_unit,
    direction_of,
    sizes_of,
    why_no_groups,
)
from kompassros.methods.direction import Direction
from kompassros.portal.measures import figures, tables
from kompassros.portal.measures.choosing import Chosen
from kompassros.portal.measures.figures import Marked
from kompassros.portal.measures.forms import MeasureForm
from kompassros.portal.measures.networks import network_parts
from kompassros.portal.measures.providers import provider_parts
from kompassros.statistics.unit_queries import OVERALL


def measure_parts(chosen: Chosen, asked: QueryDict) -> dict[str, Any]:
    """Return what the page of a measure with values shows beside the measure itself. asked: the address."""
    indicator, cell = chosen.indicator, chosen.cell
    found = _compared(chosen)
    grouped = cell if direction_of(indicator) is not Direction.NONE else None
    reason = why_no_groups(grouped)
    sizes = sizes_of(grouped, direction_of(indicator))
    breaks = list(indicator.breaks.all())
    shown = pictures(chosen, found)
    return {
        "sentence": _sentence(chosen, found),
        "everybody": _sentence(chosen, None) if found else "",
        "found": found,
        "form": MeasureForm(chosen),
        "pictures": shown,
        "units": tables.all_units(chosen, [one.period for one in breaks]),
        "similar": tables.similar_units(chosen, [*found.similar, *found.networks]) if found else None,
        "sizes_said": measure_words.sizes_sentence(sizes, grouped.n) if sizes and grouped else "",
        "no_groups_said": measure_words.NO_GROUPS[reason] if reason else "",
        "breaks": breaks,
        "made_up": chosen.unit_class.made_up,
        "datasets": chosen.datasets,
        "restated_said": measure_words.restated_sentences(found.restated, indicator) if found else [],
        **network_parts(chosen, asked),
        **provider_parts(chosen),
    }


def pictures(chosen: Chosen, found: UnitComparison | None = None) -> dict[str, Figure]:
    """Return the pictures that can be drawn, by name; ``found`` is computed where it is not given."""
    found = found or _compared(chosen)
    sentence = _sentence(chosen, found)
    described = figures.described(chosen, sentence)
    years = figures.trend(chosen, chosen.indicator.breaks.all(), _trend_title(chosen, found), described)
    drawn = {
        "spread": figures.strip(chosen, _marked(chosen, found), sentence, described),
        "years": figures.with_restated(years, found.restated, chosen.indicator) if years and found else years,
        "gender": figures.women_and_men(chosen, _gender_title(chosen), described),
        "map": figures.country_map(chosen, _map_title(chosen), described),
    }
    return {name: figure for name, figure in drawn.items() if figure is not None}


def _sentence(chosen: Chosen, found: UnitComparison | None) -> str:
    if found:
        return measure_words.unit_sentence(found)
    cell = chosen.cell
    return (
        measure_words.spread_sentence(cell, chosen.indicator, chosen.period, measure_words.many(chosen.unit_class))
        if cell
        else ""
    )


def _compared(chosen: Chosen) -> UnitComparison | None:
    if chosen.unit is None:
        return None
    return compare_unit(indicator=chosen.indicator, unit=chosen.unit, period=chosen.period, gender=chosen.gender)


def _map_title(chosen: Chosen) -> str:
    return _("Where the groups lie, %(period)s") % {"period": chosen.period}


def _marked(chosen: Chosen, found: UnitComparison | None) -> Marked | None:
    """Return the units that have a sign on the strip: the chosen network's, else the similar ones."""
    if chosen.network:
        return Marked(chosen.network.title, frozenset(unit.number for unit in chosen.network.members))
    if found is None or not found.similar:
        return None
    similar = next((one for one in found.similar if one.group.service_area == OVERALL), found.similar[0])
    return Marked(_("Similar"), frozenset(unit.number for unit, _value in similar.values))


def _trend_title(chosen: Chosen, found: UnitComparison | None) -> str:
    if found is None:
        return _("The mean over the years")
    trend = found.trend
    said = (
        measure_words.TRENDS[trend.trend]
        if trend.trend
        else measure_words.NO_TREND[trend.reason]
        if trend.reason
        else ""
    )
    return _("%(unit)s over the years: %(trend)s") % {"unit": found.unit.name, "trend": said}


def _gender_title(chosen: Chosen) -> str:
    return _("Women and men: %(whose)s") % {"whose": chosen.unit.name if chosen.unit else _("the means")}
