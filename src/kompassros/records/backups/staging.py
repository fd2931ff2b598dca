"""Laying a backup ready beside what it is to replace, on the same disk: the change itself is a few renamings."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kompassros.records.backups import names, reading, snapshots
from kompassros.records.backups.manifest import Member
from kompassros.records.backups.reading import Backup
from kompassros.records.backups.registry import folders

_NEW, _OLD = ".restoring", ".replaced"


@dataclass(frozen=True)
class Ready:
    """A backup that is unpacked: its database, and the folders that hold its files in a folder of their own."""

    database: Path
    places: tuple[Path, ...]

    def swap_folders(self) -> None:
        """Let each folder hold the files of the backup and no others."""
        for place in self.places:
            (place / _OLD).mkdir()
            for path in [path for path in place.iterdir() if not path.name.startswith(".")]:
                path.rename(place / _OLD / path.name)
            for path in list((place / _NEW).iterdir()):
                path.rename(place / path.name)


@contextmanager
def laid_ready(backup: Backup) -> Iterator[Ready]:
    """Unpack a backup, on the disk, inside a ``with``; afterwards what is not used is removed.

    DomainError where a member is damaged. Needs room for all of it beside what is here.
    """
    beside = snapshots.sqlite_path().parent if backup.manifest.engine == "sqlite" else Path(settings.DATA_DIR)
    places = {folder.key: Path(folder.place()) for folder in folders()}
    used = [beside, *places.values()]
    _clear(used)
    try:
        for place in used:
            (place / _NEW).mkdir(parents=True)
        database = reading.unpack(backup, beside / _NEW, lambda member: _target(member, places))
        os.sync()
        yield Ready(database, tuple(places.values()))
    finally:
        _clear(used)


def _target(member: Member, places: dict[str, Path]) -> Path:
    """Return where a file is laid ready, in a folder that is made."""
    key = names.folder_of(member.name)
    path = places[key] / _NEW / member.name.removeprefix(f"{key}/")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _clear(places: list[Path]) -> None:
    for place in places:
        for name in (_NEW, _OLD):
            if (place / name).exists():
                shutil.rmtree(place / name)
