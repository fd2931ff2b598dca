"""Files of statistics sent in: kept, read by a job, their mapping corrected, confirmed or withdrawn by a person."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.reading import Mapping, plain
from kompassros.indicators.tables.report import trouble_count
from kompassros.organisations.models import Organisation, Person
from kompassros.records import clock, history, jobs
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import Job
from kompassros.statistics.datasets import add_dataset
from kompassros.statistics.models import Dataset
from kompassros.statistics.receiving.sheets import refuse_size

READ, STORE = "tables.read", "tables.store"
SUBJECT_KIND = "table_import"
State = TableImport.State
_OVER_WITH = (State.STORED, State.WITHDRAWN)


@dataclass(frozen=True)
class NewDataset:
    """A dataset that is added when a file is stored."""

    key: str
    title: str
    source: str
    licence: str
    rank: int


@dataclass(frozen=True)
class Wish:
    """How a file is to be stored: in which dataset, under which name its mapping is kept, and why.

    ``leave_out``: yes to leaving out what cannot be taken in.
    """

    dataset: Dataset | NewDataset
    name: str
    why: str
    leave_out: bool


@transaction.atomic
def receive(*, organisation: Organisation, file_name: str, content: bytes, person: Person) -> tuple[TableImport, Job]:
    """Keep a file and start the job that reads it. DomainError: it is empty or too large."""
    refuse_size(content)
    received: TableImport = TableImport._base_manager.create(
        organisation=organisation,
        file_name=file_name[:200],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=person,
        created_at=clock.now(),
    )
    _write(received, person, "received", after={"sha256": received.sha256})
    return received, _start(READ, received, person)


@transaction.atomic
def correct(*, received: TableImport, mapping: Mapping, person: Person) -> Job:
    """Let a file be read again by a corrected mapping. Conflict: somebody else has handled it in the meantime."""
    _require(received, State.READ)
    before, after = received.mapping, plain(mapping)
    _claim(received, state=State.READING, mapping=after)
    _write(received, person, "corrected", before=before, after=after)
    return _start(READ, received, person)


@transaction.atomic
def guess_anew(*, received: TableImport, person: Person) -> Job:
    """Put the mapping aside and let the file be read by a fresh guess."""
    _require(received, State.READ)
    _claim(received, state=State.READING, mapping=None, kept=None)
    return _start(READ, received, person, anew=True)


@transaction.atomic
def confirm(*, received: TableImport, wish: Wish, person: Person) -> Job:
    """Let a file be stored as it was read; a dataset that is new is added.

    DomainError: it comes to no value, has troubles that nobody said may be left out, or no reason is given. Conflict:
    somebody else has handled it in the meantime.
    """
    _require(received, State.READ)
    if not received.report.get("values"):
        raise DomainError(_("The file comes to no value that can be stored. Correct the mapping first."))
    if trouble_count(received.report) and not wish.leave_out:
        raise DomainError(
            _("Look at what cannot be taken in, and say that it may be left out; or correct the mapping.")
        )
    if not wish.why.strip():
        raise DomainError(_("Say why the values are stored: where the file comes from, what it adds or corrects."))
    dataset = _dataset(wish.dataset, received, person)
    _claim(received, state=State.STORING)
    _row(received).update(dataset=dataset, name=wish.name.strip()[:200] or received.file_name, why=wish.why)
    return _start(STORE, received, person)


def _dataset(wanted: Dataset | NewDataset, received: TableImport, person: Person) -> Dataset:
    if isinstance(wanted, Dataset):
        return wanted
    return add_dataset(
        key=wanted.key,
        title=wanted.title,
        source=wanted.source,
        licence=wanted.licence,
        rank=wanted.rank,
        owner=received.organisation,
        person=person,
    )


@transaction.atomic
def withdraw(*, received: TableImport, person: Person) -> None:
    """Put a file aside without storing it; also one whose reading or storing never came to an end.

    DomainError: it is stored, being stored at this moment, or was withdrawn already.
    """
    if received.state in _OVER_WITH:
        raise DomainError(_("This file has been handled already."))
    if is_at_work(received) and received.state == State.STORING:
        raise DomainError(_("The file is being stored at this moment. Look again when that is over."))
    _claim(received, state=State.WITHDRAWN)
    _write(received, person, "withdrawn")


def is_at_work(received: TableImport) -> bool:
    """Return whether a job about the file waits or runs."""
    return received.job is not None and not received.job.is_over()


def row_of(received: TableImport) -> QuerySet[TableImport]:
    """Return the row of a file to change it, without the scope's join: two people at once must not both win."""
    return _row(received)


def _row(received: TableImport) -> QuerySet[TableImport]:
    return TableImport._base_manager.filter(pk=received.pk)


def _require(received: TableImport, state: str) -> None:
    if received.state != state:
        message = _("This cannot be done now: the file is in the state “%(state)s”.")
        raise DomainError(message % {"state": received.get_state_display()})


def _claim(received: TableImport, **values: Any) -> None:
    same = _row(received).filter(version=received.version, state=received.state)
    if not same.update(version=received.version + 1, **values):
        raise Conflict(_("Somebody else has handled this file in the meantime."))
    received.version += 1


def _start(kind: str, received: TableImport, person: Person, **more: Any) -> Job:
    arguments = {
        "import": received.pk,
        "version": received.version,
        "person": person.pk,
        "language": get_language() or settings.LANGUAGE_CODE,
        **more,
    }
    job = jobs.start(kind, arguments=arguments, person=person, organisation_id=received.organisation_id)
    _row(received).update(job=job)
    return job


def _write(received: TableImport, person: Any, verb: str, **sides: Any) -> None:
    subject = (SUBJECT_KIND, str(received.pk), received.file_name)
    history.write(person=person, verb=verb, subject=subject, organisation_id=received.organisation_id, **sides)
