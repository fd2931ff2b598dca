"""What agenda papers about an evaluation suggest, state by state and in three languages."""

import pytest
from django.test import Client

from kompassros.evaluations.courses import papers, queries
from kompassros.evaluations.courses.joint_figures import points_table, results_of, roses
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.models import Action
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.models import AgendaPaper
from tests.evaluations.course_cases import make_course
from tests.evaluations.courses.pages import address, as_role, text_of
from tests.evaluations.courses.sheets import publish

pytestmark = pytest.mark.django_db


def test_paper_of_an_order_proposes_the_decision_to_order() -> None:
    paper = papers.suggest(make_course(), "en")
    assert paper.title == "Order of an evaluation with tiny en 1.0"
    assert "Granby is evaluated with tiny en 1.0 in 2026." in paper.background
    assert paper.proposal == "Granby orders an evaluation with tiny en 1.0 in 2026."


def test_paper_of_the_result_has_total_areas_and_the_strongest() -> None:
    course = make_course(State.PUBLISHED)
    slug = publish(course)
    paper = papers.suggest(course, "en")
    assert "Granby got 60 of 100 points in 2026." in paper.assessment
    assert "area 1 en (30 of 60)" in paper.assessment
    assert "the strongest areas are: area 2 en (30 of 40)." in paper.assessment
    assert "The weakest are: area 1 en (30 of 60)." in paper.assessment
    assert [f"/{slug}/" in source for source in paper.sources] == [True]


def test_paper_before_the_time_of_publication_holds_no_points() -> None:
    course = make_course(State.PUBLISHED)
    publish(course, later=True)
    paper = papers.suggest(course, "en")
    assert "60" not in paper.assessment
    assert "holds no points" in paper.assessment
    assert paper.sources == ()


def test_paper_of_the_follow_up_lists_the_actions() -> None:
    course = make_course(State.FOLLOW_UP)
    Action._base_manager.create(
        course=course, organisation=course.organisation, title="Count the queue", added_at=clock.now()
    )
    paper = papers.suggest(course, "en")
    assert "The action plan has 1 action." in paper.assessment
    assert "Count the queue (planned)" in paper.assessment
    assert "adopted" in paper.proposal


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_paper_of_every_state_has_its_three_parts_in_each_language(state: State, language: str) -> None:
    course = make_course(State.QUEUED)
    course.state = state
    paper = papers.suggest(course, language)
    assert all((paper.title, paper.background, paper.assessment, paper.proposal))
    assert f"tiny {language} 1.0" in paper.background


def test_paper_is_opened_from_the_evaluation_by_its_coordinator(client: Client) -> None:
    course = make_course(State.FACT_CHECK)
    as_role(client, Role.COORDINATOR)
    assert address("matters", course.slug) in text_of(client, address("show", course.slug))
    client.post(address("matter_open", course.slug), {"case_number": "KS 1", "title": "", "language": "en"})
    assert (
        AgendaPaper.objects.get(matter__subject_key=course.slug).title == "Reply to the findings of the evaluation 2026"
    )
    assert as_role(client, Role.EVALUATOR).get(address("matters", course.slug)).status_code == 403


def test_joint_table_has_only_what_is_public_now() -> None:
    first, second = make_course(State.PUBLISHED), make_course(State.PUBLISHED)
    publish(first, points=(20, 10))
    publish(second, later=True)
    outline = edition_outline(first.edition)
    results = results_of([first, second])
    assert [result.course for result in results] == [first]
    table = points_table(outline, results)
    assert [row.cells[f"c{first.pk}"].value for row in (*table.rows, *table.footer)] == [20, 10, 30]
    assert [picture for _result, picture in roses(outline, results)] == [None]


def test_result_is_nothing_before_the_sheet() -> None:
    assert queries.result_of(make_course(State.DRAFTING)) is None
