"""The pages of a set's measures: find and add, add own words, change, remove."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kompassros.indicators import queries
from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.indicators.queries import Wanted
from kompassros.indicators.sets import changing
from kompassros.indicators.sets.content import Line, line_of
from kompassros.indicators.sets.finding import find_set, measure_of, person_of, set_of
from kompassros.indicators.sets.forms import AddForm, MeasureForm, OwnWordsForm, ReasonForm
from kompassros.indicators.sets.views import changed, form_methods
from kompassros.web.access import allowed
from kompassros.web.fields import opened

MOST_OFFERED = 50


@allowed("indicators.manage_set", find_set)
@form_methods
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Find measures in the catalogue and add those that are chosen."""
    measure_set = set_of(request)
    words = request.GET.get("find", "").replace("\0", "").strip()[:100]
    offered = _offered(measure_set, words)
    form = AddForm(
        request.POST or None, initial=opened(measure_set), choices=[(one.code, _label(one)) for one in offered]
    )
    if request.method != "POST":
        page = {"measure_set": measure_set, "form": form, "words": words, "found": offered}
        return render(request, "indicators/sets/add.html", page)
    lead = _("Found by “%(words)s”.") % {"words": words}
    page = {"heading": _("Add measures"), "lead": lead, "submit": _("Add the chosen measures")}
    act = _adding(request, measure_set, form)
    return changed(request, form, act, measure_set=measure_set, said=_("The measures are added."), page=page)


def _offered(measure_set: MeasureSet, words: str) -> list[Indicator]:
    """Return what the words find and the set does not have; nothing without words."""
    if not words:
        return []
    there = set(measure_set.measures.values_list("code", flat=True))
    found = queries.search(Wanted(words=words), limit=MOST_OFFERED).indicators
    return [one for one in found if one.code not in there]


def _label(indicator: Indicator) -> str:
    over = indicator.vanished_on is not None or indicator.valid_to is not None
    ended = f" ({_('ended')})" if over else ""
    return f"{indicator.code} {indicator.title}{ended}"


def _adding(request: HttpRequest, measure_set: MeasureSet, form: AddForm | OwnWordsForm) -> Any:
    def act(_values: dict[str, Any]) -> dict[str, Any]:
        reason, person = form.reason(), person_of(request)
        changing.add_measures(measure_set=measure_set, lines=form.lines(), reason=reason, person=person)
        return {}

    return act


@allowed("indicators.manage_set", find_set)
@form_methods
def add_words(request: HttpRequest, key: str) -> HttpResponse:
    """Add a measure that the catalogue does not have, by its words."""
    measure_set = set_of(request)
    form = OwnWordsForm(request.POST or None, initial=opened(measure_set))
    page = {
        "heading": _("Add a measure in own words"),
        "lead": _("For what the catalogue does not have. It stands in the list, but has no values."),
        "submit": _("Add the measure"),
    }
    act = _adding(request, measure_set, form)
    return changed(request, form, act, measure_set=measure_set, said=_("The measure is added."), page=page)


@allowed("indicators.manage_set", find_set)
@form_methods
def change(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change one measure of the set."""
    measure_set = set_of(request)
    measure = measure_of(measure_set, pk)
    started = vars(line_of(measure)) | {"place": _place(measure)}
    form = MeasureForm(request.POST or None, initial=opened(measure_set, **started))

    def act(values: dict[str, Any]) -> dict[str, Any]:
        line: Line = form.line()
        changing.change_measure(
            measure=measure, line=line, place=values["place"], reason=form.reason(), person=person_of(request)
        )
        return {}

    title = measure.title or (measure.indicator.title if measure.indicator else measure.code)
    page = {"heading": title, "submit": _("Store the measure"), "measure": measure}
    return changed(request, form, act, measure_set=measure_set, said=_("The measure is stored."), page=page)


def _place(measure: Measure) -> int:
    return measure.measure_set.measures.filter(position__lt=measure.position).count() + 1


@allowed("indicators.manage_set", find_set)
@form_methods
def remove(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take a measure out of the set."""
    measure_set = set_of(request)
    measure = measure_of(measure_set, pk)
    form = ReasonForm(request.POST or None, initial=opened(measure_set))

    def act(_values: dict[str, Any]) -> dict[str, Any]:
        changing.remove_measure(measure=measure, reason=form.reason(), person=person_of(request))
        return {}

    title = measure.title or (measure.indicator.title if measure.indicator else measure.code)
    page = {
        "heading": _("Remove the measure"),
        "lead": title,
        "submit": _("Remove the measure"),
        "tone": "danger",
    }
    return changed(request, form, act, measure_set=measure_set, said=_("The measure is removed."), page=page)
