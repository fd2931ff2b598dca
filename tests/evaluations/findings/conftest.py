"""An evaluation with judged criteria, for the tests of findings."""

import pytest
from django.test import Client

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence import services as evidence
from kompassros.evaluations.judging.services import find_judgement, save_judgement
from kompassros.organisations.roles import Role
from kompassros.records import clock
from tests.evaluations.course_cases import CRITERIA, bring_to, demo_person, make_course

LEVELS = ("full", "none", "partly", "planned")
AREA, OTHER_AREA = "a-bb22cc", "a-ff55gg"


@pytest.fixture
def judged(db: None) -> Course:
    """One strength (c-aa11bb), two that lack (c-bb22cc, c-cc33ee) in the first area, one planned in the second."""
    course = make_course(State.READING)
    page = evidence.add_page(
        course=course,
        kind="web",
        title="Budget",
        address="https://granby.example/budget",
        seen_on=clock.today(),
        person=None,
    )
    for criterion, level in zip(CRITERIA, LEVELS, strict=True):
        evidence.tie(course=course, evidence=page, criterion=criterion, place="", person=None)
        save_judgement(
            course=course,
            criterion=criterion,
            level=level,
            reach="whole",
            basis=f"Because of {criterion}.",
            remark="",
            person=demo_person(Role.LEAD_EVALUATOR),
            version=find_judgement(course, criterion).version,
        )
    return bring_to(course, State.DRAFTING)


def sign_in(client: Client, role: Role) -> Client:
    client.force_login(demo_person(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
