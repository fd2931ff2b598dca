"""Evidence: added, renewed, tied, withdrawn."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kompassros.evaluations.courses import hooks, trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence import queries, services
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.evidence.services import Origin
from kompassros.evaluations.interviews.models import Group, Interview
from kompassros.evaluations.preparing import answering
from kompassros.organisations.demo import OTHER
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import Conflict, DomainError
from tests.evaluations.course_cases import CRITERIA, bring_to, demo_person, make_course
from tests.evaluations.preparing.cases import answers, upload

pytestmark = pytest.mark.django_db
START, END = datetime(2026, 5, 4, 7, 0, tzinfo=UTC), datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def course(db: None) -> Course:
    return make_course(State.READING)


def page(course: Course, **changes: Any) -> Evidence:
    given: dict[str, Any] = {
        "kind": "web",
        "title": "Budget",
        "address": "https://granby.example/budget",
        "seen_on": date(2026, 2, 1),
        "person": None,
    }
    return services.add_page(course=course, **given | changes)


def tie(course: Course, piece: Evidence, criterion: str = CRITERIA[0], place: str = "") -> Support:
    return services.tie(course=course, evidence=piece, criterion=criterion, place=place, person=None)


def counts(course: Course) -> dict[str, int]:
    with organisation_scope(course.organisation):
        return queries.support_counts(course)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"address": " "}, "Give the address"),
        ({"kind": "file"}, "Give the address"),
        ({"address": "javascript:alert(1)"}, "begins with https"),
        ({"seen_on": date(2999, 1, 1)}, "not come yet"),
    ],
)
def test_wrong_page_is_refused(course: Course, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        page(course, **changes)


def test_intranet_page_needs_no_web_address(course: Course) -> None:
    assert page(course, kind="intranet", address="Insidan > Chef > Lön").address == "Insidan > Chef > Lön"


@pytest.mark.parametrize(
    ("role", "may"), [(Role.PEER_EVALUATOR, True), (Role.COORDINATOR, False), (Role.AUDITOR, False)]
)
def test_team_alone_adds_evidence_of_its_own(course: Course, role: Role, may: bool) -> None:
    if may:
        assert page(course, person=demo_person(role)).added_by == demo_person(role)
    else:
        with pytest.raises(DomainError, match="cannot be changed now"):
            page(course, person=demo_person(role))


def test_coordinator_adds_what_comes_from_the_municipality_until_the_fact_check(course: Course) -> None:
    coordinator, origin = demo_person(Role.COORDINATOR), Origin(from_municipality=True)
    bring_to(course, State.FACT_CHECK)
    assert page(course, person=coordinator, origin=origin).from_municipality
    bring_to(course, State.PUBLISHED)
    with pytest.raises(DomainError, match="cannot be changed now"):
        page(course, person=coordinator, origin=origin)


def test_ties_are_counted_once_a_piece(course: Course) -> None:
    first, second = page(course), page(course)
    tie(course, first)
    tie(course, first)
    tie(course, second)
    tie(course, second, CRITERIA[1])
    assert counts(course) == {CRITERIA[0]: 2, CRITERIA[1]: 1}


def test_place_is_changed_and_an_empty_one_changes_nothing(course: Course) -> None:
    piece = page(course)
    for place, expected in ((" p. 1 ", "p. 1"), ("", "p. 1"), ("p. 2", "p. 2")):
        assert tie(course, piece, place=place).place == expected
    verbs = trail.entries_about(course, services.KIND, str(piece.pk)).filter(verb="tied")
    assert [(entry.after or {})["place"] for entry in verbs.order_by("pk")] == ["p. 1", "p. 2"]
    assert {entry.organisation_id for entry in verbs} == {None}


def test_unknown_criterion_is_refused(course: Course) -> None:
    with pytest.raises(DomainError, match="no such criterion"):
        tie(course, page(course), "c-none00")


def test_withdrawn_evidence_supports_nothing_and_is_not_deleted(course: Course) -> None:
    piece = page(course)
    tie(course, piece)
    with pytest.raises(DomainError, match="Say why"):
        services.withdraw(course=course, evidence=piece, why=" ", person=None)
    services.withdraw(course=course, evidence=piece, why="Wrong year", person=demo_person(Role.EVALUATOR))
    assert counts(course) == {}
    with organisation_scope(course.organisation):
        assert queries.evidence_of(course, CRITERIA[0]) == []
        assert Support.objects.filter(evidence=piece).count() == 1
    with pytest.raises(DomainError, match="is withdrawn"):
        tie(course, piece, CRITERIA[1])
    with pytest.raises(DomainError, match="is withdrawn"):
        services.withdraw(course=course, evidence=piece, why="again", person=None)
    services.restore(course=course, evidence=piece, person=None)
    assert counts(course) == {CRITERIA[0]: 1}
    with pytest.raises(DomainError, match="not withdrawn"):
        services.restore(course=course, evidence=piece, person=None)


def test_second_withdrawal_on_an_old_version_is_a_conflict(course: Course) -> None:
    piece = page(course)
    seen = Evidence._base_manager.get(pk=piece.pk)
    services.withdraw(course=course, evidence=piece, why="x", person=None)
    services.restore(course=course, evidence=piece, person=None)
    with pytest.raises(Conflict):
        services.withdraw(course=course, evidence=seen, why="y", person=None)


def test_tie_is_taken_away_with_history(course: Course) -> None:
    piece = page(course)
    services.untie(course=course, support=tie(course, piece, place="p. 3"), person=None)
    assert counts(course) == {}
    entry = trail.entries_about(course, services.KIND, str(piece.pk)).get(verb="untied")
    assert entry.before == {"criterion": "1.1.1", "place": "p. 3"}


def test_newer_version_keeps_ties_and_older_versions(course: Course) -> None:
    piece = services.add_file(course=course, upload=upload("a"), title="", person=None)
    tie(course, piece, place="p. 1")
    services.renew_file(course=course, evidence=piece, upload=upload("b", "new.pdf"), person=None)
    assert piece.revision is not None
    assert [revision.name for revision in piece.revision.file.revisions.all()] == ["budget.pdf", "new.pdf"]
    assert counts(course) == {CRITERIA[0]: 1}
    with pytest.raises(DomainError, match="Only a document"):
        services.renew_file(course=course, evidence=page(course), upload=upload(), person=None)


def test_evidence_of_another_evaluation_is_refused(course: Course) -> None:
    elsewhere = make_course(State.READING, organisation=OTHER, with_team=False)
    piece = page(elsewhere)
    support = tie(elsewhere, piece)
    for act in (
        lambda: tie(course, piece),
        lambda: services.untie(course=course, support=support, person=None),
        lambda: services.withdraw(course=course, evidence=piece, why="x", person=None),
        lambda: services.restore(course=course, evidence=piece, person=None),
        lambda: services.renew_file(course=course, evidence=piece, upload=upload(), person=None),
    ):
        with pytest.raises(DomainError, match="another evaluation"):
            act()
    assert counts(course) == {}


class TestEnsured:
    def interview(self, course: Course) -> Interview:
        row: Interview = Interview._base_manager.create(
            course=course,
            organisation=course.organisation,
            group=Group.UNITS,
            title="Talk with Ada Holm",
            starts_at=START,
            ends_at=END,
        )
        return row

    def test_interview_is_evidence_once_and_named_by_its_group(self, course: Course) -> None:
        row = self.interview(course)
        first = services.ensure_interview_evidence(row, demo_person(Role.EVALUATOR))
        assert services.ensure_interview_evidence(row, None).pk == first.pk
        assert (first.kind, first.interview, first.from_municipality) == ("interview", row, False)
        assert "2026" in first.title
        assert "Ada" not in first.title
        told = trail.entries_about(course, services.KIND, str(first.pk)).get()
        assert told.organisation_id is None
        assert "Ada" not in str((told.subject_label, told.after))

    def test_withdrawn_interview_becomes_evidence_anew(self, course: Course) -> None:
        row = self.interview(course)
        first = services.ensure_interview_evidence(row, None)
        services.withdraw(course=course, evidence=first, why="x", person=None)
        assert services.ensure_interview_evidence(row, None).pk != first.pk

    def test_answer_is_evidence_once_it_is_written(self, course: Course) -> None:
        row = answers(course)["q-cc33dd"]
        with pytest.raises(DomainError, match="not written anything"):
            services.ensure_answer_evidence(row, None)
        answering.write_answer(answer=row, text="We do.", ready=True, person=None)
        first = services.ensure_answer_evidence(row, None)
        assert services.ensure_answer_evidence(row, None).pk == first.pk
        assert (first.kind, first.answer) == ("self_description", row)
        assert "1.1" in first.title

    def test_municipality_makes_no_evidence_of_its_answers(self, course: Course) -> None:
        with pytest.raises(DomainError, match="cannot be changed now"):
            services.ensure_answer_evidence(answers(course)["q-cc33dd"], demo_person(Role.COORDINATOR))


def test_evidence_of_criterion_is_told_in_one_query(course: Course, django_assert_num_queries: Any) -> None:
    for _number in range(3):
        tie(course, page(course, person=demo_person(Role.EVALUATOR)))
    with organisation_scope(course.organisation), django_assert_num_queries(1):
        found = queries.evidence_of(course, CRITERIA[0])
        assert {(support.evidence.title, str(support.evidence.kind)) for support in found} == {("Budget", "web")}


def test_what_is_tied_to_nothing_is_missing_while_reading(course: Course) -> None:
    piece, gone = page(course), page(course)
    services.withdraw(course=course, evidence=gone, why="x", person=None)

    def told() -> list[str]:
        with organisation_scope(course.organisation):
            return [entry.text for entry in hooks.missing_in(course) if "evidence" in entry.text]

    assert "1 piece of evidence is tied to no criterion yet." in told()
    tie(course, piece)
    assert "1 piece of evidence is tied to no criterion yet." not in told()


def test_untied_stands_first_and_withdrawn_last(course: Course) -> None:
    tied, gone, loose = (page(course, title=title) for title in ("tied", "gone", "loose"))
    tie(course, tied)
    services.withdraw(course=course, evidence=gone, why="x", person=None)
    with organisation_scope(course.organisation):
        assert [piece.title for piece in queries.all_evidence(course)] == ["loose", "tied", "gone"]
    assert loose.pk
