"""The pages of own sets: all that somebody keeps, one set, a new one, its head, taking one away."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.indicators import queries
from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.sets import changing, tables
from kompassros.indicators.sets.content import SET, head_of
from kompassros.indicators.sets.differences import compare, earlier_measures, ended_measures, lines_of
from kompassros.indicators.sets.finding import find_maker, find_set, first_maker, makers_of, person_of, set_of
from kompassros.indicators.sets.forms import HeadForm, MakeForm, ReasonForm
from kompassros.indicators.sets.policies import MANAGE_SET
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import submit
from kompassros.records.history import of_subject
from kompassros.records.history_table import history_table
from kompassros.web.access import allowed
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@allowed("indicators.make_sets", first_maker)
@require_safe
def list_sets(request: HttpRequest) -> HttpResponse:
    """List the own sets that the person keeps, and offer to make another."""
    found = MANAGE_SET.subjects(request.user).select_related("owner").annotate(size=Count("measures"))
    table = tables.sets_table(found.order_by("owner__sort_sv", "-year", "title"))
    page = {"table": table, "makers": makers_of(request)}
    return respond_with_download(request, table) or render(request, "indicators/sets/list.html", page)


@allowed("indicators.make_sets", find_maker)
@form_methods
def make(request: HttpRequest, organisation: str) -> HttpResponse:
    """Make a set, empty or with the measures of another."""
    owner: Organisation = request.subject  # type: ignore[attr-defined]
    form = MakeForm(request.POST or None, initial=_suggested(request, owner))
    made: dict[str, Any] = {}

    def act(values: dict[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = {
            "organisation": owner,
            "head": form.head(),
            "reason": form.reason(),
            "person": person_of(request),
        }
        source = values["source_set"]
        new = changing.copy_set(source=source, **told) if source else changing.make_set(**told)
        made["key"] = new.key
        return {"key": new.key}

    if request.method == "POST" and form.is_valid() and submit(request, form, owner, act):
        messages.success(request, _("The set is made."))
        return redirect("sets:show", made["key"]) if made else redirect("sets:list")
    return render(request, "indicators/sets/make.html", {"owner": owner, "form": form})


def _suggested(request: HttpRequest, owner: Organisation) -> dict[str, Any]:
    """Return what the form starts with: next year's list where the address names a set to copy."""
    source = queries.measure_set(request.GET.get("from", ""))
    if source is None:
        return opened(owner)
    year = source.year + 1 if source.year else None
    title = source.title.replace(str(source.year), str(year)) if year else source.title
    head = {"title": title, "year": year, "source": source.source, "signs": source.signs, "source_set": source.key}
    return opened(owner, **head)


@allowed("indicators.manage_set", find_set)
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show a set with its measures, what to look at before it is used, and every change of it."""
    measure_set = set_of(request)
    measures = queries.measures(measure_set)
    table = tables.measures_table(measure_set, measures)
    log = history_table(of_subject(SET, key), caption=_("Every change of the set"), with_subject=True)
    before = earlier_measures(measure_set)
    shown = [table, log, *([_against(before, measures)] if before else [])]
    page = {
        "measure_set": measure_set,
        "count": len(measures),
        "table": table,
        "log": log,
        "earlier": before[0].measure_set if before else None,
        "differences": shown[-1] if before else None,
        "ended": ended_measures(measure_set),
        "uses": changing.uses_of(measure_set),
    }
    return respond_with_download(request, *shown) or render(request, "indicators/sets/show.html", page)


def _against(before: list[Measure], measures: list[Measure]) -> Any:
    caption = _("Against %(set)s") % {"set": before[0].measure_set.title}
    return tables.differences_table(compare(lines_of(before), lines_of(measures)), caption)


@allowed("indicators.manage_set", find_set)
@form_methods
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a set's title, year, source and signs."""
    measure_set = set_of(request)
    started = vars(head_of(measure_set))
    form = HeadForm(request.POST or None, initial=opened(measure_set, **started))

    def act(_values: dict[str, Any]) -> dict[str, Any]:
        changing.change_head(measure_set=measure_set, head=form.head(), reason=form.reason(), person=person_of(request))
        return {}

    page = {"heading": _("Title and year"), "submit": _("Store the set")}
    return changed(request, form, act, measure_set=measure_set, said=_("The set is stored."), page=page)


@allowed("indicators.manage_set", find_set)
@form_methods
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take a set away that nobody uses."""
    measure_set = set_of(request)
    form = ReasonForm(request.POST or None, initial=opened(measure_set))

    def act(_values: dict[str, Any]) -> dict[str, Any]:
        changing.withdraw_set(measure_set=measure_set, reason=form.reason(), person=person_of(request))
        return {}

    page = {
        "heading": _("Withdraw the set"),
        "lead": _("The set and its page go away. Its history stays. A set that a round or a network uses stays."),
        "submit": _("Withdraw the set"),
        "tone": "danger",
    }
    said = _("The set is withdrawn.")
    return changed(request, form, act, measure_set=measure_set, said=said, page=page, to="sets:list")


def changed(
    request: HttpRequest,
    form: ReasonForm,
    act: Any,
    *,
    measure_set: MeasureSet,
    said: str,
    page: dict[str, Any],
    to: str = "sets:show",
) -> HttpResponse:
    """Show a form; once it is sent and in order, do ``act`` on the version that the person saw, and lead on.

    page: heading, lead, submit (the button's label), tone.
    """
    key = measure_set.key
    if request.method == "POST" and form.is_valid() and submit(request, form, measure_set, act):
        messages.success(request, said)
        return redirect(to) if to == "sets:list" else redirect(to, key)
    caption = _("Changed since you opened this form")
    missed = history_table(of_subject(SET, key)[: form.missed], caption=caption, name="missed") if form.missed else None
    shown = {"measure_set": measure_set, "form": form, "missed": missed, **page}
    return render(request, "indicators/sets/change.html", shown)
