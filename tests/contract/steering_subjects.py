"""What the addresses of steering are about: an adopted plan with the council's card, a goal and an indicator."""

from datetime import date
from typing import Any

from kompassros.organisations.models import Organisation
from kompassros.steering.activities.assignments import AssignmentContent, add_assignment
from kompassros.steering.activities.services import ActivityContent, add_activity
from kompassros.steering.goals.contents import GoalContent, IndicatorContent
from kompassros.steering.goals.indicator_services import add_indicator
from kompassros.steering.goals.services import add_goal
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.services import adopt_plan, make_plan
from tests.contract.period_subjects import periods_of
from tests.contract.reorganisation_subjects import reorganisations_of
from tests.contract.resident_subjects import comments_of

YEAR = 2031


def steering_of(organisation: Organisation) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject: the municipality, a plan, its card, a goal with an indicator."""
    plan = make_plan(organisation=organisation, year=YEAR, structure="plain", person=None)
    card = Card._base_manager.select_related("plan__organisation", "organisation").get(plan=plan)
    goal = add_goal(card=card, content=GoalContent("Goal"), person=None)
    indicator = add_indicator(goal=goal, content=IndicatorContent("Indicator"), person=None)
    adopt_plan(plan=plan, decision="KF § 1", on=date(2026, 1, 2), person=None)
    of_plan = {"municipality": organisation.key, "year": YEAR}
    of_goal = {**of_plan, "body": organisation.key, "pk": goal.pk, "indicator": indicator.pk}
    of_goal |= {"kind": "scorecard", "ending": "html"}
    return {
        "steering": {"municipality": organisation.key},
        "steering_log": {"municipality": organisation.key, "ending": "csv"},
        "steering_plan": of_plan,
        "steering_goal": of_goal,
        **_activities(card),
        **periods_of(plan),
        **reorganisations_of(plan),
        **comments_of(plan),
    }


def _activities(card: Card) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses about an activity of the council's card and about a request of the council."""
    municipality = card.organisation
    activity = add_activity(card=card, content=ActivityContent("Activity"), person=None)
    asked = AssignmentContent("Request", "KF § 2", date(2026, 1, 2), municipality)
    assignment = add_assignment(owner=municipality, content=asked, person=None)
    return {
        "steering_activity": {"municipality": municipality.key, "year": YEAR, "pk": activity.pk},
        "steering_assignment": {"municipality": municipality.key, "pk": assignment.pk},
    }
