"""Fixtures of the tests of published results."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import kompassros.instruments
from kompassros.evaluations import published
from kompassros.instruments.exchange import read_edition
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.organisations import people
from kompassros.organisations.demo import OWN, SINCE, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role

EDITIONS = Path(kompassros.instruments.__file__).parent / "data"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences in English, so that tests can name them."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def no_sheet_is_kept() -> None:
    """What a process keeps of frozen rows goes by their number, which the next test uses again."""
    published._kept.clear()


@pytest.fixture(scope="session")
def editions() -> dict[str, EditionFile]:
    """The packaged editions of Kommunkompassen by version."""
    found = [read_edition(path) for path in sorted(EDITIONS.glob("kommunkompassen-*.yaml"))]
    return {edition.version: edition for edition in found}


@pytest.fixture
def granby(loaded: None) -> Organisation:
    """A municipality that does not exist."""
    return Organisation.objects.get(key=OWN)


@pytest.fixture
def sweden(loaded: None) -> Organisation:
    """The country whose results the administrator imports."""
    return Organisation.objects.get(key="sverige")


@pytest.fixture
def administrator(loaded: None) -> Person:
    """The administrator of Sweden and Norway."""
    return Person.objects.get(email=demo_address(Role.ADMINISTRATOR))


@pytest.fixture
def norwegian(loaded: None) -> Person:
    """An administrator of Norway alone."""
    person = people.invite(email="norge@demo.example", name="Nora Norsk", made_up=True)
    norway = Organisation.objects.get(key="norge")
    people.grant_role(person=person, role=Role.ADMINISTRATOR, organisation=norway, since=SINCE, granted_by=None)
    return person
