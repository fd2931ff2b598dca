"""The report is read from the made-up values that the test database has."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kompassros.indicators.models import MeasureSet
from kompassros.indicators.results.content import ResultsReport
from kompassros.statistics.models import Dataset, Unit
from tests.indicators.results import small_store
from tests.indicators.results.made_reports import made_report


@pytest.fixture
def report(db: None) -> ResultsReport:
    return made_report()


@pytest.fixture
def empty_store(db: None, tmp_path: Path, settings: Any) -> Iterator[None]:
    """Nothing is read but what a test puts in; and nothing of it is kept for the next one."""
    settings.STATISTICS_DIR = tmp_path / "statistics"
    Dataset.objects.update(current=None)
    small_store.forget_reads()
    yield
    small_store.forget_reads()


@pytest.fixture
def units() -> list[Unit]:
    return list(Unit.objects.filter(country="XX").select_related("unit_class").order_by("code")[: small_store.N])


@pytest.fixture
def measure_set() -> MeasureSet:
    return MeasureSet.objects.create(key="results-set", title="A set", year=small_store.YEAR)
