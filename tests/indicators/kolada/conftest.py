"""Fixtures of these tests: a server that answers as Kolada does, a client without long waits, sentences in English."""

from collections.abc import Iterator

import httpx
import pytest
from django.utils import translation

from kompassros.indicators.kolada.client import KoladaClient
from kompassros.indicators.kolada.connection import Retries
from tests.indicators.kolada.fake_kolada import Kolada, serving

QUICK = Retries(attempts=3, first=0.0, longest=0.0, spread=0.0, longest_asked=5.0)
AT_ANY_PACE = 1e6


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def kolada() -> Iterator[Kolada]:
    with serving() as server:
        yield server


@pytest.fixture
def client(kolada: Kolada) -> Iterator[KoladaClient]:
    with quick_client(kolada.url) as client:
        yield client


def quick_client(url: str) -> KoladaClient:
    """A client whose transport passes by proxies that the environment names, and loads no certificates."""
    transport = httpx.HTTPTransport(verify=False)
    return KoladaClient(url, transport=transport, requests_per_second=AT_ANY_PACE, retries=QUICK)
