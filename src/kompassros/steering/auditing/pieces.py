"""What auditing puts on the page of a plan: the ways to the plan as it stood, and to the log."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kompassros.records.slots import Piece, register
from kompassros.steering.auditing.policies import READ_KEPT_PLAN, READ_LOG
from kompassros.steering.plans.models import SteeringPlan


def audit_of_plan(*, request: HttpRequest, plan: SteeringPlan, **others: Any) -> Piece | None:
    """Return the ways for those who may go them; no query."""
    kept, log = READ_KEPT_PLAN.allows(request.user, plan), READ_LOG.allows(request.user, plan.organisation)
    if not (kept or log):
        return None
    context = {"plan": plan, "kept": kept, "log": log}
    return Piece("audit", _("For whoever audits"), "steering/auditing/on_plan.html", context)


register("steering.plan", "audit", 90, audit_of_plan)
