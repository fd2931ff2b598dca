from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.steering.goals.contents import GoalContent, IndicatorContent, TargetContent
from kompassros.steering.goals.indicator_services import Figure, add_indicator, record_value
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue
from kompassros.steering.goals.services import add_goal
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.queries import tree_of
from kompassros.steering.plans.services import adopt_plan, agree_card
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
CardOf = Callable[[Organisation], Card]
PersonWith = Callable[[Role, Organisation], Person]
TARGET = TargetContent("", Target(TargetKind.LEVEL, Comparison.AT_LEAST, Decimal(80), acceptable=Decimal(70)))


def fill(card: Card, figures: list[str], above: GoalEdition | None = None) -> GoalEdition:
    """Set a goal with an indicator for each figure."""
    goal = add_goal(card=card, content=GoalContent("Nöjda brukare", perspective="users", serves=above), person=None)
    for number, printed in enumerate(figures):
        content = IndicatorContent(f"Andel nöjda {number}", unit="%", direction="high", target=TARGET)
        edition = add_indicator(goal=goal, content=content, person=None)
        record_value(edition=edition, figure=Figure(printed), person=None)
    return goal


@pytest.fixture
def filled(draft: SteeringPlan, bodies: Bodies, card_of: CardOf) -> GoalEdition:
    """The council's goal, two units' goals that serve it; one unit's card is agreed, the other's is a draft."""
    council = fill(card_of(bodies.municipality), ["85", "75", "60", ""])
    fill(card_of(bodies.units[0]), ["90", "50"], council)
    fill(card_of(bodies.units[1]), ["50"], council)
    draft.refresh_from_db()
    adopt_plan(plan=draft, decision="KF § 1", on=date(2025, 11, 20), person=None)
    agree_card(card=card_of(bodies.units[0]), person=None)
    council.plan.refresh_from_db()
    return council


@pytest.fixture
def sign_in(client: Client) -> Callable[[Person], Client]:
    def sign(person: Person) -> Client:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


def address(name: str, *more: Any) -> str:
    return reverse(f"steering:{name}", args=["lovhult", YEAR, *more])


def test_tree_counts_every_child_and_hides_drafts_from_others(
    filled: GoalEdition, bodies: Bodies, person_with: PersonWith
) -> None:
    chief, reader = (person_with(role, bodies.municipality) for role in (Role.CHIEF_EXECUTIVE, Role.READER))
    totals = []
    for person in (chief, reader):
        branches = {branch.card.organisation.name: branch for branch in tree_of(filled.plan, person)}
        assert [branch.depth for branch in branches.values()] == [0, 1, 2, 2, 1, 2, 1, 2]
        totals.append([count for _status, count in branches["Lövhult"].all.counts])
        assert branches["Åsens förskola"].readable is (person == chief)
    assert totals == [[2, 1, 3, 1], [2, 1, 2, 1]]


@pytest.mark.parametrize(("name", "most"), [("plan", 14), ("card", 16), ("goal", 25)])
def test_pages_ask_a_bounded_number_of_questions(
    name: str,
    most: int,
    filled: GoalEdition,
    bodies: Bodies,
    person_with: PersonWith,
    sign_in: Callable[[Person], Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in(person_with(Role.CHIEF_EXECUTIVE, bodies.municipality))
    more = {"plan": [], "card": ["lovhult"], "goal": ["lovhult", filled.pk]}[name]
    client.get(address(name, *more))
    with django_assert_max_num_queries(most):
        assert client.get(address(name, *more)).status_code == 200


def test_tree_asks_no_more_with_more_cards(
    filled: GoalEdition, bodies: Bodies, person_with: PersonWith, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)
    with django_assert_num_queries(4):
        tree_of(filled.plan, person)


def test_card_says_its_shares_and_every_status(
    filled: GoalEdition, bodies: Bodies, person_with: PersonWith, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(person_with(Role.READER, bodies.municipality))
    page = client.get(address("card", "lovhult")).content.decode()
    assert "Of 4 indicators, the targets are: 1 met, 1 partly met, 1 not met and 1 not measured." in page
    assert "at least 80 %; lowest acceptable: 70" in page
    assert "no value for the period" in page


def test_draft_card_is_closed_to_other_units_and_politicians(
    filled: GoalEdition, bodies: Bodies, person_with: PersonWith, sign_in: Callable[[Person], Client]
) -> None:
    places = {
        (Role.UNIT_MANAGER, bodies.units[0]): 403,
        (Role.POLITICIAN, bodies.municipality): 403,
        (Role.READER, bodies.units[1]): 403,
        (Role.UNIT_MANAGER, bodies.units[1]): 200,
        (Role.UNIT_MANAGER, bodies.areas[0]): 200,
        (Role.AUDITOR, bodies.municipality): 200,
    }
    for (role, node), status in places.items():
        client = sign_in(person_with(role, node))
        assert client.get(address("card", "asens-forskola")).status_code == status, (role, node)
        assert client.get(address("card", "angens-skola")).status_code == 200


def test_goal_is_set_an_indicator_added_and_a_figure_entered_in_the_pages(
    draft: SteeringPlan, bodies: Bodies, person_with: PersonWith, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(person_with(Role.UNIT_MANAGER, bodies.units[0]))
    add = address("goal_add", "angens-skola")
    sent = {"version": 1, "title": "Trygga elever", "perspective": "users"}
    assert client.post(add, sent).status_code == 302
    goal = GoalEdition._base_manager.get(title="Trygga elever")
    add = address("indicator_add", "angens-skola", goal.pk)
    plain = {"version": 1, "title": "Andel trygga", "unit": "%", "direction": "high", "frequency": 1, "decimals": 1}
    page = client.post(add, plain | {"target_kind": "level", "comparison": ">="})
    assert "The target does not fit together" in page.content.decode()
    assert client.post(add, plain | {"target_text": "90 %"}).status_code == 302
    edition = IndicatorEdition._base_manager.get(title="Andel trygga")
    assert (edition.target_kind, edition.comparison, edition.low) == ("level", ">=", 90)
    figure = address("figure", "angens-skola", goal.pk, edition.pk)
    assert (
        client.post(figure, {"version": edition.version, "year": YEAR, "printed": "91,5", "seen": 0}).status_code == 302
    )
    edition.refresh_from_db()
    row = IndicatorValue._base_manager.get(indicator=edition.indicator)
    assert (edition.attainment, row.printed) == ("met", "91,5")


def test_second_editor_of_a_goal_is_told_and_keeps_the_words(
    filled: GoalEdition, bodies: Bodies, person_with: PersonWith, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(person_with(Role.CHIEF_EXECUTIVE, bodies.municipality))
    edit = address("goal_edit", "lovhult", filled.pk)
    sent = {"version": 1, "title": "Första", "perspective": "users", "decision": "KF § 2"}
    assert client.post(edit, sent).status_code == 302
    page = client.post(edit, sent | {"title": "Andra"}).content.decode()
    assert "Somebody was here before you" in page
    assert 'value="Andra"' in page
    filled.refresh_from_db()
    assert filled.title == "Första"


def test_goal_as_it_stood_is_shown_for_a_day(
    filled: GoalEdition, bodies: Bodies, person_with: PersonWith, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(person_with(Role.AUDITOR, bodies.municipality))
    page = client.get(address("goal", "lovhult", filled.pk))
    today = page.context["line"].edition.revisions.last().at.date()
    content = client.get(address("goal", "lovhult", filled.pk), {"day": today.isoformat()}).content.decode()
    assert "SHA-256" in content
    assert (
        "The goal was not there yet"
        in client.get(address("goal", "lovhult", filled.pk), {"day": "2001-01-01"}).content.decode()
    )
    assert client.get(address("goal", "lovhult", filled.pk), {"day": "nonsense"}).status_code == 200


def test_every_figure_of_the_workbook_is_the_page_s(
    filled: GoalEdition, bodies: Bodies, person_with: PersonWith, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(person_with(Role.READER, bodies.municipality))
    made = client.get(address("card_file", "lovhult", "scorecard", "xlsx"))
    rows = list(openpyxl.load_workbook(BytesIO(made.content)).worksheets[0].iter_rows(values_only=True))
    status = rows[0].index("Attainment")
    assert [(row[5], row[status]) for row in rows[1:]] == [
        ("85", "met"),
        ("75", "partly met"),
        ("60", "not met"),
        ("not measured", "not measured"),
    ]


def test_scorecard_of_usual_size_is_one_page(
    filled: GoalEdition, bodies: Bodies, person_with: PersonWith, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(person_with(Role.READER, bodies.municipality))
    made = client.get(address("card_file", "lovhult", "scorecard", "pdf")).content
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type/Page/") + made.count(b"/Type /Page ") <= 1
    assert client.get(address("card_file", "lovhult", "other", "pdf")).status_code == 404


def test_plans_are_read_inside_their_municipality_only(filled: GoalEdition, bodies: Bodies) -> None:
    with organisation_scope(bodies.units[0]):
        assert {card.organisation.name for card in Card.objects.all()} == {"Ängens skola"}


def test_goal_above_on_a_draft_card_is_named_to_writers_only(
    filled: GoalEdition, bodies: Bodies, card_of: CardOf, person_with: PersonWith, sign_in: Callable[[Person], Client]
) -> None:
    content = GoalContent("Hemligt utkast", perspective="users")
    above = add_goal(card=card_of(bodies.areas[0]), content=content, person=None)
    goal = fill(card_of(bodies.units[0]), [], above)
    page = address("goal", "angens-skola", goal.pk)
    for role, node, named in (
        (Role.READER, bodies.municipality, False),
        (Role.UNIT_MANAGER, bodies.units[1], False),
        (Role.UNIT_MANAGER, bodies.units[0], True),
        (Role.CHIEF_EXECUTIVE, bodies.municipality, True),
    ):
        shown = sign_in(person_with(role, node)).get(page).content.decode()
        assert ("Hemligt utkast" in shown) is named, (role, node)
