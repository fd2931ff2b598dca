"""The history of steering: of plans, cards, goals and indicators; it stands in the history of the body."""

from typing import Any

from kompassros.records import history
from kompassros.records.models import HistoryEntry
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.plans.models import Card, SteeringPlan

PLAN, CARD, GOAL, INDICATOR = "steering_plan", "steering_card", "steering_goal", "steering_indicator"


def write_plan(plan: SteeringPlan, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a plan; ``told``: before, after, why."""
    subject = (PLAN, str(plan.pk), str(plan))
    return history.write(person=person, verb=verb, subject=subject, organisation_id=plan.organisation_id, **told)


def write_card(card: Card, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a card."""
    subject = (CARD, str(card.pk), f"{card.organisation} {card.plan.year}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=card.organisation_id, **told)


def write_goal(edition: GoalEdition, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a goal."""
    subject = (GOAL, str(edition.pk), edition.title)
    return history.write(person=person, verb=verb, subject=subject, organisation_id=edition.organisation_id, **told)


def write_indicator(edition: IndicatorEdition, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to an indicator, its target or its values."""
    subject = (INDICATOR, str(edition.pk), edition.title)
    return history.write(person=person, verb=verb, subject=subject, organisation_id=edition.organisation_id, **told)
