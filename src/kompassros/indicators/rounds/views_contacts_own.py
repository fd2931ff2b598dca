"""What a municipality sees of its test contacts once they are finished, and taking the figures over."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kompassros.indicators.rounds import contact_figures, contact_queries, contact_tables, rating
from kompassros.indicators.rounds.access import participant_of, participant_page, person_of
from kompassros.indicators.rounds.contact_pages import press
from kompassros.indicators.rounds.contact_words import share_in_words
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.indicators.rounds.policies import HAND_IN
from kompassros.organisations.saving import RequestForm
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download


@participant_page("see_handed_in")
@require_safe
def show(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Show the figures and answers of the municipality's contacts; before they are finished, that they are not."""
    participant = participant_of(request)
    plan = contact_figures.finished_plan(participant)
    page: dict[str, Any] = {"participant": participant, "one": participant.round, "plan": plan}
    if plan is None:
        return render(request, "indicators/rounds/contacts/own.html", page)
    made = contact_figures.made_with(participant)
    office = contact_queries.office_of(participant.organisation, plan)
    answers = contact_tables.answers_table(made, rating.rated_by_both(made), office)
    page |= {
        "answers": answers,
        "figures": [(kind.label, share_in_words(one)) for kind, one in contact_figures.figures_of(participant).items()],
        "take_over": _take_over_form(request, participant),
    }
    return respond_with_download(request, answers) or render(request, "indicators/rounds/contacts/own.html", page)


def _take_over_form(request: HttpRequest, participant: Participant) -> RequestForm | None:
    collecting = participant.round.state == CollectionRound.State.COLLECTING
    asked = participant.round.asked.exclude(contacts="").exists()
    if not (collecting and asked and HAND_IN.allows(request.user, participant)):
        return None
    return RequestForm(initial=opened(participant), auto_id=False)


@participant_page("hand_in")
@require_POST
def take_over(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Hand the figures in as the municipality's own data."""
    participant = participant_of(request)

    def act(_values: dict[str, Any]) -> object:
        return contact_figures.take_over(participant=participant, person=person_of(request))

    here = reverse("rounds:contacts_own", args=[key, municipality])
    said = _("The figures are handed in as the municipality's own data.")
    return press(request, RequestForm(request.POST), act, said=said, row=participant, to=here)
