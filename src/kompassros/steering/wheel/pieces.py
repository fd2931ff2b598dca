"""What the year wheel puts on the page of a plan: what is now and next, and the way to the wheel."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kompassros.records.slots import Piece, register
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.wheel.queries import entries_of, first_to_see


def wheel_of_plan(*, request: HttpRequest, plan: SteeringPlan, **others: Any) -> Piece:
    """Return what is now and next in the year of a plan; one query."""
    entries = first_to_see(entries_of(plan.organisation, plan.year))
    context = {"entries": entries, "plan": plan}
    return Piece("wheel", _("The year wheel: now and next"), "steering/wheel/on_plan.html", context, len(entries))


register("steering.plan", "wheel", 30, wheel_of_plan)
