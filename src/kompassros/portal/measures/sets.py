"""The sets of measures by year, and a set's handbook: what each measure is, by area."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kompassros.indicators import queries
from kompassros.indicators.measure_words import DIRECTIONS, Words
from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.portal.measures.choosing import name_of
from kompassros.portal.measures.overview_asked import find_set, results_address
from kompassros.portal.measures.set_values import SetPeriods, set_periods
from kompassros.portal.measures.tables import address_of
from kompassros.portal.views import answer
from kompassros.statistics import unit_classes, unit_queries
from kompassros.statistics.models import UnitClass
from kompassros.web.access import everyone
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_number
from kompassros.web.tables import Table

COUNTRIES = ("SE", "XX")
MOST_FOUND = 20
_CLASSES = (unit_classes.MUNICIPALITY, unit_classes.MADE_UP)


class FindMunicipalityForm(forms.Form):
    """Words of a municipality's name."""

    use_required_attribute = False
    find = forms.CharField(label=gettext_lazy("Municipality"), max_length=100)


@dataclass(frozen=True)
class Entry:
    """A measure of the handbook. ``direction``: what it means that a value is high. ``basis``: who says so."""

    measure: Measure
    indicator: Indicator | None
    direction: Words
    basis: str
    latest: Cell

    @property
    def title(self) -> str:
        """The words that the set uses, else the catalogue's, else the code."""
        return self.measure.title or (self.indicator.title if self.indicator else self.measure.code)


@everyone
@require_safe
def sets(request: HttpRequest) -> HttpResponse:
    """List the sets of measures by year, each with how much of it is known."""
    found = queries.measure_sets()
    page = {"title": _("Sets of measures"), "table": sets_table(found), "count": len(found)}
    return answer(request, "portal/measure_sets.html", page)


def sets_table(found: Iterable[MeasureSet]) -> Table:
    """Return a row for each set: its year, how many measures are known, and what is not."""
    columns = [
        Column("set", _("Set of measures")),
        Column("year", _("Year"), "number"),
        Column("measures", _("Known measures"), "number"),
        Column("complete", _("The whole list"), "tag"),
        Column("source", _("What is known, and from where"), sort=False, prose=True),
    ]
    return Table("sets", _("Sets of measures"), columns, [_set_row(one) for one in found], filtered=False)


def _set_row(one: MeasureSet) -> Row:
    year = Cell(one.year, str(one.year)) if one.year else Cell(None, _("of no single year"))
    size = getattr(one, "size", 0)
    cells = {
        "set": Cell(one.title),
        "year": year,
        "measures": Cell(size, format_number(size)),
        "complete": Cell(_("all known"), tone="success") if one.complete else Cell(_("not complete"), tone="warning"),
        "source": Cell(_(one.source) if one.source else _("not stated")),
    }
    return Row(cells, reverse("portal:measure_set", args=[one.key]))


@everyone
@require_safe
def handbook(request: HttpRequest, key: str) -> HttpResponse:
    """Show what each measure of a set is, by area, and find the municipality whose results are wanted."""
    measure_set = find_set(key)
    words = request.GET.get("find", "").replace("\0", "").strip()[:100]
    found = [unit for country in COUNTRIES for unit in _find(words, country)]
    if len(found) == 1:
        return redirect(results_address(measure_set, found[0]))
    measures = queries.measures(measure_set)
    entries = _entries(measures)
    page: dict[str, Any] = {
        "title": measure_set.title,
        "measure_set": measure_set,
        "count": len(measures),
        "unlisted": sum(one.indicator is None for one in measures),
        "form": FindMunicipalityForm(initial={"find": words}),
        "words": words,
        "found": [(name_of(unit), results_address(measure_set, unit)) for unit in found],
        "areas": _by_area(entries),
        "table": handbook_table(entries),
    }
    return answer(request, "portal/measure_set.html", page)


def _find(words: str, country: str) -> list[Any]:
    return unit_queries.find_units(words, country=country, kinds=[UnitClass.Kind.MUNICIPALITY], limit=MOST_FOUND)


def _entries(measures: list[Measure]) -> list[Entry]:
    classes = list(UnitClass.objects.filter(key__in=_CLASSES).order_by("made_up"))
    periods = set_periods(measures, [one.number for one in classes])
    return [Entry(one, one.indicator, _direction(one), _basis(one), _latest(one, classes, periods)) for one in measures]


def _direction(measure: Measure) -> Words:
    if measure.direction:
        return DIRECTIONS[measure.direction]
    return DIRECTIONS[measure.indicator.direction] if measure.indicator else _("not known")


def _basis(measure: Measure) -> str:
    """Return who says what direction is good: the set itself, or what our own reading rests on."""
    if measure.direction:
        return _("As the set itself says.")
    basis = measure.indicator.direction_basis if measure.indicator else ""
    return _(basis) if basis else ""


def _latest(measure: Measure, classes: list[UnitClass], periods: SetPeriods) -> Cell:
    """Return the latest year with values: the real ones where there are any, else those made up, which says so."""
    for one in classes:
        year = periods.latest(measure.indicator_id, one.number) if measure.indicator_id else None
        if year:
            return Cell(year, str(year), note=_("made-up values") if one.made_up else None)
    return Cell(None, _("no values here"))


def _by_area(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return the areas in the order in which they first occur; those without an area stand together."""
    order = list(dict.fromkeys(one.measure.area for one in entries))
    ordered = sorted(entries, key=lambda one: order.index(one.measure.area))
    grouped = groupby(ordered, lambda one: one.measure.area)
    return [(area or _("Area not known"), list(rows)) for area, rows in grouped]


def handbook_table(entries: list[Entry]) -> Table:
    """Return the list as a table, to take home."""
    columns = [
        Column("measure", _("Measure")),
        Column("code", _("Code")),
        Column("area", _("Area")),
        Column("unit", _("Unit of the values")),
        Column("direction", _("Direction")),
        Column("source", _("Source")),
        Column("latest", _("Latest year with values"), "number"),
    ]
    return Table("handbook", _("The list as a table"), columns, [_entry_row(one) for one in entries])


def _entry_row(one: Entry) -> Row:
    indicator, unknown = one.indicator, Cell(None, _("not known"))
    cells = {
        "measure": Cell(one.title),
        "code": Cell(one.measure.code) if one.measure.code else unknown,
        "area": Cell(one.measure.area) if one.measure.area else unknown,
        "unit": Cell(indicator.unit) if indicator and indicator.unit else unknown,
        "direction": Cell(str(one.direction), note=one.basis or None),
        "source": Cell(indicator.source) if indicator and indicator.source else unknown,
        "latest": one.latest,
    }
    return Row(cells, address_of(indicator.code) if indicator else None)
