from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.steering.activities.assignments import AssignmentContent, add_assignment
from kompassros.steering.goals.contents import GoalContent, IndicatorContent, TargetContent
from kompassros.steering.goals.indicator_services import Figure, add_indicator, record_value
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.said import say_shares
from kompassros.steering.goals.services import add_goal
from kompassros.steering.mine.council import council_goals, deviating
from kompassros.steering.mine.home import own_places
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.queries import tree_of
from kompassros.steering.plans.services import adopt_plan, agree_card
from kompassros.steering.wheel.services import EventContent, add_event
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
CardOf = Callable[[Organisation], Card]
PersonWith = Callable[[Role, Organisation], Person]
TARGET = TargetContent("", Target(TargetKind.LEVEL, Comparison.AT_LEAST, Decimal(80)))


def fill(card: Card, figures: list[str], above: GoalEdition | None = None) -> GoalEdition:
    """Set a goal with an indicator for each figure, of which 80 meets the target."""
    content = GoalContent(f"Nöjda i {card.organisation.name}", perspective="users", serves=above)
    goal = add_goal(card=card, content=content, person=None)
    for number, printed in enumerate(figures):
        indicator = IndicatorContent(f"Andel {number}", unit="%", direction="high", target=TARGET)
        record_value(
            edition=add_indicator(goal=goal, content=indicator, person=None), figure=Figure(printed), person=None
        )
    return goal


@pytest.fixture
def plan(draft: SteeringPlan, bodies: Bodies, card_of: CardOf, monkeypatch: pytest.MonkeyPatch) -> SteeringPlan:
    """The council's goal, an area's that serves it, two units' that serve the area's; one unit's is a draft."""
    monkeypatch.setattr(clock, "now", lambda: datetime(YEAR, 5, 4, 9, tzinfo=UTC))
    council = fill(card_of(bodies.municipality), ["85"])
    area = fill(card_of(bodies.areas[0]), ["90"], council)
    fill(card_of(bodies.units[0]), ["70", "60", "90"], area)
    fill(card_of(bodies.units[1]), ["10"], area)
    draft.refresh_from_db()
    adopt_plan(plan=draft, decision="KF § 1", on=date(2025, 11, 20), person=None)
    for body in (bodies.areas[0], bodies.units[0]):
        agree_card(card=card_of(body), person=None)
    return draft


def test_goals_count_what_serves_them_however_far_down_on_agreed_cards(
    plan: SteeringPlan, bodies: Bodies, person_with: PersonWith, card_of: CardOf
) -> None:
    politician = person_with(Role.POLITICIAN, bodies.municipality)
    assert [say_shares(one.below) for one in council_goals(plan, politician)] == ["2 met and 2 not met"]
    agree_card(card=card_of(bodies.units[1]), person=None)
    assert [say_shares(one.below) for one in council_goals(plan, politician)] == ["2 met and 3 not met"]


def test_bodies_with_most_targets_not_met_come_first(
    plan: SteeringPlan, bodies: Bodies, person_with: PersonWith
) -> None:
    for role, expected in ((Role.POLITICIAN, ["Ängens skola"]), (Role.AUDITOR, ["Ängens skola", "Åsens förskola"])):
        found = deviating(tree_of(plan, person_with(role, bodies.municipality)))
        assert [branch.card.organisation.name for branch in found] == expected


def test_page_shows_what_is_open_to_an_elected_representative(
    plan: SteeringPlan,
    bodies: Bodies,
    person_with: PersonWith,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    asked = AssignmentContent("Redovisa väntetiden", "KF § 2", date(YEAR, 1, 2), bodies.units[0], date(YEAR, 4, 1))
    add_assignment(owner=bodies.municipality, content=asked, person=None)
    for title, roles in (("Dialogseminarium", ("politician",)), ("Lönesamtal", ("unit_manager",))):
        content = EventContent(title, date(YEAR, 6, 1), date(YEAR, 6, 1), roles)
        add_event(organisation=bodies.municipality, year=YEAR, content=content, person=None)
    address = reverse("steering:council", args=[bodies.municipality.key, YEAR])
    politician = person_with(Role.POLITICIAN, bodies.units[0])
    client.force_login(politician, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(address)
    with django_assert_max_num_queries(22):
        page = client.get(address).content.decode()
    for words in ("Nöjda i Lövhult", "2 met and 2 not met", "Redovisa väntetiden", "Dialogseminarium", "Ängens skola"):
        assert words in page
    assert "Lönesamtal" not in page
    assert "Åsens" not in page


def test_draft_of_a_plan_has_no_council_page_for_a_politician(
    draft: SteeringPlan, bodies: Bodies, person_with: PersonWith, client: Client
) -> None:
    politician = person_with(Role.POLITICIAN, bodies.municipality)
    client.force_login(politician, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("steering:council", args=[bodies.municipality.key, YEAR])).status_code == 403


def test_my_page_leads_a_politician_to_the_council(plan: SteeringPlan, bodies: Bodies, person_with: PersonWith) -> None:
    person = person_with(Role.POLITICIAN, bodies.municipality)
    piece = own_places(person=person, grants=list(person.grants.select_related("organisation")))
    assert piece
    assert [way.text for way in piece.context["ways"]] == ["Lövhult: the council's page of 2026"]
