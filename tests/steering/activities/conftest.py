"""Activities of the made-up municipality, and a request of its council."""

from collections.abc import Callable
from datetime import date

import pytest

from kompassros.organisations.models import Organisation
from kompassros.steering.activities.assignments import AssignmentContent, add_assignment
from kompassros.steering.activities.models import Activity, Assignment
from kompassros.steering.activities.services import ActivityContent, add_activity
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import add_goal
from kompassros.steering.plans.models import Card
from tests.steering.conftest import Bodies

CardOf = Callable[[Organisation], Card]


@pytest.fixture
def school(bodies: Bodies, card_of: CardOf) -> Card:
    """The card of the first unit, a school: a draft."""
    return card_of(bodies.units[0])


@pytest.fixture
def goal(school: Card) -> GoalEdition:
    return add_goal(card=school, content=GoalContent("Alla läser", perspective="users"), person=None)


@pytest.fixture
def activity(school: Card, goal: GoalEdition) -> Activity:
    content = ActivityContent("Läsverkstad", owner="Rektor", deadline=date(2026, 4, 30))
    return add_activity(card=school, content=content, goal=goal, person=None)


@pytest.fixture
def request_of_council(bodies: Bodies) -> Assignment:
    content = AssignmentContent("Pröva längre öppettider.", "KF § 57", date(2026, 2, 2), bodies.units[1])
    return add_assignment(owner=bodies.municipality, content=content, person=None)
