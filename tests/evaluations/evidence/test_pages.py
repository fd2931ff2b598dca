"""The pages of evidence as the team sees them, and what others may fetch."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence import services
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.interviews.models import Group, Interview
from kompassros.evaluations.preparing import services as preparing
from kompassros.organisations.demo import OTHER
from kompassros.organisations.roles import Role
from tests.evaluations.course_cases import CRITERIA, demo_person, make_course
from tests.evaluations.preparing.cases import address, answers, ask, sending, signed_in, upload
from tests.evaluations.preparing.test_pages_documents import REFUSED

pytestmark = pytest.mark.django_db


def fetched(client: Client, course: Course, piece: Evidence) -> tuple[int, dict[str, str]]:
    """Return how the address of a file answers, and with which headers."""
    answer = client.get(address(course, "evidence_file", piece.pk, 1))
    if answer.streaming:
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined] # its end closes the file
    return answer.status_code, dict(answer.headers)


@pytest.fixture
def course(db: None) -> Course:
    return make_course(State.READING)


def as_role(client: Client, role: Role) -> Client:
    return signed_in(client, demo_person(role))


def piece_of(course: Course, text: str = "a") -> Evidence:
    return services.add_file(course=course, upload=upload(text), title="Budget", person=None)


def test_page_is_added_and_tied_at_once(course: Course, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    values = {
        "kind": "intranet",
        "title": "Rules",
        "address": "Insidan > Chef",
        "seen_on": "2026-02-01",
        "remark": "All managers",
        "criterion": CRITERIA[1],
        "place": "top",
    }
    answer = client.post(address(course, "evidence_add_page"), sending(course, **values))
    assert (answer.status_code, answer["Location"]) == (302, address(course, "evidence"))
    support = Support._base_manager.select_related("evidence").get(course=course)
    assert (support.criterion, support.place, support.evidence.title) == (CRITERIA[1], "top", "Rules")
    page = client.get(address(course, "evidence")).content.decode()
    assert "There is 1 piece of evidence. Every piece is tied to a criterion." in page


def test_form_sent_twice_adds_once(course: Course, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    values = sending(course, kind="web", title="x", address="https://granby.example/", seen_on="2026-02-01")
    where = address(course, "evidence_add_page")
    assert [client.post(where, values).status_code for _time in range(2)] == [302, 302]
    assert Evidence._base_manager.filter(course=course).count() == 1


def test_address_that_runs_something_is_refused_beside_the_field(course: Course, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    values = sending(course, kind="web", title="x", address="javascript:alert(1)", seen_on="2026-02-01")
    answer = client.post(address(course, "evidence_add_page"), values)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["address"])


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_bad_upload_is_refused_with_a_sentence_beside_the_field(
    course: Course, client: Client, case: str, settings: Any
) -> None:
    settings.FILE_LIMIT_MB = 1
    name, content, sentence = REFUSED[case]
    values = sending(course, upload=SimpleUploadedFile(name, content, "application/pdf"))
    answer = as_role(client, Role.EVALUATOR).post(address(course, "evidence_add_file"), values)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["upload"])
    assert any(sentence in error for error in answer.context["form"].errors["upload"])


def test_piece_is_tied_and_untied_on_its_page(course: Course, client: Client) -> None:
    piece = piece_of(course)
    as_role(client, Role.LEAD_EVALUATOR)
    values = sending(course, criterion=CRITERIA[2], place="p. 4")
    assert client.post(address(course, "evidence_tie", piece.pk), values).status_code == 302
    page = client.get(address(course, "evidence_piece", piece.pk)).content.decode()
    assert "It supports 1 criterion." in page
    assert "p. 4" in page
    support = Support._base_manager.get(course=course)
    assert client.post(address(course, "evidence_untie", support.pk)).status_code == 302
    assert not Support._base_manager.filter(course=course).exists()


def test_piece_is_withdrawn_with_a_reason_and_counts_again(course: Course, client: Client) -> None:
    piece = piece_of(course)
    as_role(client, Role.LEAD_EVALUATOR)
    where = address(course, "evidence_withdraw", piece.pk)
    assert client.post(where, sending(piece, why="")).status_code == 422
    assert client.post(where, sending(piece, why="Wrong municipality")).status_code == 302
    page = client.get(address(course, "evidence_piece", piece.pk)).content.decode()
    assert "it supports nothing" in page
    assert "Wrong municipality" in page
    assert client.post(address(course, "evidence_restore", piece.pk)).status_code == 302
    assert b"it supports nothing" not in client.get(address(course, "evidence_piece", piece.pk)).content


def test_second_withdrawal_is_told(course: Course, client: Client) -> None:
    piece = piece_of(course)
    seen = sending(piece, why="mine")
    services.renew_file(course=course, evidence=piece, upload=upload("b"), person=None)
    answer = as_role(client, Role.EVALUATOR).post(address(course, "evidence_withdraw", piece.pk), seen)
    assert answer.status_code == 422
    assert b"Somebody else has changed this" in answer.content


def test_newer_version_asks_to_look_at_the_places(course: Course, client: Client) -> None:
    piece = piece_of(course)
    services.tie(course=course, evidence=piece, criterion=CRITERIA[0], place="p. 1", person=None)
    as_role(client, Role.EVALUATOR)
    values = sending(piece, upload=upload("b", "new.pdf"))
    assert client.post(address(course, "evidence_renew", piece.pk), values).status_code == 302
    page = client.get(address(course, "evidence_piece", piece.pk)).content.decode()
    assert "new.pdf" in page
    assert "tied to an earlier version" in page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.LEAD_EVALUATOR, 200),
        (Role.PEER_EVALUATOR, 200),
        (Role.COORDINATOR, 403),
        (Role.RESPONDENT, 403),
        (Role.AUDITOR, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_evidence_is_the_teams_alone(course: Course, client: Client, role: Role, status: int) -> None:
    piece = piece_of(course)
    as_role(client, role)
    found = [client.get(address(course, name)).status_code for name in ("evidence", "evidence_add_page")]
    found += [
        client.get(address(course, name, piece.pk)).status_code for name in ("evidence_piece", "evidence_withdraw")
    ]
    assert found == [status] * 4


def test_municipality_fetches_its_own_files_and_no_other(course: Course, client: Client) -> None:
    (row,) = ask(course)
    sent = preparing.send_file(course=course, request=row, upload=upload("b"), person=None)
    own = piece_of(course)
    for role, statuses in (
        (Role.EVALUATOR, [200, 200]),
        (Role.COORDINATOR, [200, 404]),
        (Role.AUDITOR, [200, 404]),
        (Role.RESPONDENT, [403, 403]),
        (Role.ADMINISTRATOR, [403, 403]),
    ):
        as_role(client, role)
        assert [fetched(client, course, piece)[0] for piece in (sent, own)] == statuses, role
    as_role(client, Role.COORDINATOR)
    _status, headers = fetched(client, course, sent)
    assert headers["Content-Disposition"] == 'attachment; filename="budget.pdf"'
    assert "sandbox" in headers["Content-Security-Policy"]
    assert client.get(address(course, "evidence_file", sent.pk, 2)).status_code == 404


@pytest.mark.parametrize("name", ["evidence_piece", "evidence_withdraw", "evidence_renew"])
def test_piece_of_another_evaluation_is_not_found(course: Course, client: Client, name: str) -> None:
    elsewhere = make_course(State.READING, organisation=OTHER, with_team=False)
    piece = piece_of(elsewhere)
    as_role(client, Role.EVALUATOR)
    assert client.get(address(course, name, piece.pk)).status_code == 404
    assert client.get(address(elsewhere, name, piece.pk)).status_code == 403


def test_other_rows_of_another_evaluation_are_not_found(course: Course, client: Client) -> None:
    elsewhere = make_course(State.READING, organisation=OTHER, with_team=False)
    piece = piece_of(elsewhere)
    support = services.tie(course=elsewhere, evidence=piece, criterion=CRITERIA[0], place="", person=None)
    row = answers(elsewhere)["q-cc33dd"]
    as_role(client, Role.EVALUATOR)
    assert client.get(address(course, "evidence_file", piece.pk, 1)).status_code == 404
    values = sending(course, criterion=CRITERIA[0])
    assert client.post(address(course, "evidence_tie", piece.pk), values).status_code == 404
    assert client.post(address(course, "evidence_untie", support.pk)).status_code == 404
    assert client.post(address(course, "evidence_restore", piece.pk)).status_code == 404
    assert client.post(address(course, "evidence_from_answer", row.pk)).status_code == 404
    assert client.post(address(course, "evidence_from_interview", 0)).status_code == 404
    assert Support._base_manager.filter(course=elsewhere).count() == 1


def test_interview_becomes_evidence_in_one_click(course: Course, client: Client) -> None:
    start, end = datetime(2026, 5, 4, 7, 0, tzinfo=UTC), datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    row = Interview._base_manager.create(
        course=course, organisation=course.organisation, group=Group.UNIONS, starts_at=start, ends_at=end
    )
    as_role(client, Role.EVALUATOR)
    answer = client.post(address(course, "evidence_from_interview", row.pk))
    piece = Evidence._base_manager.get(interview=row)
    assert answer["Location"] == address(course, "evidence_piece", piece.pk)


def test_evidence_is_filtered_and_exported(course: Course, client: Client) -> None:
    for number in range(12):
        services.add_page(
            course=course, kind="intranet", title=f"Page {number}", address="x", seen_on=None, person=None
        )
    as_role(client, Role.EVALUATOR)
    page = client.get(address(course, "evidence"), {"evidence-q": "page 11"}).content.decode()
    assert "Page 11" in page
    assert "Page 10" not in page
    answer = client.get(address(course, "evidence"), {"format": "csv", "table": "evidence"})
    assert answer.content.decode("utf-8-sig").count("not tied yet") == 12


def test_queries_do_not_grow_with_the_evidence(
    course: Course, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        piece = piece_of(course, str(number))
        services.tie(course=course, evidence=piece, criterion=CRITERIA[0], place="", person=None)
    as_role(client, Role.EVALUATOR)
    with django_assert_max_num_queries(9):
        assert client.get(address(course, "evidence")).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(address(course, "evidence_piece", piece.pk)).status_code == 200
