"""Fixtures of these tests: the made-up municipalities, their people, and texts in English."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role

MakePerson = Callable[..., Person]
SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def sweden(db: None) -> Organisation:
    return Organisation.objects.get(key="sverige")


@pytest.fixture
def granby(db: None) -> Organisation:
    """A made-up municipality in which every role is filled."""
    return Organisation.objects.get(key="granby")


@pytest.fixture
def norrvik(db: None) -> Organisation:
    """Another made-up municipality, with one coordinator."""
    return Organisation.objects.get(key="norrvik")


@pytest.fixture
def administrator(db: None) -> Person:
    return Person.objects.get(email=demo_address(Role.ADMINISTRATOR))


@pytest.fixture
def coordinator(db: None) -> Person:
    """The coordinator of Granby."""
    return Person.objects.get(email=demo_address(Role.COORDINATOR))


@pytest.fixture
def sign_in(client: Client) -> SignIn:
    def sign_in(person: Person) -> Client:
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def second_client() -> Client:
    """A second editor's browser."""
    return Client()
