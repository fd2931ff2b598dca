"""Judging, reading a second time, settling a difference: who may, what stands afterwards, what the history tells."""

from typing import Any
from uuid import uuid4

import pytest

from kompassros.evaluations.courses import hooks, trail
from kompassros.evaluations.courses import services as course_services
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.judging import services
from kompassros.evaluations.judging.models import Judgement
from kompassros.evaluations.judging.queries import counted_judgements, points_of, standings
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry
from kompassros.records.requests import once
from tests.evaluations.course_cases import CRITERIA, demo_person, make_course
from tests.evaluations.judging.cases import add_evidence, judge, read_again

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD, FOURTH = CRITERIA


@pytest.fixture
def course() -> Course:
    return make_course(State.READING)


@pytest.fixture
def lead() -> Person:
    return demo_person(Role.LEAD_EVALUATOR)


@pytest.fixture
def evaluator() -> Person:
    return demo_person(Role.EVALUATOR)


@pytest.fixture
def peer() -> Person:
    return demo_person(Role.PEER_EVALUATOR)


def stored(course: Course, criterion: str = FIRST) -> Judgement:
    row: Judgement = Judgement._base_manager.get(course=course, criterion=criterion)
    return row


def history_of(course: Course, criterion: str = FIRST) -> list[HistoryEntry]:
    return list(trail.entries_about(course, services.KIND, criterion))


def test_reading_makes_one_empty_judgement_a_criterion_and_again_makes_none(course: Course) -> None:
    services.make_judgements(course)
    rows = Judgement._base_manager.filter(course=course).order_by("pk")
    assert [(row.criterion, row.level, row.reach, row.version) for row in rows] == [
        (criterion, "", "whole", 1) for criterion in CRITERIA
    ]


def test_judgement_is_stored_with_its_history_for_the_team_alone(course: Course, evaluator: Person) -> None:
    row = judge(course, FIRST, "planned", person=evaluator, basis="A plan exists.", remark="ask Bo")
    assert (row.version, row.judged_by) == (2, evaluator)
    assert stored(course).basis == "A plan exists."
    [entry] = history_of(course)
    assert (entry.verb, entry.organisation_id, entry.person) == ("judged", None, evaluator)
    assert entry.subject_label == "1.1.1 plan sv"
    assert entry.before == {"level": "", "basis": "", "remark": 0}
    assert entry.after == {"level": "planned", "basis": "A plan exists.", "remark": 6}


def test_same_content_again_changes_nothing(course: Course, evaluator: Person) -> None:
    judge(course, FIRST, "none", person=evaluator)
    again = judge(course, FIRST, "none", person=evaluator, version=1)
    assert again.version == 2
    assert len(history_of(course)) == 1


def test_level_above_planned_without_evidence_is_stored_and_unsupported(course: Course, evaluator: Person) -> None:
    judge(course, FIRST, "full", person=evaluator)
    judge(course, SECOND, "planned", person=evaluator)
    with organisation_scope(course.organisation):
        found = standings(course)
        assert (found.unjudged, found.unsupported, found.differing) == ((THIRD, FOURTH), (FIRST,), ())
        assert points_of(course).total.earned == 0
    add_evidence(course, FIRST)
    with organisation_scope(course.organisation):
        assert standings(course).unsupported == ()
        # Area 1 has 60 points, its first question two thirds of them, the criterion three quarters of that.
        assert points_of(course).total.earned == 30
        assert {key: one.evidence for key, one in counted_judgements(course).items()} == {FIRST: 1, SECOND: 0}


def test_not_applicable_needs_a_basis(course: Course, evaluator: Person) -> None:
    with pytest.raises(DomainError, match="why the criterion is not applicable"):
        judge(course, FIRST, "not_applicable", person=evaluator, basis="  ")
    assert judge(course, FIRST, "not_applicable", person=evaluator, basis="No schools.").level == "not_applicable"


@pytest.mark.parametrize(("level", "reach"), [("best", "whole"), ("full", "everywhere")])
def test_unknown_level_or_reach_is_refused(level: str, reach: str, course: Course, evaluator: Person) -> None:
    with pytest.raises(DomainError, match="Choose one of the levels"):
        judge(course, FIRST, level, reach=reach, person=evaluator)


def test_criterion_of_another_edition_is_refused(course: Course, evaluator: Person) -> None:
    with pytest.raises(DomainError, match="no such criterion"):
        judge(course, "c-zz99zz", "none", person=evaluator)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_outside_the_team_judges(role: Role, course: Course) -> None:
    with pytest.raises(DomainError):
        judge(course, FIRST, "none", person=demo_person(role))


@pytest.mark.parametrize("state", [State.FACT_CHECK, State.PUBLISHED])
def test_nothing_is_judged_after_drafting_unless_the_lead_corrects(
    state: State, lead: Person, evaluator: Person
) -> None:
    course = make_course(state)
    with pytest.raises(DomainError):
        judge(course, FIRST, "none", person=lead)
    if state is State.PUBLISHED:
        course_services.begin_correction(course=course, person=lead, why="misread")
        assert judge(course, FIRST, "none", person=lead).level == "none"
        with pytest.raises(DomainError):
            judge(course, FIRST, "planned", person=evaluator)


def test_second_editor_is_told_and_nothing_is_lost(course: Course, evaluator: Person, peer: Person) -> None:
    judge(course, FIRST, "partly", person=evaluator, basis="first")
    with pytest.raises(Conflict):
        judge(course, FIRST, "none", person=peer, basis="second", version=1)
    assert (stored(course).level, stored(course).basis) == ("partly", "first")
    assert judge(course, FIRST, "none", person=peer, basis="second", version=2).version == 3


def test_second_reader_and_judge_do_not_stand_in_each_others_way(
    course: Course, evaluator: Person, peer: Person
) -> None:
    judge(course, FIRST, "partly", person=evaluator)
    read_again(course, FIRST, "full", person=peer)
    row = judge(course, FIRST, "partly", person=evaluator, remark="more", version=2)
    assert (row.version, row.second_version, row.differs) == (3, 2, True)
    with pytest.raises(Conflict):
        read_again(course, FIRST, "none", person=peer, version=1)


def test_second_reading_of_ones_own_judgement_is_refused(course: Course, evaluator: Person) -> None:
    judge(course, FIRST, "partly", person=evaluator)
    with pytest.raises(DomainError, match="yourself"):
        read_again(course, FIRST, "partly", person=evaluator)


def test_second_reader_who_becomes_the_judge_is_no_second_reader(
    course: Course, evaluator: Person, peer: Person
) -> None:
    judge(course, FIRST, "partly", person=evaluator)
    read_again(course, FIRST, "full", person=peer, remark="seen it")
    row = judge(course, FIRST, "full", person=peer)
    assert (row.judged_by, row.second_by, row.second_level, row.second_remark) == (peer, None, "", "seen it")


@pytest.mark.parametrize(
    ("judged", "second", "differing"),
    [
        (("partly", "whole"), ("partly", "whole"), False),
        (("partly", "whole"), ("full", "whole"), True),
        (("partly", "whole"), ("partly", "several"), True),
        (("not_applicable", "whole"), ("not_applicable", "one"), False),
    ],
)
def test_views_differ_in_level_and_reach(
    judged: tuple[str, str], second: tuple[str, str], differing: bool, course: Course, evaluator: Person, peer: Person
) -> None:
    judge(course, FIRST, judged[0], reach=judged[1], person=evaluator, basis="because")
    row = read_again(course, FIRST, second[0], reach=second[1], person=peer)
    assert row.differs is differing
    with organisation_scope(course.organisation):
        assert standings(course).differing == ((FIRST,) if differing else ())


def settle(course: Course, person: Person, *, take_second: bool, why: str = "", **versions: int) -> Judgement:
    row = stored(course)
    seen = {"version": row.version, "second_version": row.second_version} | versions
    return services.settle(course=course, criterion=FIRST, take_second=take_second, why=why, person=person, **seen)


@pytest.fixture
def differing(course: Course, evaluator: Person, peer: Person) -> Course:
    judge(course, FIRST, "partly", person=evaluator, basis="half of it")
    read_again(course, FIRST, "full", person=peer)
    return course


def test_difference_is_settled_by_agreeing(differing: Course, evaluator: Person) -> None:
    row = settle(differing, evaluator, take_second=True)
    assert (row.level, row.reach, row.differs, row.settled_by) == ("full", "whole", False, evaluator)
    entry = history_of(differing)[0]
    assert (entry.verb, entry.before, entry.after) == (
        "settled",
        {"level": "partly", "settled": False},
        {"level": "full", "settled": True},
    )


def test_difference_is_settled_with_a_reason(differing: Course, lead: Person) -> None:
    with pytest.raises(DomainError, match="why the judgement stays"):
        settle(differing, lead, take_second=False, why=" ")
    row = settle(differing, lead, take_second=False, why="One board has it")
    assert (row.level, row.differs, row.settled_why) == ("partly", False, "One board has it")
    assert history_of(differing)[0].why == "One board has it"
    with pytest.raises(DomainError, match="do not differ"):
        settle(differing, lead, take_second=True)


def test_difference_is_settled_by_lead_and_judge_alone(differing: Course, peer: Person) -> None:
    with pytest.raises(DomainError, match="lead evaluator or the judge"):
        settle(differing, peer, take_second=True)


@pytest.mark.parametrize("versions", [{"version": 1}, {"second_version": 1}])
def test_settling_what_changed_meanwhile_is_a_conflict(
    versions: dict[str, int], differing: Course, lead: Person
) -> None:
    with pytest.raises(Conflict):
        settle(differing, lead, take_second=True, **versions)
    assert stored(differing).level == "partly"


def test_new_level_opens_a_settled_difference_again(differing: Course, lead: Person, evaluator: Person) -> None:
    settle(differing, lead, take_second=False, why="so")
    assert judge(differing, FIRST, "planned", person=evaluator, basis="half of it").differs


def test_retry_with_the_same_request_id_is_done_once(course: Course, evaluator: Person) -> None:
    request_id = uuid4()

    def act() -> dict[str, Any]:
        return {"version": judge(course, FIRST, "none", person=evaluator, version=1).version}

    assert once(request_id=request_id, person=evaluator, act=act) == ({"version": 2}, False)
    judge(course, FIRST, "planned", person=evaluator)
    assert once(request_id=request_id, person=evaluator, act=act) == ({"version": 2}, True)
    assert stored(course).level == "planned"


def test_reading_tells_what_is_missing_and_stops_nothing(course: Course, evaluator: Person) -> None:
    judge(course, FIRST, "full", person=evaluator)
    with organisation_scope(course.organisation):
        told = [(one.text, one.stops) for one in hooks.missing_in(course) if "/judging/" in one.address]
    assert told == [
        ("3 criteria are not judged.", False),
        ("1 judgement has no evidence and gives no points.", False),
    ]


def test_agreeing_is_stopped_by_differences(evaluator: Person, peer: Person, lead: Person) -> None:
    course = make_course(State.AGREEING)
    judge(course, FIRST, "partly", person=evaluator)
    judge(course, SECOND, "none", person=evaluator)
    for criterion in (FIRST, SECOND):
        read_again(course, criterion, "full", person=peer)
    with organisation_scope(course.organisation):
        told = [(one.text, one.stops) for one in hooks.missing_in(course) if one.stops]
    assert told == [("area 1 en: judge and second reader differ on criteria 1.1.1 and 1.1.2.", True)]
    with pytest.raises(DomainError, match=r"1\.1\.1 and 1\.1\.2"):
        course_services.move(course=course, to=State.DRAFTING, person=lead)
