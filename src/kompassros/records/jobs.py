"""Jobs: long work with progress, heartbeat, retry, and a reaper for those whose process died.

A handler is registered under a kind when its app starts, and gets the job's arguments and a ``Progress``. It writes
in one transaction at its end, or in steps that may be repeated: a job may run again after a crash.
"""

import logging
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django_tasks import task

from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.models import Job

Handler = Callable[[dict[str, Any], "Progress"], dict[str, Any]]
HEARTBEAT_LIMIT = timedelta(seconds=90)
MOST_ATTEMPTS = 3
_SECONDS_BETWEEN_REPORTS = 0.5
DEFAULT_QUEUE, LONG_QUEUE = "default", "long"
_handlers: dict[str, Handler] = {}
_queues: dict[str, str] = {}
_log = logging.getLogger(__name__)


class Progress:
    """How far a running job has come. Reports at most twice a second, and never inside a transaction of the job."""

    def __init__(self, job_id: int) -> None:
        self._job_id = job_id
        self._reported = 0.0

    def report(self, done: int, total: int) -> None:
        """Store ``done`` of ``total`` and the time, as a sign of life."""
        if done < total and time.monotonic() - self._reported < _SECONDS_BETWEEN_REPORTS:
            return
        self._reported = time.monotonic()
        Job.objects.filter(pk=self._job_id).update(done=done, total=total, heartbeat_at=clock.now())


def register(kind: str, handler: Handler, *, queue: str = DEFAULT_QUEUE) -> None:
    """Say who does jobs of this kind, and in which queue they wait: long ones must not hold up those of people."""
    if kind in _handlers:
        raise ValueError(f"There is a handler for jobs of kind {kind} already.")
    _handlers[kind] = handler
    _queues[kind] = queue


@task()
def run_job(job_id: int) -> None:
    """Run the job with this number: the one task that the workers know."""
    run(job_id)


def _enqueue(job: Job) -> None:
    run_job.using(queue_name=_queues.get(job.kind, DEFAULT_QUEUE)).enqueue(job.pk)


def start(
    kind: str, *, arguments: dict[str, Any], person: Any | None = None, organisation_id: int | None = None
) -> Job:
    """Queue a job; a worker takes it after the present transaction is committed. KeyError for an unknown kind."""
    _handlers[kind]
    job = Job.objects.create(
        kind=kind, arguments=arguments, person=person, organisation_id=organisation_id, created_at=clock.now()
    )
    transaction.on_commit(lambda: _enqueue(job))
    return job


def start_once(kind: str) -> Job:
    """Queue a job without arguments unless one of its kind is waiting already."""
    waiting = Job.objects.filter(kind=kind, state=Job.State.QUEUED).first()
    return waiting or start(kind, arguments={})


def run(job_id: int) -> None:
    """Run a queued job here and now; one that another process has taken, or that is over, is left alone."""
    taken = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, heartbeat_at=clock.now(), done=0, error=""
    )
    if not taken:
        return
    job = Job.objects.get(pk=job_id)
    try:
        result = _handlers[job.kind](job.arguments, Progress(job_id))
    except DomainError as error:
        _finish(job_id, state=Job.State.FAILED, error=str(error))
    except Exception as error:  # noqa: BLE001 - whatever a handler raises must end in the job's row
        _log.exception("job %s (%s) failed", job_id, job.kind)
        _finish(job_id, state=Job.State.FAILED, error="".join(traceback.format_exception_only(error)).strip())
    else:
        _finish(job_id, state=Job.State.DONE, result=result)


def _finish(job_id: int, **values: Any) -> None:
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(finished_at=clock.now(), **values)


def reap() -> int:
    """Queue again the jobs whose process gave no sign of life, or give them up; return how many were found.

    Jobs that wait though their task is gone (the process died between taking and starting) are queued again too.
    """
    limit = clock.now() - HEARTBEAT_LIMIT
    silent = Q(heartbeat_at__lt=limit) | Q(heartbeat_at=None, created_at__lt=limit)
    found = 0
    for job in Job.objects.filter(silent, state__in=[Job.State.QUEUED, Job.State.RUNNING]):
        found += 1
        still_silent = Job.objects.filter(pk=job.pk, state=job.state, heartbeat_at=job.heartbeat_at)
        if job.attempts >= MOST_ATTEMPTS:
            still_silent.update(state=Job.State.LOST, finished_at=clock.now())
        elif still_silent.update(state=Job.State.QUEUED, heartbeat_at=clock.now()):
            _enqueue(job)
    return found
