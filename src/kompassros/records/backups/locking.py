"""One lock between those who copy files and those who remove them: a file of the data folder that processes lock.

The system gives a lock back when its process ends, however that ends. Do not take one inside the other.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from kompassros.records.errors import DomainError

LOCK = "backup.lock"


class FilesHeld(DomainError):
    """Somebody copies the files, or removes some of them, just now."""


@contextmanager
def holding_files() -> Iterator[None]:
    """Keep every file of the data folder in its place, inside a ``with``; waits while somebody removes some.

    Several may hold files at once. Adding files is always allowed.
    """
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def removing_files(*, wait: bool = True) -> Iterator[None]:
    """Remove files of the data folder inside a ``with``. While a backup holds them: wait, or raise FilesHeld."""
    with _locked(fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB):
        yield


@contextmanager
def _locked(kind: int) -> Iterator[None]:
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    handle = _open(folder / LOCK)
    try:
        try:
            fcntl.flock(handle, kind)
        except BlockingIOError as error:
            raise FilesHeld("A backup is being made, or files are being removed. Try again when it is over.") from error
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    """Open the lock for writing, as network disks want it; for reading where another user has made it."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        return os.open(path, os.O_RDONLY)
