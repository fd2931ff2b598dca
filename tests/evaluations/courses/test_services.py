"""Ordering, moving, withdrawing and correcting an evaluation."""

from datetime import UTC, date, datetime

import pytest

from kompassros.evaluations.courses import hooks, meetings, services, team, trail
from kompassros.evaluations.courses.models import AreaDuty, Course, TeamMember
from kompassros.evaluations.courses.services import Dates
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.instruments.models import Edition
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OTHER, OWN
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from tests.evaluations.course_cases import demo_person, make_course, order, small_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def granby(db: None) -> Organisation:
    return Organisation.objects.get(key=OWN)


def test_order_is_queued_with_history_and_a_slug_of_its_own(granby: Organisation) -> None:
    edition = small_edition()
    first = services.order_evaluation(
        organisation=granby, edition=edition, order=order(), person=demo_person(Role.COORDINATOR)
    )
    second = services.order_evaluation(organisation=granby, edition=edition, order=order(), person=None)
    number = int(first.slug.removeprefix("granby-2026-"))
    assert second.slug == f"granby-2026-{number + 1}"
    assert first.stands is State.QUEUED
    assert first.made_up
    assert [entry.verb for entry in trail.entries_of(first)] == ["ordered"]


def test_order_elsewhere_is_refused(granby: Organisation) -> None:
    other = Organisation.objects.get(key=OTHER)
    with pytest.raises(DomainError, match="Norrvik"):
        services.order_evaluation(
            organisation=other, edition=small_edition(), order=order(), person=demo_person(Role.COORDINATOR)
        )


def test_order_by_an_edition_without_criteria_is_refused(granby: Organisation) -> None:
    bare = Edition.objects.get(instrument__key="kommunkompassen", version="2.0")
    with pytest.raises(DomainError, match="no criteria"):
        services.order_evaluation(organisation=granby, edition=bare, order=order(), person=None)


def test_order_with_a_period_that_ends_before_it_begins_is_refused(granby: Organisation) -> None:
    wrong = order(wished_from=date(2026, 5, 2), wished_to=date(2026, 5, 1))
    with pytest.raises(DomainError, match="last day"):
        services.order_evaluation(organisation=granby, edition=small_edition(), order=wrong, person=None)


def test_orderer_of_a_self_evaluation_leads_it(granby: Organisation) -> None:
    coordinator = demo_person(Role.COORDINATOR)
    course = services.order_evaluation(
        organisation=granby,
        edition=small_edition(),
        order=order(evaluator_kind=EvaluatorKind.SELF.value),
        person=coordinator,
    )
    members = TeamMember._base_manager.filter(course=course)
    assert [(member.person, member.part) for member in members] == [(coordinator, Part.LEAD)]


def test_move_skips_no_state(granby: Organisation) -> None:
    course = make_course(State.PREPARING)
    with pytest.raises(DomainError, match="cannot go to"):
        services.move(course=course, to=State.DRAFTING, person=None)


def test_move_back_needs_a_reason_and_is_refused_after_publication(granby: Organisation) -> None:
    course, lead = make_course(State.AGREEING), demo_person(Role.LEAD_EVALUATOR)
    with pytest.raises(DomainError, match="why"):
        services.move(course=course, to=State.FIRST_FEEDBACK, person=lead)
    services.move(course=course, to=State.FIRST_FEEDBACK, person=lead, why="A talk was missed")
    assert Course._base_manager.get(pk=course.pk).stands is State.FIRST_FEEDBACK
    published = make_course(State.PUBLISHED)
    with pytest.raises(DomainError):
        services.move(course=published, to=State.FACT_CHECK, person=lead, why="x")


def test_move_is_stopped_by_what_is_missing(granby: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    course = make_course(State.PREPARING)
    missing = hooks.Missing("The team has no dates.", Part.LEAD, "", stops=True)
    monkeypatch.setattr(hooks, "missing_in", lambda _course: [missing])
    with pytest.raises(DomainError, match="The team has no dates"):
        services.move(course=course, to=State.READING, person=demo_person(Role.LEAD_EVALUATOR))


def test_move_on_an_old_version_is_a_conflict(granby: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "missing_in", lambda _course: [])
    course = make_course(State.AGREEING)
    seen = Course._base_manager.get(pk=course.pk)
    services.plan_dates(course=course, dates=Dates(reply_due=date(2026, 6, 1)), person=None)
    with pytest.raises(Conflict):
        services.move(course=seen, to=State.DRAFTING, person=demo_person(Role.LEAD_EVALUATOR))


def test_coordinator_cannot_move_before_publication(granby: Organisation) -> None:
    course = make_course(State.FACT_CHECK)
    with pytest.raises(DomainError):
        services.move(course=course, to=State.PUBLISHED, person=demo_person(Role.COORDINATOR))


def test_withdraw_needs_a_reason_and_leads_nowhere(granby: Organisation) -> None:
    course, administrator = make_course(State.READING), demo_person(Role.ADMINISTRATOR)
    with pytest.raises(DomainError, match="why"):
        services.withdraw(course=course, person=administrator, why=" ")
    services.withdraw(course=course, person=administrator, why="The municipality merges")
    assert course.stands is State.WITHDRAWN
    with pytest.raises(DomainError):
        services.move(course=course, to=State.PREPARING, person=administrator, why="again")


def test_correction_is_begun_by_the_lead_after_publication_only(granby: Organisation) -> None:
    lead = demo_person(Role.LEAD_EVALUATOR)
    early, late = make_course(State.FACT_CHECK), make_course(State.FOLLOW_UP)
    with pytest.raises(DomainError):
        services.begin_correction(course=early, person=lead, why="x")
    services.begin_correction(course=late, person=lead, why="A document was misread")
    assert services.may_be_judged(late)
    with pytest.raises(DomainError, match="already"):
        services.begin_correction(course=late, person=lead, why="once more")


def test_team_refuses_people_of_the_municipality(granby: Organisation) -> None:
    course = make_course(with_team=False)
    with pytest.raises(DomainError, match="no role as evaluator"):
        team.join_team(course=course, member=demo_person(Role.COORDINATOR), part=Part.EVALUATOR, person=None)
    with pytest.raises(DomainError, match="belongs to"):
        team.join_team(course=course, member=demo_person(Role.PEER_EVALUATOR), part=Part.PEER, home=granby, person=None)
    with pytest.raises(DomainError, match="which municipality"):
        team.join_team(course=course, member=demo_person(Role.PEER_EVALUATOR), part=Part.PEER, person=None)


def test_team_has_one_lead_and_nobody_twice(granby: Organisation) -> None:
    course = make_course()
    with pytest.raises(DomainError, match="lead already"):
        team.join_team(course=course, member=demo_person(Role.EVALUATOR), part=Part.LEAD, person=None)
    with pytest.raises(DomainError, match="in the team already"):
        team.join_team(course=course, member=demo_person(Role.EVALUATOR), part=Part.EVALUATOR, person=None)


def test_rows_of_another_evaluation_are_refused(granby: Organisation) -> None:
    course, other = make_course(State.PREPARING), make_course(State.PREPARING)
    plan = meetings.Plan("other", datetime(2026, 5, 4, 9, tzinfo=UTC))
    meeting = meetings.plan_meeting(course=other, plan=plan, person=None)
    member = TeamMember._base_manager.get(course=other, part=Part.PEER)
    duty = AreaDuty._base_manager.filter(course=other)[0]
    attempts = (
        lambda: meetings.change_meeting(course=course, meeting=meeting, plan=plan, person=None),
        lambda: meetings.hold_meeting(course=course, meeting=meeting, person=None),
        lambda: team.leave_team(course=course, member=member, person=None, why="x"),
        lambda: team.share_area(course=course, duty=duty, judge=None, second_reader=None, person=None),
    )
    for attempt in attempts:
        with pytest.raises(DomainError, match="another evaluation"):
            attempt()
    member.refresh_from_db()
    assert member.left_at is None
