"""What the store has newer than the cards: told on the home page, looked over, taken over at once."""

from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kompassros.organisations.demo import OWN, demo_address
from kompassros.organisations.grants import active_grants
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict
from kompassros.records.slots import fill
from kompassros.steering.goals.indicator_services import Figure, record_value
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.origins.newer import checksum, following, newer_of, take_all_over
from kompassros.steering.origins.services import Kind, Source, goal_from
from kompassros.steering.plans.models import Card

pytestmark = pytest.mark.django_db
MEASURE = "N15428"


@pytest.fixture
def edition(db: None) -> IndicatorEdition:
    """An indicator whose latest figure is older than the store's: the only one of the municipality."""
    granby = Organisation.objects.get(key=OWN)
    goal = goal_from(municipality=granby, source=Source(Kind.MEASURE, MEASURE, "Betyg", 2024), person=None)
    rows = IndicatorEdition._base_manager.select_related("indicator__catalogue", "indicator__owner", "goal", "plan")
    found: IndicatorEdition = rows.get(goal=goal)
    value = latest_of(found)
    record_value(edition=found, figure=Figure("1"), person=None, year=value.year, seen=value.vintage)
    return found


@pytest.fixture
def sign_in(client: Client) -> Callable[[Role], Client]:
    def sign(role: Role) -> Client:
        person = Person.objects.get(email=demo_address(role))
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


def latest_of(edition: IndicatorEdition) -> IndicatorValue:
    found: IndicatorValue | None = IndicatorValue._base_manager.filter(indicator=edition.indicator).last()
    assert found
    return found


def of_plan(edition: IndicatorEdition) -> list[IndicatorEdition]:
    return following(Card._base_manager.filter(plan=edition.plan))


def test_newer_figures_are_found_and_taken_over_once(edition: IndicatorEdition) -> None:
    (newer,) = newer_of(of_plan(edition))
    first = IndicatorValue._base_manager.get(indicator=edition.indicator, year=newer.year, vintage=1)
    assert (newer.before and newer.before.printed, newer.figure.printed) == ("1", first.printed)
    told = checksum([newer])
    assert take_all_over(editions=of_plan(edition), told=told, person=None) == 1
    after = latest_of(edition)
    assert (after.vintage, after.printed, after.around) == (3, first.printed, first.around)
    assert newer_of(of_plan(edition)) == []
    with pytest.raises(Conflict, match="have changed since you looked"):
        take_all_over(editions=of_plan(edition), told=told, person=None)


def test_reading_takes_as_many_queries_for_one_as_for_several(edition: IndicatorEdition) -> None:
    counts = []
    for count in (1, 2):
        newer_of(of_plan(edition) * count)
        with CaptureQueriesContext(connection) as captured:
            newer_of(of_plan(edition) * count)
        counts.append(len(captured))
    assert counts == [4, 4]


def test_indicator_of_no_measure_is_not_read(edition: IndicatorEdition) -> None:
    edition.indicator.catalogue = None
    edition.indicator.save()
    assert (of_plan(edition), newer_of([])) == ([], [])


def test_home_page_tells_those_who_write_the_cards(edition: IndicatorEdition) -> None:
    address = reverse("steering:newer", args=[OWN, edition.plan.year])
    said = f"{edition.plan}: the store has newer figures for 1 indicator"
    for role in (Role.COORDINATOR, Role.POLITICIAN, Role.UNIT_MANAGER):
        person = Person.objects.get(email=demo_address(role))
        pieces = {piece.key: piece for piece in fill("home.due", person=person, grants=active_grants(person))}
        due = pieces["newer"].context["entries"] if "newer" in pieces else []
        assert [(one.address, one.text) for one in due] == ([(address, said)] if role is Role.COORDINATOR else [])


@pytest.mark.parametrize("name", ["newer", "card_newer"])
def test_page_shows_both_figures_and_takes_them_over_once(
    edition: IndicatorEdition, sign_in: Callable[[Role], Client], name: str
) -> None:
    client = sign_in(Role.CHIEF_EXECUTIVE)
    args = [OWN, edition.plan.year, *([OWN] if name == "card_newer" else [])]
    address = reverse(f"steering:{name}", args=args)
    response = client.get(address)
    assert "What the store has newer" in response.content.decode()
    form = response.context["form"]
    sent = {key: form.initial[key] for key in ("version", "told", "request_id")}
    for _time in range(2):
        page = client.post(address, sent, follow=True)
        assert "The figures of the store are taken over." in unescape(page.content.decode())
    assert latest_of(edition).vintage == 3
    assert "The cards have what the store has." in client.get(address).content.decode()


def test_what_was_not_looked_over_is_not_taken_over(
    edition: IndicatorEdition, sign_in: Callable[[Role], Client]
) -> None:
    address = reverse("steering:newer", args=[OWN, edition.plan.year])
    client = sign_in(Role.CHIEF_EXECUTIVE)
    sent = {"version": edition.plan.version, "told": "0" * 64, "request_id": str(uuid4())}
    page = client.post(address, sent)
    assert "have changed since you looked" in unescape(page.content.decode())
    assert latest_of(edition).vintage == 2
    assert client.post(address, sent | {"told": page.context["form"]["told"].value()}).status_code == 302
