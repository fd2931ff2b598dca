from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods.closing import close_period, latest
from kompassros.steering.periods.correcting import TextCorrection, correct_edition
from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod
from kompassros.steering.periods.planning import publish
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import ReportOf, enter, sign_report

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def closed(
    first: ReportingPeriod, report_of: ReportOf, goals: dict[str, GoalEdition], bodies: Bodies
) -> ReportingPeriod:
    """The first tertial, closed with a figure and a signed report of the first school."""
    school = bodies.units[0]
    enter(goals[school.key], "5,5")
    sign_report(report_of(school), "Som planerat", goals[school.key])
    first.refresh_from_db()
    close_period(period=first, person=None)
    first.refresh_from_db()
    return first


@pytest.fixture
def send(
    client: Client, closed: ReportingPeriod, bodies: Bodies, person_with: Callable[[Role, Organisation], Person]
) -> Callable[..., HttpResponse]:
    client.force_login(person_with(Role.COORDINATOR, bodies.municipality), backend=BACKEND)
    address = reverse("steering:period_correct", args=[bodies.municipality.key, YEAR, "T1"])

    def act(step: str, **values: Any) -> HttpResponse:
        form = {"version": closed.version, "request_id": str(uuid4()), "step": step, "why": "Fel avläst"} | values
        at = f"{address}?body={bodies.units[0].key}"
        response: HttpResponse = client.post(at, form, headers={"accept-language": "en"})
        return response

    return act


FORM = {"figure-0": "7,5", "note-0": "", "text": "Som planerat"}


def test_preview_shows_what_changes_and_stores_nothing(send: Callable[..., HttpResponse], closed: Any) -> None:
    shown = send("preview", **FORM)
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "Make the new edition" in page
    assert "not met" in page
    assert "Of all targets before: 1 met and 7 not measured. Now: 1 not met and 7 not measured." in page
    assert PeriodEdition.objects.filter(period=closed).count() == 1


def test_storing_makes_a_new_edition_that_shows_the_difference(
    client: Client, send: Callable[..., HttpResponse], closed: ReportingPeriod, bodies: Bodies
) -> None:
    assert send("store", **FORM | {"text": "Inte som planerat"}).status_code == 302
    new = latest(closed)
    assert new is not None
    assert (new.number, new.why) == (2, "Fel avläst")
    publish(period=ReportingPeriod._base_manager.get(pk=closed.pk), at=None, person=None)
    for name, more in (("period_edition", [2]), ("period_public", [])):
        address = reverse(f"steering:{name}", args=[bodies.municipality.key, YEAR, "T1", *more])
        page = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert "What the correction changed" in page
        assert "Inte som planerat" in page
        assert "7.5" in page
    first = reverse("steering:period_edition", args=[bodies.municipality.key, YEAR, "T1", 1])
    page = client.get(first, headers={"accept-language": "en"}).content.decode()
    assert "What the correction changed" not in page
    assert "Inte som planerat" not in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"figure-0": "5,5"}, "Say what is to be corrected."),
        ({"why": ""}, "This field is required."),
        ({"figure-0": "x" * 61}, "at most 60"),
    ],
)
def test_form_that_is_not_in_order_is_told(
    values: dict[str, str], said: str, send: Callable[..., HttpResponse], closed: ReportingPeriod
) -> None:
    answer = send("preview", **FORM | values)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_second_editor_is_told(send: Callable[..., HttpResponse], closed: ReportingPeriod, bodies: Bodies) -> None:
    other = ReportingPeriod._base_manager.select_related("plan__organisation", "organisation").get(pk=closed.pk)
    mended = TextCorrection(bodies.units[0].key, "Annat")
    correct_edition(period=other, corrections=[mended], why="Först", person=None)
    answer = send("store", **FORM)
    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.content.decode()
    assert PeriodEdition.objects.filter(period=closed).count() == 2


def test_page_begins_with_the_choice_of_a_body(client: Client, send: object, bodies: Bodies) -> None:
    address = reverse("steering:period_correct", args=[bodies.municipality.key, YEAR, "T1"])
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "Edition 1 stays readable as it is." in page
    assert "Hemtjänst" in page
    open_one = reverse("steering:period_correct", args=[bodies.municipality.key, YEAR, "T2"])
    assert client.get(open_one).status_code == 404
