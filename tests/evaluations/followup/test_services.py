"""The action plan: made of findings or free, owned, changed with a history, never silently done."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from kompassros.evaluations.courses import hooks, trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.people import must_wait, owners_of
from kompassros.evaluations.followup.queries import is_overdue, previous_course, what_became
from kompassros.evaluations.followup.reminding import remind_due
from kompassros.evaluations.followup.services import Outcome, Plan, act_on, add_action, change_action
from kompassros.evaluations.followup.tables import plan_sentence, state_cell
from kompassros.organisations.models import Grant
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import Notice
from tests.evaluations.course_cases import bring_to, demo_person, make_course
from tests.evaluations.publication.cases import published_course, row, write_findings

pytestmark = pytest.mark.django_db
DUE = date(2026, 6, 1)
DONE = Outcome(state="done", outcome="It was done", done_on=date(2026, 5, 1))


@pytest.fixture
def course() -> Course:
    """A published evaluation with a strength and an area for improvement."""
    made = make_course(State.PUBLISHED)
    write_findings(made)
    return made


def weak(course: Course) -> Finding:
    found: Finding = Finding._base_manager.get(course=course, kind="improvement")
    return found


def missing(course: Course) -> list[str]:
    with organisation_scope(course.organisation):
        return [entry.text for entry in hooks.missing_in(course)]


def test_one_click_makes_one_action_of_a_finding(course: Course) -> None:
    coordinator = demo_person(Role.COORDINATOR)
    assert "1 area for improvement has no action yet." in missing(course)
    first = act_on(course=course, finding=weak(course), person=coordinator)
    again = act_on(course=course, finding=weak(course), person=coordinator)
    assert first == again
    assert (first.title, first.finding, first.state) == ("Tell more, and earlier", weak(course), "planned")
    assert "1 area for improvement has no action yet." not in missing(course)


@pytest.mark.parametrize("role", [Role.LEAD_EVALUATOR, Role.ADMINISTRATOR, Role.READER])
def test_plan_is_the_coordinators(course: Course, role: Role) -> None:
    with pytest.raises(DomainError):
        add_action(course=course, plan=Plan("Do it"), person=demo_person(role))


def test_plan_begins_with_publication() -> None:
    with pytest.raises(DomainError):
        add_action(course=make_course(State.FACT_CHECK), plan=Plan("x"), person=demo_person(Role.COORDINATOR))


def test_owner_has_a_role_in_the_municipality_and_is_told(course: Course) -> None:
    reader, coordinator = demo_person(Role.READER), demo_person(Role.COORDINATOR)
    whole = [demo_person(Role.CHIEF_EXECUTIVE), demo_person(Role.POLITICIAN)]
    of_units = Grant.objects.filter(role=Role.UNIT_MANAGER, organisation__path__startswith=course.organisation.path)
    others = [*whole, demo_person(Role.RESPONDENT), *(grant.person for grant in of_units)]
    assert owners_of(course) == sorted([coordinator, *others, reader], key=str)
    add_action(course=course, plan=Plan("Do it", owner=reader), person=coordinator)
    assert [notice.person for notice in Notice.objects.filter(kind="action_given")] == [reader]
    with pytest.raises(DomainError, match="has no role in Granby"):
        add_action(course=course, plan=Plan("Do it", owner=demo_person(Role.PEER_EVALUATOR)), person=coordinator)


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.UNIT_MANAGER])
def test_people_of_units_open_the_plan_once_they_answer_for_an_action(course: Course, role: Role) -> None:
    assert not is_in(demo_person(role), course, "see_actions")
    action = add_action(
        course=course, plan=Plan("Do it", owner=demo_person(role)), person=demo_person(Role.COORDINATOR)
    )
    assert is_in(demo_person(role), course, "see_actions")
    assert not is_in(demo_person(role), course, "see_findings")
    assert [notice.person for notice in Notice.objects.filter(kind="action_given")] == [demo_person(role)]
    change_action(course=course, action=action, plan=Plan("Do it"), outcome=Outcome(), person=None)
    assert not is_in(demo_person(role), course, "see_actions")


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.UNIT_MANAGER])
def test_people_of_units_wait_for_the_plan_while_the_result_is_held_back(role: Role) -> None:
    published, _sheet = published_course(embargo_until=clock.now() + timedelta(days=1))
    plan = Plan("Do it", owner=demo_person(role), due=clock.today() + timedelta(days=3))
    add_action(course=published, plan=plan, person=demo_person(Role.COORDINATOR))
    assert must_wait(demo_person(role), published)
    assert remind_due() == 0
    assert not Notice.objects.filter(kind__in=["action_given", "action_soon"]).exists()


def test_finding_of_another_evaluation_is_refused(course: Course) -> None:
    other = make_course(State.PUBLISHED)
    write_findings(other)
    with pytest.raises(DomainError, match="another evaluation"):
        add_action(course=course, plan=Plan("Do it", finding=weak(other)), person=None)


def test_change_is_in_the_history_and_a_second_editor_is_told(course: Course) -> None:
    action = add_action(course=course, plan=Plan("Do it", owner_name="The board", due=DUE), person=None)
    seen = Action._base_manager.get(pk=action.pk)
    coordinator = demo_person(Role.COORDINATOR)
    plan = Plan("Do it well", owner_name="The board", due=DUE)
    change_action(course=course, action=action, plan=plan, outcome=DONE, person=coordinator)
    entry = trail.entries_about(course, "action", str(action.pk))[0]
    assert (entry.verb, entry.before["title"], entry.after["title"]) == ("changed", "Do it", "Do it well")
    assert entry.after["done_on"] == "2026-05-01"
    with pytest.raises(Conflict):
        change_action(course=course, action=seen, plan=plan, outcome=DONE, person=coordinator)


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_nothing_ends_in_silence(course: Course, state: str) -> None:
    action = add_action(course=course, plan=Plan("Do it"), person=None)
    with pytest.raises(DomainError, match="Say what became of it"):
        change_action(course=course, action=action, plan=Plan("Do it"), outcome=Outcome(state), person=None)


@pytest.mark.parametrize(
    ("today", "state", "overdue"),
    [
        (DUE, "planned", False),
        (date(2026, 6, 2), "planned", True),
        (date(2026, 6, 2), "ongoing", True),
        (date(2026, 6, 2), "done", False),
        (date(2026, 6, 2), "dropped", False),
    ],
)
def test_overdue_is_the_day_after_until_it_is_over(course: Course, today: date, state: str, overdue: bool) -> None:
    action = Action(course=course, title="x", due=DUE, state=state)
    assert is_overdue(action, today) is overdue
    cell = state_cell(action, today)
    assert ("overdue" in str(cell.value), cell.tone == "worse") == (overdue, overdue)
    assert ("1 is overdue" in plan_sentence([action], today)) is overdue


def test_follow_up_says_what_is_bare_and_what_is_late(course: Course, set_clock: Callable[[str], None]) -> None:
    set_clock("2026-06-02T12:00:00+02:00")
    add_action(course=course, plan=Plan("Do it", due=DUE), person=None)
    bring_to(course, State.FOLLOW_UP)
    told = missing(course)
    assert "1 action lacks a day or somebody who answers for it." in told
    assert "1 action is overdue." in told


def test_what_became_is_of_the_evaluation_before(course: Course) -> None:
    act_on(course=course, finding=weak(course), person=None)
    add_action(course=course, plan=Plan("Something else"), person=None)
    done = add_action(course=course, plan=Plan("Third", finding=weak(course)), person=None)
    change_action(course=course, action=done, plan=Plan("Third", finding=weak(course)), outcome=DONE, person=None)
    following = make_course(State.PREPARING)
    assert previous_course(following) == course
    found = what_became(following)
    assert [(one.title, one.area, one.question, one.state) for one in found] == [
        ("Tell more, and earlier", "a-bb22cc", "q-dd44ff", "planned"),
        ("Third", "a-bb22cc", "q-dd44ff", "done"),
        ("Something else", "", "", "planned"),
    ]
    assert found[1].outcome == "It was done"


def test_evaluation_that_was_not_published_is_no_previous_one(course: Course) -> None:
    make_course(State.DRAFTING)
    assert previous_course(make_course(State.PREPARING)) == course


def test_row_of_a_course_needs_its_scope(course: Course) -> None:
    row(Action, course, title="x", added_at="2026-01-01T00:00:00+00:00")
    with organisation_scope(course.organisation):
        assert Action.objects.filter(course=course).count() == 1


def test_what_became_waits_until_the_result_is_public(set_clock: Callable[[str], None]) -> None:
    set_clock("2027-02-28T12:00:00+01:00")
    noon = datetime.fromisoformat("2027-03-01T12:00:00+01:00")
    course, _sheet = published_course(embargo_until=noon)
    act_on(course=course, finding=weak(course), person=None)
    following = make_course(State.PREPARING)
    assert previous_course(following) != course
    set_clock(noon.isoformat())
    assert [one.title for one in what_became(following)] == ["Tell more, and earlier"]


def test_rows_of_another_evaluation_are_refused(course: Course) -> None:
    other = make_course(State.PUBLISHED)
    action = add_action(course=other, plan=Plan("Theirs"), person=None)
    with pytest.raises(DomainError, match="another evaluation"):
        change_action(course=course, action=action, plan=Plan("Mine"), outcome=Outcome(), person=None)
    with pytest.raises(DomainError, match="another evaluation"):
        act_on(course=other, finding=weak(course), person=None)
    action.refresh_from_db()
    assert action.title == "Theirs"
