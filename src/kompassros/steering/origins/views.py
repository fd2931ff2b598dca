"""Making a goal of a finding or a measure, and taking the store's values over again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kompassros.evaluations.findings.models import Finding
from kompassros.indicators.models import Indicator
from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.records.requests import once
from kompassros.steering.access import card_of, card_page, goal_of, municipality_of, municipality_page, person_of
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.goals.tables import goal_address
from kompassros.steering.origins.following import follow
from kompassros.steering.origins.forms import OriginForm
from kompassros.steering.origins.services import Kind, Source, goal_from


@municipality_page("lead")
@require_POST
def make(request: HttpRequest, municipality: str) -> HttpResponse:
    """Make a goal of the finding or measure that the form names, and lead to where its words are mended."""
    organisation, person = municipality_of(request), person_of(request)
    form = OriginForm(request.POST)
    if not form.is_valid():
        raise Http404(_("There is nothing here that a goal could be made of."))
    source = _source(organisation, form.cleaned_data)

    def act() -> dict[str, Any]:
        return {"goal": goal_address(goal_from(municipality=organisation, source=source, person=person), "goal")}

    try:
        outcome, _first = once(request_id=form.cleaned_data["request_id"], person=person, act=act)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("steering:municipality", organisation.key)
    messages.success(request, _("It is a goal now, in a draft. Mend its words, choose its perspective, set a target."))
    return redirect(str(outcome["goal"]))


def _source(organisation: Organisation, values: dict[str, Any]) -> Source:
    """Return what the form names, as it is called in its own app; Http404 for what is not of this municipality."""
    kind, key = values["kind"], values["key"]
    if kind == Kind.MEASURE:
        indicator = Indicator.objects.filter(code=key).first()
        if indicator is not None:
            return Source(kind, key, indicator.title, values["year"])
    elif key.isdigit():
        rows = Finding._base_manager.filter(pk=int(key), removed_at=None, course__organisation=organisation)
        finding = rows.first()
        if finding is not None:
            return Source(kind, key, finding.text)
    raise Http404(_("There is nothing here that a goal could be made of."))


@card_page("write_card")
@require_POST
def renew(request: HttpRequest, municipality: str, year: int, body: str, pk: int, indicator: int) -> HttpResponse:
    """Take the values of the store over again."""
    goal = goal_of(card_of(request), pk)
    rows = IndicatorEdition._base_manager.select_related("indicator__catalogue", "indicator__owner", "goal", "plan")
    edition = rows.filter(goal=goal, pk=indicator).first()
    if edition is None:
        raise Http404(_("The goal has no such indicator."))
    try:
        count = follow(edition=edition, person=person_of(request))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        said = ngettext("%(count)s figure is new or restated.", "%(count)s figures are new or restated.", count)
        messages.success(request, said % {"count": count})
    return redirect(goal_address(goal))
