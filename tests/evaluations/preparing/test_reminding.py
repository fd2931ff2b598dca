"""Reminders of documents and of answers: once for a day, together for one person, never of what is done or overdue."""

from datetime import date, timedelta

import pytest

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.preparing import answering, services
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.evaluations.preparing.reminding import remind_due
from kompassros.evaluations.preparing.services import Wish
from kompassros.organisations.models import Grant, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.models import Notice
from kompassros.records.notices import sentence_of
from tests.evaluations.course_cases import bring_to, demo_person, make_course
from tests.evaluations.preparing.cases import address, answers, ask, store

__all__ = ["store"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def course(db: None) -> Course:
    return make_course(State.PREPARING)


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def give(course: Course, due: date, *questions: str, to: Role = Role.RESPONDENT, by: Role | None = None) -> None:
    rows = answers(course)
    answering.share_out(
        course=course,
        answers=[rows[question] for question in questions],
        respondent=demo_person(to),
        due=due,
        person=demo_person(by) if by else None,
    )


def told(kind: str) -> list[tuple[Person, int, str]]:
    found = Notice.objects.filter(kind=f"evaluations.{kind}").order_by("pk")
    return [(notice.person, notice.values["count"], notice.address) for notice in found]


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (7, 1), (8, 0)])
def test_documents_are_reminded_of_from_seven_days_before_to_the_day(course: Course, days: int, count: int) -> None:
    ask(course, "Budget", "Plan", due=in_days(days))
    assert remind_due() == count
    assert told("documents_soon") == [(demo_person(Role.COORDINATOR), 2, address(course, "documents"))] * count


def test_document_is_reminded_of_once_and_again_where_its_day_moved(course: Course) -> None:
    ask(course, due=in_days(3))
    assert [remind_due(), remind_due()] == [1, 0]
    DocumentRequest._base_manager.filter(course=course).update(due=in_days(4))
    assert [remind_due(), remind_due()] == [1, 0]


def test_document_that_was_just_asked_for_is_not_reminded_of_too(course: Course) -> None:
    lead = demo_person(Role.LEAD_EVALUATOR)
    services.ask_for(course=course, wishes=[Wish("Budget")], due=in_days(3), person=lead)
    assert remind_due() == 0
    services.ask_for(course=course, wishes=[Wish("Plan")], due=in_days(8), person=lead)
    assert DocumentRequest._base_manager.get(title="Plan").reminded_for is None


def test_document_that_was_answered_is_not_reminded_of(course: Course) -> None:
    (request,) = ask(course, due=in_days(3))
    services.say_missing(course=course, request=request, remark="There is none", person=None)
    assert remind_due() == 0


def test_respondent_is_reminded_of_own_questions_together(course: Course) -> None:
    give(course, in_days(5), "q-cc33dd", "q-ff55hh")
    assert remind_due() == 1
    assert told("answers_soon") == [(demo_person(Role.RESPONDENT), 2, address(course, "my_answers"))]
    notice = Notice.objects.get(kind="evaluations.answers_soon")
    said = f"Granby: answers of the self-description are due on {in_days(5)}. Number of questions: 2."
    assert sentence_of(notice.kind, notice.values) == said
    assert remind_due() == 0


def test_question_that_was_just_given_is_not_reminded_of_too(course: Course) -> None:
    give(course, in_days(5), "q-cc33dd", by=Role.COORDINATOR)
    assert remind_due() == 0


def test_questions_that_nobody_can_answer_are_the_coordinators(course: Course) -> None:
    give(course, in_days(5), "q-cc33dd")
    Grant.objects.filter(person=demo_person(Role.RESPONDENT)).update(withdrawn_at=clock.now())
    SelfAnswer._base_manager.filter(course=course, question="q-ff55hh").update(due=in_days(5))
    assert remind_due() == 1
    assert told("answers_soon") == [(demo_person(Role.COORDINATOR), 2, address(course, "answers"))]


def test_ready_answers_and_evaluations_that_went_on_are_not_reminded_of(course: Course) -> None:
    give(course, in_days(5), "q-cc33dd", "q-ff55hh")
    answering.write_answer(answer=answers(course)["q-cc33dd"], text="So", ready=True, person=None)
    bring_to(course, State.AGREEING)
    assert remind_due() == 0
