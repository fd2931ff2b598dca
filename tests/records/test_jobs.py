"""Jobs: progress, failure, and what becomes of those whose process dies."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from kompassros.organisations.models import Person
from kompassros.records import job_pages, jobs
from kompassros.records.errors import DomainError
from kompassros.records.jobs import HEARTBEAT_LIMIT, MOST_ATTEMPTS, Handler, Progress
from kompassros.records.management.commands import tick
from kompassros.records.models import Job

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
Register = Callable[[Handler], None]
KIND = "test.kind"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Killed(BaseException):
    """Stands for a process that is killed: nothing of the job is written after it."""


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Register a handler for this test alone."""
    return lambda handler: monkeypatch.setitem(jobs._handlers, KIND, handler)


def start() -> Job:
    return jobs.start(KIND, arguments={"a": 1})


def after(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_job_hands_its_arguments_over_and_keeps_the_result(register: Register) -> None:
    register(lambda arguments, _progress: {"got": arguments["a"]})
    job = start()
    jobs.run(job.pk)
    done = after(job)
    assert (done.state, done.result, done.attempts, done.error) == (Job.State.DONE, {"got": 1}, 1, "")
    assert done.finished_at is not None
    assert done.is_over()


def test_unknown_kind_is_refused_and_leaves_no_row() -> None:
    with pytest.raises(KeyError), transaction.atomic():
        jobs.start("no.such.kind", arguments={})
    assert not Job.objects.filter(kind="no.such.kind").exists()


def test_second_handler_of_a_kind_is_refused(register: Register) -> None:
    register(lambda _arguments, _progress: {})
    with pytest.raises(ValueError, match=r"test\.kind"):
        jobs.register(KIND, lambda _arguments, _progress: {})


def test_worker_gets_the_job_only_after_the_transaction(
    register: Register, django_capture_on_commit_callbacks: Any
) -> None:
    register(lambda _arguments, _progress: {})
    before = DBTaskResult.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        job = start()
        assert DBTaskResult.objects.count() == before
    assert DBTaskResult.objects.count() == before + 1
    assert after(job).state == Job.State.QUEUED


def test_start_once_waits_with_the_one_that_waits(register: Register) -> None:
    register(lambda _arguments, _progress: {})
    first = jobs.start_once(KIND)
    assert jobs.start_once(KIND) == first
    jobs.run(first.pk)
    assert jobs.start_once(KIND) != first


def test_progress_is_stored_with_a_sign_of_life(register: Register, set_clock: SetClock) -> None:
    seen = []

    def handler(_arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
        set_clock((NOON + timedelta(minutes=1)).isoformat())
        progress.report(1, 4)
        progress.report(2, 4)
        running = Job.objects.get(kind=KIND)
        seen.append((running.state, running.done, running.total, running.heartbeat_at))
        progress.report(4, 4)
        return {}

    set_clock(NOON.isoformat())
    register(handler)
    job = start()
    jobs.run(job.pk)
    # The second report comes too soon after the first; the last one is always stored.
    assert seen == [(Job.State.RUNNING, 1, 4, NOON + timedelta(minutes=1))]
    assert (after(job).done, after(job).total) == (4, 4)


def test_more_done_than_there_is_to_do_is_refused_by_the_database(register: Register) -> None:
    register(lambda _arguments, _progress: {})
    job = start()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(done=2, total=1)


def test_domain_error_becomes_the_sentence_of_the_failure(register: Register) -> None:
    def handler(_arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        raise DomainError("Row 3: the year is missing.")

    register(handler)
    job = start()
    jobs.run(job.pk)
    assert (after(job).state, after(job).error) == (Job.State.FAILED, "Row 3: the year is missing.")
    assert after(job).is_over()


def test_other_error_is_logged_and_named(register: Register, caplog: pytest.LogCaptureFixture) -> None:
    def handler(_arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        raise ZeroDivisionError("nothing to divide by")

    register(handler)
    job = start()
    jobs.run(job.pk)
    assert (after(job).state, after(job).error) == (Job.State.FAILED, "ZeroDivisionError: nothing to divide by")
    assert f"job {job.pk} ({KIND}) failed" in caplog.text


def test_job_that_another_process_has_taken_is_left_alone(register: Register) -> None:
    runs = []

    def handler(_arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        runs.append(1)
        jobs.run(job.pk)
        return {}

    register(handler)
    job = start()
    jobs.run(job.pk)
    jobs.run(job.pk)
    assert runs == [1]


def kill(job: Job) -> None:
    with pytest.raises(Killed):
        jobs.run(job.pk)


def killed(_arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    raise Killed


def test_killed_worker_is_found_only_after_its_silence(register: Register, set_clock: SetClock) -> None:
    set_clock(NOON.isoformat())
    register(killed)
    job = start()
    kill(job)
    assert after(job).state == Job.State.RUNNING
    set_clock((NOON + HEARTBEAT_LIMIT).isoformat())
    assert jobs.reap() == 0
    set_clock((NOON + HEARTBEAT_LIMIT + timedelta(seconds=1)).isoformat())
    before = DBTaskResult.objects.count()
    assert jobs.reap() == 1
    assert after(job).state == Job.State.QUEUED
    assert DBTaskResult.objects.count() == before + 1


def test_job_of_a_killed_worker_runs_again_and_ends_well(register: Register, set_clock: SetClock) -> None:
    set_clock(NOON.isoformat())
    register(killed)
    job = start()
    kill(job)
    set_clock((NOON + timedelta(minutes=2)).isoformat())
    jobs.reap()
    register(lambda _arguments, _progress: {"ok": True})
    jobs.run(job.pk)
    assert (after(job).state, after(job).attempts, after(job).result) == (Job.State.DONE, 2, {"ok": True})


def test_job_is_given_up_after_three_killed_workers(register: Register, set_clock: SetClock) -> None:
    register(killed)
    set_clock(NOON.isoformat())
    job = start()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        set_clock((NOON + timedelta(minutes=2 * attempt)).isoformat())
        kill(job)
        set_clock((NOON + timedelta(minutes=2 * attempt + 1, seconds=31)).isoformat())
        assert jobs.reap() == 1
        assert after(job).state == (Job.State.LOST if attempt == MOST_ATTEMPTS else Job.State.QUEUED)
    assert MOST_ATTEMPTS == 3
    assert after(job).is_over()
    assert jobs.reap() == 0


def test_late_end_of_a_job_given_up_changes_nothing(register: Register, set_clock: SetClock) -> None:
    def slow(_arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
        Job.objects.filter(kind=KIND).update(state=Job.State.LOST)
        return {"late": True}

    set_clock(NOON.isoformat())
    register(slow)
    job = start()
    jobs.run(job.pk)
    assert (after(job).state, after(job).result) == (Job.State.LOST, None)


def test_waiting_job_whose_task_is_gone_is_queued_again(
    register: Register, set_clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The test's own transaction must live on.
    monkeypatch.setattr(tick, "close_old_connections", lambda: None)
    set_clock(NOON.isoformat())
    register(lambda _arguments, _progress: {})
    job = start()
    set_clock((NOON + timedelta(seconds=91)).isoformat())
    before = DBTaskResult.objects.count()
    call_command("tick", once=True)
    assert DBTaskResult.objects.count() == before + 1
    assert after(job).state == Job.State.QUEUED
    assert jobs.reap() == 0


def test_page_of_a_job_is_for_the_person_who_started_it(register: Register, client: Client) -> None:
    register(lambda _arguments, _progress: {})
    owner, other = (Person.objects.create_user(f"{name}@example.org", name=name) for name in ("owner", "other"))
    job = jobs.start(KIND, arguments={}, person=owner)
    address = reverse("records:job", args=[job.uid])
    client.force_login(other)
    assert client.get(address).status_code == 403
    client.force_login(owner)
    assert client.get(address).status_code == 200
    assert client.get(reverse("records:job", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize(
    ("state", "error", "text"),
    [
        (Job.State.FAILED, "Row 3: the year is missing.", "Row 3: the year is missing."),
        (Job.State.LOST, "", "/outcome/"),
    ],
)
def test_page_of_a_job_tells_how_it_ended(
    state: str, error: str, text: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = job_pages.JobPage("A long job", lambda _job: "/outcome/")
    monkeypatch.setattr(job_pages, "_pages", {KIND: page})
    owner = Person.objects.create_user("owner@example.org", name="owner")
    job = Job.objects.create(kind=KIND, person=owner, state=state, error=error, created_at=NOON)
    client.force_login(owner)
    content = client.get(reverse("records:job", args=[job.uid])).content.decode()
    assert "A long job" in content
    assert text in content
    assert "hx-trigger" not in content


def test_page_of_a_job_that_is_done_leads_to_its_outcome(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_pages, "_pages", {KIND: job_pages.JobPage("A long job", lambda _job: "/outcome/")})
    owner = Person.objects.create_user("owner@example.org", name="owner")
    job = Job.objects.create(kind=KIND, person=owner, state=Job.State.DONE, created_at=NOON)
    client.force_login(owner)
    address = reverse("records:job", args=[job.uid])
    assert client.get(address).headers["Location"] == "/outcome/"
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/outcome/"


def test_page_of_a_running_job_asks_for_its_progress_again(client: Client) -> None:
    owner = Person.objects.create_user("owner@example.org", name="owner")
    job = Job.objects.create(
        kind=KIND, person=owner, state=Job.State.RUNNING, done=3, total=4, created_at=NOON, heartbeat_at=NOON
    )
    client.force_login(owner)
    address = reverse("records:job", args=[job.uid])
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{address}"' in part
    assert 'value="3" max="4"' in part
    assert "<html" not in part
    assert "<html" in client.get(address).content.decode()


def test_long_work_waits_in_a_queue_of_its_own(django_capture_on_commit_callbacks: Any) -> None:
    for kind, queue in (("portal.publish", jobs.LONG_QUEUE), ("results.check", jobs.DEFAULT_QUEUE)):
        with django_capture_on_commit_callbacks(execute=True):
            job = jobs.start(kind, arguments={})
        task = DBTaskResult.objects.get(args_kwargs__args=[job.pk])
        assert task.queue_name == queue
