"""Backups of the demo's database and of files: whole, sound, of one moment while people work, or not there at all."""

import gzip
import hashlib
import tarfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.utils import translation

from kompassros.organisations.models import Person
from kompassros.records.backups import marker, reading, registry, removing_files, verifying, writing
from kompassros.records.backups.sources import Source, opened_backup
from kompassros.records.errors import DomainError
from kompassros.records.files import receive
from kompassros.records.models import File, FileRevision, HistoryEntry
from tests.records import bad_files
from tests.records.backups.cases import members_of

WRITERS = 20
PAUSE = 0.5
SWITCHED = 999
SAVED = "saved at work"


def soundness(path: Path) -> list[str]:
    found = verifying.verify(path, against_running=False)
    return [trouble for finding in found.findings for trouble in finding.troubles]


def backed_up(folder: Path) -> Path:
    path, _manifest = writing.make(folder)
    return path


@pytest.mark.django_db
def test_backup_is_one_file_that_only_its_owner_reads(data_dir: Path, store: Path, set_clock: Any) -> None:
    set_clock("2026-11-28T11:30:05+01:00")
    path, manifest = writing.make(data_dir / "out")
    assert [entry.name for entry in path.parent.iterdir()] == ["kompassros-20261128T103005.tar"]
    assert path.stat().st_mode & 0o777 == 0o600
    names = [member.name for member in manifest.members]
    assert "store/kolada/a.parquet" in names
    assert not [name for name in names if name.endswith(".part")]
    assert len([name for name in names if name.startswith("files/")]) == len(list((data_dir / "files").rglob("*/*")))
    with tarfile.open(path) as tar:
        assert tar.getnames() == [*names, "manifest.json"]
    assert reading.open_backup(path).manifest == manifest
    assert (manifest.engine, manifest.made_at.isoformat()) == (connection.vendor, "2026-11-28T10:30:05+00:00")
    assert ("records", "0001_initial") in manifest.migrations
    with pytest.raises(DomainError, match=r"20261128T103005.tar is there already"):
        writing.make(data_dir / "out")


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_backup_of_the_demo_is_sound_and_equal_to_it(data_dir: Path) -> None:
    found = verifying.verify(backed_up(data_dir / "out"), against_running=True)
    assert [finding.troubles for finding in found.findings] == [()] * len(found.findings)
    compared = {one.about: one for one in found.compared}
    assert {about for about, one in compared.items() if one.equal is False} == set()
    sheets = compared["evaluations_scoresheet"]
    assert (sheets.in_backup, sheets.equal) == (sheets.here, True)
    assert compared["records_job"].equal is None
    assert (compared["store/"].in_backup, compared["store/"].here, compared["store/"].equal) == (1, 1, True)


@pytest.mark.django_db(transaction=True)
def test_sessions_are_left_out(data_dir: Path) -> None:
    session = SessionStore()
    session["secret"] = "known-to-nobody"
    session.create()
    path = backed_up(data_dir / "out")
    with opened_backup(reading.open_backup(path)) as source:
        kept = source.tables.sum_up("django_session").rows if "django_session" in source.table_names else 0
    assert kept == 0
    if connection.vendor == "sqlite":
        assert str(session.session_key).encode() not in gzip.decompress(members_of(path)["database.sqlite3.gz"])


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_backup_that_fails_leaves_nothing(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(writing, "_publish", fail)
    with pytest.raises(OSError, match="No space"):
        writing.make(data_dir / "out")
    assert list((data_dir / "out").iterdir()) == []
    with removing_files(wait=False):
        pass


@pytest.mark.django_db
def test_next_backup_removes_what_a_killed_one_left_but_not_what_another_makes(data_dir: Path) -> None:
    dead, alive = (data_dir / "out" / f"kompassros-20261{number}T000000.unfinished" for number in (101, 102))
    for folder in (dead, alive):
        folder.mkdir(parents=True)
        (folder / "draft").write_bytes(b"half")
    with writing._locked(alive):
        path = backed_up(data_dir / "out")
    assert sorted(entry.name for entry in path.parent.iterdir()) == sorted([alive.name, path.name])


@pytest.mark.django_db
def test_file_with_a_name_that_could_not_be_restored_is_told(data_dir: Path, store: Path) -> None:
    (store / "a\nb").write_bytes(b"")
    with pytest.raises(DomainError, match="is not one that a backup may hold"):
        writing.make(data_dir / "out")


@pytest.mark.django_db
def test_no_backup_of_what_a_restore_left_unfinished(data_dir: Path) -> None:
    marker.put(Path("kompassros-20261128T103005.tar"))
    with pytest.raises(DomainError, match=r"The restore of kompassros-20261128T103005.tar .* was not finished"):
        writing.make(data_dir / "out")


def test_folder_key_stands_once_and_is_a_word(data_dir: Path) -> None:
    registry.register_folder("pictures", lambda: data_dir)
    with pytest.raises(ValueError, match="There is a folder pictures in backups already"):
        registry.register_folder("pictures", lambda: data_dir)
    with pytest.raises(ValueError, match="is not a word of small letters"):
        registry.register_folder("../x", lambda: data_dir)


# --- while people work


class Work:
    """Threads that save, and one that replaces a file of the store again and again, until told to stop."""

    def __init__(self, person: Person, store: Path) -> None:
        self._person, self._store = person, store
        self._stop = Event()
        self._begun = [Event() for _number in range(WRITERS + 1)]
        self._threads = [Thread(target=self._repeat, args=(number,)) for number in range(WRITERS + 1)]
        self.failures: list[BaseException] = []

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        for event in self._begun:
            assert event.wait(60)
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _repeat(self, number: int) -> None:
        work = self._switch if number == WRITERS else self._save
        try:
            with translation.override("en"):
                while not self._stop.wait(PAUSE):
                    work()
                    self._begun[number].set()
        except BaseException as error:  # noqa: BLE001 - told by the test
            self.failures.append(error)
        finally:
            connection.close()

    def _save(self) -> None:
        """Store a file: its content, its row, its revision and a line of the history belong together."""
        upload = bad_files.sent("a.pdf", bad_files.pdf(uuid.uuid4().hex))
        receive(upload=upload, title=SAVED, organisation_id=1, person=self._person)

    def _switch(self) -> None:
        """As a release does: write a file, switch a row to it, and remove the one that nobody names any more."""
        name = uuid.uuid4().hex
        (self._store / name).write_text(name, encoding="ascii")
        with transaction.atomic():
            File.objects.filter(organisation_id=SWITCHED).delete()
            File.objects.create(organisation_id=SWITCHED, title=name)
        with removing_files():
            for path in self._store.iterdir():
                if path.is_file() and path.name != name:
                    path.unlink()


def check_switched(source: Source) -> Iterator[str]:
    """The file that the row names is there, and holds its name."""
    for organisation, title in source.rows(File, "organisation_id", "title"):
        wanted = hashlib.sha256((title or "").encode()).hexdigest()
        if organisation == str(SWITCHED) and source.sum_of("store", title or "") != wanted:
            yield f"The file {title} of the store is missing."


def saved_in(path: Path) -> tuple[int, int, int]:
    """The numbers of files, revisions and lines of the history that came in one transaction each."""
    with opened_backup(reading.open_backup(path)) as source:
        rows = source.rows(File, "id", "uid", "title")
        saved = {key: _hexadecimal(uid) for key, uid, title in rows if title == SAVED}
        revised = {key for (key,) in source.rows(FileRevision, "file")} & saved.keys()
        told = {_hexadecimal(key) for (key,) in source.rows(HistoryEntry, "subject_key")} & set(saved.values())
    return len(saved), len(revised), len(told)


def _hexadecimal(uid: str | None) -> str:
    return (uid or "").replace("-", "")


def back_up_at_work(data_dir: Path, store: Path, *, times: int) -> list[int]:
    """Make backups while people work; return how many files each of them holds that were saved at work."""
    person = Person.objects.create_user("ada@example.org", name="Ada Holm", language="en")
    with Work(person, store) as work:
        paths = [backed_up(data_dir / f"out{number}") for number in range(times)]
    assert work.failures == []
    assert [soundness(path) for path in paths] == [[]] * times
    numbers = [saved_in(path) for path in paths]
    assert numbers == [(saved, saved, saved) for saved, *_rest in numbers]
    return [saved for saved, *_rest in numbers]


@pytest.fixture
def checked_store(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(registry, "_checks", {**registry.checks(), "store": check_switched})
    return store


@pytest.mark.django_db(transaction=True)
def test_backup_while_twenty_save_is_of_one_moment(data_dir: Path, checked_store: Path) -> None:
    (saved,) = back_up_at_work(data_dir, checked_store, times=1)
    assert saved >= WRITERS


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_backups_while_twenty_save_are_each_of_one_moment(data_dir: Path, checked_store: Path) -> None:
    saved = back_up_at_work(data_dir, checked_store, times=6)
    assert saved == sorted(saved)
    assert saved[0] < saved[-1]
