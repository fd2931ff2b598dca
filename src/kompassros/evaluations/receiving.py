"""Files of published results sent in by the browser: kept, checked by a job, confirmed by a person, stored by a job."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kompassros.evaluations import imports
from kompassros.evaluations.models import ResultImport
from kompassros.evaluations.services import Publisher
from kompassros.organisations.models import Organisation, Person
from kompassros.records import clock, history, jobs
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.jobs import Progress
from kompassros.records.models import Job
from kompassros.records.tabular import LARGEST_FILE, Severity

State = ResultImport.State


@transaction.atomic
def receive(*, organisation: Organisation, file_name: str, content: bytes, person: Person) -> tuple[ResultImport, Job]:
    """Keep a file and start the job that checks it."""
    if len(content) > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        raise DomainError(_("The file is larger than %(limit)s MB. Split it into several files.") % {"limit": limit})
    received = ResultImport.objects.create(
        organisation=organisation,
        file_name=file_name[:200],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=person,
        created_at=clock.now(),
    )
    return received, _start("results.check", received, person)


def _start(kind: str, received: ResultImport, person: Person) -> Job:
    arguments = {"import": received.pk, "person": person.pk, "language": get_language() or settings.LANGUAGE_CODE}
    return jobs.start(kind, arguments=arguments, person=person, organisation_id=received.organisation_id)


def _get(pk: int) -> ResultImport:
    """Return an import by its number, for a job: the job's row says whose it is."""
    found: ResultImport = ResultImport._base_manager.select_related("organisation", "created_by").get(pk=pk)
    return found


def _row(received: ResultImport) -> QuerySet[ResultImport]:
    """Return the row of a file that was read in its scope, to change it.

    Without the scope's join: PostgreSQL would look up the joined rows before it waits for another's change, and
    then let two people win.
    """
    return ResultImport._base_manager.filter(pk=received.pk)


def _plan(received: ResultImport, language: str, progress: Progress) -> tuple[imports.Plan, dict[str, Any]]:
    """Return what the file would do now, and the report of it with its sentences in a language."""
    with override(language):
        planned = imports.plan(bytes(received.content), country=received.organisation.country, progress=progress)
        return planned, {**planned.report(), "language": language}


def check(pk: int, progress: Progress, *, language: str) -> dict[str, Any]:
    """Check a received file; its report says what each row would do, in the language of the person who sent it."""
    received = _get(pk)
    planned, report = _plan(received, language, progress)
    state = State.REFUSED if planned.has(Severity.ERROR) else State.READY
    _row(received).filter(state=State.CHECKING).update(state=state, report=report)
    return dict(report["counts"])


@transaction.atomic
def confirm(*, received: ResultImport, person: Person, why: str, answered: bool) -> Job:
    """Let a checked file be stored; ``answered`` says yes to its questions.

    Raises DomainError when the file has errors, questions are open or no reason is given; Conflict when somebody
    else confirmed or withdrew it.
    """
    if received.state != State.READY:
        raise DomainError(_("This file cannot be stored: it is not checked, has errors, or was handled already."))
    if received.report.get("questions") and not answered:
        raise DomainError(_("Answer the questions first."))
    if not why.strip():
        raise DomainError(_("Say why the results are stored: where the file comes from, what it adds or corrects."))
    _claim(received, state=State.CHECKING, why=why)
    return _start("results.store", received, person)


def _claim(received: ResultImport, **values: Any) -> None:
    same = _row(received).filter(version=received.version, state=received.state)
    if not same.update(version=received.version + 1, **values):
        raise Conflict(_("Somebody else has handled this file in the meantime."))


def store(pk: int, progress: Progress, *, person: Person, language: str) -> dict[str, Any]:
    """Store a confirmed file at once, or nothing of it; run again after a crash it does nothing twice.

    ``person`` is who confirmed it, and stands in the history of each result.
    """
    received = _get(pk)
    if received.state == State.STORED:
        return dict(received.report["counts"])
    planned, report = _plan(received, received.report["language"], progress)
    try:
        with override(language), transaction.atomic():
            _refuse_other_than_confirmed(received, report)
            counts = imports.store(planned, publisher=Publisher(person, received.why), confirmed=True)
            _leave_checking(received, State.STORED, report)
    except DomainError:
        _leave_checking(received, State.REFUSED if planned.has(Severity.ERROR) else State.READY, report)
        raise
    return counts


def _leave_checking(received: ResultImport, state: str, report: dict[str, Any]) -> None:
    """Write the outcome; DomainError, which undoes a storing, when the file does not wait for it any more."""
    if not _row(received).filter(state=State.CHECKING).update(state=state, report=report):
        raise DomainError(_("The file was withdrawn or handled in the meantime; nothing was stored."))


def _refuse_other_than_confirmed(received: ResultImport, report: dict[str, Any]) -> None:
    """Raise Conflict when the rows would now do something else than what a person looked at and confirmed."""
    if json.loads(json.dumps(report["rows"])) != received.report["rows"]:
        raise Conflict(_("What is published has changed since the file was checked. Look at the rows again."))


@transaction.atomic
def withdraw(*, received: ResultImport, person: Person) -> None:
    """Put a file aside without storing it; also one whose check or storing never came to an end."""
    if received.state in (State.STORED, State.WITHDRAWN):
        raise DomainError(_("This file has been handled already."))
    _claim(received, state=State.WITHDRAWN)
    history.write(
        person=person,
        verb="withdrawn",
        subject=("result_import", str(received.pk), received.file_name),
        organisation_id=received.organisation_id,
    )
