"""A store of its own for each test, with 24 municipalities and a measure where a test asks for them."""

from pathlib import Path

import pytest

from kompassros.indicators import measure_values, unit_values
from kompassros.indicators.models import Indicator
from kompassros.portal.measures import set_values
from kompassros.statistics import reading
from kompassros.statistics.datasets import KOLADA, ensure_datasets
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset, Unit, UnitGroup, UnitGroupMember
from kompassros.statistics.unit_classes import COUNTRY, MUNICIPALITY
from kompassros.statistics.values import Observation
from tests.portal.measures.measure_cases import CODE, add_indicator, add_units


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    reading.manifest_of.cache_clear()
    for kept in (measure_values._read, unit_values._read, set_values._read):
        kept.cache_clear()
    return settings.STATISTICS_DIR


@pytest.fixture(autouse=True)
def empty_store(db: None) -> None:
    """Nothing is read but what a test puts in."""
    Dataset.objects.update(current=None)


@pytest.fixture
def municipalities() -> list[Unit]:
    return add_units(MUNICIPALITY, "SE", [(f"97{number:02}", f"Ort {number:02}") for number in range(24)])


@pytest.fixture
def measure(municipalities: list[Unit]) -> Indicator:
    """A measure with values for 24 municipalities in three years, the country, and women and men."""
    ensure_datasets()
    indicator = add_indicator(CODE, "Elever som är nöjda, andel (%)", "high")
    country = add_units(COUNTRY, "SE", [("9000", "Hela riket")])[0]
    rows = [
        Observation(
            indicator.number, period, gender, unit.number, unit.unit_class_id, 50.0 + place + period - 2022 - gender
        )
        for place, unit in enumerate(municipalities)
        for period in (2022, 2023, 2024)
        for gender in (0, 1, 2)
        if (place, period) != (5, 2023)
    ]
    rows += [Observation(indicator.number, 2024, 0, country.number, country.unit_class_id, 61.3)]
    make_release(dataset_key=KOLADA, observations=table_of(rows), note="test")
    return indicator


@pytest.fixture
def group(municipalities: list[Unit]) -> UnitGroup:
    own, *others = municipalities[3:8]
    found = UnitGroup.objects.create(
        code="G99999",
        title="Liknande kommuner, övergripande, Ort 03, 2024",
        kind=UnitGroup.Kind.SIMILAR,
        service_area="övergripande",
        year=2024,
        around=own,
        search_key="",
    )
    for position, unit in enumerate(others):
        UnitGroupMember.objects.create(group=found, unit=unit, position=position)
    return found
