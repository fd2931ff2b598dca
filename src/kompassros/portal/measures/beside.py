"""Up to ten units and twenty measures beside each other; the whole choice stands in the address, to keep and share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.charts.figure import Figure
from kompassros.charts.strip import Band, StripUnit, mini_strip
from kompassros.indicators import queries
from kompassros.indicators.comparing import direction_of
from kompassros.indicators.measure_values import MeasureValues, measure_values
from kompassros.indicators.measure_words import (
    GROUP_SIGNS,
    GROUPS,
    is_counted,
    many,
    number_text,
    spread_sentence,
    value_text,
    with_unit,
)
from kompassros.indicators.models import Indicator
from kompassros.methods.quarters import Quarter, group_of
from kompassros.methods.rounding import as_written
from kompassros.portal.measures.choosing import name_of
from kompassros.portal.measures.figures import level, strip_texts
from kompassros.portal.measures.forms import MOST_BESIDE, BesideForm
from kompassros.portal.measures.tables import address_of, place_cell, place_head
from kompassros.portal.views import answer
from kompassros.statistics import unit_classes
from kompassros.statistics.models import Unit, UnitClass
from kompassros.statistics.values import Gender, Value
from kompassros.web.access import everyone
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_list
from kompassros.web.tables import Table

MOST_UNITS, MOST_MEASURES = MOST_BESIDE, 20
OFFERED, MOST_READ = 8, 60
_CLASSES = (unit_classes.MUNICIPALITY, unit_classes.REGION, unit_classes.NORWEGIAN, unit_classes.MADE_UP)


@dataclass(frozen=True)
class Beside:
    """What an address asks for, as far as it exists; ``too_many``: it asks for more than are shown."""

    unit_class: UnitClass
    units: tuple[Unit, ...]
    measures: tuple[Indicator, ...]
    too_many: bool


def read_choice(asked: QueryDict) -> Beside:
    """Read an address; at most three queries."""
    classes = {found.key: found for found in UnitClass.objects.filter(key__in=_CLASSES)}
    unit_class = classes.get(asked.get("class", "")) or classes[unit_classes.MUNICIPALITY]
    codes, wanted = _codes(asked.getlist("u")), _codes(asked.getlist("m"))
    units = {
        unit.code: unit
        for unit in Unit.objects.filter(unit_class=unit_class, code__in=codes).select_related("unit_class")
    }
    indicators = {one.code: one for one in Indicator.objects.filter(code__in=wanted).defer("definition")}
    return Beside(
        unit_class=unit_class,
        units=tuple(units[code] for code in codes if code in units)[:MOST_UNITS],
        measures=tuple(indicators[code] for code in wanted if code in indicators)[:MOST_MEASURES],
        too_many=len(units) > MOST_UNITS or len(indicators) > MOST_MEASURES,
    )


def _codes(texts: Sequence[str]) -> list[str]:
    """Return what may be codes (N15428, NO-EGEN-01), each once; an address may hold anything."""
    codes = (text.strip().upper() for text in texts)
    return list(dict.fromkeys(code for code in codes if code.replace("-", "").isalnum()))[:MOST_READ]


@everyone
@require_safe
def beside(request: HttpRequest) -> HttpResponse:
    """Show the chosen measures of the chosen units, and what can be added."""
    choice = read_choice(request.GET)
    words = request.GET.get("words", "").replace("\0", "").strip()[:100]
    page: dict[str, Any] = {
        "title": _("Compare measures"),
        "choice": choice,
        "form": BesideForm(choice.unit_class, choice.units, words),
        "words": words,
        "offers": [(one, _address(choice, add=one)) for one in _offers(words, choice)],
        "chosen": [(one, _address(choice, drop=one)) for one in choice.measures],
        "sets": [(one, f"?{_set_query(choice, one.key)}") for one in queries.measure_sets() if one.complete],
        "titles_said": _titles_said(choice.measures),
        "most_units": MOST_UNITS,
        "most_measures": MOST_MEASURES,
        "kept": [("class", choice.unit_class.key), *(("m", one.code) for one in choice.measures)],
    }
    if choice.measures and choice.units:
        page["table"] = beside_table(choice)
    if len(choice.units) == 1:
        page["strips"] = [strip for strip in (_strip(choice, one) for one in choice.measures) if strip]
    return answer(request, "portal/measures_beside.html", page)


def _titles_said(measures: Sequence[Indicator]) -> str:
    """Say whose titles and codes the chosen measures have; the catalogue is Kolada's where none is chosen."""
    own = [one.code for one in measures if one.owner_id]
    if not own:
        return _("Title and code are Kolada's (Källa: Kolada).")
    if len(own) == len(measures):
        return _("Title and code are Kompassros' own, not those of the source.")
    text = _("Title and code are Kolada's (Källa: Kolada), those of %(codes)s Kompassros' own.")
    return text % {"codes": format_list(own)}


def _strip(choice: Beside, indicator: Indicator) -> Figure | None:
    """Return a small picture of where the only chosen unit stands among all, None where it has no value."""
    (unit,) = choice.units
    values = measure_values(indicator.number, choice.unit_class.number)
    period = _period(values, choice.units)
    numbers = values.numbers(period) if period else {}
    if period is None or unit.number not in numbers:
        return None
    name, cell = name_of(unit), values.cells[period, Gender.TOTAL]
    own = numbers[unit.number]
    text = with_unit(own, indicator)
    others = [StripUnit("", as_written(other), "") for number, other in numbers.items() if number != unit.number]
    said = _("%(measure)s: %(unit)s had %(value)s in %(period)s.") % {
        "measure": indicator.title,
        "unit": name,
        "value": text,
        "period": period,
    }
    return mini_strip(
        name=f"strip-{indicator.code}",
        units=[*others, StripUnit(name, as_written(own), text, "own")],
        mean=level(cell.mean, indicator),
        band=Band(level(cell.lower_quartile, indicator), level(cell.upper_quartile, indicator)),
        title=said,
        description=spread_sentence(cell, indicator, period, many(choice.unit_class)),
        texts=strip_texts(indicator, unit, None, _("Mean")),
    )


def _offers(words: str, choice: Beside) -> list[Indicator]:
    if not words:
        return []
    found = queries.search(queries.Wanted(words=words, current=True), limit=OFFERED + MOST_MEASURES).indicators
    return [one for one in found if one not in choice.measures][:OFFERED]


def _set_query(choice: Beside, key: str) -> str:
    found = queries.search(queries.Wanted(measure_set=key), limit=MOST_MEASURES).indicators
    return _query(choice.unit_class, choice.units, found)


def _address(choice: Beside, *, add: Indicator | None = None, drop: Indicator | None = None) -> str:
    measures = [one for one in (*choice.measures, add) if one is not None and one != drop]
    return f"?{_query(choice.unit_class, choice.units, measures)}"


def _query(unit_class: UnitClass, units: Sequence[Unit], measures: Sequence[Indicator]) -> str:
    query = QueryDict(mutable=True)
    query["class"] = unit_class.key
    query.setlist("u", [unit.code for unit in units])
    query.setlist("m", [one.code for one in measures])
    return query.urlencode()


def beside_table(choice: Beside) -> Table:
    """Return a row for each measure: the year, each unit's value with its place, and the mean."""
    columns = [
        Column("measure", _("Measure")),
        Column("period", _("Year"), "number"),
        *(Column(f"u{unit.number}", name_of(unit), "number") for unit in choice.units),
        Column("mean", _("Mean"), "number"),
        Column("n", _("Units with a value"), "number"),
    ]
    return Table("beside", _("The measures beside each other"), columns, [_row(choice, one) for one in choice.measures])


def _row(choice: Beside, indicator: Indicator) -> Row:
    values = measure_values(indicator.number, choice.unit_class.number)
    period = _period(values, choice.units)
    cell = values.cells.get((period, Gender.TOTAL)) if period else None
    none = Cell(None, _("no values here"))
    cells = {
        "measure": Cell(indicator.title),
        "period": Cell(period, str(period)) if period else none,
        "mean": Cell(as_written(cell.mean), number_text(cell.mean, indicator)) if cell else none,
        "n": Cell(cell.n) if cell else none,
    }
    for unit in choice.units:
        value = values.value(unit.number, period) if period else None
        cells[f"u{unit.number}"] = _value_cell(value, indicator, cell.n if cell else 0)
    return Row(cells, address_of(indicator.code, f"class={choice.unit_class.key}&period={period or ''}"))


def _period(values: MeasureValues, units: Sequence[Unit]) -> int | None:
    """Return the last year in which all chosen units have a value, or else the last with any value."""
    periods = values.periods_of(Gender.TOTAL)
    common = [period for period in periods if all(values.number(unit.number, period) is not None for unit in units)]
    return max(common or periods, default=None)


def _value_cell(value: Value | None, indicator: Indicator, of: int) -> Cell:
    text = value_text(value, indicator)
    if value is None or value.value is None or not is_counted(value):
        return Cell(None, text)
    direction = direction_of(indicator)
    place = place_cell(value, of, direction).text
    group = group_of(Quarter(value.quarter), direction) if value.quarter is not None else None
    if group:
        note = _("place %(place)s, %(group)s") % {"place": place, "group": GROUPS[group]}
    else:
        note = _("%(head)s: %(place)s") % {"head": place_head(direction), "place": place}
    return Cell(as_written(value.value), text, note=note, tone=GROUP_SIGNS[group] if group else None)
