"""Fixtures of the tests of published results."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

import kompassros.instruments
from kompassros.evaluations import published
from kompassros.evaluations.models import ResultImport
from kompassros.instruments.exchange import read_edition
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.organisations import people
from kompassros.organisations.demo import OWN, SINCE, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.jobs import run
from kompassros.records.models import Job
from tests.evaluations.pages import Upload, address

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
def granby(db: None) -> Organisation:
    """A municipality that does not exist."""
    return Organisation.objects.get(key=OWN)


@pytest.fixture
def sweden(db: None) -> Organisation:
    """The country whose results the administrator imports."""
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
def browser(client: Client, administrator: Person) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def upload(browser: Client, sweden: Organisation) -> Upload:
    """Send a file through the page and let its check run."""

    def uploading(content: bytes) -> ResultImport:
        file = SimpleUploadedFile("results.csv", content, "text/csv")
        answer = browser.post(address("import", "sverige"), {"file": file})
        job = Job.objects.get(kind="results.check", state=Job.State.QUEUED)
        assert answer.headers["Location"] == f"/en/manage/jobs/{job.uid}/"
        run(job.pk)
        with organisation_scope(sweden):
            found: ResultImport = ResultImport.objects.select_related("organisation").latest("pk")
        return found

    return uploading
