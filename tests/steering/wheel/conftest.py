"""A clock that stands, and a wheel taken from Gausdal's."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from kompassros.organisations.models import Person
from kompassros.records import clock
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.services import take_template
from tests.steering.conftest import YEAR, Bodies

TODAY = date(YEAR, 4, 15)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC))


@pytest.fixture
def gausdal(bodies: Bodies) -> dict[str, WheelEvent]:
    """The entries of the made-up municipality's year by key, without the wheel's own."""
    take_template(organisation=bodies.municipality, year=YEAR, template="gausdal", person=None)
    rows = WheelEvent._base_manager.select_related("organisation")
    return {event.key.removeprefix("gausdal-"): event for event in rows}


@pytest.fixture
def sign_in(client: Client) -> Callable[[Person], Client]:
    def signed(person: Person) -> Client:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed


@pytest.fixture
def post() -> Callable[..., Any]:
    def send(client: Client, address: str, **values: Any) -> Any:
        return client.post(address, {"version": 1, **values}, follow=True)

    return send
