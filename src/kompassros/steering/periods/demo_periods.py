"""Granby's reporting, made up: last year closed and public, this year's second period open, some reports signed."""

from typing import Any

from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.committees import committee_of
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.planning import open_period, plan_usual, publish
from kompassros.steering.periods.reporting import LineContent, record_decision, send, sign, write_report
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.writing.demo_writing import load_writing

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
        if _is_of_committee(report):
            decision = f"UN {last.year + 1}-01-22 § 4 (påhittat)"
            record_decision(report=report, decision=decision, person=None)
    close_period(period=closed, person=None)
    closed.refresh_from_db()
    publish(period=closed, at=None, person=None)
    load_writing(closed)
    current = _period(this, OPEN_NOW)
    open_period(period=current, person=None)
    reports = _reports(current)
    for report in (*filter(_is_of_committee, reports), *reports[-SIGNED:]):
        _sign(report)


def _is_of_committee(report: CardReport) -> bool:
    return committee_of(report.card.organisation) is not None


def _period(plan: SteeringPlan, key: str) -> ReportingPeriod:
    plan_usual(plan=plan, person=None)
    found: ReportingPeriod = ReportingPeriod._base_manager.select_related("plan__organisation").get(plan=plan, key=key)
    return found


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
