"""The demo's evaluations: one in each state, believable, loaded once, and without a page that fails."""

from collections import Counter
from typing import Any

import pytest

from kompassros.evaluations import published
from kompassros.evaluations.courses import queries
from kompassros.evaluations.courses.demo import load_courses
from kompassros.evaluations.courses.demo_texts import IMPROVEMENT, STRENGTH, finding_texts
from kompassros.evaluations.courses.models import Course, DisposalDecision, JointEvaluation
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.findings.models import Finding, Reply
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.queries import what_became
from kompassros.evaluations.interviews.models import SMALLEST_GROUP, Interview, Note
from kompassros.evaluations.judging.models import Calibration, Judgement, Level
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.publication import embargo
from kompassros.evaluations.publication.precedents import precedents_for
from kompassros.evaluations.publication.standing import stand
from kompassros.organisations.demo import OTHER, OWN
from kompassros.organisations.models import Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.models import File, HistoryEntry

pytestmark = pytest.mark.django_db


def courses(key: str = OWN) -> list[Course]:
    found = Course._base_manager.filter(organisation__key=key, made_up=True).select_related("organisation", "edition")
    return list(found.order_by("pk"))


def in_state(state: State) -> Course:
    return next(one for one in reversed(courses()) if one.stands is state and one.evaluator_kind == "association")


def of(model: Any, course: Course) -> list[Any]:
    return list(model._base_manager.filter(course=course))


@pytest.fixture(autouse=True)
def demo(db: None) -> None:
    """The demo's data."""


def test_granby_has_an_evaluation_in_each_state_and_all_are_marked_as_made_up() -> None:
    assert {one.stands for one in courses()} == set(State)
    assert {one.edition.instrument.key for one in courses()} == {"kompassros-bedomningspunkter"}
    assert Course._base_manager.count() == len(courses()) + len(courses(OTHER)) == 16


def test_loading_again_changes_nothing() -> None:
    models: tuple[Any, ...] = (Course, Judgement, Finding, Evidence, ScoreSheet, HistoryEntry, File, Person)
    before = [model._base_manager.count() for model in models]
    assert load_courses() == 0
    assert [model._base_manager.count() for model in models] == before


def test_results_have_believable_points_and_areas_that_differ() -> None:
    sheets = [sheet.read() for sheet in ScoreSheet.objects.filter(evaluation__course__made_up=True)]
    totals = [sheet.stated_total for sheet in sheets]
    assert len(sheets) == 7
    assert all(470 <= total <= 560 for total in totals), totals
    assert all(max(sheet.points()) - min(sheet.points()) > 15 for sheet in sheets)


def test_judgements_have_every_level_and_differences_while_the_team_agrees() -> None:
    course = in_state(State.AGREEING)
    rows = of(Judgement, course)
    assert {row.level for row in rows} == set(Level.values)
    assert {row.reach for row in rows} >= {"whole", "several", "one"}
    assert sum(row.differs for row in rows) == 5
    assert [row.criterion for row in rows if row.level == "not_applicable" and row.basis] == ["c-wpnqcd"]
    with organisation_scope(course.organisation):
        assert len(stand(course).points.unsupported) == 3


def test_nothing_differs_any_more_from_the_draft_on() -> None:
    assert not any(row.differs for row in of(Judgement, in_state(State.DRAFTING)))


def test_evidence_is_of_every_kind_and_one_group_is_small() -> None:
    course = in_state(State.FACT_CHECK)
    assert {piece.kind for piece in of(Evidence, course)} == set(Evidence.Kind.values)
    small = [talk.group for talk in of(Interview, course) if talk.present < SMALLEST_GROUP]
    assert small == ["unions"]
    assert len(of(Note, course)) > 10


def test_notes_of_old_evaluations_are_disposed_of_by_a_decision() -> None:
    first = courses()[0]
    assert of(Note, first) == []
    assert of(DisposalDecision, first)[0].notes > 10


def test_findings_are_different_sentences_four_to_six_of_a_kind_in_each_area() -> None:
    texts = [text for area in finding_texts().values() for kind in area.values() for text in kind.values()]
    assert len(set(texts)) == len(texts) == 96
    counts = Counter((row.area, row.kind) for row in of(Finding, in_state(State.FACT_CHECK)))
    assert set(counts) == {(area, kind) for area in finding_texts() for kind in (STRENGTH, IMPROVEMENT)}
    assert set(counts.values()) <= {4, 5, 6}


def test_municipality_has_disagreed_and_the_team_has_answered_some_replies() -> None:
    replies = of(Reply, in_state(State.FACT_CHECK))
    assert Counter(reply.outcome for reply in replies) == {"changed": 2, "kept": 2, "": 2}
    assert sum(not reply.agrees for reply in replies) == 4
    with organisation_scope(in_state(State.FACT_CHECK).organisation):
        assert sum(reply.evidence.count() for reply in replies) == 1


def test_one_result_is_held_back_and_one_is_corrected() -> None:
    held = [one.slug for one in courses() if embargo.held_back(one)]
    assert held == [in_state(State.PUBLISHED).slug]
    assert held[0] not in {entry.slug for entry in published.current_evaluations()}
    corrected = ScoreSheet.objects.get(evaluation__course__made_up=True, number=2)
    assert corrected.replaces is not None
    assert corrected.read().stated_total > corrected.replaces.read().stated_total


def test_one_calibration_is_shown_and_one_is_open() -> None:
    shown = [one.shown_at is not None for one in of(Calibration, in_state(State.AGREEING))]
    assert sorted(shown) == [False, True]


def test_new_evaluation_knows_what_became_of_the_last_one_and_how_others_were_judged() -> None:
    course = in_state(State.READING)
    became = what_became(course)
    assert {one.state for one in became} == {"done", "ongoing", "planned", "dropped"}
    found = precedents_for(course, ["c-d8htch"])["c-d8htch"]
    assert {one.municipality for one in found} == {"Norrvik"}


def test_action_plan_says_what_became_of_it() -> None:
    actions = of(Action, in_state(State.FOLLOW_UP))
    assert len(actions) == 9
    assert all(action.outcome for action in actions if action.state != "planned")


def test_granby_and_norrvik_are_evaluated_together() -> None:
    both = JointEvaluation._base_manager.get()
    joined = Course._base_manager.filter(joint=both).order_by("pk")
    assert list(joined.values_list("organisation__key", flat=True)) == [OWN, OTHER]
    assert both.summary


def test_granby_has_evaluated_itself() -> None:
    own = [one for one in courses() if one.evaluator_kind == "self"]
    assert [str(member.person) for member in queries.team_of(own[0])] == ["Karin Kontakt", "Sven Svarande"]
    assert [entry.slug for entry in published.by_themselves(published.current_evaluations())] == [own[0].slug]
