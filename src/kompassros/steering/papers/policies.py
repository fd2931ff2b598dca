"""Who reads and writes agenda papers about a goal: whoever reads, and whoever writes, the card on which it stands."""

from typing import Any

from django.db.models import QuerySet

from kompassros.organisations.grants import AnyPerson
from kompassros.records.policies import Policy, register
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.policies import SEE_CARD, WRITE_CARD


def _may_see(person: AnyPerson, goal: Any) -> bool:
    return SEE_CARD.allows(person, goal.card)


def _to_see(person: AnyPerson) -> QuerySet[GoalEdition]:
    return GoalEdition._base_manager.filter(card__in=SEE_CARD.subjects(person))


def _may_write(person: AnyPerson, goal: Any) -> bool:
    return WRITE_CARD.allows(person, goal.card)


def _to_write(person: AnyPerson) -> QuerySet[GoalEdition]:
    return GoalEdition._base_manager.filter(card__in=WRITE_CARD.subjects(person))


SEE_GOAL = register(Policy("steering.see_goal", GoalEdition, _may_see, _to_see))
WRITE_GOAL = register(Policy("steering.write_goal", GoalEdition, _may_write, _to_write))
