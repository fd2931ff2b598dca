"""The way to the agenda papers on the page of their subject: for whoever writes them, or where one is final."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.records.matter_desk import Desk
from kompassros.records.matter_finding import final_papers
from kompassros.records.slots import Piece, register
from kompassros.steering.activities.models import Assignment
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.papers.plans import CARD, GOAL, PLAN
from kompassros.steering.papers.reports import PERIOD, REPORT
from kompassros.steering.papers.requests import ASSIGNMENT
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.usual import word_of
from kompassros.steering.plans.models import Card, SteeringPlan


def _way(request: HttpRequest, desk: Desk, thing: Any, name: str, arguments: list[Any]) -> Piece | None:
    """Return the way to a desk's list; one query for readers, none for writers."""
    may_write = request.user.has_perm(desk.write, thing)
    subject = desk.describe(thing)
    if not may_write and not final_papers(subject.kind, subject.key).exists():
        return None
    context = {"address": reverse(f"steering:{name}:matters", args=arguments), "may_write": may_write}
    return Piece("papers", _("Agenda papers"), "steering/papers/way.html", context)


def _place(plan: SteeringPlan) -> list[Any]:
    return [plan.organisation.key, plan.year]


def of_plan(*, request: HttpRequest, plan: SteeringPlan, **others: Any) -> Piece | None:
    """Return the way to the papers about a plan."""
    return _way(request, PLAN, plan, "plan_papers", _place(plan))


def of_card(*, request: HttpRequest, card: Card, **others: Any) -> Piece | None:
    """Return the way to the papers about a card."""
    return _way(request, CARD, card, "card_papers", [*_place(card.plan), card.organisation.key])


def of_goal(*, request: HttpRequest, goal: GoalEdition, **others: Any) -> Piece | None:
    """Return the way to the papers about a goal."""
    card = goal.card
    return _way(request, GOAL, goal, "goal_papers", [*_place(card.plan), card.organisation.key, goal.pk])


def of_report(*, request: HttpRequest, report: CardReport, **others: Any) -> Piece | None:
    """Return the way to the papers about a body's report."""
    period = report.period
    arguments = [*_place(period.plan), word_of(period.key), report.card.organisation.key]
    return _way(request, REPORT, report, "report_papers", arguments)


def of_period(*, request: HttpRequest, period: ReportingPeriod, **others: Any) -> Piece | None:
    """Return the way to the papers about a period."""
    return _way(request, PERIOD, period, "period_papers", [*_place(period.plan), word_of(period.key)])


def of_assignment(*, request: HttpRequest, assignment: Assignment, **others: Any) -> Piece | None:
    """Return the way to the papers about a request of the council."""
    return _way(request, ASSIGNMENT, assignment, "request_papers", [assignment.owner.key, assignment.pk])


register("steering.plan", "papers", 80, of_plan)
register("steering.card", "papers", 80, of_card)
register("steering.goal", "papers", 80, of_goal)
register("steering.report", "papers", 80, of_report)
register("steering.period", "papers", 80, of_period)
register("steering.assignment", "papers", 80, of_assignment)
