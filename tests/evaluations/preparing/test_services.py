"""Documents that are asked for and answered."""

from datetime import date

import pytest

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.preparing import services
from kompassros.evaluations.preparing.models import DocumentRequest
from kompassros.evaluations.preparing.services import Wish
from kompassros.organisations.demo import OTHER
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import Notice
from tests.evaluations.course_cases import demo_person, make_course
from tests.evaluations.preparing.cases import address, ask, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(db: None) -> Course:
    return make_course(State.PREPARING)


def notices_of(course: Course, kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=f"evaluations.{kind}", address=address(course, "documents")))


def titles(course: Course) -> list[str]:
    return list(DocumentRequest._base_manager.filter(course=course).order_by("pk").values_list("title", flat=True))


def test_many_documents_are_asked_for_at_once_and_the_coordinator_is_told_once(course: Course) -> None:
    lead, coordinator = demo_person(Role.LEAD_EVALUATOR), demo_person(Role.COORDINATOR)
    wishes = [Wish("Budget", "Goals", ("q-cc33dd",)), Wish(" Annual report ")]
    services.ask_for(course=course, wishes=wishes, due=date(2026, 3, 1), person=lead)
    assert titles(course) == ["Budget", "Annual report"]
    told = notices_of(course, "documents_asked")
    assert [notice.person for notice in told] == [coordinator]


def test_document_that_is_asked_for_already_is_passed_over(course: Course) -> None:
    ask(course, "Budget")
    ask(course, "BUDGET", "Chart", "chart")
    assert titles(course) == ["Budget", "chart"]
    with pytest.raises(DomainError, match="not asked for yet"):
        ask(course, "budget")


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [(Wish(" "), "Name each"), (Wish("x" * 201), "at most 200"), (Wish("x", "", ("q-none00",)), "no such question")],
)
def test_wrong_wish_is_refused_and_nothing_is_asked(course: Course, wish: Wish, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        services.ask_for(course=course, wishes=[Wish("Budget"), wish], due=None, person=None)
    assert titles(course) == []


def test_longest_title_is_taken(course: Course) -> None:
    ask(course, "x" * 200)
    assert titles(course) == ["x" * 200]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.RESPONDENT, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_the_team_asks(course: Course, role: Role) -> None:
    with pytest.raises(DomainError, match="cannot be changed now"):
        services.ask_for(course=course, wishes=[Wish("Budget")], due=None, person=demo_person(role))


def test_file_becomes_evidence_from_the_municipality(course: Course) -> None:
    (row,) = ask(course)
    coordinator = demo_person(Role.COORDINATOR)
    sent = services.send_file(course=course, request=row, upload=upload(), remark="As decided", person=coordinator)
    assert (sent.kind, sent.title, sent.from_municipality, sent.request) == ("file", "Budget", True, row)
    assert sent.revision is not None
    assert (sent.revision.number, sent.revision.name) == (1, "budget.pdf")
    assert (row.state, row.answer, row.answered_by) == ("received", "As decided", coordinator)


def test_newer_file_is_a_new_version_of_the_same_evidence(course: Course) -> None:
    (row,) = ask(course)
    first = services.send_file(course=course, request=row, upload=upload("a"), person=None)
    again = services.send_file(course=course, request=row, upload=upload("b"), renews=first, person=None)
    assert again.pk == first.pk
    assert again.revision is not None
    assert (again.revision.number, again.revision.file.revisions.count()) == (2, 2)


def test_one_more_file_is_another_piece(course: Course) -> None:
    (row,) = ask(course)
    for text in ("a", "b"):
        services.send_file(course=course, request=row, upload=upload(text), person=None)
    assert Evidence._base_manager.filter(request=row).count() == 2


def test_file_that_is_refused_leaves_the_request_open(course: Course) -> None:
    (row,) = ask(course)
    first = services.send_file(course=course, request=row, upload=upload("a"), person=None)
    with pytest.raises(DomainError, match="same file"):
        services.send_file(course=course, request=row, upload=upload("a"), renews=first, person=None)
    row.refresh_from_db()
    assert row.version == 2


def test_address_becomes_evidence(course: Course) -> None:
    (row,) = ask(course)
    sent = services.send_page(
        course=course, request=row, kind="web", address="https://granby.example/budget", person=None
    )
    assert (sent.kind, sent.address, sent.title) == ("web", "https://granby.example/budget", "Budget")


def test_missing_document_needs_a_remark_and_withdraws_what_was_sent(course: Course) -> None:
    (row,) = ask(course)
    sent = services.send_file(course=course, request=row, upload=upload(), person=None)
    with pytest.raises(DomainError, match="why there is no such document"):
        services.say_missing(course=course, request=row, remark=" ", person=None)
    services.say_missing(course=course, request=row, remark="It was a draft", person=None)
    sent.refresh_from_db()
    assert row.state == "not_available"
    assert sent.withdrawn_at is not None


def test_team_is_told_when_everything_is_answered(course: Course) -> None:
    first, second = ask(course, "Budget", "Chart")
    coordinator = demo_person(Role.COORDINATOR)
    services.send_file(course=course, request=first, upload=upload(), person=coordinator)
    assert not notices_of(course, "documents_answered")
    services.say_missing(course=course, request=second, remark="None", person=coordinator)
    told = notices_of(course, "documents_answered")
    team = {demo_person(role) for role in (Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR)}
    assert {notice.person for notice in told} == team


def test_second_answer_on_an_old_version_is_a_conflict(course: Course) -> None:
    (row,) = ask(course)
    seen = DocumentRequest._base_manager.get(pk=row.pk)
    services.say_missing(course=course, request=row, remark="None", person=None)
    with pytest.raises(Conflict):
        services.send_file(course=course, request=seen, upload=upload(), person=None)
    assert not Evidence._base_manager.filter(request=row).exists()


def test_request_is_taken_back_before_it_is_answered_only(course: Course) -> None:
    first, second = ask(course, "Budget", "Chart")
    services.take_back(course=course, request=first, person=demo_person(Role.EVALUATOR))
    services.send_file(course=course, request=second, upload=upload(), person=None)
    with pytest.raises(DomainError, match="answered already"):
        services.take_back(course=course, request=second, person=None)
    assert titles(course) == ["Chart"]


def test_request_is_changed_with_history(course: Course) -> None:
    (row,) = ask(course)
    services.change_request(
        course=course, request=row, wish=Wish("Budget 2027"), due=date(2026, 4, 1), person=demo_person(Role.EVALUATOR)
    )
    entry = trail.entries_about(course, services.KIND, str(row.pk)).first()
    assert entry is not None
    assert (entry.verb, entry.after) == ("changed", {"title": "Budget 2027", "due": "2026-04-01", "questions": []})
    assert entry.organisation_id == course.organisation_id


def test_request_of_another_evaluation_is_refused(course: Course) -> None:
    elsewhere = make_course(State.PREPARING, organisation=OTHER, with_team=False)
    (row,) = ask(elsewhere)
    for act in (
        lambda: services.say_missing(course=course, request=row, remark="x", person=None),
        lambda: services.take_back(course=course, request=row, person=None),
        lambda: services.send_file(course=course, request=row, upload=upload(), person=None),
    ):
        with pytest.raises(DomainError, match="another evaluation"):
            act()


def test_nothing_is_told_to_anybody_by_the_system(course: Course) -> None:
    ask(course)
    assert not notices_of(course, "documents_asked")
    assert trail.entries_of(course).filter(subject_kind=services.KIND, verb="asked").count() == 1
