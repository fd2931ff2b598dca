"""One unit's values of several indicators, with what all units of its class have."""

from pathlib import Path
from typing import Any

import pytest

from kompassros.indicators import unit_values as module
from kompassros.indicators.unit_values import Slot, unit_values
from kompassros.statistics import reading
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Gender, Observation, Status

MUNICIPALITIES, REGIONS = 3, 2


@pytest.fixture
def dataset(db: None, tmp_path: Path, settings: Any) -> Dataset:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    reading.manifest_of.cache_clear()
    module._read.cache_clear()
    Dataset.objects.update(current=None)
    return Dataset.objects.create(key="unit-values", title="Test", source="Test", rank=10)


def release(dataset: Dataset, rows: list[Observation]) -> None:
    make_release(dataset_key=dataset.key, observations=table_of(rows), note="a test")


def row(indicator: int, period: int, unit: int, value: float | None, **other: Any) -> Observation:
    return Observation(indicator, period, other.pop("gender", Gender.TOTAL), unit, MUNICIPALITIES, value, **other)


def asked(unit: int = 1, **other: Any) -> module.UnitValues:
    wanted = {"indicators": [1, 2], "periods": [2023, 2024]} | other
    return unit_values(unit=unit, unit_class=MUNICIPALITIES, **wanted)


def test_own_values_stand_beside_the_cells_of_all(dataset: Dataset) -> None:
    release(
        dataset,
        [
            *(row(1, 2024, unit, float(unit)) for unit in (1, 2, 3)),
            row(2, 2023, 2, 5.0),
            row(2, 2024, 1, None, status=Status.MISSING),
            row(1, 2022, 1, 9.0),
            row(1, 2024, 1, 4.0, gender=Gender.WOMEN),
            Observation(1, 2024, Gender.TOTAL, 8, REGIONS, 100.0),
        ],
    )
    found = asked()
    assert {slot: (one.value, one.from_low) for slot, one in found.values.items()} == {
        Slot(1, 2024, Gender.TOTAL): (1.0, 1),
        Slot(2, 2024, Gender.TOTAL): (None, None),
    }
    assert {slot: (cell.n, cell.mean) for slot, cell in found.cells.items()} == {
        Slot(1, 2024, Gender.TOTAL): (3, 2.0),
        Slot(2, 2023, Gender.TOTAL): (1, 5.0),
    }


def test_genders_are_read_where_asked_for(dataset: Dataset) -> None:
    release(dataset, [row(1, 2024, 1, 4.0, gender=gender) for gender in Gender])
    assert set(asked(genders=[Gender.WOMEN, Gender.MEN]).values) == {Slot(1, 2024, 1), Slot(1, 2024, 2)}


def test_new_release_is_seen_and_what_is_kept_is_used_until_then(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(dataset, [row(1, 2024, 1, 4.0)])
    slot = Slot(1, 2024, Gender.TOTAL)
    assert asked().values[slot].value == 4.0
    with monkeypatch.context() as patch:
        patch.setattr(reading, "values", None)
        assert asked().values[slot].value == 4.0
    release(dataset, [row(1, 2024, 1, 6.0)])
    assert asked().values[slot].value == 6.0
