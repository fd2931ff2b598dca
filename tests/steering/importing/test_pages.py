"""The pages by which a scorecard is sent in, its columns are said, and what it changes is stored."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.importing.fields import Field
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.conftest import Bodies
from tests.steering.importing.scorecard_files import FULL, HEAD, SICK, csv_of

pytestmark = pytest.mark.django_db
Address = Callable[..., str]


@pytest.fixture
def leader(bodies: Bodies, person_with: Callable[[Role, Any], Person], client: Client) -> Client:
    person = person_with(Role.COORDINATOR, bodies.municipality)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def address(bodies: Bodies) -> Address:
    def of(name: str = "import") -> str:
        return reverse(f"steering:{name}", args=[bodies.municipality.key])

    return of


def send(leader: Client, address: Address, data: bytes, name: str = "styrkort.csv", **more: Any) -> str:
    sent = {"file": SimpleUploadedFile(name, data), "structure": "plain", "year": "", "decision": "", **more}
    response = leader.post(address(), sent)
    assert response.status_code == 200
    return unescape(response.content.decode())


def contents(page: str) -> list[str]:
    """Return the sealed texts of the page's forms: what is stored, then what the columns are said with."""
    return re.findall(r'name="content" value="([^"]+)"', page)


def stored(bodies: Bodies) -> list[tuple[str, str, str]]:
    rows = IndicatorEdition._base_manager.filter(plan__organisation=bodies.municipality).order_by("pk")
    return list(rows.values_list("title", "unit", "attainment"))


def test_file_is_looked_over_and_then_stored_once(leader: Client, address: Address, bodies: Bodies) -> None:
    page = send(leader, address, csv_of(HEAD, SICK, FULL))
    for words in ("The plan of 2026 is begun.", "The indicator is new; target: < 6 %.", "Store all of it"):
        assert words in page
    assert stored(bodies) == []
    form = {"content": contents(page)[0], "request_id": str(uuid4())}
    for _time in range(2):
        response = leader.post(address("import_store"), form, follow=True)
        assert "2 rows are stored." in response.content.decode()
    assert stored(bodies) == [("Sjukfrånvaro", "%", "not_met"), ("Heltid", "%", "not_met")]
    again = send(leader, address, csv_of(HEAD, SICK, FULL))
    assert "2 rows are known already and change nothing." in again
    assert "Read as “styrkort.csv” was on" in again
    assert "Store all of it" not in again


def test_wrong_cells_are_told_and_nothing_can_be_stored(leader: Client, address: Address) -> None:
    page = send(leader, address, csv_of(HEAD, "A;x;upwards;%;;1;2"))
    assert "<b>styrkort, row 2, C:</b> Write whether “low” or “high” is good, or “none”." in page
    assert "Store all of it" not in page


def test_columns_are_said_by_hand_and_kept(leader: Client, address: Address, bodies: Bodies) -> None:
    data = csv_of("Vad;Hur;Enhet;Utfall 2026", "A;x;antal;5")
    page = send(leader, address, data)
    assert "Say which column holds the goal and which the indicator; without both nothing is read." in page
    said = {f"column-{number}": field.value for number, field in enumerate((Field.GOAL, Field.INDICATOR, Field.UNIT))}
    again = leader.post(address("import_columns"), {"content": contents(page)[0], **said, "column-3": Field.RESULT})
    page = unescape(again.content.decode())
    leader.post(address("import_store"), {"content": contents(page)[0], "request_id": str(uuid4())})
    assert stored(bodies) == [("x", "antal", "not_measured")]
    assert "1 row is known already and changes nothing." in send(leader, address, data)


def test_address_of_the_columns_without_a_file_leads_to_the_file(leader: Client, address: Address) -> None:
    assert leader.get(address("import_columns")).headers["Location"] == address()


def test_two_columns_of_one_kind_are_told(leader: Client, address: Address) -> None:
    page = send(leader, address, csv_of(HEAD, SICK))
    said = {f"column-{number}": Field.GOAL.value for number in range(7)}
    again = leader.post(address("import_columns"), {"content": contents(page)[0], **said})
    assert "“Goal” is chosen for several columns. Choose one of them." in unescape(again.content.decode())


def test_what_was_changed_meanwhile_is_not_stored(leader: Client, address: Address, bodies: Bodies) -> None:
    page = send(leader, address, csv_of(HEAD, SICK))
    other = send(leader, address, csv_of(HEAD, FULL))
    for each, told in ((other, "1 row is stored."), (page, "Something was changed after you looked the file over.")):
        form = {"content": contents(each)[0], "request_id": str(uuid4())}
        assert told in leader.post(address("import_store"), form, follow=True).content.decode()
    assert [title for title, _unit, _status in stored(bodies)] == ["Heltid"]


def test_file_of_another_municipality_is_not_taken_in(leader: Client, address: Address, bodies: Bodies) -> None:
    page = send(leader, address, csv_of(f"{HEAD};kommun", f"{SICK};Granby"))
    assert "The row is of Granby; this import is for Lövhult." in page


def test_sealed_text_that_is_not_ours_is_refused(leader: Client, address: Address) -> None:
    for name in ("import_store", "import_columns"):
        form = {"content": "x", "request_id": str(uuid4())}
        response = leader.post(address(name), form, follow=True)
        assert "What was looked over is no longer valid. Send the file in again." in response.content.decode()


@pytest.mark.parametrize("data", [b"", b"<html>", b"PK\x03\x04", b"a;b\n1;2", b"\xff\xfe\x00"])
def test_files_that_cannot_be_read_say_why(leader: Client, address: Address, data: bytes) -> None:
    page = send(leader, address, data)
    assert 'aria-invalid="true"' in page


def test_only_who_leads_opens_it(
    address: Address, bodies: Bodies, person_with: Callable[[Role, Any], Person], client: Client
) -> None:
    for role in (Role.UNIT_MANAGER, Role.POLITICIAN, Role.AUDITOR):
        person = person_with(role, bodies.municipality)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(address()).status_code == 403
    assert not SteeringPlan._base_manager.filter(organisation=bodies.municipality).exists()
