"""The page of a manager's body, and the council's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kompassros.methods.year_wheel import Standing
from kompassros.organisations.roles import Role
from kompassros.records.slots import fill
from kompassros.steering.access import card_of, card_page, person_of, plan_of, plan_page
from kompassros.steering.activities.queries import asked_in
from kompassros.steering.goals.queries import goals_of
from kompassros.steering.mine.council import MOST_SHOWN, council_goals, deviating
from kompassros.steering.mine.manager import due_of
from kompassros.steering.mine.tables import council_table, deviating_table, short_table
from kompassros.steering.periods.policies import public_periods
from kompassros.steering.plans.queries import tree_of
from kompassros.steering.plans.sentences import card_sentence, plan_sentence
from kompassros.steering.plans.structures import read_structure
from kompassros.steering.wheel.queries import entries_of, first_to_see
from kompassros.web.tables import respond_with_download


@card_page("write_card")
@require_safe
def show_body(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Show a manager what is due, the card in short, the last talk, and what other rooms tell of the body."""
    card = card_of(request)
    lines = goals_of(card)
    due = due_of(card, lines)
    table = short_table(lines, card.plan.year)
    waiting = ngettext("%(count)s thing is due.", "%(count)s things are due.", len(due)) % {"count": len(due)}
    page = {
        "card": card,
        "plan": card.plan,
        "level": read_structure(card.plan.structure).level(card.level),
        "sentence": f"{waiting} {card_sentence(card, lines)}",
        "due": due,
        "table": table,
        "pieces": list(fill("steering.card", request=request, card=card)),
    }
    return respond_with_download(request, table) or render(request, "steering/mine/body.html", page)


@plan_page("see_plan")
@require_safe
def show_council(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Show elected representatives the council's goals, what deviates, what is asked for, what comes, what is out."""
    plan, person = plan_of(request), person_of(request)
    branches = tree_of(plan, person)
    goals, worst = council_table(council_goals(plan, person)), deviating_table(plan, deviating(branches))
    wheel = entries_of(plan.organisation, plan.year, Role.POLITICIAN)
    asked = [each for each in asked_in(plan.organisation, person) if each.open]
    page = {
        "plan": plan,
        "sentence": plan_sentence(plan, branches),
        "goals": goals,
        "worst": worst,
        "asked": asked[:MOST_SHOWN],
        "more_asked": max(0, len(asked) - MOST_SHOWN),
        "next": [entry for entry in first_to_see(wheel) if entry.standing is not Standing.OVERDUE],
        "published": list(public_periods(plan.organisation)[:MOST_SHOWN]),
    }
    return respond_with_download(request, goals, worst) or render(request, "steering/mine/council.html", page)
