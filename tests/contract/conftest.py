"""Fixtures of the tables of addresses: thousands of requests, of which only the answer's number is looked at."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

import kompassros.urls


def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refuse without drawing the page that tells a person so."""
    return HttpResponseForbidden()


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal is its number alone; the page of the refusal has tests of its own (tests/web)."""
    monkeypatch.setattr(kompassros.urls, "handler403", refuse, raising=False)
