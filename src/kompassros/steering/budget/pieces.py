"""What the pages of a plan, a card and a goal show of money: cost beside result."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kompassros.records.slots import Piece, register
from kompassros.steering.budget import queries, said
from kompassros.steering.budget.services import years_of
from kompassros.steering.budget.tables import money_address
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods.models import CardReport
from kompassros.steering.periods.usual import word_of
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import SEE_CARD, WRITE_CARD

FOLDER = "steering/budget"


def of_plan(*, request: HttpRequest, plan: SteeringPlan) -> Piece:
    """The way to the money of all bodies; it asks the database nothing, for the page of a plan asks enough."""
    years = years_of(plan)
    context = {"plan": plan, "first": years[0], "last": years[-1]}
    return Piece("plan-budget", _("Budget beside goals"), f"{FOLDER}/piece_plan.html", context)


def of_card(*, request: HttpRequest, card: Card) -> Piece:
    """What the body may cost and costs; whoever sees the card sees it."""
    return _piece(card, _("Budget beside goals"))


def of_goal(*, request: HttpRequest, goal: GoalEdition) -> Piece:
    """The money of the card on which the goal stands, for no frame belongs to a goal; whoever sees one sees both."""
    return _piece(goal.card, _("Budget of the card"))


@dataclass(frozen=True)
class MoneyLine:
    """The money of a body in its report: of the period itself, and of the period before; where it is entered."""

    sentence: str
    last: str
    enter: str


def money_of_report(report: CardReport, person: Any) -> MoneyLine | None:
    """Return the money that stands beside the text of a report, None for whoever may not see the card."""
    card, period = report.card, report.period
    if not SEE_CARD.allows(person, card):
        return None
    found = queries.money_in_period(card, period)
    may_enter = period.plan.state != SteeringPlan.State.CLOSED and WRITE_CARD.allows(person, card)
    word = word_of(period.key)
    enter = f"{money_address(card, 'budget_spent', word)}?report={word}" if may_enter else ""
    last = found.before
    told = _("%(period)s: %(money)s") % {"period": last.period, "money": said.say_spent(last.money)} if last else ""
    return MoneyLine(said.say_money(found.money), told, enter)


def say_card(card: Card) -> str:
    """Return the money of a card in a sentence with its period, empty where nothing is known."""
    found = queries.money_of_card(card)
    until = said.say_until(found)
    return " ".join(filter(None, (said.say_money(found.money), until and f"{until}."))) if found.money else ""


def _piece(card: Card, heading: str) -> Piece:
    found = queries.money_of_card(card)
    money = found.money
    deviation, tone = said.say_deviation(money)
    context = {
        "card": card,
        "plan": card.plan,
        "money": money,
        "facts": said.facts(money),
        "deviation": deviation,
        "tone": tone,
        "until": said.say_until(found),
        "address": money_address(card),
    }
    return Piece("budget", heading, f"{FOLDER}/piece_card.html", context)


register("steering.plan", "budget", 15, of_plan)
register("steering.card", "budget", 15, of_card)
register("steering.goal", "budget", 25, of_goal)
