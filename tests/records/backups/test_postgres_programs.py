"""PostgreSQL's programs: the one that fits is taken; a sentence where none does, or where one fails."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from kompassros.records.backups import postgres_programs, postgres_writing
from kompassros.records.backups.postgres_programs import find_program, reading_from, run
from kompassros.records.errors import DomainError


def make_program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with pg_dump 13 on its PATH, and 15 and 17 where Debian has them."""
    monkeypatch.setattr(postgres_programs, "DEBIAN", tmp_path / "debian")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    make_program(tmp_path / "bin" / "pg_dump", "echo 'pg_dump (PostgreSQL) 13.2'")
    for version in (15, 17):
        program = tmp_path / "debian" / str(version) / "bin" / "pg_dump"
        make_program(program, f"echo 'pg_dump (PostgreSQL) {version}.1 (Debian {version}.1-1)'")
    return tmp_path


@pytest.mark.parametrize(
    ("server", "taken"), [(12, "bin"), (13, "bin"), (14, "debian/15/bin"), (15, "debian/15/bin"), (16, "debian/17/bin")]
)
def test_oldest_program_that_is_not_older_than_the_server_is_taken(machine: Path, server: int, taken: str) -> None:
    assert find_program("pg_dump", server) == machine / taken / "pg_dump"


def test_program_that_is_too_old_or_missing_is_told(machine: Path) -> None:
    with pytest.raises(DomainError, match=r"pg_dump is of PostgreSQL 17, the database of 18\. Install"):
        find_program("pg_dump", 18)
    with pytest.raises(DomainError, match=r"The program pg_none is missing. Install .* version 15 or later"):
        find_program("pg_none", 15)


def test_complaint_of_a_program_is_told(tmp_path: Path) -> None:
    program = make_program(tmp_path / "pg_dump", "echo half; echo 'no such table' >&2; exit 1")
    with pytest.raises(DomainError, match=r"^pg_dump failed: no such table$"):
        run([program])
    with pytest.raises(DomainError, match=r"^pg_dump failed: no such table$"), reading_from([program]) as output:
        assert output.read() == b"half\n"


def test_program_that_is_left_early_ends(tmp_path: Path) -> None:
    program = make_program(tmp_path / "endless", "while :; do echo more || exit; done")
    with suppress(KeyError), reading_from([program]) as output:
        assert output.readline() == b"more\n"
        raise KeyError
    assert output.closed


# --- writing into a server


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Programs that write what they are sent into a file."""
    monkeypatch.setattr(postgres_programs, "place", lambda: ("dbname=x", dict(os.environ)))
    make_program(tmp_path / "pg_restore", "echo 'CREATE TABLE x;'")
    make_program(tmp_path / "psql", f"cat > {tmp_path / 'sent'}")
    return tmp_path


def test_script_ends_with_the_word_that_keeps_it(server: Path) -> None:
    postgres_writing._write([server / "pg_restore"], server / "psql")
    sent = (server / "sent").read_text()
    assert sent.startswith("\nBEGIN;\nDO $$")
    assert sent.endswith("END $$;\nCREATE TABLE x;\nCOMMIT;\n")


def test_script_that_breaks_off_is_not_kept(server: Path) -> None:
    make_program(server / "pg_restore", "echo 'COPY x FROM stdin;'; echo broken >&2; exit 1")
    with pytest.raises(DomainError, match=r"pg_restore failed: broken"):
        postgres_writing._write([server / "pg_restore"], server / "psql")
    sent = server / "sent"  # Not there when the program was ended before it began to write.
    assert not sent.exists() or "COMMIT" not in sent.read_text()


@pytest.mark.parametrize("script", ["exit 3", "cat > /dev/null; echo 'no right' >&2; exit 3"])
def test_server_that_refuses_has_changed_nothing(server: Path, script: str) -> None:
    make_program(server / "psql", script)
    make_program(server / "pg_restore", "head -c 1000000 /dev/zero")
    with pytest.raises(postgres_writing.NothingChanged, match=r"did not take the backup\. Nothing was changed"):
        postgres_writing._write([server / "pg_restore"], server / "psql")


def test_server_that_is_gone_after_the_word_leaves_it_open(server: Path) -> None:
    make_program(server / "psql", "cat > /dev/null; exit 2")
    with pytest.raises(DomainError, match=r"did not say whether it took the backup") as error:
        postgres_writing._write([server / "pg_restore"], server / "psql")
    assert not isinstance(error.value, postgres_writing.NothingChanged)


def test_older_server_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"The backup is of PostgreSQL 17, this server is 15"):
        postgres_writing.prepare(tmp_path / "dump", made_on=17, here=15)
