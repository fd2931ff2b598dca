"""Files sent in by the browser: checked by a job, confirmed by a person, stored by a job, as a whole or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from kompassros.evaluations import imports, receiving, services
from kompassros.evaluations.models import ResultImport, ScoreSheet
from kompassros.evaluations.services import Publisher, correct
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import job_pages
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.jobs import run
from kompassros.records.models import HistoryEntry, Job
from kompassros.records.tabular import LARGEST_FILE
from tests.evaluations.made_up import csv_of, published, row

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"
State = ResultImport.State
Send = Callable[[bytes], ResultImport]


@pytest.fixture
def send(sweden: Organisation, administrator: Person) -> Send:
    """Send in a file for Sweden and let its check run."""

    def sending(content: bytes) -> ResultImport:
        received, job = receiving.receive(
            organisation=sweden, file_name="results.csv", content=content, person=administrator
        )
        run(job.pk)
        return again(received)

    return sending


def again(received: ResultImport) -> ResultImport:
    """The file as the database has it now."""
    with organisation_scope(received.organisation):
        found: ResultImport = ResultImport.objects.select_related("organisation").get(pk=received.pk)
    return found


def confirm(received: ResultImport, person: Person) -> Job:
    return receiving.confirm(received=received, person=person, why="the source of 2014", answered=True)


def test_right_file_is_ready_and_nothing_is_stored_yet(send: Send) -> None:
    before = ScoreSheet.objects.count()
    received = send((DATA / "good.csv").read_bytes())
    assert (received.state, received.report["counts"]["new"]) == (State.READY, 5)
    assert ScoreSheet.objects.count() == before


@pytest.mark.parametrize(
    "name", ["every_trouble.csv", "binary.csv", "empty.csv", "very_long_cell.csv", "wrong_column.csv"]
)
def test_file_with_errors_is_refused_and_cannot_be_confirmed(send: Send, administrator: Person, name: str) -> None:
    received = send((DATA / name).read_bytes())
    assert received.state == State.REFUSED
    with pytest.raises(DomainError, match="cannot be stored"):
        confirm(received, administrator)
    assert not Job.objects.filter(kind="results.store").exists()


def test_confirmed_file_is_stored_in_the_name_of_who_confirmed(
    send: Send, administrator: Person, norwegian: Person
) -> None:
    received = send(csv_of(row()))
    job = confirm(received, norwegian)
    run(job.pk)
    assert Job.objects.get(pk=job.pk).result == {"new": 1, "correction": 0, "unchanged": 0}
    assert again(received).state == State.STORED
    stored = ScoreSheet.objects.get(slug="granby-2014")
    assert (stored.published_by, stored.why) == (norwegian, "the source of 2014")
    entry = HistoryEntry.objects.get(subject_key="granby-2014")
    assert (entry.person, entry.verb, entry.why) == (norwegian, "published", "the source of 2014")


def test_question_must_be_answered(send: Send, administrator: Person) -> None:
    received = send((DATA / "misspelt_municipality.csv").read_bytes())
    with pytest.raises(DomainError, match="Answer the questions"):
        receiving.confirm(received=received, person=administrator, why="why", answered=False)
    assert again(received).state == State.READY


def test_confirmation_needs_a_reason(send: Send, administrator: Person) -> None:
    with pytest.raises(DomainError, match="Say why"):
        receiving.confirm(received=send(csv_of(row())), person=administrator, why=" ", answered=True)


def test_file_is_confirmed_once(send: Send, administrator: Person) -> None:
    received = send(csv_of(row()))
    seen_by_another = again(received)
    confirm(received, administrator)
    with pytest.raises(Conflict, match="Somebody else has handled this file"):
        confirm(seen_by_another, administrator)
    assert Job.objects.filter(kind="results.store").count() == 1


def test_change_between_check_and_storing_is_a_conflict(
    send: Send, administrator: Person, granby: Organisation
) -> None:
    old = published(granby)
    received = send(csv_of(row(area1="62", total="487"), row(3, year="2012")))
    job = confirm(received, administrator)
    correct(old=old, sheet=old.read().model_copy(update={"source": "other"}), publisher=Publisher(None, "first"))
    run(job.pk)
    failed = Job.objects.get(pk=job.pk)
    assert (failed.state, failed.error.split(".")[0]) == (
        Job.State.FAILED,
        "What is published has changed since the file was checked",
    )
    assert not ScoreSheet.objects.filter(slug="granby-2012").exists()
    shown = again(received)
    assert shown.state == State.READY
    assert ["source_url", "other", old.read().source] in shown.report["rows"][0]["changes"]
    with pytest.raises(Conflict):
        confirm(received, administrator)
    run(confirm(shown, administrator).pk)
    assert again(received).state == State.STORED
    assert ScoreSheet.objects.get(slug="granby-2014", number=3).read().stated_total == 487


def test_process_that_fails_while_storing_stores_nothing(
    send: Send, administrator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = send((DATA / "good.csv").read_bytes())
    job = confirm(received, administrator)
    before = (ScoreSheet.objects.count(), Organisation.objects.count(), HistoryEntry.objects.count())
    calls = iter(range(9))

    def failing(**values: Any) -> Any:
        if next(calls) == 3:
            raise MemoryError("killed")
        return publish(**values)

    publish = services.publish
    monkeypatch.setattr(services, "publish", failing)
    run(job.pk)
    assert Job.objects.get(pk=job.pk).state == Job.State.FAILED
    assert (ScoreSheet.objects.count(), Organisation.objects.count(), HistoryEntry.objects.count()) == before
    receiving.withdraw(received=again(received), person=administrator)
    assert again(received).state == State.WITHDRAWN


def test_storing_that_runs_again_after_a_crash_does_nothing_twice(send: Send, administrator: Person) -> None:
    received = send(csv_of(row()))
    job = confirm(received, administrator)
    run(job.pk)
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
    run(job.pk)
    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.result["new"]) == (Job.State.DONE, 1)
    assert ScoreSheet.objects.filter(slug__startswith="granby-2014").count() == 1


def test_file_withdrawn_before_it_is_stored_stores_nothing(
    send: Send, administrator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = send(csv_of(row()))
    job = confirm(received, administrator)
    receiving.withdraw(received=again(received), person=administrator)
    run(job.pk)
    failed = Job.objects.get(pk=job.pk)
    assert (failed.state, "nothing was stored" in failed.error) == (Job.State.FAILED, True)
    assert again(received).state == State.WITHDRAWN
    assert not ScoreSheet.objects.filter(slug="granby-2014").exists()


def test_withdrawal_is_in_the_history_and_final(send: Send, administrator: Person) -> None:
    received = send(csv_of(row()))
    receiving.withdraw(received=received, person=administrator)
    entry = HistoryEntry.objects.get(subject_kind="result_import", subject_key=str(received.pk))
    assert (entry.verb, entry.person, entry.subject_label) == ("withdrawn", administrator, "results.csv")
    with pytest.raises(DomainError, match="handled already"):
        receiving.withdraw(received=again(received), person=administrator)


@pytest.mark.parametrize(("size", "refused"), [(LARGEST_FILE, False), (LARGEST_FILE + 1, True)])
def test_file_over_the_largest_size_is_refused(
    sweden: Organisation, administrator: Person, size: int, refused: bool
) -> None:
    values: dict[str, Any] = {"organisation": sweden, "file_name": "x", "content": b"x" * size, "person": administrator}
    if refused:
        with pytest.raises(DomainError, match="larger than 5 MB"):
            receiving.receive(**values)
    else:
        receiving.receive(**values)
    assert ResultImport._base_manager.count() == (0 if refused else 1)


def test_report_is_in_the_language_of_who_sent_the_file(
    sweden: Organisation, administrator: Person, granby: Organisation
) -> None:
    with translation.override("nb"):
        received, job = receiving.receive(
            organisation=sweden, file_name="x.csv", content=csv_of(row()), person=administrator
        )
    with translation.override("sv"):
        run(job.pk)
        assert again(received).report["language"] == "nb"
    with translation.override("en"):
        run(confirm(again(received), administrator).pk)
    stored = again(received)
    assert (stored.state, stored.report["language"]) == (State.STORED, "nb")


def test_report_is_plain_data_and_the_jobs_lead_to_it(send: Send) -> None:
    received = send((DATA / "every_trouble.csv").read_bytes())
    assert json.loads(json.dumps(received.report)) == received.report
    job = Job.objects.get(kind="results.check")
    assert job_pages.next_address(job).endswith(f"/manage/results/imports/{received.pk}/")
    assert job_pages.title(job) != job.kind


def test_check_tells_how_far_it_has_come(send: Send) -> None:
    send((DATA / "good.csv").read_bytes())
    job = Job.objects.get(kind="results.check")
    assert (job.state, job.done, job.total) == (Job.State.DONE, 5, 5)


REAL_OF_NORWAY = {
    "country": "NO",
    "municipality": "Lom",
    "note": "",
    "note_en": "",
    "source_url": "https://example.org/report",
}


def test_file_of_another_country_is_refused(sweden: Organisation, send: Send) -> None:
    received = send(csv_of(row(**REAL_OF_NORWAY)))
    assert received.state == State.REFUSED
    assert received.report["rows"][0]["troubles"][0]["column"] == "country"
    assert imports.plan(csv_of(row(**REAL_OF_NORWAY))).count("new") == 1
