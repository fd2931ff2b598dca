"""Reminders of actions: once for a day, to whoever answers for it, never of what is over or overdue."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.reminding import remind_due
from kompassros.evaluations.followup.services import Outcome, Plan, add_action, change_action
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.models import Notice
from kompassros.records.notices import sentence_of
from tests.evaluations.course_cases import demo_person, make_course

pytestmark = pytest.mark.django_db
Add = Callable[..., Action]


@pytest.fixture
def course() -> Course:
    return make_course(State.FOLLOW_UP)


@pytest.fixture
def add(course: Course) -> Add:
    def added(days: int, owner: Person | None = None, person: Person | None = None) -> Action:
        plan = Plan("Plan ahead", owner=owner, due=clock.today() + timedelta(days=days))
        return add_action(course=course, plan=plan, person=person)

    return added


def reminded() -> list[Person]:
    return [notice.person for notice in Notice.objects.filter(kind="action_soon").order_by("pk")]


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (0, 1), (7, 1), (8, 0)])
def test_action_is_reminded_of_from_seven_days_before_to_the_day(days: int, told: int, add: Add) -> None:
    add(days, demo_person(Role.READER))
    assert remind_due() == told
    assert reminded() == [demo_person(Role.READER)] * told


def test_action_is_reminded_of_once_and_again_where_its_day_moved(course: Course, add: Add) -> None:
    action = add(3, demo_person(Role.READER))
    assert [remind_due(), remind_due()] == [1, 0]
    plan = Plan("Plan ahead", owner=demo_person(Role.READER), due=clock.today() + timedelta(days=5))
    change_action(course=course, action=action, plan=plan, outcome=Outcome(), person=None)
    assert [remind_due(), remind_due()] == [1, 0]


def test_action_that_was_just_given_is_not_reminded_of_too(add: Add) -> None:
    add(3, demo_person(Role.READER), person=demo_person(Role.COORDINATOR))
    assert remind_due() == 0
    assert Notice.objects.filter(kind="action_given").count() == 1


def test_action_that_is_over_is_not_reminded_of(course: Course, add: Add) -> None:
    action = add(3, demo_person(Role.READER))
    done = Outcome(state="done", outcome="It was done")
    change_action(course=course, action=action, plan=Plan("Plan ahead", due=action.due), outcome=done, person=None)
    assert remind_due() == 0


def test_action_of_nobody_is_the_coordinators_to_be_reminded_of(add: Add) -> None:
    action = add(3)
    assert remind_due() == 1
    (notice,) = Notice.objects.filter(kind="action_soon")
    assert notice.person == demo_person(Role.COORDINATOR)
    said = f"{action.course}: the action “Plan ahead” is to be done by {action.due}."
    assert sentence_of(notice.kind, notice.values) == said
