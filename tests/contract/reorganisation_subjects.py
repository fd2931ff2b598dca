"""What the addresses of reorganisations are about: one that is done, and one that is to be."""

from datetime import date
from typing import Any

from kompassros.records import clock
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.reorganising.models import BodyChange, Reorganisation


def reorganisations_of(plan: SteeringPlan) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject."""
    one = Reorganisation._base_manager.create(
        plan=plan,
        organisation=plan.organisation,
        kind=Reorganisation.Kind.MOVE,
        on=date(plan.year, 1, 2),
        decision="KF § 3",
        at=clock.now(),
    )
    BodyChange._base_manager.create(
        reorganisation=one,
        organisation=plan.organisation,
        became=plan.organisation,
        was_below=plan.organisation.parent,
        now_below=plan.organisation.parent,
    )
    of_plan = {"municipality": plan.organisation.key, "year": plan.year}
    return {"reorganisation_kind": {**of_plan, "kind": "move"}, "reorganisation": {**of_plan, "pk": one.pk}}
