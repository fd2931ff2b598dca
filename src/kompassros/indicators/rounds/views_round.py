"""The list of rounds, and the page of one: where it stands, what is missing, who takes part and what is asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kompassros.indicators.rounds import progress, reminding, steps, trail
from kompassros.indicators.rounds.access import person_of, round_of, round_page
from kompassros.indicators.rounds.calendar import lacks_usual
from kompassros.indicators.rounds.line import line_of
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.indicators.rounds.pages import done, render_round, to_round, told_errors
from kompassros.indicators.rounds.policies import MANAGE_ROUND, OPEN_ROUNDS, SEE_HANDED_IN, SEE_ROUND
from kompassros.indicators.rounds.progress import Standing
from kompassros.indicators.rounds.saving import State
from kompassros.indicators.rounds.tables_officer import asked_table, participants_table, rounds_table
from kompassros.indicators.rounds.taking_part import municipalities_to_sign_up, participants_of
from kompassros.organisations.models import Person
from kompassros.organisations.saving import RequestForm
from kompassros.records import clock
from kompassros.records.history_table import history_table
from kompassros.records.slots import fill
from kompassros.web.access import signed_in
from kompassros.web.fields import opened
from kompassros.web.formats import format_list
from kompassros.web.tables import Table, respond_with_download


@signed_in
@require_safe
def list_rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds that a person carries through or whose country has a municipality of theirs."""
    table = rounds_table(SEE_ROUND.subjects(request.user).select_related("owner"))
    page = {"table": table, "may_open": OPEN_ROUNDS.subjects(request.user).exists()}
    return respond_with_download(request, table) or render(request, "indicators/rounds/list.html", page)


@round_page("see_round")
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show a round: all of it to its officer, the own municipalities to others."""
    one, person = round_of(request), person_of(request)
    is_officer = MANAGE_ROUND.allows(person, one)
    participants = participants_of(one)
    asked = list(one.asked.select_related("measure__indicator"))
    asked_about = asked_table(one, asked, may_change=is_officer and one.state != State.CLOSED)
    meetings = list(one.meetings.all())
    officer, tables = _officer_part(one, progress.of_participants(one, participants)) if is_officer else ({}, [])
    page = {
        "step": steps.STEPS[one.state],
        "next": steps.who_is_next(one),
        "line": line_of(one),
        "is_officer": is_officer,
        "counted": len(participants),
        "own": [] if is_officer else _own(one, participants, person),
        "to_sign_up": _to_sign_up(one, person),
        "meetings": meetings,
        "lacks_usual": is_officer and lacks_usual(one, meetings),
        "asked": asked_about,
        "pieces": list(fill("round.sections", request=request, one=one)),
        **officer,
    }
    download = respond_with_download(request, asked_about, *tables)
    return download or render_round(request, "indicators/rounds/round.html", one, page)


def _officer_part(one: CollectionRound, standings: list[Standing]) -> tuple[dict[str, Any], list[Table]]:
    """Return what only the officer sees, and its tables."""
    onward, lacks = steps.next_state(one), steps.lacks(one, standings)
    participants = participants_table(one, standings)
    history = history_table(trail.entries_of(one), caption=_("History of the round"))
    page: dict[str, Any] = {
        "lacks": lacks,
        "stopped": any(lack.stops for lack in lacks),
        "onward": onward,
        "form": RequestForm(initial=opened(one), auto_id=False),
        "participants": participants,
        "history": history,
    }
    tables = [participants, history]
    if one.state == State.COLLECTING:
        page["unanswered"] = participants_table(one, progress.unanswered(standings), name="unanswered")
        page["to_remind"] = len(progress.unanswered(standings))
        tables.append(page["unanswered"])
    return page, tables


def _own(one: CollectionRound, participants: list[Participant], person: Person) -> list[tuple[Standing, str]]:
    """Return where the person's own municipalities stand, with their pages."""
    mine = [each for each in participants if SEE_HANDED_IN.allows(person, each)]
    standings = progress.of_participants(one, mine) if mine else []
    return [
        (each, reverse("rounds:participant", args=[one.key, each.participant.organisation.key])) for each in standings
    ]


def _to_sign_up(one: CollectionRound, person: Person) -> int:
    is_open = one.state in (State.SIGN_UP, State.COLLECTING) and clock.today() <= one.sign_up_until
    return len(municipalities_to_sign_up(one, person)) if is_open else 0


@round_page("manage_round")
@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Move a round to the state that its page offered."""
    one, form = round_of(request), RequestForm(request.POST)
    to = request.POST.get("to", "")
    if to not in State.values:
        messages.error(request, _("There is no such state."))
        return to_round(one)

    def act(_values: dict[str, Any]) -> object:
        return steps.move(one=one, to=State(to), person=person_of(request))

    if done(request, form, act, row=one):
        messages.success(request, _("The round now stands at “%(state)s”.") % {"state": State(to).label})
    else:
        told_errors(request, form)
    return to_round(one)


@round_page("manage_round")
@require_POST
def remind(request: HttpRequest, key: str) -> HttpResponse:
    """Remind the coordinators who have not answered."""
    one, form = round_of(request), RequestForm(request.POST)
    outcome: list[reminding.Reminded] = []

    def act(_values: dict[str, Any]) -> object:
        outcome.append(reminding.remind(one=one, person=person_of(request)))
        return outcome

    if done(request, form, act, row=one):
        for reminded in outcome:
            _say_reminded(request, reminded)
    else:
        told_errors(request, form)
    return to_round(one, "unanswered")


def _say_reminded(request: HttpRequest, reminded: reminding.Reminded) -> None:
    sentence = ngettext("%(count)s person was reminded.", "%(count)s people were reminded.", reminded.people)
    messages.success(request, sentence % {"count": reminded.people})
    if reminded.nobody:
        names = format_list(one.name for one in reminded.nobody)
        messages.warning(request, _("Nobody was reminded in %(names)s: there is no coordinator.") % {"names": names})
