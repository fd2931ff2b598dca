"""What the addresses of reporting are about: a closed and public period, and one that is open with a report."""

from typing import Any

from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.planning import open_period, plan_usual, publish
from kompassros.steering.plans.models import SteeringPlan
from tests.contract.written_subjects import written_of


def periods_of(plan: SteeringPlan) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject, for an adopted plan whose own card is agreed."""
    first, second, _year = plan_usual(plan=plan, person=None)
    open_period(period=first, person=None)
    close_period(period=first, person=None)
    publish(period=first, at=None, person=None)
    open_period(period=second, person=None)
    of_plan = {"municipality": plan.organisation.key, "year": plan.year}
    return {
        **written_of(first, {**of_plan, "key": "T1"}),
        "period": {**of_plan, "key": "T1"},
        "period_edition": {**of_plan, "key": "T1", "number": 1},
        "period_file": {**of_plan, "key": "T1", "number": 1, "kind": "figures", "ending": "json"},
        "period_report": {**of_plan, "key": "T2", "body": plan.organisation.key},
    }
