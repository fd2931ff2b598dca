"""The sets of measures by year, and a set's handbook: what each measure is, by area."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from kompassros.indicators import queries
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.norwegian import is_norwegian
from kompassros.indicators.rounds.public import rounds_of_set
from kompassros.portal.measures.choosing import name_of
from kompassros.portal.measures.handbook import Entry, read_handbook
from kompassros.portal.measures.handbook_document import HANDBOOK
from kompassros.portal.measures.overview_asked import find_set, levels_of, results_address
from kompassros.portal.measures.set_changes import list_parts
from kompassros.portal.measures.tables import address_of
from kompassros.portal.views import answer
from kompassros.statistics import unit_queries
from kompassros.statistics.models import UnitClass
from kompassros.web.access import everyone
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.document_sending import language_asked_for, offered, send
from kompassros.web.formats import format_number
from kompassros.web.tables import Table

COUNTRIES, NORWAY = ("SE", "XX"), ("NO",)
MOST_FOUND = 20


class FindMunicipalityForm(forms.Form):
    """Words of a municipality's name."""

    use_required_attribute = False
    find = forms.CharField(label=gettext_lazy("Municipality"), max_length=100)


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
        "set": Cell(one.title, note=_("the own set of %(owner)s") % {"owner": one.owner} if one.owner else None),
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
    found = [unit for country in (NORWAY if is_norwegian(measure_set) else COUNTRIES) for unit in _find(words, country)]
    if len(found) == 1:
        return redirect(results_address(measure_set, found[0]))
    book = read_handbook(measure_set)
    page: dict[str, Any] = {
        "title": measure_set.title,
        "measure_set": measure_set,
        "count": len(book.entries),
        "unlisted": sum(one.indicator is None for one in book.entries),
        "form": FindMunicipalityForm(initial={"find": words}),
        "words": words,
        "found": [(name_of(unit), results_address(measure_set, unit)) for unit in found],
        "areas": book.areas,
        "book": book,
        "levels": levels_of([one.measure for one in book.entries]).items(),
        "offered": offered([HANDBOOK], "portal:measure_set_file", key),
        "table": handbook_table(book.entries),
        "rounds": list(rounds_of_set(measure_set)) if getattr(measure_set, "has_rounds", True) else [],
        **list_parts(measure_set, [one.measure for one in book.entries]),
    }
    return answer(request, "portal/measure_set.html", page)


def _find(words: str, country: str) -> list[Any]:
    return unit_queries.find_units(words, country=country, kinds=[UnitClass.Kind.MUNICIPALITY], limit=MOST_FOUND)


@everyone
@require_safe
def handbook_file(request: HttpRequest, key: str, kind: str, ending: str) -> HttpResponse:
    """Send the handbook of a set as a document."""
    if kind != HANDBOOK.key:
        raise Http404(_("There is no such document."))
    language = language_asked_for(request)
    with override(language):
        book = read_handbook(find_set(key))
    return send(HANDBOOK, ending, book, language)


def handbook_table(entries: Sequence[Entry]) -> Table:
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
