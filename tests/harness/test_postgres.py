"""The throw-away PostgreSQL: it answers, keeps Swedish letters, and leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.harness.postgres import Postgres, PostgresError, running

ROOT = Path(__file__).resolve().parents[2]


def test_created_database_answers_in_utf8(postgres: Postgres) -> None:
    with psycopg.connect(postgres.create("letters")) as connection:
        row = connection.execute("SELECT 'Å' || %s, current_setting('server_encoding')", ["ø"]).fetchone()
    assert row == ("Åø", "UTF8")


def test_database_created_twice_is_refused_with_its_name(postgres: Postgres) -> None:
    postgres.create("once")
    with pytest.raises(PostgresError, match="once"):
        postgres.create("once")


@pytest.mark.postgres
def test_command_gets_the_address_and_gives_back_its_status() -> None:
    look = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)"
    command = [sys.executable, "-m", "tests.harness.postgres", "--", sys.executable, "-c", look]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 7
    assert run.stdout.startswith("postgres://postgres@127.0.0.1:")


@pytest.mark.postgres
def test_stopped_server_leaves_no_folder_and_answers_nobody() -> None:
    with running() as server:
        psycopg.connect(server.url()).close()
    assert not server.folder.exists()
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(server.url())
