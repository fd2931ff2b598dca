"""A coordinator signs a municipality up, changes its part or leaves; the officer adds one and takes one out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.indicators.rounds import taking_part, trail
from kompassros.indicators.rounds.access import find_round, municipality_page, person_of, round_of, round_page
from kompassros.indicators.rounds.forms_officer import AddForm, TakePartForm
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.indicators.rounds.pages import FORM, change, done, missed_table, render_round, sent
from kompassros.indicators.rounds.policies import SEE_ROUND, SIGN_UP
from kompassros.indicators.rounds.saving import State
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import WhyForm
from kompassros.records import clock
from kompassros.web.fields import opened
from kompassros.web.formats import format_date

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@round_page("see_round")
@require_safe
def sign_up(request: HttpRequest, key: str) -> HttpResponse:
    """List the municipalities that the person may sign up, and those that are signed up already."""
    one, person = round_of(request), person_of(request)
    own = SIGN_UP.subjects(person).filter(path__startswith=one.owner.path).values_list("pk", flat=True)
    mine = set(own)
    page = {
        "open": one.state in (State.SIGN_UP, State.COLLECTING) and clock.today() <= one.sign_up_until,
        "waiting": taking_part.municipalities_to_sign_up(one, person),
        "signed_up": [each for each in taking_part.participants_of(one) if each.organisation_id in mine],
    }
    return render_round(request, "indicators/rounds/sign_up.html", one, page)


def _round_seen(request: HttpRequest, key: str) -> CollectionRound:
    """Return the round of a municipality's page; its own policy holds beside that of the municipality."""
    one = find_round(request, key)
    if not SEE_ROUND.allows(request.user, one):
        raise PermissionDenied("indicators.see_round")
    return one


def _part_of(one: CollectionRound, municipality: str) -> Participant | None:
    rows = Participant._base_manager.filter(round=one, organisation__key=municipality, withdrawn_at=None)
    found: Participant | None = rows.select_related("round__owner", "organisation").first()
    return found


@municipality_page("sign_up")
@_form_methods
def sign_up_one(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Sign a municipality up; or, where it is, change whether it takes part in the test contacts."""
    one = _round_seen(request, key)
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    participant = _part_of(one, municipality)
    if participant is not None:
        return _change_contacts(request, one, participant, leaving="rounds:leave")
    form = TakePartForm(sent(request), initial=opened(one))

    def act(values: dict[str, Any]) -> object:
        return taking_part.sign_up(
            one=one, organisation=organisation, contacts=values["contacts"], person=person_of(request)
        )

    page = {
        "title": _("Sign up %(name)s") % {"name": organisation.name},
        "lead": _("The municipality hands in its own data. Nothing is public before the round is released."),
        "submit": _("Sign up"),
    }
    said = _("%(name)s takes part in the round.") % {"name": organisation.name}
    return change(request, form, act, one=one, page=page, said=said)


def _change_contacts(
    request: HttpRequest, one: CollectionRound, participant: Participant, *, leaving: str
) -> HttpResponse:
    form = TakePartForm(sent(request), initial=opened(participant, contacts=participant.contacts))
    name = participant.organisation.name

    def act(values: dict[str, Any]) -> object:
        return taking_part.choose_contacts(
            participant=participant, contacts=values["contacts"], person=person_of(request)
        )

    if done(request, form, act, row=participant):
        messages.success(request, _("What %(name)s takes part in is changed.") % {"name": name})
        return redirect("rounds:show", one.key)
    about = f"{one.key}/{participant.organisation.key}"
    page = {
        "form": form,
        "participant": participant,
        "leaving": leaving,
        "missed": missed_table(trail.PARTICIPANT, about, form.missed) if form.missed else None,
        "title": _("%(name)s takes part") % {"name": name},
        "lead": _("Choose whether the municipality takes part in the test contacts, or take it out of the round."),
        "submit": _("Store the choice"),
    }
    return render_round(request, FORM, one, page)


@municipality_page("sign_up")
@_form_methods
def leave(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Leave a round before data are collected."""
    return _leave(request, _round_seen(request, key), municipality)


def _leave(request: HttpRequest, one: CollectionRound, municipality: str) -> HttpResponse:
    participant = _part_of(one, municipality)
    if participant is None:
        raise Http404(_("This municipality takes no part in the round."))
    name = participant.organisation.name
    form = WhyForm(sent(request), initial=opened(participant))

    def act(values: dict[str, Any]) -> object:
        return taking_part.leave(participant=participant, why=values["why"], person=person_of(request))

    page = {
        "title": _("Take %(name)s out of the round") % {"name": name},
        "lead": _(
            "What was handed in is kept and does not count. Until the round is closed, the municipality can return."
        ),
        "submit": _("Take out of the round"),
        "tone": "danger",
    }
    about = (trail.PARTICIPANT, f"{one.key}/{municipality}")
    said = _("%(name)s has left the round.") % {"name": name}
    return change(request, form, act, one=one, page=page, said=said, row=participant, about=about)


@round_page("manage_round")
@_form_methods
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Add a municipality, also after the day of sign-up."""
    one = round_of(request)
    missing = taking_part.municipalities_to_add(one)
    form = AddForm(sent(request), initial=opened(one), municipalities=missing)

    def act(values: dict[str, Any]) -> object:
        return taking_part.add_late(
            one=one, organisation=form.chosen(), contacts=values["contacts"], person=person_of(request)
        )

    page = {
        "title": _("Add a municipality"),
        "lead": _("Coordinators sign up until %(day)s; you can add one until the round is closed.")
        % {"day": format_date(one.sign_up_until)},
        "submit": _("Add the municipality"),
    }
    return change(request, form, act, one=one, page=page, said=_("The municipality is added."), part="participants")


@round_page("manage_round")
@_form_methods
def part(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Change a municipality's part in the test contacts as the officer."""
    one = round_of(request)
    participant = _part_of(one, municipality)
    if participant is None:
        raise Http404(_("This municipality takes no part in the round."))
    return _change_contacts(request, one, participant, leaving="rounds:take_out")


@round_page("manage_round")
@_form_methods
def take_out(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """Take a municipality out of the round as the officer."""
    return _leave(request, round_of(request), municipality)
