"""What the addresses of residents' comments are about: a published report with a chapter, and a comment on it."""

from datetime import timedelta
from typing import Any

from kompassros.records import clock
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.residents.services import send_comment
from tests.steering.residents.reports import HEALTH, published_report


def comments_of(plan: SteeringPlan) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject, for the report of a period of a plan."""
    report = published_report(plan, key="R", at=clock.now() - timedelta(seconds=1))
    comment = send_comment(report=report, section=HEALTH, name="", text="Bra!")
    municipality = plan.organisation.key
    of_report = {"key": municipality, "which": f"{plan.year}-r"}
    return {
        "public_report": {**of_report, "chapter": HEALTH, "kind": "report", "ending": "html"},
        "resident_comment": {"municipality": municipality, "pk": comment.pk},
    }
