"""A store of its own for each test."""

from pathlib import Path

import pytest

from kompassros.indicators import measure_values
from kompassros.statistics import reading


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    reading.manifest_of.cache_clear()
    measure_values._read.cache_clear()
    return settings.STATISTICS_DIR
