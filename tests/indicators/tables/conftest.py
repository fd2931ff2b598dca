"""A store of its own for each test; sentences in English."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from kompassros.indicators import measure_values
from kompassros.indicators.tables import receiving, working
from kompassros.indicators.tables.catalogue import catalogue_of
from kompassros.indicators.tables.models import TableImport
from kompassros.organisations import people
from kompassros.organisations.demo import SINCE, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.jobs import run
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset
from tests.indicators.tables.cases import again

Send = Callable[..., TableImport]


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    reading.manifest_of.cache_clear()
    measure_values._read.cache_clear()
    return settings.STATISTICS_DIR


@pytest.fixture(autouse=True)
def known_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the catalogue knows, read once for all tests here: it is the same in each, and tens of thousands of rows."""
    monkeypatch.setattr(working, "catalogue_of", _catalogue_of)


_catalogue_of = cache(catalogue_of)


@pytest.fixture
def sweden(db: None) -> Organisation:
    return Organisation.objects.get(key="sverige")


@pytest.fixture
def administrator(db: None) -> Person:
    """The administrator of Sweden and Norway."""
    return Person.objects.get(email=demo_address(Role.ADMINISTRATOR))


@pytest.fixture
def norwegian(db: None) -> Person:
    """An administrator of Norway alone."""
    person = people.invite(email="norge@demo.example", name="Nora Norsk", made_up=True)
    norway = Organisation.objects.get(key="norge")
    people.grant_role(person=person, role=Role.ADMINISTRATOR, organisation=norway, since=SINCE, granted_by=None)
    return person


@pytest.fixture
def dataset(db: None) -> Dataset:
    """A dataset in a store where nothing else is read."""
    Dataset.objects.update(current=None)
    return Dataset.objects.create(key="own-survey", title="Own survey", source="A survey", rank=20)


@pytest.fixture
def send(sweden: Organisation, administrator: Person) -> Send:
    """Send in a file for Sweden and let it be read."""

    def sending(content: str | bytes, name: str = "table.csv") -> TableImport:
        data = content.encode() if isinstance(content, str) else content
        received, job = receiving.receive(organisation=sweden, file_name=name, content=data, person=administrator)
        run(job.pk)
        return again(received)

    return sending
