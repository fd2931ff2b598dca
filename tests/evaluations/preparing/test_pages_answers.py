"""The pages of the self-description as coordinator, respondent, team and auditor see them."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.preparing import answering
from kompassros.organisations.demo import OTHER
from kompassros.organisations.roles import Role
from tests.evaluations.course_cases import bring_to, demo_person, make_course
from tests.evaluations.preparing.cases import address, answers, ask, sending, signed_in

pytestmark = pytest.mark.django_db
KEEPER = {"X-Keeper": "1"}


@pytest.fixture
def course(db: None) -> Course:
    return make_course(State.PREPARING)


@pytest.fixture
def own(course: Course) -> Any:
    """The answer to 1.1, given to the respondent."""
    row = answers(course)["q-cc33dd"]
    respondent = demo_person(Role.RESPONDENT)
    answering.share_out(course=course, answers=[row], respondent=respondent, due=date(2026, 3, 1), person=None)
    return answers(course)["q-cc33dd"]


def as_role(client: Client, role: Role) -> Client:
    return signed_in(client, demo_person(role))


@pytest.mark.parametrize(
    ("role", "listed", "read", "shared", "mine"),
    [
        (Role.COORDINATOR, 200, 200, 200, 200),
        (Role.RESPONDENT, 403, 403, 403, 200),
        (Role.LEAD_EVALUATOR, 200, 200, 403, 403),
        (Role.AUDITOR, 200, 200, 403, 403),
        (Role.READER, 403, 403, 403, 403),
        (Role.ADMINISTRATOR, 403, 403, 403, 403),
    ],
)
def test_pages_by_role(
    course: Course, client: Client, role: Role, listed: int, read: int, shared: int, mine: int
) -> None:
    as_role(client, role)
    names = ("answers", "answers_read", "answers_share", "my_answers")
    assert [client.get(address(course, name)).status_code for name in names] == [listed, read, shared, mine]


def test_coordinator_shares_out_many_at_once(course: Course, client: Client) -> None:
    respondent = demo_person(Role.RESPONDENT)
    as_role(client, Role.COORDINATOR)
    where = address(course, "answers_share")
    values = sending(course, area_1=["q-cc33dd", "q-dd44ff"], respondent=str(respondent.pk), due="2026-03-01")
    assert client.post(where, values).status_code == 302
    rows = answers(course)
    assert {key for key, row in rows.items() if row.respondent == respondent} == {"q-cc33dd", "q-dd44ff"}
    assert b"Tick at least one question" in client.post(where, sending(course)).content


def test_questions_are_taken_back_only_where_nobody_is_chosen(course: Course, own: Any, client: Client) -> None:
    as_role(client, Role.COORDINATOR)
    where = address(course, "answers_share")
    forgotten = client.post(where, sending(course, area_1=["q-cc33dd"], respondent=""))
    assert (forgotten.status_code, answers(course)["q-cc33dd"].respondent) == (200, demo_person(Role.RESPONDENT))
    assert client.post(where, sending(course, area_1=["q-cc33dd"], respondent="nobody")).status_code == 302
    assert answers(course)["q-cc33dd"].respondent is None


def test_respondent_sees_the_own_questions_only(course: Course, own: Any, client: Client) -> None:
    as_role(client, Role.RESPONDENT)
    page = client.get(address(course, "my_answers")).content.decode()
    assert "question 1.1 en" in page
    assert "question 1.2 en" not in page
    assert client.get(address(course, "answer_edit", own.pk)).status_code == 200
    other = answers(course)["q-dd44ff"]
    assert client.get(address(course, "answer_edit", other.pk)).status_code == 403
    assert client.post(address(course, "answer_edit", other.pk), sending(other, text="x")).status_code == 403
    assert client.post(address(course, "answer_take_over", other.pk)).status_code == 403


def test_answer_of_another_evaluation_is_not_found(course: Course, client: Client) -> None:
    elsewhere = answers(make_course(State.PREPARING, organisation=OTHER, with_team=False))["q-cc33dd"]
    as_role(client, Role.COORDINATOR)
    assert client.get(address(course, "answer_edit", elsewhere.pk)).status_code == 404
    assert client.post(address(course, "answer_take_over", elsewhere.pk)).status_code == 404
    assert client.get(address(elsewhere.course, "answer_edit", elsewhere.pk)).status_code == 403


def test_question_shows_what_is_looked_for(course: Course, own: Any, client: Client) -> None:
    page = as_role(client, Role.RESPONDENT).get(address(course, "answer_edit", own.pk)).content.decode()
    assert "plan papers en" in page
    assert "used en" in page
    assert "data-autosave" in page


def test_answer_is_saved_by_save(course: Course, own: Any, client: Client) -> None:
    as_role(client, Role.RESPONDENT)
    answer = client.post(address(course, "answer_edit", own.pk), sending(own, text="We do.", ready="on"))
    assert (answer.status_code, answer["Location"]) == (302, address(course, "my_answers"))
    own.refresh_from_db()
    assert (own.text, own.state, own.version) == ("We do.", "done", 2)


class TestKeeper:
    def test_draft_is_saved_as_it_is_typed_and_a_retry_is_recognised(
        self, course: Course, own: Any, client: Client
    ) -> None:
        as_role(client, Role.RESPONDENT)
        sent = sending(own, text="We d")
        where = address(course, "answer_edit", own.pk)
        for _time in range(2):
            answer = client.post(where, sent, headers=KEEPER)
            assert (answer.status_code, answer.json()["version"]) == (200, 2)
        own.refresh_from_db()
        assert (own.text, own.state, own.version) == ("We d", "draft", 2)

    def test_second_writer_gets_409_and_then_saves(self, course: Course, own: Any, client: Client) -> None:
        as_role(client, Role.RESPONDENT)
        sent = sending(own, text="mine")
        answering.write_answer(answer=own, text="theirs", ready=False, person=None)
        where = address(course, "answer_edit", own.pk)
        answer = client.post(where, sent, headers=KEEPER)
        assert (answer.status_code, answer.json()["version"]) == (409, 2)
        again = sent | {"version": 2, "request_id": str(uuid4())}
        assert client.post(where, again, headers=KEEPER).status_code == 200

    def test_what_is_wrong_is_422(self, course: Course, own: Any, client: Client) -> None:
        as_role(client, Role.RESPONDENT)
        answer = client.post(address(course, "answer_edit", own.pk), sending(own, text=" ", ready="on"), headers=KEEPER)
        assert answer.status_code == 422
        assert "Write something" in answer.json()["errors"]["__all__"][0]


def test_second_writer_sees_both_texts_on_the_page(course: Course, own: Any, client: Client) -> None:
    sent = sending(own, text="my own words")
    answering.write_answer(answer=own, text="their words", ready=False, person=demo_person(Role.COORDINATOR))
    answer = as_role(client, Role.RESPONDENT).post(address(course, "answer_edit", own.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "my own words" in page
    assert "their words" in page
    assert answer.context["form"]["version"].value() == "2"


def test_draft_is_the_municipalitys_until_it_is_ready_or_handed_over(course: Course, own: Any, client: Client) -> None:
    answering.write_answer(answer=own, text="half a thought", ready=False, person=None)
    where = address(course, "answers_read")
    assert b"half a thought" in as_role(client, Role.COORDINATOR).get(where).content
    assert b"half a thought" not in as_role(client, Role.EVALUATOR).get(where).content
    answering.write_answer(answer=own, text="half a thought", ready=True, person=None)
    assert b"half a thought" in client.get(where).content
    answering.write_answer(answer=own, text="half a thought", ready=False, person=None)
    bring_to(course, State.READING)
    assert b"half a thought" in client.get(where).content


def test_answer_becomes_evidence_in_one_click(course: Course, own: Any, client: Client) -> None:
    answering.write_answer(answer=own, text="We do.", ready=True, person=None)
    as_role(client, Role.EVALUATOR)
    answer = client.post(address(course, "evidence_from_answer", own.pk))
    piece = Evidence._base_manager.get(answer=own)
    assert answer["Location"] == address(course, "evidence_piece", piece.pk)
    assert b"It is evidence: see what it supports" in client.get(address(course, "answers_read")).content
    assert b"We do." in client.get(address(course, "evidence_piece", piece.pk)).content


def test_draft_is_shown_to_the_team_in_no_other_way(course: Course, own: Any, client: Client) -> None:
    answering.write_answer(answer=own, text="the final words", ready=True, person=None)
    as_role(client, Role.EVALUATOR)
    client.post(address(course, "evidence_from_answer", own.pk))
    piece = Evidence._base_manager.get(answer=own)
    answering.write_answer(answer=own, text="half a thought", ready=False, person=None)
    for where in (address(course, "evidence_piece", piece.pk), address(course, "history")):
        assert b"half a thought" not in client.get(where).content
    other = answers(course)["q-dd44ff"]
    answering.write_answer(answer=other, text="half a thought", ready=False, person=None)
    client.post(address(course, "evidence_from_answer", other.pk))
    assert not Evidence._base_manager.filter(answer=other).exists()


def test_everything_is_locked_after_the_visit(course: Course, own: Any, client: Client) -> None:
    bring_to(course, State.VISITING)
    as_role(client, Role.RESPONDENT)
    assert client.get(address(course, "answer_edit", own.pk)).status_code == 200
    bring_to(course, State.FIRST_FEEDBACK)
    assert client.post(address(course, "answer_edit", own.pk), sending(own, text="x")).status_code == 403
    page = as_role(client, Role.COORDINATOR).get(address(course, "answers")).content.decode()
    assert address(course, "answers_read") in page
    assert "Share out" not in page


def test_earlier_answer_is_shown_and_taken_over(db: None, client: Client) -> None:
    earlier = make_course(State.PREPARING)
    answering.write_answer(answer=answers(earlier)["q-cc33dd"], text="as before", ready=True, person=None)
    course = make_course(State.PREPARING)
    row = answers(course)["q-cc33dd"]
    as_role(client, Role.COORDINATOR)
    where = address(course, "answer_edit", row.pk)
    assert b"Take over the earlier answer" in client.get(where).content
    assert client.post(address(course, "answer_take_over", row.pk)).status_code == 302
    page = client.get(where).content.decode()
    assert f"begun from the answer in {earlier.slug}" in page
    assert "Take over the earlier answer" not in page


def test_home_page_tells_respondent_and_coordinator_what_waits(course: Course, own: Any, client: Client) -> None:
    ask(course, "Budget")
    page = as_role(client, Role.RESPONDENT).get("/en/home/").content.decode()
    assert "Questions for you to answer" in page
    assert address(course, "my_answers") in page
    page = as_role(client, Role.COORDINATOR).get("/en/home/").content.decode()
    assert "Documents that are asked for" in page
    assert address(course, "documents") in page
    assert address(course, "my_answers") not in page
    answering.write_answer(answer=own, text="x", ready=True, person=None)
    assert address(course, "my_answers") not in as_role(client, Role.RESPONDENT).get("/en/home/").content.decode()


@pytest.mark.parametrize(
    ("role", "name", "table"), [(Role.AUDITOR, "answers", "answers"), (Role.RESPONDENT, "my_answers", "my-answers")]
)
def test_answers_are_exported(course: Course, own: Any, client: Client, role: Role, name: str, table: str) -> None:
    answer = as_role(client, role).get(address(course, name), {"format": "csv", "table": table})
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.decode("utf-8-sig").count("question 1.2 en") == (1 if role is Role.AUDITOR else 0)


def test_queries_of_the_pages_are_few(
    course: Course, own: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    as_role(client, Role.COORDINATOR)
    for name in ("answers", "answers_read", "my_answers", "answers_share"):
        with django_assert_max_num_queries(10):
            assert client.get(address(course, name)).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(address(course, "answer_edit", own.pk)).status_code == 200
