"""Fixtures for all tests. Servers and databases are real; each test that writes gets its own copy."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kompassros.organisations.models import Organisation
from kompassros.records.demo import load_all
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
    """A server process on the demo, shared by the tests that only read."""
    data_dir = server_process.copy(demo_data, tmp_path_factory.mktemp("server") / "data")
    with server_process.serving(data_dir) as server:
        yield server


@pytest.fixture
def own_server(demo_data: Path, tmp_path: Path) -> Iterator[Server]:
    """A server process on a copy of the demo that this test alone may change, stop, kill and date."""
    with server_process.serving(server_process.copy(demo_data, tmp_path / "data")) as server:
        yield server


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database holds the packaged data and the made-up municipalities: every test starts from the demo."""
    with django_db_blocker.unblock():
        for _name, _added in load_all(with_made_up=True):
            pass


@pytest.fixture
def loaded(db: None) -> None:
    """The demo's data, loaded again where a transactional test has emptied the database."""
    if not Organisation.objects.exists():
        for _name, _added in load_all(with_made_up=True):
            pass


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A throw-away PostgreSQL server; make a database of your own with `postgres.create(name)`."""
    with running_postgres() as server:
        yield server
