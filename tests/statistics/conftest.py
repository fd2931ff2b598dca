"""A store of its own for each test, with a few units and datasets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from kompassros.indicators import measure_values
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset

MUNICIPALITIES, REGIONS = 3, 2


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are read in English, whatever language another test left."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    reading.manifest_of.cache_clear()
    measure_values._read.cache_clear()
    return settings.STATISTICS_DIR


@pytest.fixture
def dataset(db: None) -> Dataset:
    """A dataset in a store where nothing else is read."""
    Dataset.objects.update(current=None)
    return Dataset.objects.create(key="kolada-test", title="Kolada", source="Kolada", rank=10)


@pytest.fixture
def other_dataset(db: None) -> Dataset:
    return Dataset.objects.create(key="other-test", title="Other", source="Other", rank=20)
