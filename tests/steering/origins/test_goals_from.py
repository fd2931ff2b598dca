from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.findings.models import Finding
from kompassros.organisations.demo import OWN, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import DomainError
from kompassros.steering.activities.models import Activity
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue
from kompassros.steering.origins.following import follow
from kompassros.steering.origins.services import Kind, Source, goal_from, goals_from
from kompassros.steering.plans.models import SteeringPlan
from tests.contract.course_subjects import demo_course

pytestmark = pytest.mark.django_db
MEASURE = "N15428"


@pytest.fixture
def granby(db: None) -> Organisation:
    return Organisation.objects.get(key=OWN)


@pytest.fixture
def sign_in(client: Client) -> Callable[[Role], Client]:
    def sign(role: Role) -> Client:
        person = Person.objects.get(email=demo_address(role))
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


def test_measure_becomes_a_goal_in_a_draft_with_its_values(granby: Organisation) -> None:
    goal = goal_from(municipality=granby, source=Source(Kind.MEASURE, MEASURE, "Betyg", 2024), person=None)
    latest = SteeringPlan._base_manager.filter(organisation=granby).order_by("-year").first()
    assert latest
    assert (goal.plan, latest.state, goal.organisation) == (latest, "draft", granby)
    edition = IndicatorEdition._base_manager.get(goal=goal)
    assert edition.indicator.catalogue
    assert edition.indicator.catalogue.code == MEASURE
    assert goal_from(municipality=granby, source=Source(Kind.MEASURE, MEASURE, "Betyg", 2024), person=None) == goal
    assert goals_from(granby, Kind.MEASURE, [MEASURE]) == [goal]


def test_store_s_values_are_taken_over_once_with_their_source(granby: Organisation) -> None:
    goal = goal_from(municipality=granby, source=Source(Kind.MEASURE, MEASURE, "Betyg", 2024), person=None)
    edition = IndicatorEdition._base_manager.select_related("indicator__catalogue", "indicator__owner").get(goal=goal)
    rows = list(IndicatorValue._base_manager.filter(indicator=edition.indicator))
    assert rows
    assert all(row.value is not None and row.source for row in rows)
    assert follow(edition=edition, person=None) == 0


def test_goal_of_nothing_is_refused(granby: Organisation) -> None:
    with pytest.raises(DomainError, match="The catalogue has no measure “none”"):
        goal_from(municipality=granby, source=Source(Kind.MEASURE, "none", "x"), person=None)
    assert not GoalEdition._base_manager.filter(title="x").exists()


def test_finding_becomes_a_goal_by_one_click_and_both_ends_show_each_other(
    granby: Organisation, sign_in: Callable[[Role], Client]
) -> None:
    course = demo_course(State.FOLLOW_UP, OWN)
    finding = Finding._base_manager.filter(course=course, kind="improvement", removed_at=None).first()
    assert finding
    client = sign_in(Role.COORDINATOR)
    plan_page = reverse("courses:actions", args=[course.slug])
    page = client.get(plan_page).content.decode()
    make = reverse("steering:goal_make", args=[OWN])
    assert f'action="{make}"' in page
    sent = {"kind": "finding", "key": str(finding.pk), "request_id": "0f4c2b07-6405-416c-888a-344f354122c2"}
    first, again = client.post(make, sent), client.post(make, sent)
    assert first.headers["Location"] == again.headers["Location"]
    goal = goals_from(granby, Kind.FINDING, [str(finding.pk)])[0]
    assert f">{goal.title}</a>" in client.get(plan_page).content.decode()
    goal_page = client.get(first.headers["Location"]).content.decode()
    assert f'href="{plan_page}"' in goal_page
    Activity._base_manager.create(
        plan=goal.plan, organisation=granby, goal=goal, title="Åtgärd", deadline=date(2027, 1, 1)
    )
    assert "Åtgärd" in client.get(first.headers["Location"]).content.decode()


def test_measure_s_page_offers_the_goal_and_then_leads_to_it(sign_in: Callable[[Role], Client]) -> None:
    client = sign_in(Role.COORDINATOR)
    page = reverse("notes:measure", args=[OWN, "kkik-2024", 2024, MEASURE])
    make = reverse("steering:goal_make", args=[OWN])
    assert f'action="{make}"' in client.get(page).content.decode()
    sent = {"kind": "measure", "key": MEASURE, "year": "2024", "request_id": "0f4c2b07-6405-416c-888a-344f354122c3"}
    goal = client.post(make, sent).headers["Location"]
    assert f'href="{goal}"' in client.get(page).content.decode()


def test_finding_of_another_municipality_makes_no_goal(sign_in: Callable[[Role], Client]) -> None:
    course = demo_course(State.FOLLOW_UP, "norrvik")
    finding = Finding._base_manager.filter(course=course).first()
    assert finding
    sent = {"kind": "finding", "key": str(finding.pk), "request_id": "0f4c2b07-6405-416c-888a-344f354122c4"}
    response = sign_in(Role.COORDINATOR).post(reverse("steering:goal_make", args=[OWN]), sent)
    assert response.status_code == 404
    response = sign_in(Role.READER).post(reverse("steering:goal_make", args=[OWN]), sent)
    assert response.status_code == 403
