"""The administrator's pages of files: sent in, reported row by row, confirmed or withdrawn."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kompassros.evaluations import imports
from kompassros.evaluations.models import ResultImport, ScoreSheet
from kompassros.evaluations.reading import KNOWN
from kompassros.organisations.models import Organisation, Person
from kompassros.records.jobs import run
from kompassros.records.models import Job
from tests.evaluations.made_up import csv_of, published, row
from tests.evaluations.pages import Upload, address, state_of, text_of

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"
State = ResultImport.State


def test_import_is_reported_row_by_row(browser: Client, upload: Upload) -> None:
    received = upload((DATA / "every_trouble.csv").read_bytes())
    shown = text_of(browser, address("report", received.pk))
    for part in ("Row\u00a04", "area1", "101 points is more than", "Did you mean Tyresö?", "New: 3.", "Refused: 6."):
        assert part in shown, part
    assert "Store all rows" not in shown
    before = ScoreSheet.objects.count()
    browser.post(address("confirm", received.pk), {"version": received.version, "why": "x", "answered": "on"})
    assert not Job.objects.filter(kind="results.store").exists()
    assert ScoreSheet.objects.count() == before


def test_import_is_confirmed_and_stored(browser: Client, upload: Upload, administrator: Person) -> None:
    received = upload((DATA / "misspelt_municipality.csv").read_bytes())
    where = address("report", received.pk)
    assert "Store all rows" in text_of(browser, where)
    sent = {"version": received.version, "why": "the list of 2015"}
    answer = browser.post(address("confirm", received.pk), sent)
    assert "Answer the questions first" in answer.content.decode()
    assert answer.context["confirm"]["why"].value() == "the list of 2015"
    answer = browser.post(address("confirm", received.pk), sent | {"answered": "on"})
    job = Job.objects.get(kind="results.store")
    assert answer.headers["Location"].endswith(f"/manage/jobs/{job.uid}/")
    run(job.pk)
    shown = text_of(browser, where)
    assert "The file is stored" in shown
    assert "the list of 2015" in shown
    assert "Store all rows" not in shown
    assert browser.get(f"/en/manage/jobs/{job.uid}/").headers["Location"] == where
    assert ScoreSheet.objects.filter(published_by=administrator, why="the list of 2015").count() == 2


def test_correction_by_a_file_shows_before_and_after(browser: Client, upload: Upload, granby: Organisation) -> None:
    published(granby)
    received = upload(csv_of(row(area1="62", total="487")))
    shown = text_of(browser, address("report", received.pk))
    for part in (
        "What the corrections change",
        "Area 1",
        ">61<",
        ">62<",
        "granby-2014 is published already; this row would change: ",
    ):
        assert part in shown, part


@pytest.mark.parametrize("why", ["", "  "])
def test_confirmation_without_a_reason_is_told(browser: Client, upload: Upload, why: str) -> None:
    received = upload(csv_of(row()))
    answer = browser.post(address("confirm", received.pk), {"version": received.version, "why": why})
    assert list(answer.context["confirm"].errors) == ["why"]
    assert state_of(received) == State.READY


def test_confirmation_of_an_old_report_is_told(browser: Client, upload: Upload) -> None:
    received = upload(csv_of(row()))
    answer = browser.post(address("confirm", received.pk), {"version": received.version - 1, "why": "x"})
    assert "Somebody else has handled this file" in answer.content.decode()
    assert state_of(received) == State.READY


def test_file_is_withdrawn(browser: Client, upload: Upload) -> None:
    received = upload(csv_of(row()))
    browser.post(address("withdraw", received.pk), {"withdraw-version": received.version})
    assert state_of(received) == State.WITHDRAWN
    assert "Nothing of it was stored" in text_of(browser, address("report", received.pk))
    answer = browser.post(address("withdraw", received.pk), {"withdraw-version": received.version}, follow=True)
    assert "handled already" in answer.content.decode()


@pytest.mark.parametrize("page", ["confirm", "withdraw"])
def test_change_is_made_by_post_only(browser: Client, upload: Upload, page: str) -> None:
    received = upload(csv_of(row()))
    assert browser.get(address(page, received.pk)).status_code == 405


def test_missing_file_is_told(browser: Client) -> None:
    answer = browser.post(address("import", "sverige"), {})
    assert list(answer.context["form"].errors) == ["file"]


def test_empty_file_is_answered_by_a_report(browser: Client, upload: Upload) -> None:
    received = upload(b"")
    assert "The file is empty" in text_of(browser, address("report", received.pk))


def test_too_large_file_is_refused_at_once(browser: Client) -> None:
    file = SimpleUploadedFile("large.csv", b"x" * (5 * 1024 * 1024 + 1))
    answer = browser.post(address("import", "sverige"), {"file": file})
    assert "larger than 5 MB" in str(answer.context["form"].errors["file"])
    assert not Job.objects.filter(kind="results.check").exists()


def test_earlier_files_are_listed_with_their_state(browser: Client, upload: Upload) -> None:
    upload(csv_of(row()))
    shown = text_of(browser, address("imports"))
    assert "results.csv" in shown
    assert "ready to be stored" in shown
    assert "Send in a file for Norge" in shown


@pytest.mark.parametrize("language", ["sv", "en"])
def test_example_file_has_every_column_and_is_right(browser: Client, language: str) -> None:
    answer = browser.get(f"/{language}/manage/results/imports/example/")
    planned = imports.plan(answer.content, country="SE")
    assert [one.action for one in planned.rows] == ["new"]
    assert not planned.has(imports.Severity.QUESTION)
    header = answer.content.decode("utf-8-sig").splitlines()[0]
    assert header.split(";" if language == "sv" else ",") == list(KNOWN)
    assert planned.rows[0].sheet
    assert "Made-up demo data" in planned.rows[0].sheet.notes["en"]
