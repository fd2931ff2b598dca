from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.planning import open_period
from tests.steering.budget.conftest import CardOf, frame, spend
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PersonWith = Callable[[Role, Organisation], Person]


@pytest.fixture
def signed_in(client: Client, person_with: PersonWith) -> Callable[[Role, Organisation], Person]:
    def sign_in(role: Role, organisation: Organisation) -> Person:
        person = person_with(role, organisation)
        client.force_login(person, backend=BACKEND)
        return person

    return sign_in


def address(bodies: Bodies, name: str, *more: Any) -> str:
    return reverse(f"steering:{name}", args=[bodies.municipality.key, YEAR, *more])


@pytest.fixture
def filled(periods: list[ReportingPeriod], bodies: Bodies, card_of: CardOf) -> None:
    frame(card_of(bodies.municipality), 640_000_000, 655_000_000)
    frame(card_of(bodies.areas[0]), 268_000_000)
    frame(card_of(bodies.units[0]), 61_000_400)
    spend(card_of(bodies.units[0]), 20_900_000, 62_300_000)
    frame(card_of(bodies.units[3]), 31_500_000)


def cells(response: Any, table: str, body: str) -> dict[str, str]:
    found = response.context[table]
    row = next(row for row in found.rows if str(row.cells["body"].value) == body)
    return {column.key: row.cells[column.key].shown(column) for column in found.columns}


def test_page_of_the_plan_shows_thousands_and_its_files_exact_kronor(
    client: Client, signed_in: PersonWith, filled: None, bodies: Bodies
) -> None:
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    response = client.get(address(bodies, "budget"))
    assert cells(response, "spent", "Ängens skola") == {
        "body": "– – Ängens skola",
        "frame": "61,000",
        "outcome": "20,900",
        "used": "34.3",
        "forecast": "62,300",
        "deviation": "-1,300",
        "said": "above the frame",
    }
    assert cells(response, "frames", "Lärande") == {
        "body": "– Lärande",
        "2026": "268,000",
        **dict.fromkeys(("2027", "2028", "2029"), "not set"),
    }
    assert cells(response, "below", "Lärande") == {
        "body": "– Lärande",
        "frame": "268,000",
        "below": "61,000",
        "known": "1 of 2",
        "difference": "207,000",
    }
    assert cells(response, "spent", "Omsorg")["frame"] == "not set"
    file = client.get(address(bodies, "budget") + "?format=csv&table=spent").content.decode("utf-8-sig")
    assert "Ängens skola,61000400,20900000,34.26" in file
    assert "Frame 2026 (kronor)" in file


def test_draft_s_money_is_seen_by_its_managers_only(
    client: Client, signed_in: PersonWith, filled: None, bodies: Bodies
) -> None:
    signed_in(Role.READER, bodies.municipality)
    response = client.get(address(bodies, "budget"))
    assert cells(response, "frames", "Gata")["2026"] == "not agreed yet"
    assert "31,500" not in response.content.decode()
    assert client.get(address(bodies, "budget_card", bodies.units[3].key)).status_code == 403
    assert client.get(address(bodies, "budget_card", bodies.units[0].key)).status_code == 200
    signed_in(Role.UNIT_MANAGER, bodies.units[3])
    assert cells(client.get(address(bodies, "budget")), "frames", "Gata")["2026"] == "31,500"


def test_period_is_chosen_and_else_the_latest_with_money(
    client: Client, signed_in: PersonWith, filled: None, bodies: Bodies
) -> None:
    signed_in(Role.READER, bodies.municipality)
    assert client.get(address(bodies, "budget")).context["period"].key == "T1"
    response = client.get(address(bodies, "budget") + "?period=year")
    assert response.context["period"].key == ""
    assert cells(response, "spent", "Ängens skola")["outcome"] == "not entered"
    assert client.get(address(bodies, "budget") + "?period=K7").context["period"].key == "T1"


def test_frames_are_set_in_their_form_by_those_who_lead(
    client: Client, signed_in: PersonWith, filled: None, bodies: Bodies
) -> None:
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    here = address(bodies, "budget_frames", bodies.units[0].key)
    opened = client.get(here).context["form"].initial
    assert (opened["version"], opened["frame-2026"]) == (2, Decimal(61_000_400))
    values = {"version": 2, "request_id": str(uuid4()), "frame-2026": "62000000", "frame-2027": "63000000"}
    refused = client.post(here, values)
    assert "Name the decision that changes it" in refused.content.decode()
    values |= {"request_id": str(uuid4()), "decision": "KF 2026-04-27 § 44"}
    for _retry in range(2):
        assert client.post(here, values).headers["location"] == address(bodies, "budget_card", bodies.units[0].key)
    rows = BudgetFrame._base_manager.filter(organisation=bodies.units[0]).order_by("year", "vintage")
    assert [(row.year, row.vintage, row.amount) for row in rows] == [
        (2026, 1, Decimal(61_000_400)),
        (2026, 2, Decimal(62_000_000)),
        (2027, 1, Decimal(63_000_000)),
    ]
    missed = client.post(here, values | {"request_id": str(uuid4()), "frame-2026": "5"})
    assert len(missed.context["missed"].rows) == 2
    version = {"version": missed.context["form"]["version"].value(), "request_id": str(uuid4())}
    assert client.post(here, values | version | {"frame-2026": "5"}).status_code == 302
    page = client.get(address(bodies, "budget_card", bodies.units[0].key))
    told = [(row.cells["year"].value, row.cells["holds"].value) for row in page.context["frames"].rows]
    assert told == [("2026", "holds"), ("2026", "replaced"), ("2026", "replaced"), ("2027", "holds")]
    signed_in(Role.UNIT_MANAGER, bodies.units[0])
    assert client.get(here).status_code == 403


def test_outcome_is_entered_by_the_body_s_manager_and_leads_back_to_the_report(
    client: Client, signed_in: PersonWith, filled: None, bodies: Bodies, periods: list[ReportingPeriod]
) -> None:
    open_period(period=periods[1], person=None)
    signed_in(Role.UNIT_MANAGER, bodies.units[0])
    report = address(bodies, "report_write", "T2", bodies.units[0].key)
    money = client.get(report).context["money"]
    assert money.sentence == "Frame: 61.0 million kronor. No outcome or forecast is entered."
    assert money.last == (
        "First tertial 2026: Outcome: 20.9 million kronor, 34.3 % of the frame. "
        "Forecast for the year: 62.3 million kronor, 1,300 thousand kronor above the frame."
    )
    values = {"version": 2, "request_id": str(uuid4()), "outcome": "41000000", "forecast": "60500000.50"}
    response = client.post(money.enter, values)
    assert response.headers["location"] == report
    row = BudgetOutcome._base_manager.get(organisation=bodies.units[0], period="T2")
    assert (row.outcome, row.forecast) == (Decimal(41_000_000), Decimal("60500000.50"))
    assert "500 thousand kronor below the frame" in client.get(report).content.decode()
    assert client.get(address(bodies, "budget_spent", bodies.units[0].key, "K7")).status_code == 404
    assert client.get(address(bodies, "budget_spent", bodies.units[1].key, "T2")).status_code == 403


def test_way_back_leads_to_a_report_of_the_plan_only(
    client: Client, signed_in: PersonWith, filled: None, bodies: Bodies
) -> None:
    signed_in(Role.UNIT_MANAGER, bodies.units[0])
    here = address(bodies, "budget_spent", bodies.units[0].key, "T1") + "?report=https://example.org/"
    response = client.post(here, {"version": 2, "request_id": str(uuid4()), "outcome": "1", "forecast": "2"})
    assert response.headers["location"] == address(bodies, "budget_card", bodies.units[0].key)


def test_card_and_goal_show_money_beside_result(
    client: Client, signed_in: PersonWith, filled: None, bodies: Bodies, card_of: CardOf
) -> None:
    signed_in(Role.READER, bodies.municipality)
    goal = GoalEdition._base_manager.get(card=card_of(bodies.municipality))
    for name, more in (("card", [bodies.units[0].key]), ("goal", [bodies.municipality.key, goal.pk])):
        response = client.get(address(bodies, name, *more))
        piece = next(each for each in response.context["pieces"] if each.key == "budget")
        facts = dict(piece.context["facts"])
        assert facts["Frame"] == ("61.0 million kronor" if name == "card" else "640.0 million kronor")
        assert facts["Outcome"] == ("20.9 million kronor, 34.3 % of the frame" if name == "card" else "not entered")
        assert piece.context["deviation"] == ("1,300 thousand kronor above the frame" if name == "card" else "")
    plan = client.get(address(bodies, "plan"))
    assert address(bodies, "budget") in plan.content.decode()


@pytest.mark.parametrize(("name", "most"), [("budget", 9), ("budget_card", 12)])
def test_pages_ask_a_bounded_number_of_questions(
    client: Client,
    signed_in: PersonWith,
    filled: None,
    bodies: Bodies,
    name: str,
    most: int,
    django_assert_max_num_queries: Any,
) -> None:
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    here = address(bodies, name, *([bodies.units[0].key] if name == "budget_card" else []))
    client.get(here)
    with django_assert_max_num_queries(most):
        response: HttpResponse = client.get(here)
    assert response.status_code == 200
