"""The municipality's page of a round, the form of each measure, and sign-off."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.indicators.rounds import checks, contact_figures, data_trail, handing_in, tables_data, year_before
from kompassros.indicators.rounds.access import participant_of, participant_page, person_of
from kompassros.indicators.rounds.data_pages import (
    Seen,
    is_open,
    may_hand_in,
    may_sign_off,
    names_of,
    overview_of,
    show_page,
)
from kompassros.indicators.rounds.forms_data import EntryForm, OptionalWhyForm, SignOffForm, first_values
from kompassros.indicators.rounds.models import AskedMeasure, Participant
from kompassros.indicators.rounds.pages import done, sent, told_errors
from kompassros.indicators.rounds.policies import CORRECT_ROUND_DATA
from kompassros.indicators.rounds.sign_off import sign_off as sign_off_data
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.history_table import history_table
from kompassros.records.slots import fill
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_HISTORY_SHOWN = 100


@participant_page("see_handed_in")
@require_safe
def show(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Show a municipality's part in a round: every measure, what is missing or stopped, the sign-off, what happened."""
    participant = participant_of(request)
    lines = tables_data.lines_of(participant)
    asked = tables_data.asked_table(participant, lines)
    entries = data_trail.entries_of(participant)[:_HISTORY_SHOWN]
    past = history_table(entries, caption=_("What happened"), name="history")
    file = respond_with_download(request, asked, past)
    if file:
        return file
    page = {
        "asked": asked,
        "history": past,
        "answered": sum(line.row is not None for line in lines),
        "count": len(lines),
        "stopped": sum(line.is_stopped for line in lines),
        "is_open": is_open(participant),
        "passed": clock.today() > participant.round.collect_until,
        "may_hand_in": may_hand_in(request, participant),
        "sign_off": _sign_off_form(request, participant),
        "signing_role": Role(participant.round.sign_off_role).label,
        "may_correct": participant.round.state == "closed" and CORRECT_ROUND_DATA.allows(request.user, participant),
        "pieces": list(fill("participant.sections", request=request, participant=participant)),
    }
    return show_page(request, "show", participant, page)


def _sign_off_form(request: HttpRequest, participant: Participant) -> SignOffForm | None:
    return SignOffForm(initial=opened(participant)) if may_sign_off(request, participant) else None


def asked_of(participant: Participant, asked: int) -> AskedMeasure:
    """Return a measure that the round asks for; Http404 for another."""
    rows = participant.round.asked.select_related("round", "measure__indicator")
    found = rows.filter(pk=asked).first()
    if found is None:
        raise Http404(_("The round does not ask for this measure."))
    return found


@participant_page("see_handed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, key: str, municipality: str, asked: int) -> HttpResponse:
    """Show one measure with its guidance, the value before and its entry; let whoever may hand it in change it."""
    participant, person = participant_of(request), person_of(request)
    measure = asked_of(participant, asked)
    may = may_hand_in(request, participant)
    if request.method == "POST" and not may:
        raise PermissionDenied
    seen = Seen(participant, measure, handing_in.data_of(participant).get(asked))
    signed_off = participant.signed_off_at is not None
    initial = opened(seen, **_offered(participant, measure, seen))
    form = EntryForm(sent(request), initial=initial, signed_off=signed_off)

    def act(values: dict[str, Any]) -> None:
        why, version = values.get("why", ""), values["version"] - 1
        handing_in.hand_in(
            participant=participant, asked=measure, entry=form.entry(), person=person, why=why, seen=version
        )

    if done(request, form, act, row=seen):
        messages.success(request, _("The entry is saved."))
        return _onward(participant, measure)
    return _show_entry(request, participant, seen, {"form": form if may else None, "signed_off": signed_off})


def _onward(participant: Participant, asked: AskedMeasure) -> HttpResponse:
    """Go on to the overview; back to the measure where a check stops the value."""
    if _troubles(participant, asked, stops_only=True):
        return redirect("rounds:data_entry", *names_of(participant), asked.pk)
    return redirect(overview_of(participant))


def _troubles(participant: Participant, asked: AskedMeasure, *, stops_only: bool = False) -> list[checks.Trouble]:
    row = handing_in.data_of(participant).get(asked.pk)
    if row is None:
        return []
    before = year_before.of_participant(participant, [asked]).get(asked.pk)
    found = checks.troubles_of(asked, checks.entry_of(row), before)
    return [one for one in found if one.stops or not stops_only]


def _offered(participant: Participant, asked: AskedMeasure, seen: Seen) -> dict[str, Any]:
    """Return what a new entry starts with: the figure of the test contacts, where the measure is one."""
    first = first_values(seen.row)
    figure = (
        contact_figures.figures_of(participant).get(AskedMeasure.Contacts(asked.contacts)) if asked.contacts else None
    )
    if seen.row is not None or figure is None:
        return first
    told = {"value": figure.share, "numerator": figure.numerator, "denominator": figure.denominator}
    return {**first, **told, "method": "contacts", "cases": figure.denominator}


def _show_entry(request: HttpRequest, participant: Participant, seen: Seen, page: dict[str, Any]) -> HttpResponse:
    asked, form = seen.asked, page["form"]
    past = history_table(
        data_trail.entries_about(participant, asked)[:_HISTORY_SHOWN], caption=_("What happened"), name="history"
    )
    file = respond_with_download(request, past)
    if file:
        return file
    row = seen.row
    content = {
        **page,
        "asked": asked,
        "measure": asked.measure,
        "indicator": asked.measure.indicator,
        "before": year_before.of_participant(participant, [asked]).get(asked.pk),
        "row": row,
        "shown": tables_data.entry_in_words(checks.entry_of(row) if row else None),
        "troubles": _troubles(participant, asked),
        "missed": history_table(
            data_trail.entries_about(participant, asked)[: form.missed],
            caption=_("Changed since you opened this form"),
            name="missed",
            with_subject=False,
        )
        if form is not None and form.missed
        else None,
        "keep": f"round-{participant.pk}-{asked.pk}",
        "away": _away_form(seen, page) if form is not None and row is not None else None,
        "history": past,
    }
    return show_page(request, "entry", participant, content)


def _away_form(seen: Seen, page: dict[str, Any]) -> OptionalWhyForm:
    return OptionalWhyForm(initial=opened(seen), signed_off=page["signed_off"], auto_id="away_%s")


@participant_page("hand_in")
@require_POST
def take_away(request: HttpRequest, key: str, municipality: str, asked: int) -> HttpResponse:
    """Take an entry away."""
    participant, person = participant_of(request), person_of(request)
    measure = asked_of(participant, asked)
    seen = Seen(participant, measure, handing_in.data_of(participant).get(asked))
    form = OptionalWhyForm(request.POST, signed_off=participant.signed_off_at is not None)

    def act(values: dict[str, Any]) -> None:
        why, version = values.get("why", ""), values["version"] - 1
        handing_in.take_away(participant=participant, asked=measure, person=person, why=why, seen=version)

    if done(request, form, act, row=seen):
        messages.success(request, _("The entry is taken away."))
        return redirect(overview_of(participant))
    told_errors(request, form)
    return redirect(reverse("rounds:data_entry", args=[key, municipality, asked]))


@participant_page("sign_off")
@require_POST
def sign_off(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Sign off everything that is handed in."""
    participant, person = participant_of(request), person_of(request)
    form = SignOffForm(request.POST)

    def act(values: dict[str, Any]) -> None:
        sign_off_data(participant=participant, office=values["office"], person=person)

    if done(request, form, act, row=participant):
        messages.success(request, _("The data are signed off."))
    else:
        told_errors(request, form)
    return redirect(f"{overview_of(participant)}#sign-off")
