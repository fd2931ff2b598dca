"""The page of what the team knows from before."""

from typing import Any

import pytest
from django.test import Client

from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.models import Action
from kompassros.evaluations.preparing import views_previous
from kompassros.organisations.roles import Role
from kompassros.records import clock
from tests.evaluations.course_cases import demo_person, make_course
from tests.evaluations.preparing.cases import address, signed_in
from tests.evaluations.publication.cases import published_course

pytestmark = pytest.mark.django_db


def test_published_result_and_actions_are_shown_to_the_team_alone(
    db: None, client: Client, django_assert_max_num_queries: Any
) -> None:
    earlier = make_course(State.FOLLOW_UP)
    organisation = earlier.organisation
    finding = Finding._base_manager.create(
        course=earlier,
        organisation=organisation,
        kind=Finding.Kind.IMPROVEMENT,
        area="a-bb22cc",
        text="Plans are not followed up",
        written_at=clock.now(),
    )
    Action._base_manager.create(
        course=earlier,
        organisation=organisation,
        finding=finding,
        title="Follow up every spring",
        state=Action.State.DONE,
        outcome="Done since 2025",
        added_at=clock.now(),
    )
    course = make_course(State.PREPARING)
    signed_in(client, demo_person(Role.PEER_EVALUATOR))
    with django_assert_max_num_queries(16):
        page = client.get(address(course, "previous")).content.decode()
    for said in ("Follow up every spring", "Done since 2025", "Plans are not followed up", "1 of 1 action is done"):
        assert said in page
    assert "Points by area" in page
    assert signed_in(client, demo_person(Role.COORDINATOR)).get(address(course, "previous")).status_code == 403


def test_first_evaluation_says_that_there_is_none(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_previous, "previous_result", lambda _course: None)
    monkeypatch.setattr(views_previous, "what_became", lambda _course: [])
    course = make_course(State.PREPARING)
    page = signed_in(client, demo_person(Role.EVALUATOR)).get(address(course, "previous")).content.decode()
    assert "No earlier result of this municipality is published here." in page
    assert "No earlier evaluation of this municipality was made here" in page


def test_result_that_was_made_here_is_shown_by_question_with_its_findings(
    db: None, client: Client, django_assert_max_num_queries: Any
) -> None:
    published_course()
    course = make_course(State.PREPARING)
    signed_in(client, demo_person(Role.LEAD_EVALUATOR))
    with django_assert_max_num_queries(16):
        page = client.get(address(course, "previous")).content.decode()
    for said in ("question 1.1 en", "A clear plan", "Tell more, and earlier", "emphasised", "1 area 1 en"):
        assert said in page
    answer = client.get(address(course, "previous"), {"format": "csv", "table": "previous-questions"})
    assert answer.content.decode("utf-8-sig").count("question") == 3
