"""The reports of all municipalities: one job for one wish, one archive that is whole, and a list of what is in it."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.indicators.results import of_all
from kompassros.indicators.results.building import build_reports
from kompassros.indicators.results.of_all import Wish
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records import archives, jobs
from kompassros.records.errors import DomainError
from kompassros.records.models import Job
from kompassros.statistics.models import Unit, UnitClass
from tests.evaluations.course_cases import demo_person
from tests.indicators.results.made_reports import made_report

pytestmark = pytest.mark.django_db
WISH = Wish("kkik-2024", 2024, "XX-municipality", ("figures.json",), "quarters", "en")


@pytest.fixture(autouse=True)
def few_units(settings: Any, tmp_path: Path) -> None:
    """Archives lie in a folder of the test; of the made-up municipalities four are left in their class."""
    settings.DATA_DIR = tmp_path
    other = UnitClass.objects.create(number=200, key="XX-left", country="XX", kind=UnitClass.Kind.REGION)
    Unit.objects.filter(country="XX").exclude(code__in=["M001", "M002", "M003", "M007"]).update(unit_class=other)


@pytest.fixture
def administrator() -> Person:
    return demo_person(Role.ADMINISTRATOR)


def done(job: Job) -> dict[str, Any]:
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    result: dict[str, Any] = job.result or {}
    return result


def archive_of(job: Job) -> zipfile.ZipFile:
    path = archives.file_of(job)
    assert path is not None
    return zipfile.ZipFile(path)


def contents_of(archive: zipfile.ZipFile) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read("contents.csv").decode("utf-8-sig"))))[1:]


def test_archive_holds_each_report_and_lists_it(administrator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(jobs.Progress, "report", lambda _self, done, total: told.append((done, total)))
    job = of_all.start(wish=replace(WISH, files=("figures.json", "figures.xlsx")), person=administrator)
    assert done(job)["called"] == "results-made-up-kkik-2024-2024-en.zip"
    with archive_of(job) as archive:
        assert archive.testzip() is None
        lines = contents_of(archive)
        assert [line[0] for line in lines] == ["M001", "M002", "M003", "M007"]
        assert {line[5] for line in lines} == {"made-up demo data"}
        assert sorted(archive.namelist()) == sorted(["contents.csv", *(n for line in lines for n in line[6].split())])
        assert "figures-json/kommun-007-m007-kkik-2024-2024-figures-en.json" in archive.namelist()
        found = json.loads(archive.read("figures-json/kommun-007-m007-kkik-2024-2024-figures-en.json"))
    assert [one["value"] for one in found["results"]] == [
        one.value.value if one.value else None for one in made_report().results
    ]
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_municipality_without_values_is_left_out_and_named(administrator: Person) -> None:
    Unit.objects.filter(code="M002").update(code="M002X", number=99_999)
    job = of_all.start(wish=WISH, person=administrator)
    result = done(job)
    assert (result["count"], result["left_out"]) == (3, ["Kommun 002"])
    with archive_of(job) as archive:
        (line,) = [line for line in contents_of(archive) if line[1] == "Kommun 002"]
    assert (line[4], line[6], line[7]) == ("0", "", "left out: no measure has a value")


def test_second_wish_of_the_same_does_not_start_a_second_job(administrator: Person) -> None:
    first = of_all.start(wish=WISH, person=administrator)
    assert of_all.start(wish=WISH, person=administrator).pk == first.pk
    other = of_all.start(wish=replace(WISH, language="sv"), person=administrator)
    assert other.pk != first.pk
    done(first)
    assert of_all.start(wish=WISH, person=administrator).pk not in (first.pk, other.pk)


def test_job_of_a_killed_worker_begins_anew_and_gives_a_whole_archive(
    administrator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = of_all.start(wish=WISH, person=administrator)
    with monkeypatch.context() as patch:

        def kill(_self: object, done: int, _total: int) -> None:
            if done == 2:
                raise KeyboardInterrupt

        patch.setattr(jobs.Progress, "report", kill)
        with pytest.raises(KeyboardInterrupt):
            jobs.run(job.pk)
    assert list(archives.folder().iterdir()) == []
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
    assert done(job)["count"] == 4
    with archive_of(job) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"files": ()},
        {"files": ("report.exe",)},
        {"rule": "thirds"},
        {"measure_set": "nothing"},
        {"unit_class": "SE-V99"},
    ],
)
def test_impossible_wish_is_refused_with_a_sentence(administrator: Person, wrong: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        of_all.start(wish=replace(WISH, **wrong), person=administrator)
    assert not Job.objects.filter(kind=of_all.KIND).exists()


def test_page_starts_the_work_once_and_leads_to_the_archive(client: Client, administrator: Person) -> None:
    client.force_login(administrator)
    where = reverse("results_reports:ask")
    assert "kkik-2024" in client.get(where).content.decode()
    sent = {
        "measure_set": "kkik-2024",
        "year": 2024,
        "unit_class": "XX-municipality",
        "documents": ["figures.json"],
        "rule": "quarters",
        "language": "en",
        "request_id": "5f0ee5a0-6f5c-4a8c-8a6a-3d7b2f9f1c11",
    }
    addresses = {client.post(where, sent)["Location"] for _ in range(2)}
    job = Job.objects.get(kind=of_all.KIND)
    assert addresses == {reverse("records:job", args=[job.uid])}
    assert client.get(reverse("results_reports:archive", args=[job.uid])).status_code == 404
    done(job)
    ready = reverse("results_reports:ready", args=[job.uid])
    assert client.get(addresses.pop())["Location"] == ready
    assert "Reports of 4 municipalities are made." in client.get(ready).content.decode()
    answer = client.get(reverse("results_reports:archive", args=[job.uid]))
    assert "results-made-up-kkik-2024-2024-en.zip" in answer["Content-Disposition"]
    content = answer.getvalue()
    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) == 5
    client.force_login(demo_person(Role.LEAD_EVALUATOR))
    assert client.get(where).status_code == 403
    for name in ("ready", "archive"):
        assert client.get(reverse(f"results_reports:{name}", args=[job.uid])).status_code == 403


def test_wrong_form_says_what_is_wrong(client: Client, administrator: Person) -> None:
    client.force_login(administrator)
    answer = client.post(reverse("results_reports:ask"), {"measure_set": "nothing", "year": 1, "documents": []})
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    assert not Job.objects.filter(kind=of_all.KIND).exists()


def test_reports_of_all_made_up_values_equal_those_made_alone() -> None:
    units = list(Unit.objects.filter(code__in=["M001", "M003", "M007"]).select_related("unit_class").order_by("code"))
    report = made_report()
    together = build_reports(units=units, measure_set=report.measure_set, year=2024)
    assert list(together) == [made_report(unit.code) for unit in units]
