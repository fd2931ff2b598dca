"""A year's goals are taken over from another year: same identity, a new edition, nothing copied between levels."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from kompassros.organisations.saving import require
from kompassros.steering.goals.contents import goal_content
from kompassros.steering.goals.indicator_services import carry_indicators
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import add_goal
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import WRITE_CARD
from kompassros.steering.saving import lock_card


@transaction.atomic
def carry_over(*, card: Card, previous: SteeringPlan, person: Any) -> int:
    """Take the goals of a body's card of another year onto this one, with their indicators; return how many.

    Those that stand in this year's plan already or were withdrawn are left out. Targets and titles come along and may
    be changed; ``serves`` follows to this year's edition of the goal above where there is one.
    """
    require(person, WRITE_CARD, card)
    held = lock_card(card)
    known = GoalEdition._base_manager.filter(plan=held.plan).values("goal")
    rows = GoalEdition._base_manager.filter(plan=previous, organisation=held.organisation, withdrawn_on=None)
    count = 0
    for old in rows.exclude(goal__in=known).select_related("goal", "serves__goal"):
        above = GoalEdition._base_manager.filter(plan=held.plan, goal=old.serves.goal).first() if old.serves else None
        new = add_goal(card=held, content=replace(goal_content(old), serves=above), person=person, goal=old.goal)
        carry_indicators(old, new, person)
        count += 1
    return count
