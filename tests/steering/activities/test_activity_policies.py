from collections.abc import Callable
from datetime import date

import pytest

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy
from kompassros.steering.activities.models import Activity, Assignment
from kompassros.steering.activities.policies import (
    ANSWER_ASSIGNMENT,
    LEAD_ASSIGNMENT,
    SEE_ACTIVITY,
    SEE_ASSIGNMENT,
    WRITE_ACTIVITY,
)
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.services import adopt_plan, agree_card
from tests.steering.conftest import Bodies

pytestmark = pytest.mark.django_db
PersonWith = Callable[[Role, Organisation], Person]
PLACES = ("municipality", "area", "unit", "other unit")
LEADERS = {(role, "municipality") for role in (Role.COORDINATOR, Role.CHIEF_EXECUTIVE)}
OWN_MANAGERS = {(Role.UNIT_MANAGER, place) for place in ("municipality", "area", "unit")}
WRITERS = LEADERS | {(role, place) for role, _ in LEADERS for place in ("area", "unit")} | OWN_MANAGERS
INSIDE = WRITERS | {(Role.AUDITOR, place) for place in ("municipality", "area", "unit")}
FOLLOWERS = (
    Role.COORDINATOR,
    Role.CHIEF_EXECUTIVE,
    Role.UNIT_MANAGER,
    Role.AUDITOR,
    Role.RESPONDENT,
    Role.POLITICIAN,
    Role.READER,
)
EVERYBODY = {(role, place) for role in FOLLOWERS for place in PLACES}


def place_of(bodies: Bodies, place: str) -> Organisation:
    known = dict(zip(PLACES, (bodies.municipality, bodies.areas[0], *bodies.units[:2]), strict=True))
    return known[place]


def allowed(policy: Policy, subject: object, bodies: Bodies, person_with: PersonWith) -> set[tuple[Role, str]]:
    """Return for whom a policy holds, by role and place; its twin must say the same."""
    found = set()
    for role in Role:
        for place in PLACES:
            person = person_with(role, place_of(bodies, place))
            holds = policy.allows(person, subject)
            assert policy.subjects(person).filter(pk=subject.pk).exists() == holds, (role, place)  # type: ignore[attr-defined]
            found |= {(role, place)} if holds else set()
    return found


def test_activity_of_a_draft_is_for_its_managers_and_the_auditor(
    activity: Activity, bodies: Bodies, person_with: PersonWith
) -> None:
    assert allowed(SEE_ACTIVITY, activity, bodies, person_with) == INSIDE
    assert allowed(WRITE_ACTIVITY, activity, bodies, again) == WRITERS


def again(role: Role, place: Organisation) -> Person:
    """Return the person that was made for a role and place before."""
    return Person.objects.get(email=f"{role.value}.{place.key}@example.org")


def test_everybody_sees_an_agreed_card_s_activities_once_the_plan_is_adopted(
    activity: Activity, school: Card, bodies: Bodies, person_with: PersonWith
) -> None:
    agree_card(card=school, person=None)
    assert allowed(SEE_ACTIVITY, activity, bodies, person_with) == INSIDE
    adopt_plan(plan=school.plan, decision="KF § 101", on=date(2025, 11, 20), person=None)
    activity.plan.refresh_from_db()
    assert allowed(SEE_ACTIVITY, activity, bodies, again) == EVERYBODY
    assert allowed(WRITE_ACTIVITY, activity, bodies, again) == WRITERS


def test_request_is_read_by_all_entered_by_leaders_and_answered_by_the_manager(
    request_of_council: Assignment, bodies: Bodies, person_with: PersonWith
) -> None:
    assert allowed(SEE_ASSIGNMENT, request_of_council, bodies, person_with) == EVERYBODY
    assert allowed(LEAD_ASSIGNMENT, request_of_council, bodies, again) == LEADERS
    managers = {(role, place) for role, place in WRITERS if place != "unit"}
    managers |= {(role, "other unit") for role in (Role.UNIT_MANAGER, Role.COORDINATOR, Role.CHIEF_EXECUTIVE)}
    assert allowed(ANSWER_ASSIGNMENT, request_of_council, bodies, again) == managers
