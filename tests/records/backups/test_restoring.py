"""Restoring: elsewhere it is equal; where it cannot be, nothing has changed; where it was killed, nothing starts."""

import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection, connections
from typer.testing import CliRunner

from kompassros.cli.commands import app
from kompassros.organisations.models import Person
from kompassros.records.backups import marker, reading, restoring, snapshots, staging, targets, writing
from kompassros.records.backups.postgres_writing import NothingChanged
from kompassros.records.errors import DomainError
from kompassros.records.files import receive
from tests.cli.running import runner
from tests.records import bad_files
from tests.records.backups.cases import command, elsewhere, manifest_of, write_tar

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}
KILLED = """
import os, signal, sys
import django
django.setup()
from kompassros.records.backups import staging, writing

def end(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)

{patched} = end
from kompassros.cli.commands import app
app(sys.argv[1:])
"""
run = runner()


def killed(patched: str, environment: dict[str, str], *arguments: object) -> Any:
    """Run a command that is killed where it calls what is patched."""
    settings = {"DJANGO_SETTINGS_MODULE": "kompassros.settings"}
    script = KILLED.format(patched=patched)
    return command(environment | settings, *arguments, program=(sys.executable, "-c", script))


@pytest.fixture
def backup(data_dir: Path, transactional_db: None) -> Path:
    """A backup of the demo and of a file that was sent in."""
    person = Person.objects.create_user("ada@example.org", name="Ada Holm", language="en")
    receive(upload=bad_files.sent("a.pdf", bad_files.pdf()), title="Plan", organisation_id=1, person=person)
    path, _manifest = writing.make(data_dir.parent / "out")
    return path


def made_up(path: Path, **values: Any) -> Path:
    """A made-up backup for the engine at hand."""
    name = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}[connection.vendor]
    members = {name: b"", "files/ab/abc": b"one"}
    state = {"engine": connection.vendor, "engine_version": "15"}
    return write_tar(path, members, manifest=manifest_of(members, **state | values))


def test_backup_restored_elsewhere_is_equal(backup: Path, tmp_path: Path) -> None:
    with elsewhere(tmp_path / "elsewhere") as environment:
        done = command(environment, "restore", backup)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{backup.name} is restored." in done.stdout
        found = command(environment, "verify", backup)
        assert (found.returncode, found.stderr, found.stdout.splitlines()[-1]) == (0, "", "equal")
        left = {path.name for path in (tmp_path / "elsewhere").iterdir()}
        assert left <= {"backup.lock", "files", "kompassros.sqlite3", "secret_key", "statistics"}
        again = command(environment, "restore", backup)
        assert (again.returncode, again.stdout) == (1, "")
        assert "is not empty. Restore elsewhere, or replace what is here: --replace." in again.stderr


@pytest.mark.slow
def test_killed_restore_lets_nothing_start_until_it_is_done_again(backup: Path, tmp_path: Path) -> None:
    with elsewhere(tmp_path / "elsewhere") as environment:
        assert killed("staging.Ready.swap_folders", environment, "restore", backup).returncode == -9
        for words in (("start", "--prepare"), ("evaluation", "list"), ("backup",), ("manage", "tick", "--once")):
            refused = command(environment, *words)
            assert refused.returncode == 1
            assert f"The restore of {backup.name} that began at" in refused.stderr
        again = command(environment, "restore", backup, "--replace", "--yes")
        assert (again.returncode, again.stderr) == (0, "")
        assert command(environment, "verify", backup).stdout.splitlines()[-1] == "equal"
        assert command(environment, "manage", "tick", "--once").returncode == 0


@pytest.mark.slow
def test_killed_backup_leaves_nothing_that_looks_like_one(backup: Path, tmp_path: Path) -> None:
    with elsewhere(tmp_path / "elsewhere") as environment:
        assert command(environment, "restore", backup).returncode == 0
        out = tmp_path / "killed"
        assert killed("writing._publish", environment, "backup", "--folder", out).returncode == -9
        (left,) = out.iterdir()
        assert left.suffix == ".unfinished"
        assert list(out.rglob("*.tar")) == []
        done = command(environment, "backup", "--folder", out)
        assert done.returncode == 0
        assert list(out.iterdir()) == [Path(done.stdout.strip())]


@pytest.mark.usefixtures("data_dir")
@pytest.mark.django_db
def test_backup_of_another_engine_is_refused_with_how_to_mend_it(tmp_path: Path) -> None:
    other = OTHER[connection.vendor]
    members = {{"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}[other]: b""}
    path = write_tar(tmp_path / "a.tar", members, manifest=manifest_of(members, engine=other, engine_version="15"))
    result = run("restore", path)
    assert (result.exit_code, result.stdout) == (1, "")
    how = {"sqlite": "Unset DATABASE_URL", "postgresql": "Set DATABASE_URL to a database on PostgreSQL"}[other]
    assert f"{how}, and restore again. Nothing was changed." in result.stderr
    compared = run("verify", path, "--against-running")
    assert (compared.exit_code, compared.stdout) == (1, "")
    assert "they cannot be compared. Use --alone" in compared.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"migrations": [["records", "9999_later"]], "version": "9.0"}, "was made by Kompassros 9.0"),
        ({"format": 7}, "is of format 7"),
    ],
)
def test_backup_of_a_newer_version_is_refused(tmp_path: Path, values: Any, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        restoring.read(made_up(tmp_path / "a.tar", **values))


@pytest.mark.django_db
def test_migration_of_an_app_that_is_gone_is_no_hindrance(tmp_path: Path) -> None:
    path = made_up(tmp_path / "a.tar", migrations=[["dialogue", "0001_initial"]])
    assert restoring.read(path).path == path


@pytest.mark.django_db
def test_folder_that_this_version_does_not_know_is_refused(tmp_path: Path) -> None:
    members = {"database.dump": b"", "songs/a": b""}
    if connection.vendor == "sqlite":
        members = {"database.sqlite3.gz": b"", "songs/a": b""}
    path = write_tar(tmp_path / "a.tar", members, manifest=manifest_of(members, engine=connection.vendor))
    with pytest.raises(DomainError, match="The backup holds a folder songs"):
        restoring.read(path)


@pytest.mark.django_db
def test_damaged_backup_changes_nothing(data_dir: Path, tmp_path: Path) -> None:
    name = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}[connection.vendor]
    listed = manifest_of({name: b"one"}, engine=connection.vendor, engine_version="15")
    before = sorted(data_dir.rglob("*"))
    result = run("restore", write_tar(tmp_path / "a.tar", {name: b"two"}, manifest=listed), "--replace", "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{name} is damaged: its checksum is another than in the list. Nothing was changed." in result.stderr
    assert sorted(data_dir.rglob("*")) == before


@pytest.mark.django_db
def test_full_installation_is_refused_unless_it_is_to_be_replaced(data_dir: Path, tmp_path: Path) -> None:
    path = made_up(tmp_path / "a.tar")
    assert "The database is not empty." in run("restore", path, "--into-empty").stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(targets, "holds_tables", lambda: False)
        (data_dir / "files" / "ab").mkdir(exist_ok=True, parents=True)
        (data_dir / "files" / "ab" / "abc").write_bytes(b"mine")
        assert f"{data_dir / 'files'} is not empty." in run("restore", path).stderr


@pytest.mark.django_db
@pytest.mark.usefixtures("data_dir")
def test_replacing_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "restore", lambda _backup, **_values: pytest.fail("It was not confirmed."))
    result = CliRunner().invoke(app, ["restore", str(made_up(tmp_path / "a.tar")), "--replace"], input="n\n")
    assert result.exit_code == 1
    assert "Replace all data of this installation by those of 2026-11-28 10:00:00+00:00?" in result.stdout


@pytest.mark.django_db(transaction=True)
def test_installation_that_is_in_use_is_not_replaced(data_dir: Path, tmp_path: Path) -> None:
    with snapshots.running_tables() as tables:
        tables.names()
        result = run("restore", made_up(tmp_path / "a.tar"), "--replace", "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Others use the database just now. Stop web, workers and clock first." in result.stderr
    assert not marker.is_there()


def test_file_that_is_no_database_is_not_in_use_but_is_something(settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite3"
    path.write_bytes(b"no database" * 100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshots, "sqlite_path", lambda: path)
        patch.setattr(snapshots, "engine", lambda: "sqlite")
        targets.refuse_in_use()
        assert targets.holds_tables()


# --- steps in between


@pytest.fixture
def steps(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Restoring with a made-up database: what was done to it."""
    done: list[str] = []
    monkeypatch.setattr(targets, "refuse_in_use", lambda: None)
    monkeypatch.setattr(targets, "prepare", lambda _copy, _made_on: lambda: done.append("replaced"))
    monkeypatch.setattr(reading, "unpack", _unpack_all)
    monkeypatch.setattr(restoring, "call_command", lambda name, **_values: done.append(name))
    monkeypatch.setattr(connections, "close_all", lambda: None)
    return done


def _unpack_all(backup: reading.Backup, folder: Path, target: Any) -> Path:
    def place(member: Any) -> Path:
        return folder / member.name if member.name == backup.manifest.database() else Path(target(member))

    assert list(reading.read_members(backup, place)) == []
    return folder / backup.manifest.database()


@pytest.mark.django_db
def test_folders_hold_the_files_of_the_backup_and_no_others(data_dir: Path, tmp_path: Path, steps: list[str]) -> None:
    (data_dir / "files" / "cd").mkdir(parents=True, exist_ok=True)
    (data_dir / "files" / "cd" / "cde").write_bytes(b"old")
    for leftover in (".restoring", ".replaced"):
        (data_dir / "files" / leftover).mkdir()
    restoring.restore(restoring.read(made_up(tmp_path / "a.tar")), afterwards=lambda: steps.append("afterwards"))
    assert steps == ["replaced", "migrate", "createcachetable", "afterwards"]
    left = {path.relative_to(data_dir).as_posix() for path in data_dir.rglob("*") if path.is_file()}
    assert left == {"backup.lock", "files/ab/abc"}
    assert not marker.is_there()
    assert list(data_dir.rglob(".re*")) == []


@pytest.mark.django_db
def test_database_that_refuses_the_backup_leaves_all_as_it_was(
    data_dir: Path, tmp_path: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        assert marker.is_there()
        raise NothingChanged("No right to do that.")

    before = sorted(path for path in data_dir.rglob("*") if path.is_file())
    monkeypatch.setattr(targets, "prepare", lambda _copy, _made_on: refuse)
    with pytest.raises(NothingChanged):
        restoring.restore(restoring.read(made_up(tmp_path / "a.tar")), afterwards=lambda: None)
    assert steps == []
    assert not marker.is_there()
    left = sorted(path for path in data_dir.rglob("*") if path.is_file() and path.name != "backup.lock")
    assert left == before


@pytest.mark.django_db
@pytest.mark.usefixtures("steps")
def test_what_breaks_after_the_first_change_leaves_the_mark(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging.Ready, "swap_folders", lambda _ready: 1 / 0)
    with suppress(ZeroDivisionError):
        restoring.restore(restoring.read(made_up(tmp_path / "a.tar")), afterwards=lambda: None)
    sentence = (data_dir / marker.NAME).read_text()
    assert sentence.startswith("The restore of a.tar that began at ")
    for words in (("start", "--prepare"), ("evaluation", "list")):
        assert run(*words).stderr == sentence + "\n"
    assert [error.msg for error in run_checks() if error.id == "kompassros.records.E001"] == [sentence]
    refused = run("verify")
    assert (refused.exit_code, refused.stderr) == (1, sentence + "\n")


def test_sqlite_database_that_is_damaged_is_not_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "engine", lambda: "sqlite")
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(copy)) as made:
        made.execute("CREATE TABLE place (id INTEGER PRIMARY KEY)")
        made.execute("CREATE TABLE person (place INTEGER REFERENCES place (id))")
        made.execute("INSERT INTO person VALUES (7)")
        made.commit()
    with pytest.raises(DomainError, match="Row 1 of person names a row of place that is not there"):
        targets.prepare(copy, 3)


def test_log_of_the_old_sqlite_database_is_not_read_into_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, copy = tmp_path / "here.sqlite3", tmp_path / "copy.sqlite3"
    monkeypatch.setattr(snapshots, "engine", lambda: "sqlite")
    monkeypatch.setattr(snapshots, "sqlite_path", lambda: old)
    for path, name in ((old, "before"), (copy, "after")):
        with closing(sqlite3.connect(path)) as made:
            made.execute(f"CREATE TABLE {name} (id INTEGER)")
    (tmp_path / "here.sqlite3-wal").write_bytes(b"of the old one")
    old.chmod(0o640)
    targets.prepare(copy, 3)()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here.sqlite3"]
    assert old.stat().st_mode & 0o777 == 0o640
    with closing(sqlite3.connect(old)) as here:
        assert here.execute("SELECT name FROM sqlite_master").fetchall() == [("after",)]
