"""The pages of findings and of the fact check, as each role."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.findings import services
from kompassros.evaluations.findings.models import Finding, Reply
from kompassros.evaluations.findings.services import Wording
from kompassros.organisations.roles import Role
from tests.evaluations.course_cases import bring_to, make_course
from tests.evaluations.findings.conftest import AREA, sign_in

pytestmark = pytest.mark.django_db
TEXT = "Marker: the budget is followed up."


@pytest.fixture
def finding(judged: Course) -> Finding:
    return services.write_finding(course=judged, wording=Wording("strength", AREA, "", TEXT), person=None)


def get(client: Client, name: str, course: Course, *more: Any) -> Any:
    return client.get(reverse(f"courses:{name}", args=[course.slug, *more]))


def test_coordinator_sees_findings_from_the_fact_check_on(judged: Course, finding: Finding, client: Client) -> None:
    sign_in(client, Role.COORDINATOR)
    assert get(client, "findings", judged).status_code == 403
    feedback = get(client, "first_feedback", judged)
    assert TEXT in feedback.content.decode()
    bring_to(judged, State.FACT_CHECK)
    for name in ("findings", "replies"):
        assert TEXT in get(client, name, judged).content.decode()
    assert get(client, "write_area", judged, AREA).status_code == 403


def test_first_feedback_is_closed_to_the_municipality_before_the_visit_ends(db: None, client: Client) -> None:
    course = make_course(State.VISITING)
    services.write_finding(course=course, wording=Wording("strength", AREA, "", TEXT), person=None)
    assert get(sign_in(client, Role.COORDINATOR), "first_feedback", course).status_code == 403
    assert TEXT in get(sign_in(client, Role.PEER_EVALUATOR), "first_feedback", course).content.decode()


def test_finding_is_added_once_saved_as_typed_and_taken_out(judged: Course, client: Client) -> None:
    sign_in(client, Role.EVALUATOR)
    area = reverse("courses:write_area", args=[judged.slug, AREA])
    sent = {"kind": "improvement", "text": TEXT, "question": "", "version": 1, "request_id": uuid4()}
    for _time in range(2):
        assert client.post(area, sent).status_code == 302
    found = Finding._base_manager.get(course=judged)
    save = reverse("courses:save_finding", args=[judged.slug, found.pk])
    typed = {"text": "New", "question": "q-cc33dd", "emphasised": "on", "version": found.version}
    saved = client.post(save, typed | {"request_id": uuid4()}, headers={"X-Keeper": "1"})
    assert saved.json()["version"] == found.version + 1
    late = client.post(save, typed | {"text": "Late", "request_id": uuid4()}, headers={"X-Keeper": "1"})
    assert late.status_code == 409
    assert "New" in str(late.json()["parts"])
    client.post(reverse("courses:remove_finding", args=[judged.slug, found.pk]))
    assert Finding._base_manager.get(pk=found.pk).removed_at is not None


def test_empty_finding_is_refused_with_what_was_typed(judged: Course, finding: Finding, client: Client) -> None:
    save = reverse("courses:save_finding", args=[judged.slug, finding.pk])
    answer = sign_in(client, Role.EVALUATOR).post(save, {"text": " ", "question": "", "version": finding.version})
    assert answer.status_code == 422
    assert Finding._base_manager.get(pk=finding.pk).text == TEXT


def test_suggestions_that_are_ticked_become_findings(judged: Course, client: Client) -> None:
    sign_in(client, Role.LEAD_EVALUATOR)
    page = get(client, "write_area", judged, AREA).content.decode()
    assert 'value="strength:c-aa11bb"' in page
    take = reverse("courses:take_suggestions", args=[judged.slug, AREA])
    client.post(take, {"criterion": ["strength:c-aa11bb", "improvement:c-zzzzzz"]})
    assert list(Finding._base_manager.filter(course=judged).values_list("kind", "criteria")) == [
        ("strength", ["c-aa11bb"])
    ]


def test_reply_and_answer_stand_side_by_side(judged: Course, finding: Finding, client: Client) -> None:
    bring_to(judged, State.FACT_CHECK)
    reply = reverse("courses:save_reply", args=[judged.slug, finding.pk])
    sign_in(client, Role.COORDINATOR)
    assert client.post(reply, {"agrees": "no", "text": "", "version": 0}).status_code == 422
    assert client.post(reply, {"agrees": "no", "text": "We do not.", "version": 0}).status_code == 302
    own = reverse("courses:own_evidence", args=[judged.slug, finding.pk])
    sent = {"title": "Our page", "address": "https://granby.example/own", "version": 1, "request_id": uuid4()}
    assert client.post(own, sent).status_code == 302
    sign_in(client, Role.LEAD_EVALUATOR)
    found = Reply._base_manager.get(finding=finding)
    answer = reverse("courses:answer_reply", args=[judged.slug, finding.pk])
    sent = {"outcome": "kept", "answer": "We saw it.", "text": "", "version": found.version}
    assert client.post(answer, sent).status_code == 302
    page = get(sign_in(client, Role.COORDINATOR), "replies", judged).content.decode()
    for voice in (TEXT, "We do not.", "Our page", "We saw it."):
        assert voice in page


def test_no_without_a_reason_is_told_what_to_write_and_is_no_error(
    judged: Course, finding: Finding, client: Client
) -> None:
    bring_to(judged, State.FACT_CHECK)
    reply = reverse("courses:save_reply", args=[judged.slug, finding.pk])
    sign_in(client, Role.COORDINATOR)
    said = "Write what is wrong and how you know it; then your “no” is saved."
    begun = client.post(reply, {"agrees": "no", "text": "", "version": 0}, headers={"X-Keeper": "1"})
    assert (begun.status_code, begun.json()) == (202, {"errors": {"text": [said]}})
    wrong = client.post(reply, {"agrees": "no", "text": "", "version": ""}, headers={"X-Keeper": "1"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["version", "text"])
    page = client.post(reply, {"agrees": "no", "text": "", "version": 0})
    assert said in page.content.decode()
    assert page.context["form"]["agrees"].value() == "no"
    assert not Reply._base_manager.filter(finding=finding).exists()


def test_reply_to_another_evaluations_finding_is_not_found(judged: Course, finding: Finding, client: Client) -> None:
    other = make_course(State.FACT_CHECK)
    address = reverse("courses:save_reply", args=[other.slug, finding.pk])
    assert sign_in(client, Role.COORDINATOR).post(address, {"agrees": "yes", "version": 0}).status_code == 404


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.READER, Role.POLITICIAN, Role.UNIT_MANAGER, Role.ADMINISTRATOR])
def test_others_see_no_finding_at_the_fact_check(role: Role, judged: Course, finding: Finding, client: Client) -> None:
    bring_to(judged, State.FACT_CHECK)
    sign_in(client, role)
    assert [get(client, name, judged).status_code for name in ("findings", "replies", "first_feedback")] == [403] * 3


@pytest.mark.parametrize(
    ("name", "most"), [("findings", 14), ("write_area", 18), ("replies", 14), ("first_feedback", 14)]
)
def test_pages_have_bounded_queries(
    name: str,
    most: int,
    judged: Course,
    client: Client,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(6):
        finding = services.write_finding(course=judged, wording=Wording("strength", AREA, "", f"{number}"), person=None)
        Reply._base_manager.create(
            course=judged,
            organisation=judged.organisation,
            finding=finding,
            agrees=True,
            written_at=finding.written_at,
        )
    sign_in(client, Role.LEAD_EVALUATOR)
    arguments = [AREA] if name == "write_area" else []
    with django_assert_max_num_queries(most):
        assert get(client, name, judged, *arguments).status_code == 200
