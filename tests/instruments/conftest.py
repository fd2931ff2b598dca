"""Fixtures of the tests of drafts of editions."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from kompassros.instruments import drafts, services
from kompassros.instruments.models import Edition, EditionDraft
from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from tests.instruments.tiny import read, tiny


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences in English, so that tests can name them."""
    with translation.override("en"):
        yield


@pytest.fixture
def sweden(db: None) -> Organisation:
    """The country that owns the drafts."""
    return Organisation.objects.get(key="sverige")


@pytest.fixture
def officer(db: None) -> Person:
    """The administrator of Sweden and Norway."""
    return Person.objects.get(email=demo_address(Role.ADMINISTRATOR))


@pytest.fixture
def stored(db: None) -> Edition:
    """The tiny edition, stored."""
    return services.store_edition(edition=read(tiny()))


@pytest.fixture
def draft(sweden: Organisation, officer: Person, stored: Edition) -> EditionDraft:
    """A draft of the tiny edition's next revision."""
    return drafts.start_draft(
        organisation=sweden, key="tiny", version="1.0", names=stored.content["name"], person=officer, based_on=stored
    )


@pytest.fixture
def browser(client: Client, officer: Person) -> Client:
    client.force_login(officer)
    return client
