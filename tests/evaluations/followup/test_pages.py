"""The pages of the action plan: for whom, with what, in few queries."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.services import Plan, add_action
from kompassros.organisations.roles import Role
from tests.evaluations.course_cases import demo_person, make_course
from tests.evaluations.publication.cases import write_findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    made = make_course(State.FOLLOW_UP)
    write_findings(made)
    return made


def sign_in(client: Client, role: Role) -> None:
    client.force_login(demo_person(role))


def address(name: str, course: Course, *more: object) -> str:
    return reverse(f"courses:{name}", args=[course.slug, *more])


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def test_coordinator_makes_an_action_and_tells_what_became_of_it(client: Client, course: Course) -> None:
    sign_in(client, Role.COORDINATOR)
    finding = Finding._base_manager.get(course=course, kind="improvement")
    make = address("action_make", course, finding.pk)
    assert f'action="{make}"' in text_of(client, address("actions", course))
    answer = client.post(make)
    action = Action._base_manager.get(course=course)
    assert answer.headers["Location"] == address("action_change", course, action.pk)
    values = {"version": "1", "title": "Tell more", "finding": str(finding.pk), "owner": "", "owner_name": "The board"}
    silent = client.post(address("action_change", course, action.pk), {**values, "state": "done"})
    assert "Say what became of it" in silent.content.decode()
    client.post(address("action_change", course, action.pk), {**values, "state": "done", "outcome": "We tell weekly"})
    text = text_of(client, address("action", course, action.pk))
    assert "We tell weekly" in text


def test_free_action_is_planned(client: Client, course: Course) -> None:
    sign_in(client, Role.COORDINATOR)
    values = {
        "version": str(course.version),
        "title": "Meet the villages",
        "due": "2026-09-01",
        "finding": "",
        "owner": "",
    }
    answer = client.post(address("action_add", course), values)
    assert answer.headers["Location"] == address("actions", course)
    assert "Meet the villages" in text_of(client, address("actions", course))


def test_plan_is_taken_home(client: Client, course: Course) -> None:
    add_action(course=course, plan=Plan("Meet the villages"), person=None)
    sign_in(client, Role.READER)
    file = client.get(address("actions", course), {"format": "csv", "table": "actions"}).content.decode("utf-8-sig")
    assert file.splitlines()[1].startswith("Meet the villages,an idea of our own,nobody yet,no day yet,planned")


@pytest.mark.parametrize("role", [Role.READER, Role.POLITICIAN, Role.LEAD_EVALUATOR])
def test_others_read_and_do_not_write(client: Client, course: Course, role: Role) -> None:
    action = add_action(course=course, plan=Plan("Meet the villages"), person=None)
    sign_in(client, role)
    text = text_of(client, address("actions", course))
    assert "Meet the villages" in text
    assert "Make an action of it" not in text
    text_of(client, address("action", course, action.pk))
    for name, more in (("action_add", ()), ("action_change", (action.pk,))):
        assert client.get(address(name, course, *more)).status_code == 403


def test_action_of_another_evaluation_is_not_found(client: Client, course: Course) -> None:
    other = make_course(State.FOLLOW_UP)
    action = add_action(course=other, plan=Plan("x"), person=None)
    sign_in(client, Role.COORDINATOR)
    assert client.get(address("action", course, action.pk)).status_code == 404


def test_pages_take_few_queries(client: Client, course: Course, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        add_action(course=course, plan=Plan(f"Action {number}", owner=demo_person(Role.READER)), person=None)
    action = Action._base_manager.filter(course=course).first()
    assert action
    sign_in(client, Role.COORDINATOR)
    for name, more in (("actions", ()), ("action", (action.pk,)), ("action_change", (action.pk,))):
        with django_assert_max_num_queries(24):
            text_of(client, address(name, course, *more))


def test_home_page_tells_what_one_answers_for(client: Client, course: Course, set_clock: Any) -> None:
    set_clock("2026-06-02T12:00:00+02:00")
    plan = Plan("Meet the villages", owner=demo_person(Role.READER), due=date(2026, 6, 1))
    add_action(course=course, plan=plan, person=None)
    sign_in(client, Role.READER)
    text = text_of(client, reverse("portal:home"))
    assert "Meet the villages" in text
    assert "overdue" in text
