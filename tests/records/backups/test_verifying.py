"""Verifying a backup and the running installation: what is damaged, missing or different is named."""

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner

from kompassros.cli.commands import app
from kompassros.evaluations.models import ScoreSheet
from kompassros.organisations.models import Person
from kompassros.records.backups import registry, writing
from kompassros.records.files import content_path, receive
from kompassros.records.models import File, FileRevision
from tests.cli.running import runner
from tests.records import bad_files
from tests.records.backups.cases import rewrite

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_dir")]
run = runner("verify")


def record(*arguments: object, verdict: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    found: dict[str, Any] = json.loads(result.stdout)
    assert (found["verdict"], result.exit_code) == (verdict, 0 if verdict in ("sound", "equal") else 1)
    return found


def troubles(found: dict[str, Any]) -> list[str]:
    return [trouble for check in found["checks"] for trouble in check["troubles"]]


def differing(found: dict[str, Any]) -> list[str]:
    return [one["about"] for one in found["compared"] if one["result"] == "differs"]


@pytest.fixture
def revision() -> FileRevision:
    person = Person.objects.create_user("ada@example.org", name="Ada Holm", language="en")
    return receive(upload=bad_files.sent("a.pdf", bad_files.pdf()), title="Plan", organisation_id=1, person=person)


@pytest.fixture
def backup(revision: FileRevision, data_dir: Path) -> Path:
    path, _manifest = writing.make(data_dir / "out")
    return path


def test_running_installation_is_sound_until_a_file_is_lost_or_changed(revision: FileRevision) -> None:
    result = run()
    assert (result.exit_code, result.stderr, result.stdout.splitlines()[-1]) == (0, "", "sound")
    content_path(revision.sha256).write_bytes(b"other")
    (told,) = troubles(record(verdict="not sound"))
    assert told.startswith(f"The file {revision.sha256} has another content")
    content_path(revision.sha256).unlink()
    result = run()
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "not sound")
    assert result.stderr == f"Not sound: files that rows name: The file {revision.sha256} is missing.\n"


def test_frozen_row_that_was_changed_behind_our_back_is_named() -> None:
    sheet = ScoreSheet.objects.all()[0]
    off = "DROP TRIGGER {0}_frozen" if connection.vendor == "sqlite" else "ALTER TABLE {0} DISABLE TRIGGER USER"
    with connection.cursor() as cursor:
        cursor.execute(off.format("evaluations_scoresheet"))
        cursor.execute("UPDATE evaluations_scoresheet SET content = %s WHERE id = %s", ['{"total": "1"}', sheet.pk])
    told = f"Row {sheet.pk} of evaluations_scoresheet has not the content that it was frozen with."
    assert troubles(record(verdict="not sound")) == [told]


def test_backup_is_equal_until_a_row_or_a_file_changes(backup: Path, data_dir: Path) -> None:
    found = record(backup, verdict="equal")
    assert (troubles(found), differing(found)) == ([], [])
    title = File.objects.get(title="Plan")
    title.title = "Plam"
    title.save()
    assert differing(record(backup, verdict="not equal")) == ["records_file"]
    (data_dir / "files" / "ab").mkdir(exist_ok=True)
    (data_dir / "files" / "ab" / "abc").write_bytes(b"more")
    result = run(backup)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "not equal")
    assert result.stderr == "Not equal: records_file differs.\n"
    assert differing(record(backup, verdict="not equal")) == ["records_file", "files/"]
    alone = record(backup, "--alone", verdict="sound")
    assert alone["compared"] == []


def test_file_with_other_content_is_not_equal(backup: Path, revision: FileRevision) -> None:
    content_path(revision.sha256).write_bytes(b"other")
    assert differing(record(backup, verdict="not equal")) == ["files/"]


def test_file_that_a_row_of_the_backup_names_must_be_in_it(backup: Path, revision: FileRevision) -> None:
    name = f"files/{revision.sha256[:2]}/{revision.sha256}"
    lacking = rewrite(backup, lambda members: members.pop(name))
    assert troubles(record(lacking, "--alone", verdict="not sound")) == [f"The file {revision.sha256} is missing."]
    (told,) = troubles(record(rewrite(backup, lambda members: members.update({name: b"x"})), verdict="not sound"))
    assert told.startswith(f"The file {revision.sha256} has another content")


def test_member_that_is_damaged_ends_the_look(backup: Path) -> None:
    raw = bytearray(backup.read_bytes())
    raw[2000] ^= 1
    backup.write_bytes(raw)
    (told,) = troubles(record(backup, verdict="not sound"))
    assert told.endswith("is damaged: its checksum is another than in the list.")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="changes the database's file")
def test_damage_that_was_backed_up_is_told(backup: Path, tmp_path: Path) -> None:
    def break_rows(members: dict[str, bytes]) -> None:
        path = tmp_path / "broken"
        path.write_bytes(gzip.decompress(members["database.sqlite3.gz"]))
        with closing(sqlite3.connect(path)) as here:
            here.execute("DELETE FROM organisations_person WHERE email = 'ada@example.org'")
            here.execute("DROP TRIGGER instruments_edition_frozen")
            here.execute("UPDATE instruments_edition SET content = '{}' WHERE id = 1")
            here.commit()
        members["database.sqlite3.gz"] = gzip.compress(path.read_bytes())

    told = troubles(record(rewrite(backup, break_rows), "--alone", verdict="not sound"))
    assert any("names a row of organisations_person that is not there" in trouble for trouble in told)
    assert any(trouble.startswith("Row 1 of instruments_edition has not the content") for trouble in told)
    result = run(rewrite(backup, lambda members: members.update({"database.sqlite3.gz": gzip.compress(b"none" * 999)})))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The database cannot be read: file is not a database." in result.stderr


def test_check_of_an_upper_app_is_asked_about_both(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_checks", registry.checks())
    seen: list[Any] = []

    def complain(source: Any) -> list[str]:
        sheets = list(source.rows(ScoreSheet, "id", "content"))
        seen.append((len(sheets), source.sum_of("files", "no/such"), source.sum_of("nowhere", "x")))
        return [f"Trouble {number}." for number in range(9)]

    registry.register_check("made up", complain)
    with pytest.raises(ValueError, match="There is a check made up already"):
        registry.register_check("made up", complain)
    first = [f"Trouble {number}." for number in range(5)]
    assert troubles(record(backup, "--alone", verdict="not sound")) == [*first, "... and 4 more."]
    assert troubles(record(verdict="not sound")) == [*first, "... and 4 more."]
    assert seen == [(ScoreSheet.objects.count(), None, None)] * 2


def test_missing_file_and_empty_installation_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(tmp_path / "none.tar", "--alone")
    assert (result.exit_code, result.stderr) == (1, f"{tmp_path / 'none.tar'}: No such file or directory.\n")
    monkeypatch.setattr("kompassros.records.backups.targets.holds_tables", lambda: False)
    assert "There is no installation here: its database is empty." in run().stderr


def test_backup_command_prints_the_file(data_dir: Path) -> None:
    result = CliRunner().invoke(app, ["backup"])
    (path,) = (data_dir / "backups").iterdir()
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert "The secret key is not in it." in result.stderr
    refused = CliRunner().invoke(app, ["backup", "--folder", str(path)])
    assert (refused.exit_code, refused.stderr) == (1, f"{path}: File exists.\n")
