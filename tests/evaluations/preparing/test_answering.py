"""The self-description: made, shared out, written, taken over."""

from collections.abc import Callable
from datetime import date

import pytest

from kompassros.evaluations.courses import hooks, trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import POLICIES, RULES, is_in
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.preparing import answering
from kompassros.evaluations.preparing.models import SelfAnswer
from kompassros.evaluations.preparing.people import respondents_of
from kompassros.evaluations.preparing.queries import earlier_answers
from kompassros.organisations.demo import OTHER
from kompassros.organisations.models import Grant, Organisation
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import Notice
from tests.evaluations.course_cases import bring_to, demo_person, make_course
from tests.evaluations.preparing.cases import QUESTIONS, address, answers, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(db: None) -> Course:
    return make_course(State.PREPARING)


def give(course: Course, *questions: str, due: date | None = None) -> None:
    rows = answers(course)
    answering.share_out(
        course=course,
        answers=[rows[question] for question in questions],
        respondent=demo_person(Role.RESPONDENT),
        due=due,
        person=demo_person(Role.COORDINATOR),
    )


def test_answers_are_made_when_preparing_begins_and_once(course: Course) -> None:
    assert set(answers(course)) == set(QUESTIONS)
    answering.make_answers(course)
    assert SelfAnswer._base_manager.filter(course=course).count() == 3


def test_no_answers_before_preparing(db: None) -> None:
    assert answers(make_course(State.QUEUED)) == {}


@pytest.mark.parametrize(
    ("due", "kind"),
    [
        (None, "evaluations.questions_given"),
        (date(2026, 3, 4), "evaluations.questions_given_soon"),
        (date(2026, 3, 5), "evaluations.questions_given_by"),
    ],
)
def test_respondent_is_told_once_of_many_questions(
    course: Course, set_clock: Callable[[str], None], due: date | None, kind: str
) -> None:
    set_clock("2026-03-01T12:00:00+01:00")
    give(course, "q-cc33dd", "q-ff55hh", due=due)
    told = Notice.objects.filter(address=address(course, "my_answers"))
    assert [(notice.kind, notice.person, notice.values["count"]) for notice in told] == [
        (kind, demo_person(Role.RESPONDENT), 2)
    ]


def test_sharing_out_leaves_the_version_of_the_text(course: Course) -> None:
    give(course, "q-cc33dd", due=date(2026, 3, 1))
    give(course, "q-cc33dd")
    row = answers(course)["q-cc33dd"]
    assert (row.version, row.due, row.respondent) == (1, date(2026, 3, 1), demo_person(Role.RESPONDENT))


def test_question_is_given_to_nobody_without_the_role(course: Course) -> None:
    rows = list(answers(course).values())
    with pytest.raises(DomainError, match="neither respondent nor coordinator"):
        answering.share_out(course=course, answers=rows, respondent=demo_person(Role.READER), due=None, person=None)
    with pytest.raises(DomainError, match="at least one question"):
        answering.share_out(course=course, answers=[], respondent=None, due=None, person=None)


def test_only_the_coordinator_shares_out(course: Course) -> None:
    rows = list(answers(course).values())
    for role in (Role.RESPONDENT, Role.LEAD_EVALUATOR):
        with pytest.raises(DomainError, match="cannot be changed now"):
            answering.share_out(course=course, answers=rows, respondent=None, due=None, person=demo_person(role))


def test_respondent_writes_the_own_question_only(course: Course) -> None:
    give(course, "q-cc33dd")
    respondent, rows = demo_person(Role.RESPONDENT), answers(course)
    answering.write_answer(answer=rows["q-cc33dd"], text=" We do. ", ready=False, person=respondent)
    assert (rows["q-cc33dd"].text, rows["q-cc33dd"].state) == (" We do. ", "draft")
    with pytest.raises(DomainError, match="not yours"):
        answering.write_answer(answer=rows["q-dd44ff"], text="x", ready=False, person=respondent)


def test_coordinator_writes_any(course: Course) -> None:
    row = answers(course)["q-dd44ff"]
    answering.write_answer(answer=row, text="x", ready=True, person=demo_person(Role.COORDINATOR))
    assert row.state == "done"


def test_answer_emptied_is_not_begun(course: Course) -> None:
    row = answers(course)["q-dd44ff"]
    answering.write_answer(answer=row, text="x", ready=False, person=None)
    answering.write_answer(answer=row, text=" \n", ready=False, person=None)
    assert (row.text, row.state) == ("", "empty")


def test_ready_answer_is_not_empty_nor_endless(course: Course) -> None:
    row = answers(course)["q-dd44ff"]
    with pytest.raises(DomainError, match="Write something"):
        answering.write_answer(answer=row, text=" ", ready=True, person=None)
    with pytest.raises(DomainError, match="more than 20000"):
        answering.write_answer(answer=row, text="x" * 20_001, ready=False, person=None)
    answering.write_answer(answer=row, text="x" * 20_000, ready=True, person=None)
    assert row.state == "done"


def test_second_writer_is_told(course: Course) -> None:
    row, seen = answers(course)["q-dd44ff"], answers(course)["q-dd44ff"]
    answering.write_answer(answer=row, text="mine", ready=False, person=None)
    with pytest.raises(Conflict):
        answering.write_answer(answer=seen, text="yours", ready=False, person=None)
    assert answers(course)["q-dd44ff"].text == "mine"


def test_history_tells_states_and_writers_but_no_draft_after_draft(course: Course) -> None:
    row, coordinator = answers(course)["q-dd44ff"], demo_person(Role.COORDINATOR)
    for text, ready in (("a", False), ("ab", False), ("abc", True)):
        answering.write_answer(answer=row, text=text, ready=ready, person=coordinator)
    entries = trail.entries_about(course, answering.KIND, "q-dd44ff").filter(verb="written").order_by("pk")
    assert [entry.after for entry in entries] == [{"state": "draft", "text": ""}, {"state": "done", "text": "abc"}]
    give(course, "q-dd44ff")
    row = answers(course)["q-dd44ff"]
    answering.write_answer(answer=row, text="other", ready=True, person=demo_person(Role.RESPONDENT))
    last = trail.entries_about(course, answering.KIND, "q-dd44ff").filter(verb="written").first()
    assert last is not None
    assert (last.before or {})["text"] == "abc"


def test_nothing_is_written_after_the_visit(course: Course) -> None:
    give(course, "q-dd44ff")
    bring_to(course, State.VISITING)
    row = answers(course)["q-dd44ff"]
    answering.write_answer(answer=row, text="x", ready=False, person=demo_person(Role.RESPONDENT))
    bring_to(course, State.FIRST_FEEDBACK)
    with pytest.raises(DomainError, match="cannot be changed now"):
        answering.write_answer(answer=row, text="y", ready=False, person=demo_person(Role.COORDINATOR))


class TestEarlier:
    def test_latest_earlier_evaluation_is_taken_over(self, db: None) -> None:
        for text in ("older", "old"):
            earlier = make_course(State.PREPARING)
            answering.write_answer(answer=answers(earlier)["q-cc33dd"], text=text, ready=True, person=None)
        course = make_course(State.PREPARING)
        row = answering.take_over(answer=answers(course)["q-cc33dd"], person=demo_person(Role.COORDINATOR))
        assert (row.text, row.state, row.reused_from) == ("old", "draft", earlier.slug)

    def test_nothing_that_is_written_is_lost(self, db: None) -> None:
        earlier = make_course(State.PREPARING)
        answering.write_answer(answer=answers(earlier)["q-cc33dd"], text="old", ready=True, person=None)
        course = make_course(State.PREPARING)
        row = answers(course)["q-cc33dd"]
        answering.write_answer(answer=row, text="new", ready=False, person=None)
        with pytest.raises(DomainError, match="written here already"):
            answering.take_over(answer=row, person=None)

    def test_without_earlier_answer_it_is_refused(self, course: Course) -> None:
        with pytest.raises(DomainError, match="no earlier answer"):
            answering.take_over(answer=answers(course)["q-cc33dd"], person=None)

    def test_another_municipality_and_withdrawn_evaluations_are_left_out(self, db: None) -> None:
        elsewhere = make_course(State.PREPARING, organisation=OTHER, with_team=False)
        gone = make_course(State.PREPARING)
        for one in (elsewhere, gone):
            answering.write_answer(answer=answers(one)["q-cc33dd"], text="x", ready=True, person=None)
        Course._base_manager.filter(pk=gone.pk).update(state=State.WITHDRAWN)
        assert earlier_answers(make_course(State.PREPARING)) == {}


class TestMissing:
    def told(self, course: Course) -> set[str]:
        with organisation_scope(course.organisation):
            found = hooks.missing_in(course)
        assert not any(entry.stops for entry in found if "document" in entry.text or "question" in entry.text)
        return {entry.text for entry in found}

    def test_empty_preparing_tells_everything(self, course: Course) -> None:
        assert self.told(course) >= {
            "No document is asked for.",
            "3 questions of the self-description are not ready.",
            "3 questions have no respondent.",
        }

    def test_overdue_is_from_the_day_after(self, course: Course, set_clock: Callable[[str], None]) -> None:
        ask(course, "Budget", due=date(2026, 3, 1))
        set_clock("2026-03-01T23:00:00+01:00")
        assert "1 document has not come yet." in self.told(course)
        set_clock("2026-03-02T01:00:00+01:00")
        assert "1 document is overdue." in self.told(course)
        assert "1 document has not come yet." not in self.told(course)

    def test_nothing_is_missing_when_everything_is_ready(self, course: Course) -> None:
        for row in answers(course).values():
            answering.write_answer(answer=row, text="x", ready=True, person=None)
        assert not [text for text in self.told(course) if "question" in text]


def test_unit_manager_answers_what_is_given_and_nothing_else(course: Course) -> None:
    assert not is_in(demo_person(Role.UNIT_MANAGER), course, "describe")
    answering.share_out(
        course=course,
        answers=[answers(course)["q-cc33dd"]],
        respondent=demo_person(Role.UNIT_MANAGER),
        due=None,
        person=demo_person(Role.COORDINATOR),
    )
    manager = demo_person(Role.UNIT_MANAGER)
    assert [name for name in RULES if is_in(manager, course, name)] == ["see_course", "describe"]
    assert list(POLICIES["describe"].subjects(manager)) == [course]
    row = answering.write_answer(answer=answers(course)["q-cc33dd"], text="So", ready=True, person=manager)
    assert (row.text, row.written_by) == ("So", manager)
    with pytest.raises(DomainError, match="not yours to answer"):
        answering.write_answer(answer=answers(course)["q-ff55hh"], text="So", ready=False, person=manager)


def test_unit_manager_elsewhere_answers_nothing(course: Course) -> None:
    manager = demo_person(Role.UNIT_MANAGER)
    SelfAnswer._base_manager.filter(course=course, question="q-cc33dd").update(respondent=manager)
    Grant.objects.filter(person=manager).update(organisation=Organisation.objects.get(key=OTHER))
    assert not is_in(demo_person(Role.UNIT_MANAGER), course, "describe")
    assert not POLICIES["describe"].subjects(demo_person(Role.UNIT_MANAGER)).exists()
    assert manager not in respondents_of(course)
