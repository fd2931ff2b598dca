"""Documents of many results at once: made by the worker with progress, fetched by whoever asked, kept for a week."""

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.library import Library
from kompassros.evaluations.reports import bundle
from kompassros.organisations.roles import Role
from kompassros.records import archives, clock, jobs
from kompassros.records.errors import DomainError
from kompassros.records.models import Job
from tests.evaluations.course_cases import demo_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Archives of a test lie in a folder of its own."""
    settings.DATA_DIR = tmp_path


def slugs() -> list[str]:
    return [entry.slug for entry in bundle.results_made_here(Library.open())]


def asked(**wanted: Any) -> Job:
    values = {"slugs": slugs(), "kind": "scores", "ending": "json", "language": "sv"}
    return bundle.start(**values | wanted, person=demo_person(Role.LEAD_EVALUATOR))


def done(job: Job) -> Job:
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_archive_holds_a_document_of_each_result_and_tells_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(jobs.Progress, "report", lambda _self, done, total: told.append((done, total)))
    job = done(asked())
    path = archives.file_of(job)
    assert path is not None
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [f"{slug}-scores-sv.json" for slug in slugs()]
        assert archive.testzip() is None
    count = len(slugs())
    assert count > 2
    assert told == [*((number, count) for number in range(count)), (count, count)]
    assert job.result is not None
    assert (job.result["count"], job.result["missing"]) == (count, [])


def test_result_that_is_not_public_is_left_out_and_named() -> None:
    job = done(asked(slugs=[slugs()[0], "gone-2020"]))
    assert job.result is not None
    assert (job.result["count"], job.result["missing"]) == (1, ["gone-2020"])


@pytest.mark.parametrize("wanted", [{"slugs": []}, {"slugs": ["a"] * (bundle.MOST + 1)}, {"ending": "exe"}])
def test_impossible_wish_is_refused_with_a_sentence(wanted: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        asked(**wanted)
    assert not Job.objects.filter(kind=bundle.KIND).exists()


def test_form_starts_the_work_and_its_page_leads_to_the_archive(client: Client) -> None:
    client.force_login(demo_person(Role.ADMINISTRATOR))
    where = reverse("courses:bundle")
    assert slugs()[0] in client.get(where).content.decode()
    sent = {"what": "scores.xlsx", "language": "nb", "results": slugs()[:2]}
    to_job = client.post(where, sent)
    job = Job.objects.get(kind=bundle.KIND)
    assert to_job["Location"] == reverse("records:job", args=[job.uid])
    assert client.get(reverse("courses:bundle_file", args=[job.uid])).status_code == 404
    jobs.run(job.pk)
    ready = reverse("courses:bundle_ready", args=[job.uid])
    assert client.get(to_job["Location"])["Location"] == ready
    assert "2 documents are made." in client.get(ready).content.decode()
    content = b"".join(client.get(reverse("courses:bundle_file", args=[job.uid])))  # type: ignore[arg-type]
    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) == 2
    client.force_login(demo_person(Role.LEAD_EVALUATOR))
    for name in ("bundle_ready", "bundle_file"):
        assert client.get(reverse(f"courses:{name}", args=[job.uid])).status_code == 403


def test_form_without_a_choice_says_so(client: Client) -> None:
    client.force_login(demo_person(Role.ADMINISTRATOR))
    answer = client.post(reverse("courses:bundle"), {"what": "report.pdf", "language": "sv"})
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()


def test_archive_is_removed_after_a_week() -> None:
    job = done(asked(slugs=slugs()[:1]))
    path = archives.file_of(job)
    assert path is not None
    assert archives.sweep() == 0
    old = (clock.now() - archives.KEPT_FOR).timestamp() - 1
    os.utime(path, (old, old))
    assert archives.sweep() == 1
    assert archives.file_of(job) is None
