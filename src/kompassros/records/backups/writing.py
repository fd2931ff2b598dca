"""Making a backup: the database of one moment, the folders, the list of contents; one tar, whole or absent."""

import fcntl
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import kompassros
from kompassros.records import clock
from kompassros.records.backups import manifest as contents
from kompassros.records.backups import marker, names, snapshots
from kompassros.records.backups.locking import holding_files
from kompassros.records.backups.manifest import Hashing, Manifest, Member
from kompassros.records.backups.registry import folders
from kompassros.records.backups.snapshots import Snapshot
from kompassros.records.errors import DomainError

_UNFINISHED = ".unfinished"
_DRAFT = "draft"


def make(folder: Path) -> tuple[Path, Manifest]:
    """Write a backup of the running installation into a folder; return the file and what is in it.

    The file is named by the time in UTC. Needs room for two copies of the database beside the files. What a killed
    one leaves behind is removed by the next.
    """
    marker.refuse_unfinished()
    folder.mkdir(parents=True, exist_ok=True)
    made_at = clock.now().astimezone(UTC)
    final = folder / f"kompassros-{made_at:%Y%m%dT%H%M%S}.tar"
    if final.exists():
        raise DomainError(f"{final} is there already. Try again in a second.")
    with _workplace(final) as work, holding_files():
        snapshot = snapshots.take(work)
        manifest = _write(work / _DRAFT, snapshot, made_at)
        _publish(work / _DRAFT, final)
    return final, manifest


@contextmanager
def _workplace(final: Path) -> Iterator[Path]:
    """Give a folder for what is unfinished, locked while its process lives; remove it, and those of the dead."""
    for old in final.parent.glob(f"kompassros-*{_UNFINISHED}"):
        with _locked(old) as mine:
            if mine:
                shutil.rmtree(old)
    work = final.with_suffix(_UNFINISHED)
    work.mkdir(mode=0o700)
    with _locked(work):
        try:
            yield work
        finally:
            shutil.rmtree(work)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Lock a folder; give whether nobody else has."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _write(path: Path, snapshot: Snapshot, made_at: datetime) -> Manifest:
    """Write the whole tar, synced, readable by its owner only."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w") as tar:
            manifest = Manifest(
                version=kompassros.__version__,
                made_at=made_at,
                engine=snapshot.engine,
                engine_version=snapshot.engine_version,
                migrations=snapshot.migrations,
                without_rows=snapshot.without_rows,
                members=tuple(_add_all(tar, snapshot)),
            )
            text = manifest.model_dump_json(indent=1).encode()
            tar.addfile(_entry(contents.NAME, len(text)), BytesIO(text))
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


def _add_all(tar: tarfile.TarFile, snapshot: Snapshot) -> Iterator[Member]:
    yield _add(tar, contents.DATABASES[snapshot.engine], snapshot.path)
    snapshot.path.unlink()
    for folder in folders():
        for name in folder.files():
            yield _add(tar, names.checked(f"{folder.key}/{name}"), folder.place() / name)


def _add(tar: tarfile.TarFile, name: str, path: Path) -> Member:
    """Add one file; OSError where it is gone or gets shorter, which no finished file does."""
    with path.open("rb") as stream:
        hashed = Hashing(stream)
        tar.addfile(_entry(name, os.fstat(stream.fileno()).st_size), hashed)
    tar.members = []  # type: ignore[attr-defined] # the library keeps every entry, which nobody here reads
    return hashed.member(name)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _publish(draft: Path, final: Path) -> None:
    """Give a finished tar its name, on the disk too."""
    draft.rename(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
