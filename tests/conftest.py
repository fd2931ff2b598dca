"""Fixtures for all tests. Servers and databases are real; each test that writes gets its own copy."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import TransactionTestCase
from hypothesis import settings

from kompassros.records.demo import load_all
from tests.harness import foreign_keys, snapshot
from tests.harness import server as server_process
from tests.harness.postgres import Postgres
from tests.harness.postgres import running as running_postgres
from tests.harness.server import Server

# No test asserts a time; and .ci/run tries the same examples each time.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder with the migrated, loaded demo, made once for all workers. Copy it, do not run on it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder, done = shared / "demo", shared / "demo.done"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            server_process.prepare(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def server(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server process on the demo, shared by the tests that only read: it has no workers."""
    data_dir = server_process.copy(demo_data, tmp_path_factory.mktemp("server") / "data")
    with server_process.serving(data_dir, web_only=True) as server:
        yield server


@pytest.fixture
def own_server(demo_data: Path, tmp_path: Path) -> Iterator[Server]:
    """A server process on a copy of the demo that this test alone may change, stop, kill and date."""
    with server_process.serving(server_process.copy(demo_data, tmp_path / "data")) as server:
        yield server


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether the test database is there when the tests begin: on SQLite, where it is a copy of the demo."""
    return _on_sqlite()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in use: in memory, the connections of several threads do not wait for each other."""
    if _on_sqlite():
        demo: Path = request.getfixturevalue("demo_data")
        database = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(demo / "kompassros.sqlite3", database)
        for folder in ("files", "statistics"):
            shutil.copytree(demo / folder, django_settings.DATA_DIR / folder)
        django_settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(database)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database holds the packaged data and the made-up municipalities: every test starts from the demo.

    A test in a transaction is rolled back; after one that commits, the whole database is put back.
    """
    with django_db_blocker.unblock():
        if not _on_sqlite():
            for _name, _added in load_all(with_made_up=True):
                pass
        put_back = snapshot.take()
        pointing = foreign_keys.pointing()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: put_back())
        foreign_keys.check_only_what_was_written(patch, pointing)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A throw-away PostgreSQL server; make a database of your own with `postgres.create(name)`."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def set_clock(settings: Any, tmp_path: Path) -> Callable[[str], None]:
    """Set the time that the product reads in this test, such as `set_clock("2026-03-01T12:00:00+01:00")`."""
    path = tmp_path / "clock"

    def set_to(moment: str) -> None:
        path.write_text(moment, encoding="ascii")
        settings.CLOCK_FILE = str(path)

    return set_to


def _on_sqlite() -> bool:
    return bool(django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))
