"""Backups and the store: what a release names is in the backup, whatever is switched meanwhile."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from kompassros.records.backups import verifying, writing
from kompassros.statistics import reading, releases, store
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Observation
from tests.statistics.conftest import MUNICIPALITIES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    return tmp_path


def make(dataset: Dataset, value: float) -> None:
    rows = [Observation(1, 2024, 0, unit, MUNICIPALITIES, value) for unit in range(1, 30)]
    make_release(dataset_key=dataset.key, observations=table_of(rows), note="a test")


def troubles(path: Path | None) -> list[str]:
    verified = verifying.verify(path, against_running=False) if path else verifying.verify_running()
    return [trouble for finding in verified.findings for trouble in finding.troubles if "statistics" in trouble]


def test_backup_during_switches_holds_every_file_that_it_names(dataset: Dataset, data_dir: Path) -> None:
    make(dataset, 0.0)
    ended = threading.Event()

    def switch_on() -> None:
        value = 0.0
        while not ended.is_set():
            value += 1
            make(dataset, value)
            releases.compact(keep=1, readers=timedelta(0))
        connection.close()

    switching = threading.Thread(target=switch_on)
    switching.start()
    try:
        backups = [writing.make(data_dir / f"out{number}")[0] for number in range(3)]
    finally:
        ended.set()
        switching.join()
    assert [troubles(path) for path in backups] == [[], [], []]


def test_file_of_the_store_that_was_changed_is_named(dataset: Dataset) -> None:
    make(dataset, 1.0)
    assert troubles(None) == []
    (part,) = reading.manifest_of(Dataset.objects.get(key=dataset.key).current_id or 0).parts
    path = store.path_of(part.cells.name)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert troubles(None) == [f"The file {part.cells.name} of the statistics store is missing or has another content."]
