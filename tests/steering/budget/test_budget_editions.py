import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.freezing import canonical_json
from kompassros.steering.budget.frozen import compare_money, frozen_money, money_in
from kompassros.steering.periods import gathering
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.documents import period_report
from kompassros.steering.periods.figures import figures_workbook
from kompassros.steering.periods.files import report_of
from kompassros.steering.periods.frozen_period import FrozenPeriod
from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod
from kompassros.steering.periods.planning import open_period
from tests.steering.budget.conftest import CardOf, frame, spend
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def first(periods: list[ReportingPeriod]) -> ReportingPeriod:
    open_period(period=periods[0], person=None)
    return periods[0]


def close(period: ReportingPeriod) -> FrozenPeriod:
    found: FrozenPeriod = close_period(period=period, person=None).read()
    return found


def test_closing_freezes_the_money_of_the_period_and_later_changes_leave_it(
    first: ReportingPeriod, bodies: Bodies, card_of: CardOf
) -> None:
    area, unit = card_of(bodies.areas[0]), card_of(bodies.units[0])
    frame(area, 500, 600)
    frame(unit, 300)
    spend(unit, 120, 310)
    spend(unit, 999, 999, period="T2")
    frozen = close(first)
    before = canonical_json(frozen.content)
    cards = {card.name: card for card in frozen.cards}
    assert cards["Ängens skola"].content["budget"] == {
        "frames": {"2026": "300", "2027": None, "2028": None, "2029": None},
        "outcome": "120",
        "forecast": "310",
        "source": "Ekonomisystemet",
        "whole_year": False,
    }
    assert "budget" not in cards["Hemtjänst"].content
    assert frozen_money(cards["Ängens skola"]).deviation == -10
    places = {each.card.name: (each.below, each.difference) for each in money_in(frozen)}
    assert places["Lärande"] == (300, 200)
    assert places["Lövhult"] == (500, None)
    frame(unit, 900, decision="KF § 9")
    spend(unit, 1, 2)
    again = PeriodEdition.objects.get(period=first)
    assert canonical_json(again.content) == before


def test_amount_entered_while_closing_is_frozen_too(first: ReportingPeriod, bodies: Bodies, card_of: CardOf) -> None:
    before = gathering.marks(first)
    frame(card_of(bodies.units[0]), 5)
    between = gathering.marks(first)
    spend(card_of(bodies.units[0]), 5)
    assert len({before, between, gathering.marks(first)}) == 3


def test_gathering_asks_no_more_because_of_money(first: ReportingPeriod, bodies: Bodies, card_of: CardOf) -> None:
    counts = []
    for amount in (None, 5):
        if amount:
            frame(card_of(bodies.units[0]), amount)
            spend(card_of(bodies.units[0]), amount)
        with CaptureQueriesContext(connection) as queries:
            gathering.gather(first)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_report_and_workbook_show_money_where_there_is_any(
    first: ReportingPeriod, bodies: Bodies, card_of: CardOf
) -> None:
    unit = card_of(bodies.units[0])
    frame(unit, 61_000_400, 62_000_000)
    spend(unit, 20_900_000, 62_300_000)
    report = report_of(close_period(period=first, person=None))
    document = repr(period_report(report))
    assert "Money of each body, in thousand kronor; empty is not known" in document
    assert "('Ängens skola', '61,000', '20,900', '34.3 %', '62,300', '-1,300', '')" in document
    assert "Frames of the years after: 2027: 62.0 million kronor." in document
    sheet = openpyxl.load_workbook(io.BytesIO(figures_workbook(report)))["Budget"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Body", "Frame 2026 (kronor)", "Frame 2027 (kronor)")
    (row,) = [each for each in rows if each[0] == "Ängens skola"]
    assert row[1:3] == (61_000_400, 62_000_000)
    assert row[5:8] == (20_900_000, 62_300_000, -1_299_600)


def test_edition_without_money_makes_the_same_report_as_before(first: ReportingPeriod) -> None:
    report = report_of(close_period(period=first, person=None))
    assert "oney" not in repr(period_report(report))
    assert "Budget" not in openpyxl.load_workbook(io.BytesIO(figures_workbook(report))).sheetnames
    assert "budget" not in canonical_json(report.period.content)


def test_difference_and_edition_show_money(
    client: Client,
    periods: list[ReportingPeriod],
    first: ReportingPeriod,
    bodies: Bodies,
    card_of: CardOf,
    person_with: Callable[[Role, Organisation], Person],
) -> None:
    moved, same = card_of(bodies.units[0]), card_of(bodies.units[1])
    frame(moved, 300_000)
    spend(moved, 120_000, 310_000)
    frame(same, 200_000)
    before = close(first)
    spend(moved, 240_000, period="T2")
    open_period(period=periods[1], person=None)
    after = close(periods[1])
    (found,) = compare_money(before, after)
    assert (found.card.name, found.before.outcome, found.after.outcome) == ("Ängens skola", 120_000, 240_000)
    client.force_login(person_with(Role.READER, bodies.municipality), backend=BACKEND)
    key = bodies.municipality.key
    page = client.get(reverse("steering:period_difference", args=[key, YEAR, "T2"]))
    (row,) = page.context["money"].rows
    assert [row.cells[name].value for name in ("outcome-before", "outcome-after", "forecast-after")] == [
        Decimal(120),
        Decimal(240),
        None,
    ]
    edition = reverse("steering:period_edition", args=[key, YEAR, "T2", 1])
    shown = {str(row.cells["body"].value): row for row in client.get(edition).context["money"].rows}
    assert shown["Ängens skola"].cells["outcome"].value == Decimal(240)
    assert b"240000" in client.get(f"{edition}?format=csv&table=money").content
    assert client.get(reverse("steering:period_difference", args=[key, YEAR, "T1"])).context["found"] is None
