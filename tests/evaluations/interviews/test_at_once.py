"""Several people at the plan and the notes at the same moment. These tests commit."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.interviews import noting, standard
from kompassros.evaluations.interviews.models import Interview, Note
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import DomainError
from tests.evaluations.course_cases import CRITERIA, demo_person, make_course
from tests.evaluations.interviews.cases import plan, write
from tests.harness.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def own(course: Course) -> Course:
    """The course as another request reads it."""
    found: Course = Course._base_manager.select_related("organisation", "edition").get(pk=course.pk)
    return found


def attempt(act: Callable[[], object], said: str) -> Callable[[], str]:
    def work() -> str:
        try:
            act()
        except DomainError:
            return "told"
        return said

    return work


def test_same_note_sent_three_times_at_once_is_kept_once() -> None:
    course, uid, person = make_course(State.VISITING), uuid4(), demo_person(Role.EVALUATOR)
    talk = plan(course)

    def writing() -> Callable[[], str]:
        mine = own(course)
        return attempt(lambda: write(mine, talk, "They plan", person=person, uid=uid), "kept")

    assert at_once(*(writing() for _time in range(3))) == ["kept"] * 3
    assert Note._base_manager.filter(course=course).count() == 1
    assert trail.entries_of(course).filter(subject_kind=noting.KIND).count() == 1


def test_two_texts_of_one_note_at_once_are_one_change_and_one_conflict() -> None:
    course, person = make_course(State.VISITING), demo_person(Role.EVALUATOR)
    note = write(course, None, "first", person=person)

    def writing(text: str) -> Callable[[], str]:
        mine = own(course)
        return attempt(lambda: write(mine, None, text, person=person, uid=note.uid, version=1), text)

    said = at_once(writing("a"), writing("b"))
    [stored] = [one for one in said if one != "told"]
    note.refresh_from_db()
    assert (said.count("told"), note.text, note.version) == (1, stored, 2)


def test_writer_and_mover_of_a_note_at_once_lose_nothing() -> None:
    course, person = make_course(State.VISITING), demo_person(Role.EVALUATOR)
    lead: Person = demo_person(Role.LEAD_EVALUATOR)
    note = write(course, None, "first", person=person)
    mover = Note._base_manager.select_related("course__edition").get(pk=note.pk)
    first, second = own(course), own(course)

    def move() -> object:
        return noting.move_note(course=first, note=mover, question="", criterion=CRITERIA[1], person=lead)

    def rewrite() -> object:
        return write(second, None, "second", person=person, uid=note.uid, version=1)

    said = at_once(attempt(move, "moved"), attempt(rewrite, "written"))
    note.refresh_from_db()
    expected = {"moved": ("first", CRITERIA[1]), "written": ("second", "")}
    [done] = [one for one in said if one != "told"]
    assert (said.count("told"), (note.text, note.criterion)) == (1, expected[done])


def test_standard_plan_made_twice_at_once_is_made_once() -> None:
    course = make_course(State.READING)
    Course._base_manager.filter(pk=course.pk).update(visit_from="2026-05-04", visit_to="2026-05-05")

    def making() -> Callable[[], str]:
        mine = own(course)
        return attempt(lambda: standard.plan_standard_visit(course=mine, person=None), "made")

    assert at_once(making(), making()) == ["made", "told"]
    assert Interview._base_manager.filter(course=course).count() == 5
