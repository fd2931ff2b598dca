"""A small catalogue, a store in memory, and `ask("v3", "/kpi", title="prov")`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from kompassros.statistics import reading
from tests.api.kolada.catalogue import Catalogue, make_catalogue
from tests.api.kolada.store import Store

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def catalogue(db: None) -> Catalogue:
    return make_catalogue()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    store = Store()
    monkeypatch.setattr(reading, "values", store.values)
    monkeypatch.setattr(reading, "objects", store.objects)
    monkeypatch.setattr(reading, "count_objects", store.count_objects)
    return store


@pytest.fixture
def ask(client: Client) -> Ask:
    def ask(version: str, path: str, **query: object) -> dict[str, Any]:
        answer = client.get(f"/kolada/{version}{path}", query)
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()
        return found

    return ask


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """A request through WSGI must not close the connection whose transaction the test takes back."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
