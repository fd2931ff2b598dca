"""Joint evaluations: what may stand side by side, their page, the summary that two write."""

from uuid import uuid4

import pytest
from django.test import Client

from kompassros.evaluations.courses import joint as joints
from kompassros.evaluations.courses.models import Course, JointEvaluation
from kompassros.evaluations.courses.workflow import State
from kompassros.instruments.services import store_edition
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OTHER
from kompassros.organisations.roles import Role
from kompassros.records import history
from kompassros.records.errors import Conflict, DomainError
from tests.evaluations.course_cases import bring_to, demo_person, make_course
from tests.evaluations.courses.pages import address, as_role, filled, text_of
from tests.instruments.tiny import read, tiny

pytestmark = pytest.mark.django_db
READERS = {
    Role.ADMINISTRATOR, Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR, Role.COORDINATOR, Role.RESPONDENT,
    Role.AUDITOR,
}  # fmt: skip


@pytest.fixture
def courses() -> list[Course]:
    return [make_course(State.PREPARING), make_course(organisation=OTHER, with_team=False)]


@pytest.fixture
def joint(courses: list[Course]) -> JointEvaluation:
    return joints.make_joint(name="The coast", courses=courses, person=demo_person(Role.ADMINISTRATOR))


def test_administrator_puts_evaluations_side_by_side(courses: list[Course], client: Client) -> None:
    as_role(client, Role.ADMINISTRATOR)
    where = address("joint_make")
    sent = filled(client, where, name="The coast", courses=[course.pk for course in courses])
    answer = client.post(where, sent)
    assert answer.headers["Location"] == address("joint", "the-coast")
    found = JointEvaluation._base_manager.get(slug="the-coast")
    assert {course.pk for course in found.courses(manager="_base_manager").all()} == {one.pk for one in courses}
    assert found.organisation.key == "sverige"


def test_different_editions_are_refused_with_the_reason(courses: list[Course], client: Client) -> None:
    newer = make_course(organisation=OTHER, with_team=False, edition=store_edition(edition=read(tiny(version="2.0"))))
    as_role(client, Role.ADMINISTRATOR)
    where = address("joint_make")
    sent = filled(client, where, name="The coast", courses=[courses[0].pk, newer.pk])
    page = client.post(where, sent).content.decode()
    assert "different editions (tiny 1.0, tiny 2.0)" in page
    assert not JointEvaluation._base_manager.filter(name="The coast").exists()


def test_one_alone_a_self_evaluation_and_one_that_is_joined_are_refused(joint: JointEvaluation) -> None:
    administrator = demo_person(Role.ADMINISTRATOR)
    free, own = make_course(), make_course(kind=EvaluatorKind.SELF, with_team=False)
    joined = Course._base_manager.filter(joint=joint).select_related("organisation").first()
    for chosen, reason in (([free], "at least two"), ([free, own], "self-evaluation|right"), ([free, joined], "joint")):
        with pytest.raises(DomainError, match=reason):
            joints.make_joint(name="x", courses=chosen, person=None if own in chosen else administrator)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_make_one(role: Role, client: Client) -> None:
    assert as_role(client, role).get(address("joint_make")).status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_page_is_seen_by_those_with_a_part_in_one(role: Role, joint: JointEvaluation, client: Client) -> None:
    answer = as_role(client, role).get(address("joint", joint.slug))
    assert answer.status_code == (200 if role in READERS else 403)


def test_page_links_only_to_evaluations_that_the_person_may_open(joint: JointEvaluation, client: Client) -> None:
    table = as_role(client, Role.COORDINATOR).get(address("joint", joint.slug)).context["tables"][0]
    assert [bool(row.href) for row in table.rows] == [True, False]
    assert "The points stand here side by side" in text_of(client, address("joint", joint.slug))


def test_page_takes_a_bounded_number_of_queries(
    joint: JointEvaluation, client: Client, django_assert_max_num_queries: object
) -> None:
    as_role(client, Role.LEAD_EVALUATOR)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(address("joint", joint.slug))


def test_summary_is_saved_by_form_and_by_the_keeper(joint: JointEvaluation, client: Client) -> None:
    as_role(client, Role.LEAD_EVALUATOR)
    where, sent = address("joint_summary", joint.slug), {"text": "Both plan", "version": 1, "request_id": str(uuid4())}
    assert client.post(where, sent).headers["Location"] == address("joint", joint.slug)
    kept = client.post(where, {"text": "Both plan well", "version": 2, "request_id": str(uuid4())}, HTTP_X_KEEPER="1")
    assert kept.json()["version"] == 3
    late = client.post(where, {"text": "Both", "version": 2, "request_id": str(uuid4())}, HTTP_X_KEEPER="1")
    assert (late.status_code, late.json()["version"]) == (409, 3)
    joint.refresh_from_db()
    assert joint.summary == "Both plan well"


def test_summary_second_writer_is_told_and_loses_nothing(joint: JointEvaluation, client: Client) -> None:
    joints.write_summary(
        joint=joint, text="First", version=1, request_id=uuid4(), person=demo_person(Role.ADMINISTRATOR)
    )
    as_role(client, Role.LEAD_EVALUATOR)
    sent = {"text": "Second", "version": 1, "request_id": str(uuid4())}
    page = client.post(address("joint_summary", joint.slug), sent).content.decode()
    assert "Somebody else has changed this" in page
    assert "Second" in page
    with pytest.raises(Conflict):
        joints.write_summary(
            joint=joint, text="Third", version=1, request_id=uuid4(), person=demo_person(Role.ADMINISTRATOR)
        )


def test_summary_is_written_by_leads_and_administrators_only(joint: JointEvaluation, client: Client) -> None:
    for role in (Role.COORDINATOR, Role.EVALUATOR, Role.READER):
        where = address("joint_summary", joint.slug)
        assert as_role(client, role).post(where, {"text": "x", "version": 1}).status_code == 403
    joint.refresh_from_db()
    assert joint.summary == ""


def test_municipality_leaves_with_a_reason_and_the_others_stay(
    joint: JointEvaluation, courses: list[Course], client: Client
) -> None:
    as_role(client, Role.ADMINISTRATOR)
    where = address("part", courses[0].slug)
    assert where in text_of(client, address("show", courses[0].slug))
    client.post(where, filled(client, where, why="A new council"))
    assert [row.pk for row in Course._base_manager.filter(joint=joint)] == [courses[1].pk]
    assert "1 municipality is evaluated with one edition." in text_of(client, address("joint", joint.slug))
    told = history.of_subject("joint_evaluation", joint.slug)[0]
    assert (told.verb, told.why, told.before) == ("left", "A new council", {"courses": [str(courses[0])]})
    assert client.get(where).headers["Location"] == address("show", courses[0].slug)


def test_joint_evaluation_that_all_have_left_is_not_found(
    joint: JointEvaluation, courses: list[Course], client: Client
) -> None:
    for course in courses:
        course.refresh_from_db()
        joints.leave_joint(course=course, why="Over", person=None)
    assert as_role(client, Role.ADMINISTRATOR).get(address("joint", joint.slug)).status_code == 404


def test_published_evaluation_stays_in_the_joint_one(joint: JointEvaluation, courses: list[Course]) -> None:
    courses[0].refresh_from_db()
    bring_to(courses[0], State.PUBLISHED)
    with pytest.raises(DomainError, match="stays there"):
        joints.leave_joint(course=courses[0], why="Late", person=None)
    courses[1].refresh_from_db()
    with pytest.raises(DomainError, match="Say why"):
        joints.leave_joint(course=courses[1], why=" ", person=None)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_take_one_out(
    role: Role, joint: JointEvaluation, courses: list[Course], client: Client
) -> None:
    assert as_role(client, role).get(address("part", courses[0].slug)).status_code == 403
