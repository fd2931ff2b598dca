"""The judging screen and the calibration pages as a browser gets them, with and without scripts."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.models import AreaDuty, Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.judging import calibrating
from kompassros.evaluations.judging.calibrating import View
from kompassros.evaluations.judging.models import Calibration, Judgement
from kompassros.evaluations.preparing.models import SelfAnswer
from kompassros.instruments.models import Edition
from kompassros.organisations.roles import Role
from kompassros.records import clock
from tests.evaluations.course_cases import CRITERIA, demo_person, make_course
from tests.evaluations.judging.cases import add_evidence, judge, read_again

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD, FOURTH = CRITERIA
AREA, OTHER_AREA = "a-bb22cc", "a-ff55gg"
PAGE_QUERIES, SAVE_QUERIES = 10, 20
Post = Callable[..., Any]


@pytest.fixture
def course() -> Course:
    return make_course(State.READING)


@pytest.fixture
def browser(client: Client) -> Client:
    client.force_login(demo_person(Role.EVALUATOR))
    return client


def address(course: Course, name: str, *parts: object) -> str:
    return reverse(f"courses:{name}", args=[course.slug, *parts])


def page(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def keep(browser: Client, path: str, **values: object) -> Any:
    """Send a form as the draft keeper does."""
    return browser.post(path, {"request_id": str(uuid4()), "version": 1, **values}, headers={"X-Keeper": "1"})


def stored(course: Course, criterion: str = FIRST) -> Judgement:
    row: Judgement = Judgement._base_manager.get(course=course, criterion=criterion)
    return row


def test_screen_shows_criteria_anchors_evidence_and_self_description(browser: Client, course: Course) -> None:
    add_evidence(course, FIRST)
    SelfAnswer._base_manager.update_or_create(
        course=course,
        question="q-cc33dd",
        defaults={"organisation": course.organisation, "text": "We plan a lot", "state": "draft"},
    )
    shown = page(browser, address(course, "judge", AREA))
    for piece in ("plan en", "plan partly en", "plan full en", "plan papers en", "Budget 2026, p. 12", "We plan a lot"):
        assert piece in shown
    assert re.findall(r'<article class="judging-card" id="([^"]+)"', shown) == [FIRST, SECOND, THIRD]
    assert "0 of 3 criteria are judged" in shown
    assert "asked en" not in shown


def test_screen_without_area_is_the_one_that_the_person_judges(browser: Client, course: Course) -> None:
    AreaDuty._base_manager.filter(course=course, area=OTHER_AREA).update(judge=demo_person(Role.EVALUATOR))
    shown = page(browser, address(course, "judge"))
    assert f'id="{FOURTH}"' in shown
    assert "Judge: Erik Utvärderare" in shown
    assert browser.get(address(course, "judge", "a-zz99zz")).status_code == 404


def test_second_reader_sees_the_second_view_first(browser: Client, course: Course) -> None:
    AreaDuty._base_manager.filter(course=course, area=AREA).update(second_reader=demo_person(Role.EVALUATOR))
    judge(course, FIRST, "partly", person=demo_person(Role.LEAD_EVALUATOR))
    shown = page(browser, address(course, "judge", AREA))
    assert 'data-side="second"' in shown
    assert 'data-side="judge"' in page(browser, address(course, "judge", AREA) + "?view=judge")
    assert 'value="agree.partly.whole"' in shown


@pytest.mark.parametrize("state", [State.QUEUED, State.PREPARING])
def test_nobody_judges_before_reading(state: State, browser: Client) -> None:
    early = make_course(state)
    assert browser.get(address(early, "judge")).status_code == 403


def test_judgements_can_be_read_but_not_changed_after_drafting(browser: Client) -> None:
    late = make_course(State.FACT_CHECK)
    assert "data-autosave" not in page(browser, address(late, "judge", AREA))
    assert keep(browser, address(late, "save_judgement", FIRST), level="full").status_code == 403


def test_screen_makes_at_most_ten_queries_with_every_criterion_judged(
    browser: Client, django_assert_max_num_queries: Any
) -> None:
    edition = Edition.objects.get(instrument__key="kompassros-bedomningspunkter")
    course = make_course(State.READING, edition=edition)
    Judgement._base_manager.filter(course=course).update(
        level="full", judged_by=demo_person(Role.LEAD_EVALUATOR), judged_at=clock.now()
    )
    rows = list(Judgement._base_manager.filter(course=course).order_by("pk").values_list("criterion", flat=True))
    add_evidence(course, *rows[:30])
    browser.get(address(course, "judge"))
    with django_assert_max_num_queries(PAGE_QUERIES):
        assert browser.get(address(course, "judge")).status_code == 200


def test_kept_form_is_saved_and_answered_with_the_signs(
    browser: Client, course: Course, django_assert_max_num_queries: Any
) -> None:
    path = address(course, "save_judgement", FIRST)
    with django_assert_max_num_queries(SAVE_QUERIES):
        answer = keep(browser, path, level="full", reach="whole", basis="It is used.", remark="")
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert 'data-state="unsupported"' in answer.json()["parts"][f'[data-signs-of="{FIRST}"]']
    assert (stored(course).level, stored(course).basis) == ("full", "It is used.")


def test_retry_is_recognised_and_saves_nothing_twice(browser: Client, course: Course) -> None:
    path, request_id = address(course, "save_judgement", FIRST), str(uuid4())
    first = keep(browser, path, level="full", request_id=request_id)
    keep(browser, path, level="none", version=2)
    again = keep(browser, path, level="full", request_id=request_id)
    assert (first.json()["version"], again.status_code, again.json()["version"]) == (2, 200, 2)
    assert (stored(course).level, stored(course).version) == ("none", 3)


def test_second_editor_sees_both_texts(browser: Client, course: Course) -> None:
    judge(course, FIRST, "partly", person=demo_person(Role.PEER_EVALUATOR), basis="theirs")
    answer = keep(browser, address(course, "save_judgement", FIRST), level="full", basis="mine")
    told = answer.json()
    assert (answer.status_code, told["version"]) == (409, 2)
    assert told["message"].startswith("Not saved: Kari Kollega changed this at")
    assert "theirs" in told["parts"][f'[data-theirs-of="judge-{FIRST}"]']
    assert stored(course).basis == "theirs"
    again = keep(browser, address(course, "save_judgement", FIRST), level="full", basis="mine", version=2)
    assert again.json()["parts"][f'[data-theirs-of="judge-{FIRST}"]'] == ""


def test_wrong_content_is_answered_beside_its_field(browser: Client, course: Course) -> None:
    path = address(course, "save_judgement", FIRST)
    answer = keep(browser, path, level="not_applicable")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["basis"])
    assert keep(browser, path, level="best").status_code == 422


def test_save_without_scripts_leads_back_to_the_criterion(browser: Client, course: Course) -> None:
    path = address(course, "save_judgement", FIRST)
    answer = browser.post(path, {"version": 1, "level": "planned", "reach": "one"})
    assert answer.headers["Location"] == f"{address(course, 'judge', AREA)}#{FIRST}"
    assert (stored(course).level, stored(course).reach) == ("planned", "one")


def test_conflict_without_scripts_keeps_what_was_typed_and_shows_theirs(browser: Client, course: Course) -> None:
    judge(course, FIRST, "partly", person=demo_person(Role.PEER_EVALUATOR), basis="their words")
    path = address(course, "save_judgement", FIRST)
    answer = browser.post(path, {"version": 1, "level": "full", "basis": "my words"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    for piece in ("their words", "my words", "Kari Kollega", 'name="version" value="2"'):
        assert piece in shown
    assert re.search(r'value="full" checked', shown)


def test_second_reader_agrees_with_what_was_shown(browser: Client, course: Course) -> None:
    lead = demo_person(Role.LEAD_EVALUATOR)
    judge(course, FIRST, "partly", person=lead, reach="several")
    path = address(course, "save_second", FIRST)
    assert keep(browser, path, level="agree.partly.several", reach="whole").json()["version"] == 2
    assert (stored(course).second_level, stored(course).second_reach) == ("partly", "several")
    judge(course, FIRST, "full", person=lead)
    assert stored(course).differs
    assert keep(browser, path, level="agree.nonsense", version=2).status_code == 422


def test_difference_is_shown_and_settled_on_its_page(browser: Client, course: Course) -> None:
    judge(course, FIRST, "partly", person=demo_person(Role.EVALUATOR))
    read_again(course, FIRST, "full", person=demo_person(Role.PEER_EVALUATOR), remark="look again")
    shown = page(browser, address(course, "judge", AREA))
    assert "Judge: partly in place, the whole municipality. Second reader: in place" in shown
    path = address(course, "settle", FIRST)
    assert "look again" in page(browser, path)
    values = {"version": 2, "second_version": 2, "take": "judge"}
    refused = browser.post(path, values)
    assert (refused.status_code, "Say why the judgement stays" in refused.content.decode()) == (422, True)
    assert browser.post(path, values | {"why": "one board"}).status_code == 302
    assert not stored(course).differs


def test_evidence_is_tied_from_the_screen(browser: Client, course: Course) -> None:
    piece = add_evidence(course)
    path = address(course, "tie", FIRST)
    assert "Budget 2026" in page(browser, path)
    answer = keep(browser, path, evidence=piece.pk, place="p. 3")
    assert "Budget 2026, p. 3" in answer.json()["parts"][f'[data-evidence-of="{FIRST}"]']
    assert browser.post(path, {"evidence": piece.pk}).status_code == 302
    assert browser.post(path, {"evidence": 0}).status_code == 422


def test_progress_and_precedents_are_parts_of_their_own(browser: Client, course: Course) -> None:
    judge(course, FIRST, "full", person=demo_person(Role.EVALUATOR))
    shown = page(browser, address(course, "judging_progress", AREA))
    assert "1 of 3" in shown
    assert "1 unsupported" in shown
    assert "<html" not in shown
    answer = browser.get(address(course, "precedents", AREA), headers={"X-Keeper": "1"})
    assert list(answer.json()["parts"]) == [f'[data-precedents-of="{one}"]' for one in (FIRST, SECOND, THIRD)]
    assert "plan en" in page(browser, address(course, "precedents", AREA))


def test_history_of_a_criterion_is_one_tap_away(browser: Client, course: Course) -> None:
    judge(course, FIRST, "planned", person=demo_person(Role.LEAD_EVALUATOR), remark="private words")
    shown = page(browser, address(course, "criterion_history", FIRST))
    assert "level: nothing → planned" in shown
    assert "Lena Ledare" in shown
    assert browser.get(address(course, "criterion_history", "c-zz99zz")).status_code == 404


def test_comments_of_a_criterion_are_counted_on_the_screen(browser: Client, course: Course) -> None:
    browser.post(address(course, "criterion_comments", FIRST), {"text": "Shall we talk?"})
    assert "1 comment<" in page(browser, address(course, "judge", AREA))


@pytest.fixture
def opened(course: Course) -> Calibration:
    return calibrating.open_round(course=course, title="First", criteria=[FIRST, SECOND], person=None)


def test_round_is_opened_over_a_random_tenth(browser: Client, course: Course) -> None:
    path = address(course, "calibrations")
    assert "No round yet" in page(browser, path)
    answer = browser.post(path, {"title": "Tenth", "what": "tenth", "version": course.version})
    row = Calibration._base_manager.get(course=course)
    assert answer.headers["Location"] == address(course, "calibration", row.pk)
    assert len(row.criteria) == 1
    assert browser.post(path, {"title": "", "what": "questions", "version": course.version}).status_code == 422


def test_others_marks_are_on_no_page_before_the_round_is_shown(
    browser: Client, course: Course, opened: Calibration
) -> None:
    for role in (Role.PEER_EVALUATOR, Role.LEAD_EVALUATOR):
        calibrating.save_mark(
            calibration=opened,
            criterion=FIRST,
            view=View("full", "several", "a secret remark"),
            person=demo_person(role),
            version=0,
        )
    paths = [address(course, "calibrations"), address(course, "calibration", opened.pk)]
    paths += [address(course, "judge", AREA), address(course, "criterion_history", FIRST)]
    for path in paths:
        shown = page(browser, path)
        assert "secret" not in shown
        assert not re.search(r'value="full" checked', shown)
    assert "Kari Kollega: 1 of 2 marked" in page(browser, paths[1])
    browser.post(address(course, "show_calibration", opened.pk))
    assert "a secret remark" in page(browser, paths[1])


def test_mark_is_kept_taken_over_and_the_round_stays_shown(
    browser: Client, course: Course, opened: Calibration
) -> None:
    path = address(course, "save_mark", opened.pk, FIRST)
    assert keep(browser, path, level="planned", version=0).json()["version"] == 1
    assert keep(browser, path, level="none", version=0).status_code == 409
    assert keep(browser, path, level="", version=1).status_code == 422
    assert keep(browser, address(course, "save_mark", opened.pk, FOURTH), level="none", version=0).status_code == 404
    calibrating.save_mark(
        calibration=opened, criterion=FIRST, view=View("none"), person=demo_person(Role.PEER_EVALUATOR), version=0
    )
    browser.post(address(course, "show_calibration", opened.pk))
    shown = page(browser, address(course, "calibration", opened.pk))
    assert "The marks differ on 1 of 2 criteria." in shown
    take = re.search(r'action="([^"]+/take/\d+/)"', shown)
    assert take
    answer = browser.post(take[1], {"version": 1}, follow=True)
    assert "Criterion 1.1.1 is now judged: planned." in answer.content.decode()
    assert stored(course).level == "planned"


def test_calibration_of_another_evaluation_is_not_found(browser: Client, opened: Calibration) -> None:
    other = make_course(State.READING)
    assert browser.get(address(other, "calibration", opened.pk)).status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.RESPONDENT])
def test_nobody_outside_the_team_sees_anything(role: Role, client: Client, opened: Calibration) -> None:
    course = opened.course
    client.force_login(demo_person(role))
    for name, *parts in (
        ("judge", AREA),
        ("judging_progress", AREA),
        ("precedents", AREA),
        ("criterion_history", FIRST),
        ("criterion_comments", FIRST),
        ("settle", FIRST),
        ("tie", FIRST),
        ("calibrations",),
        ("calibration", opened.pk),
    ):
        assert client.get(address(course, name, *parts)).status_code == 403, name
