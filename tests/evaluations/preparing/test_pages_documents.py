"""The pages of documents as the people who ask and answer see them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.preparing import services
from kompassros.evaluations.preparing.models import DocumentRequest
from kompassros.organisations.demo import OTHER
from kompassros.organisations.roles import Role
from kompassros.records.comments import comments_on
from tests.evaluations.course_cases import bring_to, demo_person, make_course
from tests.evaluations.preparing.cases import address, ask, sending, signed_in, upload
from tests.records import bad_files

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BOMB = bad_files.ooxml(extra={"word/x.xml": b"\0" * 120_000_000})
REFUSED = {
    "renamed program": ("budget.pdf", bad_files.PROGRAM, "The file is a program"),
    "drawing with a script": ("logo.png", SVG, "drawing (SVG)"),
    "zip bomb": ("budget.docx", BOMB, "unpacks to far more"),
    "nothing in it": ("budget.pdf", b"", "The file is empty"),
    "over the limit": ("budget.pdf", bad_files.pdf("x" * 1_100_000), "larger than 1 MB"),
}


@pytest.fixture
def course(db: None) -> Course:
    return make_course(State.PREPARING)


def as_role(client: Client, role: Role) -> Client:
    return signed_in(client, demo_person(role))


def test_team_asks_for_usual_and_other_documents_at_once(course: Course, client: Client) -> None:
    as_role(client, Role.LEAD_EVALUATOR)
    page = client.get(address(course, "documents_ask")).content.decode()
    assert "Organisation chart" in page
    values = {"standard": ["budget", "annual-report"], "others": "Plan A\n\n Plan B ", "why": "x", "due": "2026-03-01"}
    answer = client.post(address(course, "documents_ask"), sending(course, **values))
    assert (answer.status_code, answer["Location"]) == (302, address(course, "documents"))
    rows = DocumentRequest._base_manager.filter(course=course).order_by("pk")
    assert [row.title for row in rows] == [
        "Budget with a plan for several years",
        "Annual report, and the short version for inhabitants if there is one",
        "Plan A",
        "Plan B",
    ]
    assert {row.due for row in rows} == {date(2026, 3, 1)}
    again = client.get(address(course, "documents_ask")).content.decode()
    assert "Budget with a plan" not in again


def test_form_sent_twice_asks_once(course: Course, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    values = sending(course, others="Plan")
    assert [client.post(address(course, "documents_ask"), values).status_code for _time in range(2)] == [302, 302]
    assert DocumentRequest._base_manager.filter(course=course).count() == 1


def test_form_that_asks_for_nothing_is_refused(course: Course, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    assert b"Tick a document or write one" in client.post(address(course, "documents_ask"), sending(course)).content


def test_overdue_is_said_by_word_and_sign(course: Course, client: Client, set_clock: Callable[[str], None]) -> None:
    ask(course, "Budget", due=date(2026, 3, 1))
    set_clock("2026-03-03T12:00:00+01:00")
    page = as_role(client, Role.COORDINATOR).get(address(course, "documents")).content.decode()
    assert "overdue by 2 days" in page
    assert 'data-sign="worse"' in page
    assert "0 of 1 document is answered. 1 is overdue." in page


def test_coordinator_sends_a_file_and_a_newer_one(course: Course, client: Client) -> None:
    (row,) = ask(course)
    as_role(client, Role.COORDINATOR)
    send = address(course, "document_send", row.pk)
    assert client.post(send, sending(row, how="file", upload=upload("a"))).status_code == 302
    piece = Evidence._base_manager.get(request=row)
    row.refresh_from_db()
    assert client.post(send, sending(row, how="file", upload=upload("b"), renews=str(piece.pk))).status_code == 302
    piece.refresh_from_db()
    assert piece.revision is not None
    assert piece.revision.number == 2
    assert b"version 2" in client.get(address(course, "document", row.pk)).content


def test_coordinator_gives_an_address_or_says_that_there_is_none(course: Course, client: Client) -> None:
    first, second = ask(course, "Budget", "Chart")
    as_role(client, Role.COORDINATOR)
    values = sending(first, how="web", address="https://granby.example/budget")
    assert client.post(address(course, "document_send", first.pk), values).status_code == 302
    values = sending(second, how="missing", remark="We have none")
    assert client.post(address(course, "document_send", second.pk), values).status_code == 302
    page = client.get(address(course, "documents")).content.decode()
    assert "https://granby.example/budget" in page
    assert "We have none" in page
    assert "2 of 2 documents are answered." in page


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"how": "file"}, "upload", "Choose the file."),
        ({"how": "web"}, "address", "Give the address of the page."),
        ({"how": "web", "address": "javascript:alert(1)"}, "address", "whole address of the page"),
        ({"how": "missing"}, "remark", "Say in the remark"),
    ],
)
def test_answer_that_lacks_something_is_told_beside_the_field(
    course: Course, client: Client, values: dict[str, str], field: str, sentence: str
) -> None:
    (row,) = ask(course)
    answer = as_role(client, Role.COORDINATOR).post(address(course, "document_send", row.pk), sending(row, **values))
    assert answer.status_code == 422
    assert any(sentence in error for error in answer.context["form"].errors[field])


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_bad_upload_is_refused_with_a_sentence_beside_the_field(
    course: Course, client: Client, case: str, settings: Any
) -> None:
    settings.FILE_LIMIT_MB = 1
    (row,) = ask(course)
    name, content, sentence = REFUSED[case]
    values = sending(row, how="file", upload=SimpleUploadedFile(name, content, "application/pdf"))
    answer = as_role(client, Role.COORDINATOR).post(address(course, "document_send", row.pk), values)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["upload"]
    assert any(sentence in error for error in answer.context["form"].errors["upload"])
    assert not Evidence._base_manager.filter(course=course).exists()


def test_second_coordinator_is_told_and_keeps_what_was_typed(course: Course, client: Client) -> None:
    (row,) = ask(course)
    seen = sending(row, how="missing", remark="There is none here")
    services.say_missing(course=course, request=row, remark="None", person=demo_person(Role.COORDINATOR))
    answer = as_role(client, Role.COORDINATOR).post(address(course, "document_send", row.pk), seen)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else has changed this" in page
    assert "There is none here" in page
    assert answer.context["form"]["version"].value() == "2"


@pytest.mark.parametrize("name", ["document", "document_send", "document_change", "document_comments"])
def test_request_of_another_evaluation_is_not_found(course: Course, client: Client, name: str) -> None:
    (row,) = ask(make_course(State.PREPARING, organisation=OTHER, with_team=False))
    role = Role.EVALUATOR if name == "document_change" else Role.COORDINATOR
    assert as_role(client, role).get(address(course, name, row.pk)).status_code == 404
    assert client.get(address(row.course, name, row.pk)).status_code == 403


@pytest.mark.parametrize(
    ("role", "seen", "asked", "sent"),
    [
        (Role.LEAD_EVALUATOR, 200, 200, 403),
        (Role.PEER_EVALUATOR, 200, 200, 403),
        (Role.COORDINATOR, 200, 403, 200),
        (Role.AUDITOR, 200, 403, 403),
        (Role.RESPONDENT, 403, 403, 403),
        (Role.READER, 403, 403, 403),
        (Role.ADMINISTRATOR, 403, 403, 403),
    ],
)
def test_pages_by_role(course: Course, client: Client, role: Role, seen: int, asked: int, sent: int) -> None:
    (row,) = ask(course)
    as_role(client, role)
    found = [client.get(address(course, name)).status_code for name in ("documents", "documents_ask")]
    found += [client.get(address(course, name, row.pk)).status_code for name in ("document", "document_send")]
    assert found == [seen, asked, seen, sent]


def test_nothing_is_asked_after_the_visit_nor_sent_after_the_fact_check(course: Course, client: Client) -> None:
    (row,) = ask(course)
    bring_to(course, State.FIRST_FEEDBACK)
    assert as_role(client, Role.EVALUATOR).get(address(course, "documents_ask")).status_code == 403
    bring_to(course, State.PUBLISHED)
    assert as_role(client, Role.COORDINATOR).get(address(course, "document_send", row.pk)).status_code == 403


def test_request_is_changed_and_taken_back_by_the_team(course: Course, client: Client) -> None:
    (row,) = ask(course)
    as_role(client, Role.EVALUATOR)
    values = sending(row, title="Budget 2027", questions=["q-dd44ff"], due="2026-04-01")
    assert client.post(address(course, "document_change", row.pk), values).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.questions, row.due) == ("Budget 2027", ["q-dd44ff"], date(2026, 4, 1))
    assert b"1.2 question 1.2 en" in client.get(address(course, "document", row.pk)).content
    assert client.post(address(course, "document_take_back", row.pk), sending(row)).status_code == 302
    assert not DocumentRequest._base_manager.filter(course=course).exists()


def test_team_and_coordinator_comment_and_auditor_reads(course: Course, client: Client) -> None:
    (row,) = ask(course)
    where = address(course, "document_comments", row.pk)
    for role in (Role.EVALUATOR, Role.COORDINATOR):
        sent = {"text": f"From {role}", "request_id": str(uuid4())}
        assert as_role(client, role).post(where, sent).status_code == 302
    as_role(client, Role.AUDITOR)
    assert client.post(where, {"text": "x"}).status_code == 403
    page = client.get(address(course, "document", row.pk)).content.decode()
    assert "From coordinator" in page
    assert "Add the comment" not in page
    assert comments_on(services.KIND, f"{course.slug}/{row.pk}").count() == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_documents_are_exported(course: Course, client: Client, kind: str) -> None:
    ask(course, "Budget", "Chart")
    answer = as_role(client, Role.AUDITOR).get(address(course, "documents"), {"format": kind, "table": "documents"})
    assert answer["Content-Disposition"].startswith("attachment")
    if kind == "csv":
        assert answer.content.decode("utf-8-sig").count("asked for") == 2


def test_queries_do_not_grow_with_the_documents(
    course: Course, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number, row in enumerate(ask(course, *(f"Document {number}" for number in range(12)))):
        if number % 2:
            services.send_file(course=course, request=row, upload=upload(str(number)), person=None)
    as_role(client, Role.COORDINATOR)
    with django_assert_max_num_queries(10):
        assert client.get(address(course, "documents")).status_code == 200
    with django_assert_max_num_queries(14):
        assert client.get(address(course, "document", row.pk)).status_code == 200
