"""What the store has newer for a plan or a card, old and new figure beside each other; one button takes all over."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from kompassros.organisations.saving import RequestForm
from kompassros.steering.access import card_of, card_page, person_of, plan_of, plan_page
from kompassros.steering.goals.said import say_flags, say_printed
from kompassros.steering.goals.tables import goal_address
from kompassros.steering.origins.newer import Newer, checksum, following, newer_of, take_all_over
from kompassros.steering.pages import done, sent
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.fields import opened
from kompassros.web.tables import Table

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


class TakeOverForm(RequestForm):
    """Yes to what was looked over; ``told``: by what it is known."""

    told = forms.CharField(widget=forms.HiddenInput, max_length=64)


@plan_page("lead_plan")
@_form_methods
def of_plan(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Show what the store has newer for all cards of a plan, and take it over."""
    plan = plan_of(request)
    cards = Card._base_manager.filter(plan=plan, ended_on=None)
    return _newer(request, plan, cards, {"plan": plan}, reverse("steering:plan", args=[municipality, year]))


@card_page("write_card")
@_form_methods
def of_card(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Show what the store has newer for a card, and take it over."""
    card = card_of(request)
    cards = Card._base_manager.filter(pk=card.pk)
    back = reverse("steering:card", args=[municipality, year, body])
    return _newer(request, card, cards, {"plan": card.plan, "card": card}, back)


def _newer(request: HttpRequest, row: SteeringPlan | Card, cards: Any, page: dict[str, Any], back: str) -> HttpResponse:
    editions, person = following(cards), person_of(request)
    newer = newer_of(editions)
    form = TakeOverForm(sent(request), initial=opened(row, told=checksum(newer)))

    def act(values: dict[str, Any]) -> object:
        return take_all_over(editions=editions, told=values["told"], person=person)

    if done(request, form, act, row=row):
        messages.success(request, _("The figures of the store are taken over."))
        return redirect(back)
    page |= {
        "heading": _("Newer figures of the store"),
        "table": _table(newer),
        "form": _again(form, newer) if newer else None,
        "following": len(editions),
        "back": back,
    }
    return render(request, "steering/origins/newer.html", page)


def _again(form: TakeOverForm, newer: Sequence[Newer]) -> TakeOverForm:
    """Let a form that was refused stand for what is shown now."""
    if form.is_bound:
        data = cast("QueryDict", form.data).copy()
        data["told"] = checksum(newer)
        form.data = data
    return form


def _table(newer: Sequence[Newer]) -> Table:
    columns = (
        Column("body", _("Card")),
        Column("goal", pgettext("steering", "Goal"), prose=True),
        Column("indicator", pgettext("steering", "Indicator"), prose=True),
        Column("year", _("Year"), "number"),
        Column("before", _("On the card"), "number"),
        Column("figure", _("In the store"), "number"),
    )
    empty = _("The cards have what the store has.")
    return Table("newer", _("What the store has newer"), columns, [_row(each) for each in newer], empty_text=empty)


def _row(newer: Newer) -> Row:
    edition, before = newer.edition, newer.before
    cells = {
        "body": Cell(edition.organisation.name),
        "goal": Cell(edition.goal.title),
        "indicator": Cell(edition.title),
        "year": Cell(newer.year, str(newer.year)),
        "before": _figure(before.printed if before else "", say_flags(before)),
        "figure": _figure(newer.figure.printed, _("preliminary") if newer.figure.preliminary else ""),
    }
    return Row(cells, _address(newer))


def _figure(printed: str, note: str) -> Cell:
    shown = say_printed(printed)
    return Cell(printed or None, shown, note=note or None)


def _address(newer: Newer) -> str:
    goal = newer.edition.goal
    goal.plan, goal.organisation = newer.edition.plan, newer.edition.organisation
    return goal_address(goal)
