"""Who may do what in an evaluation: the predicate and its queryset twin, over role, state and kind."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from kompassros.evaluations.courses.models import Course, TeamMember
from kompassros.evaluations.courses.policies import POLICIES, RULES, is_in, parts_in
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OTHER
from kompassros.organisations.models import Grant
from kompassros.organisations.roles import Role
from kompassros.records import clock
from tests.evaluations.course_cases import demo_person, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses(db: None) -> list[Course]:
    """One evaluation in each state, one of itself by Granby, one that is being corrected, one elsewhere."""
    made = [make_course(state) for state in State if state is not State.WITHDRAWN]
    own = make_course(State.READING, kind=EvaluatorKind.SELF, with_team=False)
    correcting = make_course(State.FOLLOW_UP)
    Course._base_manager.filter(pk=correcting.pk).update(correcting=True)
    elsewhere = make_course(State.FACT_CHECK, organisation=OTHER, with_team=False)
    rows = Course._base_manager.select_related("organisation")
    return list(rows.filter(pk__in=[one.pk for one in [*made, own, correcting, elsewhere]]).order_by("pk"))


@pytest.mark.parametrize("role", list(Role))
def test_predicate_and_queryset_agree(role: Role, courses: list[Course]) -> None:
    person = demo_person(role)
    for name, policy in POLICIES.items():
        allowed = {course.pk for course in courses if policy.allows(person, course)}
        numbers = [course.pk for course in courses]
        found = policy.subjects(person).filter(pk__in=numbers)
        assert allowed == set(found.values_list("pk", flat=True)), name


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        (Role.ADMINISTRATOR, {Part.ADMINISTRATOR}),
        (Role.LEAD_EVALUATOR, {Part.LEAD}),
        (Role.EVALUATOR, {Part.EVALUATOR}),
        (Role.PEER_EVALUATOR, {Part.PEER}),
        (Role.COORDINATOR, {Part.COORDINATOR}),
        (Role.RESPONDENT, {Part.RESPONDENT}),
        (Role.POLITICIAN, {Part.READER}),
        (Role.READER, {Part.READER}),
        (Role.AUDITOR, {Part.AUDITOR}),
        (Role.UNIT_MANAGER, set()),
    ],
)
def test_parts_of_role_in_its_municipality(role: Role, parts: set[Part], courses: list[Course]) -> None:
    assert parts_in(demo_person(role), courses[0]) == parts


def test_parts_of_evaluator_outside_the_team_are_none(db: None) -> None:
    course = make_course(State.READING, with_team=False)
    assert parts_in(demo_person(Role.LEAD_EVALUATOR), course) == set()


def test_place_in_team_ends_with_the_grant_and_when_the_person_leaves(db: None) -> None:
    course = make_course(State.READING)
    Grant.objects.filter(person=demo_person(Role.EVALUATOR)).update(withdrawn_at=clock.now())
    assert not is_in(demo_person(Role.EVALUATOR), course, "judge")
    TeamMember._base_manager.filter(course=course, part=Part.PEER).update(left_at=clock.now())
    assert not is_in(demo_person(Role.PEER_EVALUATOR), course, "judge")
    assert is_in(demo_person(Role.LEAD_EVALUATOR), course, "judge")


def test_nobody_without_account_may_do_anything(db: None) -> None:
    course = make_course(State.FOLLOW_UP)
    assert [name for name in RULES if is_in(AnonymousUser(), course, name)] == []


@pytest.mark.parametrize(("state", "role"), list(itertools.product(State, [Role.COORDINATOR, Role.ADMINISTRATOR])))
def test_notes_and_judgements_are_the_teams_alone(state: State, role: Role, db: None) -> None:
    course = make_course(State.QUEUED)
    course.state = state
    for name in ("see_notes", "take_notes", "see_judgements", "judge", "see_evidence", "calibrate"):
        assert not is_in(demo_person(role), course, name)
