"""Calibration: nobody sees another's marks before the round is shown, and then how far they agree."""

import pytest

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.judging import calibrating
from kompassros.evaluations.judging.calibrating import View
from kompassros.evaluations.judging.comparing import compare, markers_of, own_marks
from kompassros.evaluations.judging.models import BlindMark, Calibration, Judgement
from kompassros.evaluations.judging.wording import agreement_in_words, alpha_in_words
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import Conflict, DomainError
from tests.evaluations.course_cases import CRITERIA, demo_person, make_course

pytestmark = pytest.mark.django_db
EVALUATOR, PEER = Role.EVALUATOR, Role.PEER_EVALUATOR


@pytest.fixture
def course() -> Course:
    return make_course(State.READING)


@pytest.fixture
def opened(course: Course) -> Calibration:
    return calibrating.open_round(
        course=course, title="First", criteria=list(CRITERIA), person=demo_person(Role.LEAD_EVALUATOR)
    )


def mark(opened: Calibration, role: Role, *levels: str, reach: str = "whole") -> None:
    for criterion, level in zip(CRITERIA, levels, strict=False):
        calibrating.save_mark(
            calibration=opened, criterion=criterion, view=View(level, reach), person=demo_person(role), version=0
        )


def show(opened: Calibration) -> None:
    calibrating.show_round(calibration=opened, person=demo_person(Role.LEAD_EVALUATOR))


def test_tenth_is_drawn_by_its_seed_in_the_order_of_the_edition(course: Course) -> None:
    first = calibrating.draw_tenth(course, 7)
    assert first == calibrating.draw_tenth(course, 7)
    assert len(first) == 1
    assert {tuple(calibrating.draw_tenth(course, seed)) for seed in range(40)} == {(one,) for one in CRITERIA}


def test_round_says_its_criteria_and_seed_in_the_teams_history(course: Course) -> None:
    row = calibrating.open_round(course=course, title="Tenth", criteria=[CRITERIA[3]], person=None, seed=7)
    [entry] = trail.entries_about(course, calibrating.KIND, str(row.pk))
    assert (entry.after, entry.organisation_id) == ({"criteria": ["2.1.1"], "seed": 7}, None)


@pytest.mark.parametrize(("title", "criteria"), [(" ", ["c-aa11bb"]), ("x", []), ("x", ["c-zz99zz"])])
def test_round_needs_a_title_and_criteria_of_the_edition(title: str, criteria: list[str], course: Course) -> None:
    with pytest.raises(DomainError, match="title"):
        calibrating.open_round(course=course, title=title, criteria=criteria, person=None)


def test_marks_are_counted_but_not_seen_before_the_round_is_shown(course: Course, opened: Calibration) -> None:
    mark(opened, EVALUATOR, "full", "none")
    with organisation_scope(course.organisation):
        told = markers_of(course, [opened])[opened.pk]
        assert [(one.name, one.marked, one.count) for one in told] == [
            ("Erik Utvärderare", 2, 4),
            ("Kari Kollega", 0, 4),
            ("Lena Ledare", 0, 4),
        ]
        assert own_marks(opened, demo_person(PEER)) == {}
        with pytest.raises(ValueError, match="shown"):
            compare(course, opened)
    assert [entry.verb for entry in trail.entries_of(course) if entry.subject_kind == "calibration"] == ["opened"]


def test_mark_from_another_window_is_a_conflict(opened: Calibration) -> None:
    mark(opened, EVALUATOR, "full")
    with pytest.raises(Conflict):
        mark(opened, EVALUATOR, "none")
    changed = calibrating.save_mark(
        calibration=opened, criterion=CRITERIA[0], view=View("none"), person=demo_person(EVALUATOR), version=1
    )
    assert changed.version == 2


def test_mark_without_level_or_outside_the_round_is_refused(course: Course) -> None:
    row = calibrating.open_round(course=course, title="One", criteria=[CRITERIA[0]], person=None)
    person = demo_person(EVALUATOR)
    for criterion, level in ((CRITERIA[0], ""), (CRITERIA[1], "full")):
        with pytest.raises(DomainError):
            calibrating.save_mark(calibration=row, criterion=criterion, view=View(level), person=person, version=0)


def test_nobody_outside_the_team_marks(opened: Calibration) -> None:
    with pytest.raises(DomainError):
        mark(opened, Role.COORDINATOR, "full")


def test_round_is_shown_when_two_have_marked_and_then_stays(opened: Calibration) -> None:
    mark(opened, EVALUATOR, "full")
    with pytest.raises(DomainError, match="two people"):
        show(opened)
    mark(opened, PEER, "none")
    show(opened)
    with pytest.raises(DomainError, match="has been shown"):
        mark(opened, PEER, "full")
    with pytest.raises(DomainError, match="has been shown"):
        show(opened)


def test_marks_stand_side_by_side_with_differences_first(course: Course, opened: Calibration) -> None:
    mark(opened, EVALUATOR, "full", "none", "partly", "not_applicable")
    mark(opened, PEER, "full", "planned", "partly")
    show(opened)
    with organisation_scope(course.organisation):
        found = compare(course, opened)
    assert found.markers == ("Erik Utvärderare", "Kari Kollega")
    assert [(line.number, line.differs) for line in found.lines] == [
        ("1.1.2", True),
        ("1.1.1", False),
        ("1.2.1", False),
        ("2.1.1", False),
    ]
    assert [one and one.level for one in found.lines[3].marks] == ["not_applicable", None]
    assert [(one.percent.alike, one.percent.pairs) for one in found.areas] == [(2, 3), (0, 0)]
    assert agreement_in_words(found.areas[0].percent) == "67 per cent: 2 of 3 pairs of marks are alike."
    assert agreement_in_words(found.areas[1].percent).startswith("It cannot be computed: too few")
    assert found.alpha.value is not None
    assert alpha_in_words(found.alpha).startswith("0.")
    assert "in 95 of 100 cases" in alpha_in_words(found.alpha)


def test_alpha_of_marks_that_are_all_alike_says_why_it_cannot_be_computed(course: Course, opened: Calibration) -> None:
    for role in (EVALUATOR, PEER):
        mark(opened, role, "full", "full", "full")
    show(opened)
    with organisation_scope(course.organisation):
        words = alpha_in_words(compare(course, opened).alpha)
    assert words == ("It cannot be computed: all marks are alike, so no difference could be expected by chance.")


def test_mark_becomes_the_judgement_only_by_hand_and_after_the_showing(course: Course, opened: Calibration) -> None:
    mark(opened, EVALUATOR, "planned")
    mark(opened, PEER, "none")
    lead: Person = demo_person(Role.LEAD_EVALUATOR)
    chosen = BlindMark._base_manager.select_related("calibration", "course").get(
        calibration=opened, person=demo_person(EVALUATOR)
    )
    with pytest.raises(DomainError, match="not shown"):
        calibrating.take_over(mark=chosen, person=lead, version=1)
    show(opened)
    chosen.calibration.refresh_from_db()
    assert Judgement._base_manager.get(course=course, criterion=CRITERIA[0]).level == ""
    assert calibrating.take_over(mark=chosen, person=lead, version=1).level == "planned"
    other = BlindMark._base_manager.select_related("calibration", "course").get(
        calibration=opened, person=demo_person(PEER)
    )
    with pytest.raises(Conflict):
        calibrating.take_over(mark=other, person=lead, version=1)
