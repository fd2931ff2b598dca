"""Made-up values: the same for the same seed, of units of their own, and gone when real ones come."""

import pytest

from kompassros.indicators import made_up, measure_values
from kompassros.indicators.comparing import compare_unit
from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.statistics import reading
from kompassros.statistics.datasets import ensure_datasets
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def measures(settings: pytest.FixtureRequest, tmp_path: object) -> list[Indicator]:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    reading.manifest_of.cache_clear()
    measure_values._read.cache_clear()
    ensure_datasets()
    Dataset.objects.update(current=None)
    MeasureSet.objects.filter(key=made_up.SET).update(key="kkik-before")
    of_set = MeasureSet.objects.create(key=made_up.SET, title="KKiK")
    found = [
        Indicator.objects.create(
            code=f"N9999{at}", title="x", unit=unit, decimals=1, by_gender=at == 0, direction="high"
        )
        for at, unit in enumerate(("%", "kr/inv"))
    ]
    for at, one in enumerate(found):
        Measure.objects.create(measure_set=of_set, indicator=one, title="x", position=at)
    return found


def test_same_seed_gives_the_same_values(measures: list[Indicator]) -> None:
    first = made_up.make_values(seed=1)
    again = made_up.make_values(seed=1)
    assert first is not None
    assert again is not None
    assert (first.is_new, again.is_new) == (True, False)
    assert first.added == 290 * len(made_up.YEARS) * (3 + 1)


def test_values_belong_to_made_up_units_alone_and_keep_to_their_unit(measures: list[Indicator]) -> None:
    made_up.make_values()
    rows = reading.values(indicators=[measures[0].number])
    units = {unit.number: unit for unit in made_up.ensure_units()}
    assert {row.unit for row in rows} == units.keys()
    assert {unit.unit_class.made_up for unit in units.values()} == {True}
    assert all(0 <= row.value <= 100 for row in rows if row.value is not None)
    assert {Status(row.status) for row in rows} == {
        Status.PRESENT,
        Status.MISSING,
        Status.SUPPRESSED,
        Status.PRELIMINARY,
    }


def test_withdrawn_values_are_read_no_more(measures: list[Indicator]) -> None:
    made_up.make_values()
    assert made_up.withdraw()
    assert reading.values(indicators=[measures[0].number]) == []
    assert not made_up.withdraw()


def test_preliminary_value_counts_but_has_no_group(measures: list[Indicator]) -> None:
    made_up.make_values()
    rows = reading.values(indicators=[measures[0].number], periods=[made_up.YEARS[-1]], genders=[0])
    row = next(row for row in rows if row.status == Status.PRELIMINARY)
    unit = next(unit for unit in made_up.ensure_units() if unit.number == row.unit)
    found = compare_unit(indicator=measures[0], unit=unit)
    assert (found.period, found.group) == (made_up.YEARS[-1], None)
    assert found.ranks is not None


def test_granby_and_norrvik_stand_among_the_municipalities_with_values() -> None:
    units = {unit.code: (unit.name, unit.organisation) for unit in made_up.ensure_units() if unit.organisation_id}
    assert {code: (name, one and one.key) for code, (name, one) in units.items()} == {
        "X901": ("Granby", "granby"),
        "X902": ("Norrvik", "norrvik"),
    }
    assert len(made_up.ensure_units()) == made_up.COUNT
