"""The officer opens a round, changes its days, chooses what is asked for and how it is checked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kompassros.indicators.models import MeasureSet
from kompassros.indicators.rounds import opening, trail
from kompassros.indicators.rounds.access import person_of, round_of, round_page
from kompassros.indicators.rounds.forms_officer import AskedForm, ChooseForm, MeasuresForm, NewForm, SettingsForm
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound
from kompassros.indicators.rounds.pages import change, done, sent
from kompassros.indicators.rounds.policies import OPEN_ROUNDS
from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.web.access import allowed
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _first_country(request: HttpRequest, **_others: Any) -> Organisation | None:
    """Return a country in which the person opens rounds; None for a person who does so in none."""
    return OPEN_ROUNDS.subjects(request.user).order_by("pk").first()


@allowed("indicators.open_rounds", _first_country)
@_form_methods
def new(request: HttpRequest) -> HttpResponse:
    """Open a round: first its set and year, then the rest as it is suggested from them."""
    owners = list(OPEN_ROUNDS.subjects(request.user).order_by("country"))
    sets = list(MeasureSet.objects.order_by("-year", "title"))
    asked = request.GET if "set" in request.GET else None
    started = {"owner": owners[0].key, "set": sets[0].key if sets else "", "year": clock.today().year}
    choice = ChooseForm(asked, initial=started, owners=owners, sets=sets)
    if not (choice.is_bound and choice.is_valid()):
        return render(request, "indicators/rounds/new.html", {"choice": choice, "sets": sets})
    owner, measure_set, year = choice.chosen()
    form = _new_form(request, owner, measure_set, year)

    def act(_values: dict[str, Any]) -> object:
        return opening.open_round(plan=form.plan(owner, measure_set, year), person=person_of(request))

    if done(request, form, act, row=owner):
        messages.success(request, _("The round is planned. Municipalities see it once you open it for sign-up."))
        return redirect("rounds:show", form.cleaned_data["key"])
    page = {"choice": choice, "form": form, "measure_set": measure_set, "year": year, "sets": sets}
    return render(request, "indicators/rounds/new.html", page)


def _new_form(request: HttpRequest, owner: Organisation, measure_set: MeasureSet, year: int) -> NewForm:
    settings = opening.suggested_settings(measure_set, year)
    suggested = {name: getattr(settings, name) for name in opening.Settings.__dataclass_fields__}
    suggested |= {
        "key": opening.suggested_key(measure_set, year),
        "measures": [measure.pk for measure in opening.suggested_measures(measure_set)],
    }
    return NewForm(sent(request), initial=opened(owner, **suggested), measures=opening.askable(measure_set))


@round_page("manage_round")
@_form_methods
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change title, days and who signs off."""
    one = round_of(request)
    started = {name: getattr(one, name) for name in opening.Settings.__dataclass_fields__}
    form = SettingsForm(sent(request), initial=opened(one, **started))

    def act(_values: dict[str, Any]) -> object:
        return opening.change_round(one=one, settings=form.settings(), person=person_of(request))

    page = {
        "title": _("Change the round"),
        "lead": _("The municipalities see the days at once. Tell them yourself if a day comes earlier."),
        "submit": _("Store the changes"),
    }
    return change(request, form, act, one=one, page=page, said=_("The round is changed."))


@round_page("manage_round")
@_form_methods
def measures(request: HttpRequest, key: str) -> HttpResponse:
    """Choose what is asked for."""
    one = round_of(request)
    chosen = list(one.asked.values_list("measure", flat=True))
    form = MeasuresForm(sent(request), initial=opened(one, measures=chosen), measures=opening.askable(one.measure_set))

    def act(_values: dict[str, Any]) -> object:
        return opening.choose_measures(one=one, measures=form.chosen(), person=person_of(request))

    page = {
        "title": _("Choose what is asked for"),
        "lead": _("Municipalities hand in data for these measures. Limits are suggested by the unit (own choice)."),
        "submit": _("Store the choice"),
    }
    return change(request, form, act, one=one, page=page, said=_("The choice is stored."), part="asked")


@round_page("manage_round")
@_form_methods
def asked(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change how a measure is asked for."""
    one = round_of(request)
    found = _asked(one, pk)
    started = {name: getattr(found, name) for name in opening.Limits.__dataclass_fields__}
    for name in ("least", "most"):
        started[name] = None if started[name] is None else format(started[name].normalize(), "f")
    form = AskedForm(sent(request), initial=opened(found, **started))

    def act(_values: dict[str, Any]) -> object:
        return opening.change_asked(asked=found, limits=form.limits(), person=person_of(request))

    page = {
        "title": found.measure.title or found.measure.code,
        "lead": _("A value outside the limits must be mended or explained before it can be signed off."),
        "submit": _("Store the changes"),
        "cancel": reverse("rounds:show", args=[one.key]) + "#asked",
    }
    about = (trail.ASKED, f"{one.key}/{found.pk}")
    return change(
        request, form, act, one=one, page=page, said=_("The measure is changed."), row=found, about=about, part="asked"
    )


def _asked(one: CollectionRound, pk: int) -> AskedMeasure:
    found = one.asked.select_related("measure", "round__owner").filter(pk=pk).first()
    if found is None:
        raise Http404(_("The round asks for no such measure."))
    return found
