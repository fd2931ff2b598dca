"""Holding files and removing files: never at the same time, holding as often as one likes."""

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from kompassros.records import files
from kompassros.records.backups import FilesHeld, holding_files, removing_files


@pytest.mark.usefixtures("data_dir")
def test_several_may_hold_files_and_nobody_removes_them_meanwhile() -> None:
    with holding_files(), holding_files(), pytest.raises(FilesHeld), removing_files(wait=False):
        pass
    with removing_files(wait=False):
        pass


@pytest.mark.usefixtures("data_dir")
def test_who_removes_files_waits_until_they_are_free() -> None:
    done = Event()

    def remove() -> None:
        with removing_files():
            done.set()

    thread = Thread(target=remove)
    with holding_files():
        thread.start()
        assert not done.wait(0.1)
    thread.join(timeout=20)
    assert done.is_set()


@pytest.mark.django_db
def test_orphans_stay_while_a_backup_is_made(data_dir: Path) -> None:
    orphan = data_dir / "files" / "ab" / ("ab" + "0" * 62)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"nobody's")
    os.utime(orphan, (0, 0))
    with holding_files():
        assert files.sweep() == 0
    assert orphan.exists()
    assert files.sweep() == 1
    assert not orphan.exists()


def test_lock_that_another_user_has_made_is_used(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data_dir / "backup.lock").touch()
    opened = os.open

    def refuse_writing(path: object, flags: int, *rest: int) -> int:
        if flags & os.O_RDWR:
            raise PermissionError
        return opened(path, flags, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse_writing)
    with holding_files(), pytest.raises(FilesHeld), removing_files(wait=False):
        pass
