import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import DomainError
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.budget.reading import read_budget
from kompassros.steering.budget.taking_in import sealed, take_in
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.budget.conftest import CardOf, frame, spend
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PersonWith = Callable[[Role, Organisation], Person]
UNDECIDED = (
    "The frame of 2026 belongs to an adopted plan. Name the decision that changes it, such as “KF 2026-06-15 § 84”."
)
HEAD = "body;2026;2027;period;outcome;forecast;decision;source"


def csv_of(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def stored_frames() -> list[tuple[str, int, int, Decimal | None, str]]:
    rows = (
        BudgetFrame._base_manager.filter(card__plan__organisation__key="lovhult")
        .select_related("organisation")
        .order_by("pk")
    )
    return [(row.organisation.name, row.year, row.vintage, row.amount, row.decision) for row in rows]


def stored_spent() -> list[tuple[str, str, Decimal | None, Decimal | None, str]]:
    rows = (
        BudgetOutcome._base_manager.filter(card__plan__organisation__key="lovhult")
        .select_related("organisation")
        .order_by("pk")
    )
    return [(row.organisation.name, row.period, row.outcome, row.forecast, row.source) for row in rows]


def test_file_stores_frames_and_what_is_spent_and_the_same_file_again_nothing(
    periods: list[ReportingPeriod], adopted: SteeringPlan, bodies: Bodies
) -> None:
    rows = (
        "Lärande;12 500 000,50;13000000;;;;KF § 7;",
        f"{bodies.units[0].key};;;T1;−250;1000;;Ekonomisystemet",
        "hemtjänst;900;;year;10;;KF § 8;",
    )
    read = read_budget("a.csv", csv_of(*rows), adopted)
    assert read.troubles == []
    assert take_in(plan=adopted, content=sealed(adopted, read.wishes), person=None) == 3
    assert stored_frames() == [
        ("Lärande", 2026, 1, Decimal("12500000.50"), "KF § 7"),
        ("Lärande", 2027, 1, Decimal(13000000), "KF § 7"),
        ("Hemtjänst", 2026, 1, Decimal(900), "KF § 8"),
    ]
    assert stored_spent() == [
        ("Ängens skola", "T1", Decimal(-250), Decimal(1000), "Ekonomisystemet"),
        ("Hemtjänst", "", Decimal(10), None, ""),
    ]
    again = read_budget("a.csv", csv_of(*rows), adopted)
    assert [wish.changes for wish in again.wishes] == [False, False, False]
    assert take_in(plan=adopted, content=sealed(adopted, again.wishes), person=None) == 0
    assert len(stored_frames()) == 3


@pytest.mark.parametrize(
    "head",
    [
        "Verksamhet;Ram 2026 (kronor);Period;Utfall;Prognos för året;Beslut",
        "Virksomhet;Ramme 2026;Periode;Regnskap;Prognose for året;Vedtak",
        "Body;2026 (kronor);PERIOD;Outcome;Forecast for the year;Decision",
    ],
)
def test_columns_are_known_in_every_language(periods: list[ReportingPeriod], adopted: SteeringPlan, head: str) -> None:
    read = read_budget("a.csv", csv_of("Omsorg;5;T2;3;4;KF § 7", head=head), adopted)
    assert read.troubles == []
    (wish,) = read.wishes
    assert (wish.frames, wish.period, wish.decision) == ({YEAR: Decimal(5)}, periods[1], "KF § 7")


def test_workbook_with_real_numbers_is_read_the_same(periods: list[ReportingPeriod], adopted: SteeringPlan) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["body", 2026, "decision"])
    sheet.append(["Omsorg", 12500000.5, "KF § 7"])
    stream = io.BytesIO()
    book.save(stream)
    read = read_budget("a.xlsx", stream.getvalue(), adopted)
    assert read.troubles == []
    assert read.wishes[0].frames == {YEAR: Decimal("12500000.5")}


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("Okänd;1;;;;;KF;", "body", "No body with a card in this plan has this name."),
        (";1;;;;;KF;", "body", "No body with a card in this plan has this name."),
        ("Omsorg;;;;;;KF;", "body", "The row has no amount. Fill in a year, an outcome or a forecast."),
        ("Omsorg;mycket;;;;;KF;", "2026", "Write the amount in kronor as a number, such as 12500000."),
        (
            "Omsorg;;0,001;;;;KF;",
            "2027",
            "An amount is given in kronor with two decimals at most, below a million million.",
        ),
        ("Omsorg;;;;5;;;", "period", "Name a reporting period of the plan: T1, T2, year."),
        ("Omsorg;;;T9;5;;;", "period", "Name a reporting period of the plan: T1, T2, year."),
        ("Omsorg;;;T1;;x;;", "forecast", "Write the amount in kronor as a number, such as 12500000."),
        (
            "Omsorg;5;;;;;;",
            "decision",
            UNDECIDED,
        ),
        ("Lärande;6;;;;;KF;", "2026", "An earlier row of the file has this amount of the body already."),
        ("Lärande;;;T1;6;;;", "period", "An earlier row of the file has this amount of the body already."),
    ],
)
def test_trouble_is_told_by_row_and_column(
    periods: list[ReportingPeriod], adopted: SteeringPlan, row: str, column: str, sentence: str
) -> None:
    read = read_budget("a.csv", csv_of("Lärande;5;;T1;5;;KF § 7;", row), adopted)
    assert [(each.row, each.column, each.message) for each in read.troubles] == [(3, column, sentence)]


def test_looking_over_many_rows_takes_four_queries(
    periods: list[ReportingPeriod], adopted: SteeringPlan, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        read = read_budget("a.csv", csv_of(*[f"Omsorg;{number};;;;;KF;" for number in range(60)]), adopted)
    assert len(read.wishes) == 1


def test_what_was_changed_since_the_look_is_not_overwritten_and_nothing_is_stored(
    periods: list[ReportingPeriod], adopted: SteeringPlan, bodies: Bodies, card_of: CardOf
) -> None:
    rows = ("Omsorg;5;;;;;KF § 7;", "Lärande;;;T1;5;;;")
    content = sealed(adopted, read_budget("a.csv", csv_of(*rows), adopted).wishes)
    spend(card_of(bodies.areas[0]), 9)
    with pytest.raises(DomainError, match=r"Money of Lärande was changed since you looked."):
        take_in(plan=adopted, content=content, person=None)
    assert stored_frames() == []


def test_empty_cell_leaves_the_other_amount_of_a_period_as_it_is(
    periods: list[ReportingPeriod], adopted: SteeringPlan, bodies: Bodies, card_of: CardOf
) -> None:
    spend(card_of(bodies.areas[0]), 9, 20)
    read = read_budget("a.csv", csv_of("Lärande;;;T1;;22;;"), adopted)
    take_in(plan=adopted, content=sealed(adopted, read.wishes), person=None)
    assert stored_spent()[-1][:4] == ("Lärande", "T1", Decimal(9), Decimal(22))


def test_page_shows_what_changes_and_then_stores_it_once(
    client: Client,
    periods: list[ReportingPeriod],
    adopted: SteeringPlan,
    bodies: Bodies,
    card_of: CardOf,
    person_with: PersonWith,
) -> None:
    frame(card_of(bodies.areas[1]), 4)
    client.force_login(person_with(Role.CHIEF_EXECUTIVE, bodies.municipality), backend=BACKEND)
    names = [bodies.municipality.key, YEAR]
    address = reverse("steering:budget_file_in", args=names)
    broken = client.post(address, {"file": SimpleUploadedFile("a.csv", csv_of("Omsorg;x;;;;;;"))})
    assert broken.context["troubles"].rows[0].cells["column"].value == "2026"
    file = csv_of("Omsorg;5;;;;;KF § 7;", "Lärande;;;T1;7;8;;")
    shown = client.post(address, {"file": SimpleUploadedFile("a.csv", file)})
    assert [
        [row.cells[name].value for name in ("row", "body", "what", "before", "after")]
        for row in shown.context["wishes"].rows
    ] == [
        [2, "Omsorg", "Frame 2026", Decimal(4), Decimal(5)],
        [3, "Lärande", "Outcome: First tertial 2026", None, Decimal(7)],
        [3, "Lärande", "Forecast for the year: First tertial 2026", None, Decimal(8)],
    ]
    assert len(stored_frames()) == 1
    values = shown.context["take"].initial | {"request_id": str(uuid4())}
    for _retry in range(2):
        response = client.post(reverse("steering:budget_take_in", args=names), values)
        assert response.headers["location"] == reverse("steering:budget", args=names)
    assert [row[:4] for row in stored_frames()][1:] == [("Omsorg", 2026, 2, Decimal(5))]
    same = client.post(address, {"file": SimpleUploadedFile("a.csv", file)})
    assert (same.context["wishes"], same.context["take"], same.context["same"]) == (None, None, 2)
    client.force_login(person_with(Role.UNIT_MANAGER, bodies.areas[0]), backend=BACKEND)
    assert client.get(address).status_code == 403
