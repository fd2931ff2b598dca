import io
from collections.abc import Callable
from datetime import date
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
from kompassros.steering.activities.models import Activity, ActivityEntry
from kompassros.steering.activities.reading import COLUMNS, read_activities, sealed, take_in
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import Card
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CardOf = Callable[[Organisation], Card]
PersonWith = Callable[[Role, Organisation], Person]
HEAD = ";".join(COLUMNS)


def csv_of(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows)).encode()


def troubles(card: Card, *rows: str) -> list[tuple[int, str, str]]:
    read = read_activities("a.csv", csv_of(*rows), card)
    return [(each.row, each.column, each.message) for each in read.troubles]


def test_file_adds_to_the_card_and_to_those_below(
    bodies: Bodies, card_of: CardOf, goal: GoalEdition, school: Card
) -> None:
    area = card_of(bodies.areas[0])
    rows = (
        "Läsverkstad;Ängens skola;alla läser;Rektor;2026-05-31;12 500,50;påbörjad;",
        f"Musik;{bodies.units[1].key};;;;;late;Piano saknas.",
        "Samla in;;;;;;;",
    )
    read = read_activities("a.csv", csv_of(*rows), area)
    assert read.troubles == []
    assert take_in(card=area, content=sealed(area, read.wishes), person=None) == 3
    added = Activity._base_manager.filter(plan=area.plan).order_by("pk")
    assert [(each.title, each.organisation, each.goal, each.deadline, each.cost, each.status) for each in added] == [
        ("Läsverkstad", bodies.units[0], goal, date(2026, 5, 31), Decimal("12500.50"), "started"),
        ("Musik", bodies.units[1], None, None, None, "late"),
        ("Samla in", bodies.areas[0], None, None, None, "not_started"),
    ]
    told = ActivityEntry._base_manager.filter(activity__in=added).order_by("pk")
    assert [(entry.status, entry.text) for entry in told] == [("started", ""), ("late", "Piano saknas.")]


def test_workbook_with_real_dates_and_numbers_is_read_the_same(school: Card) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["title", "deadline", "cost"])
    sheet.append(["Läsverkstad", date(2026, 5, 31), 12500])
    stream = io.BytesIO()
    book.save(stream)
    read = read_activities("a.xlsx", stream.getvalue(), school)
    assert read.troubles == []
    assert [(wish.content.deadline, wish.content.cost) for wish in read.wishes] == [(date(2026, 5, 31), Decimal(12500))]


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (";;;;;;;x", "title", "Say what shall be done."),
        ("a;Ekskolan;;;;;;", "body", "No body with a card of this year below here has this name."),
        ("a;Åsens förskola;;;;;;", "body", "No body with a card of this year below here has this name."),
        ("a;;Okänt;;;;;", "goal", "Neither the body's card nor one above has a goal of this title."),
        ("a;;;;31/5;;;", "deadline", "Write the day as 2026-05-31."),
        ("a;;;;2026-02-30;;;", "deadline", "Write the day as 2026-05-31."),
        ("a;;;;;dyrt;;", "cost", "Write the cost in kronor as a number, such as 12500."),
        ("a;;;;;-1;;", "cost", "The cost is given in kronor and cannot be below zero."),
        ("a;;;;;;snart;", "status", "Choose one of the five statuses."),
        ("a;;;;;;cancelled;", "status", "Say in the column note why it is late or cancelled."),
        ("läsverkstad;;;;;;;", "title", "An activity of this title stands on the card already, or twice in the file."),
    ],
)
def test_trouble_is_told_by_row_and_column(
    activity: Activity, school: Card, row: str, column: str, sentence: str
) -> None:
    assert troubles(school, "I ordning;;;;;;;", row) == [(3, column, sentence)]


def test_same_file_twice_and_a_content_of_another_card_are_refused(
    bodies: Bodies, card_of: CardOf, school: Card
) -> None:
    read = read_activities("a.csv", csv_of("Läsverkstad;;;;;;;"), school)
    content = sealed(school, read.wishes)
    with pytest.raises(DomainError, match="no longer valid"):
        take_in(card=card_of(bodies.units[1]), content=content, person=None)
    take_in(card=school, content=content, person=None)
    sentence = "An activity of this title stands on the card already, or twice in the file."
    assert troubles(school, "Läsverkstad;;;;;;;") == [(2, "title", sentence)]


def test_looking_over_many_rows_takes_three_queries(school: Card, django_assert_num_queries: Any) -> None:
    rows = [f"Nummer {number};;;;;;;" for number in range(60)]
    with django_assert_num_queries(3):
        read_activities("a.csv", csv_of(*rows), school)


def test_page_shows_what_is_added_and_then_adds_it_once(
    client: Client, school: Card, bodies: Bodies, person_with: PersonWith
) -> None:
    client.force_login(person_with(Role.UNIT_MANAGER, bodies.units[0]), backend=BACKEND)
    names = [bodies.municipality.key, YEAR, bodies.units[0].key]
    address = reverse("steering:activity_file_in", args=names)
    broken = client.post(address, {"file": SimpleUploadedFile("a.csv", csv_of("a;;;;;x;;"))})
    assert broken.context["troubles"].rows[0].cells["column"].value == "cost"
    shown = client.post(address, {"file": SimpleUploadedFile("a.csv", csv_of("Läsverkstad;;;;;;;"))})
    assert shown.context["wishes"].rows[0].cells["activity"].value == "Läsverkstad"
    assert not Activity._base_manager.filter(plan=school.plan).exists()
    values = shown.context["take"].initial | {"request_id": str(uuid4())}
    for _retry in range(2):
        client.post(reverse("steering:activity_take_in", args=names), values)
    assert Activity._base_manager.filter(plan=school.plan).count() == 1
    client.force_login(person_with(Role.UNIT_MANAGER, bodies.units[1]), backend=BACKEND)
    assert client.get(address).status_code == 403
