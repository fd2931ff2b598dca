"""The folder of a fetch: ``fetch.json`` says what was asked, and each part that came is one Parquet file.

A file is written beside and moved into its place when it is whole, so that one that is there is complete.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

from kompassros.indicators.kolada.chunks import Chunk, Content, Question, plan
from kompassros.records import clock
from kompassros.records.errors import DomainError

MANIFEST, LOCK, UNFINISHED = "fetch.json", "fetch.lock", ".part"
_NOTES = b"kompassros"


class Manifest(BaseModel):
    """What ``fetch.json`` holds. ``stored_at``: when its values became part of a release."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = "Kolada"
    question: Question
    began_at: datetime
    stored_at: datetime | None = None


@dataclass(frozen=True)
class ChunkNotes:
    """What is known of a chunk's file without reading its values. ``with_values``: the indicators with a number."""

    rows: int
    with_values: frozenset[str]
    unread: dict[str, int]
    repeated: int


@dataclass(frozen=True)
class FetchFolder:
    """A folder with its manifest and the parts that its question has."""

    path: Path
    manifest: Manifest

    @property
    def chunks(self) -> list[Chunk]:
        """Return the parts, those that came and those that are still to be asked for."""
        return plan(self.manifest.question)

    def missing(self) -> list[Chunk]:
        """Return the parts that have not come yet."""
        return [chunk for chunk in self.chunks if self.notes(chunk) is None]

    def notes(self, chunk: Chunk) -> ChunkNotes | None:
        """Return what is known of a part's file, or None where it is not there or is another part's."""
        try:
            about = pq.read_metadata(self.path / chunk.file)
        except (OSError, pa.ArrowInvalid):
            return None
        found = json.loads((about.metadata or {}).get(_NOTES, b"{}"))
        if found.get("asked") != _asked(chunk):
            return None
        return ChunkNotes(about.num_rows, frozenset(found["with_values"]), found["unread"], found["repeated"])

    def write(self, chunk: Chunk, content: Content) -> None:
        """Write a part's file, whole or not at all."""
        target = self.path / chunk.file
        beside = target.with_name(target.name + UNFINISHED)
        with _told(target):
            pq.write_table(_table(chunk, content), beside, compression="zstd")
            _put_in_place(beside, target)

    def read(self, chunk: Chunk) -> pa.Table:
        """Return a part's values."""
        return pq.read_table(self.path / chunk.file, read_dictionary=["kpi", chunk.about])

    def mark_stored(self) -> None:
        """Note that the values are part of a release, so that the same question is asked anew the next time."""
        _write_manifest(self.path, self.manifest.model_copy(update={"stored_at": clock.now()}))


def _asked(chunk: Chunk) -> dict[str, Any]:
    return {"about": str(chunk.about), "kpis": list(chunk.kpis), "years": list(chunk.years)}


def _table(chunk: Chunk, content: Content) -> pa.Table:
    keys, values = list(content.rows), list(content.rows.values())
    notes = {
        "asked": _asked(chunk),
        "with_values": sorted({key[0] for key, value in content.rows.items() if value[0] is not None}),
        "unread": content.unread,
        "repeated": content.repeated,
    }
    columns = {
        "kpi": pa.array([key[0] for key in keys], pa.string()),
        str(chunk.about): pa.array([key[1] for key in keys], pa.string()),
        "period": pa.array([key[2] for key in keys], pa.int32()),
        "gender": pa.array([key[3] for key in keys], pa.int8()),
        "value": pa.array([value[0] for value in values], pa.float64()),
        "status": pa.array([value[1] for value in values], pa.int8()),
        "count": pa.array([value[2] for value in values], pa.int32()),
    }
    return pa.table(columns).replace_schema_metadata({_NOTES: json.dumps(notes)})


@contextmanager
def opened(path: Path, question: Question) -> Iterator[FetchFolder]:
    """Open the folder of a question for writing, made where it is not there; one process at a time.

    DomainError where it holds another question's values, values that are stored already, or is being written to.
    """
    with _told(path):
        path.mkdir(parents=True, exist_ok=True)
        lock = (path / LOCK).open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = _("Another fetch is writing to %(folder)s. Wait until it has ended.")
            raise DomainError(message % {"folder": path}) from None
        yield _claimed(path, question)


def _claimed(path: Path, question: Question) -> FetchFolder:
    if not (path / MANIFEST).exists():
        _write_manifest(path, Manifest(question=question, began_at=clock.now()))
    there = existing(path)
    if there.manifest.question != question:
        message = _("%(folder)s holds what was fetched for another question. Name another folder, or take it away.")
        raise DomainError(message % {"folder": path})
    if there.manifest.stored_at:
        message = _("What %(folder)s holds is stored already. Name another folder to fetch anew.")
        raise DomainError(message % {"folder": path})
    return there


def existing(path: Path) -> FetchFolder:
    """Return the folder of a fetch; DomainError where it is none."""
    try:
        return FetchFolder(path, Manifest.model_validate_json((path / MANIFEST).read_bytes()))
    except FileNotFoundError:
        raise DomainError(_("%(folder)s is not the folder of a fetch.") % {"folder": path}) from None
    except ValidationError as error:
        message = _("%(file)s cannot be read. Take the folder away and fetch anew.")
        raise DomainError(message % {"file": path / MANIFEST}) from error


def choose(parent: Path, question: Question) -> Path:
    """Return the folder below ``parent`` where this question's fetch was stopped, or a new one named by the day."""
    for manifest in sorted(parent.glob(f"*/{MANIFEST}"), reverse=True):
        found = existing(manifest.parent).manifest
        if found.question == question and found.stored_at is None:
            return manifest.parent
    day = clock.today().isoformat()
    number = 1
    while (parent / f"{day}-{number}").exists():
        number += 1
    return parent / f"{day}-{number}"


def _write_manifest(path: Path, manifest: Manifest) -> None:
    write_whole(path / MANIFEST, manifest.model_dump_json(indent=2).encode() + b"\n")


def write_whole(target: Path, data: bytes) -> None:
    """Write a file, in the place of one that is there, whole or not at all; its folder is made."""
    beside = target.with_name(target.name + UNFINISHED)
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        _put_in_place(beside, target)


def _put_in_place(beside: Path, target: Path) -> None:
    """Move a file that is written into its place; it reaches the disk first, so that no crash leaves half of it."""
    with beside.open("rb") as written:
        os.fsync(written.fileno())
    beside.replace(target)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in a sentence that a file or folder cannot be written."""
    try:
        yield
    except OSError as problem:
        values = {"path": path, "problem": problem.strerror or problem}
        raise DomainError(_("%(path)s cannot be written: %(problem)s.") % values) from problem
