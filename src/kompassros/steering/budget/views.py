"""The pages of money: of all bodies of a plan, of one body, and the forms of its frames and of what it has cost."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.records import history
from kompassros.records.history_table import history_table
from kompassros.steering.access import card_of, card_page, person_of, plan_of, plan_page
from kompassros.steering.budget import queries, said, services, tables, trail
from kompassros.steering.budget.forms import FramesForm, SpentForm
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.budget.policies import SET_FRAMES
from kompassros.steering.budget.saving import Stored
from kompassros.steering.pages import change, sent
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.usual import key_of, word_of
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import LEAD_PLAN, WRITE_CARD
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_WORD = re.compile(r"[A-Za-z0-9-]{1,20}\Z")
_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _is_open(plan: SteeringPlan) -> bool:
    return bool(plan.state != SteeringPlan.State.CLOSED)


@plan_page("see_plan")
@require_safe
def show_all(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Show the frames of all bodies for four years, and by a period what they have cost and will cost."""
    plan, person = plan_of(request), person_of(request)
    periods = queries.periods_of(plan)
    period = _asked_for(request, periods, queries.entered_in(plan))
    branches = queries.tree_of(plan, person, period.key if period else "")
    below = tables.below_table(plan, branches)
    files = [each(plan, branches, exact=True) for each in (tables.frames_table, tables.below_table)]
    files += [tables.spent_table(plan, period, branches, exact=True)] if period else []
    page = {
        "plan": plan,
        "last": services.years_of(plan)[-1],
        "sentence": said.say_money(branches[0].money) if branches else "",
        "frames": tables.frames_table(plan, branches),
        "below": below if below.rows else None,
        "spent": tables.spent_table(plan, period, branches) if period else None,
        "period": period,
        "periods": [(each, word_of(each.key)) for each in periods],
        "may_lead": _is_open(plan) and LEAD_PLAN.allows(person, plan),
    }
    return respond_with_download(request, *files) or render(request, "steering/budget/all.html", page)


def _asked_for(
    request: HttpRequest, periods: Sequence[ReportingPeriod], entered: Collection[str]
) -> ReportingPeriod | None:
    """Return the period that the address names; else the latest for which anything is entered, or the first."""
    asked = key_of(request.GET.get("period", "-"))
    named = next((period for period in periods if period.key == asked), None)
    with_money = [period for period in periods if period.key in entered]
    return named or next(iter([*reversed(with_money), *periods]), None)


@card_page("see_card")
@require_safe
def show(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Show the money of a body: every frame that held, every outcome and forecast, who entered them."""
    card, person = card_of(request), person_of(request)
    periods = queries.periods_of(card.plan)
    frames, spent = queries.frames_of(card), queries.spent_of(card)
    past = history_table(history.of_subject(trail.BUDGET, str(card.pk)), caption=_("History of the money"))
    files = (tables.vintages_table(frames, exact=True), tables.entered_table(spent, periods, exact=True), past)
    is_open = _is_open(card.plan)
    latest = queries.money_of_card(card)
    page = {
        "card": card,
        "plan": card.plan,
        "sentence": said.say_money(latest.money),
        "until": said.say_until(latest),
        "frames": tables.vintages_table(frames),
        "spent": tables.entered_table(spent, periods),
        "history": past,
        "may_set": is_open and SET_FRAMES.allows(person, card),
        "may_enter": [(each, word_of(each.key)) for each in periods]
        if is_open and WRITE_CARD.allows(person, card)
        else [],
    }
    return respond_with_download(request, *files) or render(request, "steering/budget/one.html", page)


@card_page("set_frames")
@_form_methods
def frames(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Set the frames of a body."""
    card, stored = card_of(request), Stored(card_of(request), BudgetFrame)
    known = {f"frame-{row.year}": _shown(row.amount) for row in services.latest_frames(card).values()}
    form = FramesForm(sent(request), initial=opened(stored, **known), plan=card.plan)

    def act(values: dict[str, Any]) -> object:
        told = {name: values[name] for name in ("decision", "source")}
        person = person_of(request)
        return services.set_frames(card=card, amounts=form.amounts(), person=person, seen=stored.seen, **told)

    page = {
        "heading": _("Frames of %(name)s") % {"name": card.organisation.name},
        "lead": _(
            "Net cost in kronor; below zero for a body that brings in more than it costs. An earlier frame stays."
        ),
        "submit": _("Store the frames"),
    }
    return _change(request, form, act, stored, page, _("The frames are stored."))


@card_page("write_card")
@_form_methods
def spent(request: HttpRequest, municipality: str, year: int, body: str, key: str) -> HttpResponse:
    """Enter what a body has cost until a period's data date, and its forecast for the year."""
    card, stored = card_of(request), Stored(card_of(request), BudgetOutcome)
    period = next((each for each in queries.periods_of(card.plan) if each.key == key_of(key)), None)
    if period is None:
        raise Http404(_("There is no such reporting period in this plan."))
    latest = next((row for row in queries.spent_of(card) if row.period == period.key), None)
    known: dict[str, Any] = {}
    if latest:
        known = {name: _shown(getattr(latest, name)) for name in ("outcome", "forecast")}
        known["source"] = latest.source
    form = SpentForm(sent(request), initial=opened(stored, **known))

    def act(values: dict[str, Any]) -> object:
        return services.record_spent(
            card=card,
            period=period.key,
            spent=form.spent(),
            person=person_of(request),
            source=values["source"],
            seen=stored.seen,
        )

    page = {
        "heading": _("Outcome and forecast: %(period)s") % {"period": period.title},
        "lead": _("For %(name)s. A figure that is there already is corrected; the earlier one stays readable.")
        % {"name": card.organisation.name},
        "submit": _("Store outcome and forecast"),
    }
    return _change(request, form, act, stored, page, _("Outcome and forecast are stored."))


def _shown(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else tables.without_noughts(amount)


def _change(request: HttpRequest, form: Any, act: Any, stored: Stored, page: dict[str, Any], told: str) -> HttpResponse:
    card: Card = stored.card
    page |= {"card": card, "plan": card.plan}
    back, about = tables.money_address(card), (trail.BUDGET, str(card.pk))
    return change(
        request, form, act, row=stored, page=page, said=told, back=_way_back(request, card) or back, about=about
    )


def _way_back(request: HttpRequest, card: Card) -> str:
    """Return the page of the report from which somebody came to enter money, empty for none."""
    word, plan = request.GET.get("report", ""), card.plan
    if not _WORD.match(word):
        return ""
    return reverse("steering:report_write", args=[plan.organisation.key, plan.year, word, card.organisation.key])
