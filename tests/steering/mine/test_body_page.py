from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.steering.activities.assignments import AssignmentContent, add_assignment
from kompassros.steering.activities.services import ActivityContent, add_activity
from kompassros.steering.goals.contents import GoalContent, IndicatorContent
from kompassros.steering.goals.indicator_services import Figure, add_indicator, record_value
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.goals.queries import goals_of
from kompassros.steering.goals.services import add_goal
from kompassros.steering.mine.home import own_places
from kompassros.steering.mine.manager import due_of, missing_figures
from kompassros.steering.periods.planning import open_period, plan_usual
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import Talk, agree_card, keep_talk
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
CardOf = Callable[[Organisation], Card]
PersonWith = Callable[[Role, Organisation], Person]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(YEAR, 5, 4, 9, tzinfo=UTC))


@pytest.fixture
def card(plan: SteeringPlan, bodies: Bodies, card_of: CardOf) -> Card:
    """A unit's agreed card with a talk, a goal, an indicator measured in April and one in June."""
    unit = card_of(bodies.units[0])
    goal = add_goal(card=unit, content=GoalContent("Nöjda brukare", perspective="users"), person=None)
    for title, month in (("Andel nöjda", 4), ("Sjukfrånvaro", 6), ("Svarstid", None)):
        add_indicator(goal=goal, content=IndicatorContent(title, measured_in=month), person=None)
    keep_talk(card=unit, talk=Talk(date(YEAR, 1, 15), "Målet är rimligt."), person=None)
    agree_card(card=unit, person=None)
    return unit


def indicator(title: str) -> IndicatorEdition:
    found: IndicatorEdition = IndicatorEdition._base_manager.select_related("goal", "plan", "indicator").get(
        title=title
    )
    return found


def told(card: Card) -> list[str]:
    return [due.text for due in due_of(card, goals_of(card))]


def test_due_are_reports_requests_activities_and_figures_in_this_order(
    card: Card, plan: SteeringPlan, bodies: Bodies
) -> None:
    assert told(card) == ["Andel nöjda: enter the figure, measured in April"]
    open_period(period=plan_usual(plan=plan, person=None)[0], person=None)
    asked = AssignmentContent("Svara", "KF § 2", date(YEAR, 1, 2), card.organisation, date(YEAR, 6, 1))
    add_assignment(owner=bodies.municipality, content=asked, person=None)
    for title, day in (("Enkät", date(YEAR, 5, 18)), ("Senare", date(YEAR, 5, 19))):
        add_activity(card=card, content=ActivityContent(title, deadline=day), person=None)
    assert told(card) == [
        "First tertial 2026, Ängens skola: write the report by 20 May 2026",
        "Ängens skola: answer the council's request, KF § 2, by 1 June 2026",
        "Enkät (Ängens skola): due on 18 May 2026",
        "Andel nöjda: enter the figure, measured in April",
    ]


@pytest.mark.parametrize(("month", "due"), [(3, []), (4, ["Andel nöjda"]), (6, ["Andel nöjda", "Sjukfrånvaro"])])
def test_figure_is_due_from_its_month_on(
    month: int, due: list[str], card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(YEAR, month, 1, 9, tzinfo=UTC))
    assert [one.edition.title for one in missing_figures(card.plan, goals_of(card))] == due


def test_figure_that_is_entered_is_not_due(card: Card) -> None:
    record_value(edition=indicator("Andel nöjda"), figure=Figure("81"), person=None)
    assert told(card) == []


@pytest.mark.parametrize(("year", "due"), [(YEAR - 1, 0), (YEAR - 2, 1)])
def test_figure_of_every_second_year_is_due_when_two_years_have_passed(year: int, due: int, card: Card) -> None:
    edition = indicator("Andel nöjda")
    IndicatorEdition._base_manager.filter(pk=edition.pk).update(frequency=2)
    record_value(edition=edition, figure=Figure("81"), person=None, year=year)
    assert len(missing_figures(card.plan, goals_of(card))) == due


def test_page_is_for_the_managers_of_the_body_and_shows_all_of_it(
    card: Card,
    bodies: Bodies,
    person_with: PersonWith,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    address = reverse("steering:body", args=[bodies.municipality.key, YEAR, card.organisation.key])
    allowed: dict[Any, int] = {
        person_with(Role.UNIT_MANAGER, bodies.units[1]): 403,
        person_with(Role.READER, card.organisation): 403,
        person_with(Role.UNIT_MANAGER, bodies.areas[0]): 200,
        person_with(Role.UNIT_MANAGER, card.organisation): 200,
    }
    for person, status in allowed.items():
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(address).status_code == status
    with django_assert_max_num_queries(30):
        page = client.get(address).content.decode()
    for words in ("1 thing is due.", "enter the figure, measured in April", "Målet är rimligt.", "Nöjda brukare"):
        assert words in page


def test_my_page_leads_managers_to_what_is_due_and_staff_to_the_card(
    card: Card, bodies: Bodies, person_with: PersonWith
) -> None:
    assert ways(person_with(Role.UNIT_MANAGER, card.organisation)) == ["Ängens skola: what is due in 2026"]
    assert ways(person_with(Role.RESPONDENT, card.organisation)) == ["Ängens skola: our card of 2026"]
    assert ways(person_with(Role.RESPONDENT, bodies.units[1])) == []
    assert ways(person_with(Role.READER, bodies.municipality)) == []


def ways(person: Person) -> list[str]:
    piece = own_places(person=person, grants=list(person.grants.select_related("organisation")))
    return [way.text for way in piece.context["ways"]] if piece else []
