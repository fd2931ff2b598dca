"""Granby's reporting, made up: last year closed and public, this year's second period open, some reports signed."""

from typing import Any

from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.planning import open_period, plan_usual, publish
from kompassros.steering.periods.reporting import LineContent, send, sign, write_report
from kompassros.steering.plans.models import SteeringPlan

YEAR, OPEN_NOW = "", "T2"
SIGNED = 5
TEXT = "Påhittad rapport: verksamheten har gått som planerat, utom där målen inte nås."
REASONS = "Påhittad motivering: åtgärderna har börjat verka."
NEXT = "Påhittat: vi fortsätter som planerat."


def load_periods(last: SteeringPlan, this: SteeringPlan) -> None:
    """Close and publish the year of last year's plan; open a period of this year's, of which some have reported."""
    closed = _period(last, YEAR)
    open_period(period=closed, person=None)
    for report in _reports(closed):
        _sign(report)
    close_period(period=closed, person=None)
    closed.refresh_from_db()
    publish(period=closed, at=None, person=None)
    current = _period(this, OPEN_NOW)
    open_period(period=current, person=None)
    for report in _reports(current)[-SIGNED:]:
        _sign(report)


def _period(plan: SteeringPlan, key: str) -> ReportingPeriod:
    return next(period for period in plan_usual(plan=plan, person=None) if period.key == key)


def _reports(period: ReportingPeriod) -> list[CardReport]:
    related = ("period__plan__organisation", "card__organisation__parent", "card__plan__organisation")
    rows = CardReport._base_manager.filter(period=period).select_related(*related)
    return list(rows.order_by("card__organisation__path"))


def _sign(report: CardReport) -> None:
    goals: Any = GoalEdition._base_manager.filter(card=report.card, withdrawn_on=None)
    line = LineContent("partly", REASONS, NEXT)
    write_report(report=report, text=TEXT, lines={goal.pk: line for goal in goals}, person=None)
    send(report=report, person=None)
    sign(report=report, person=None)
