"""Who sets frames: those who lead the steering. Outcome and forecast are written by whoever writes the card.

Whoever sees a card sees its money.
"""

from typing import Any

from django.db.models import QuerySet

from kompassros.organisations.grants import AnyPerson
from kompassros.records.policies import Policy, register
from kompassros.steering.plans.models import Card
from kompassros.steering.policies import LEAD_PLAN


def _may_set(person: AnyPerson, card: Any) -> bool:
    return LEAD_PLAN.allows(person, card.plan)


def _to_set(person: AnyPerson) -> QuerySet[Card]:
    return Card._base_manager.filter(plan__in=LEAD_PLAN.subjects(person))


SET_FRAMES = register(Policy("steering.set_frames", Card, _may_set, _to_set))
