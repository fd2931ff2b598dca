"""Reads of several datasets together: which one is read for an indicator and a class of units, and what narrows."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from kompassros.statistics import reading
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Observation, Status
from tests.statistics.conftest import MUNICIPALITIES, REGIONS

CLASSES = {unit: MUNICIPALITIES if unit < 10 else REGIONS for unit in (1, 2, 10, 11)}


def make(dataset: Dataset, *rows: Observation) -> int:
    return make_release(dataset_key=dataset.key, observations=table_of(rows), note="a test").release.pk


def row(indicator: int, unit: int, value: float | None, **more: int) -> Observation:
    fixed = Observation(indicator, 2024, 0, unit, CLASSES[unit], value)
    return fixed._replace(**more)


def deleted(indicator: int, unit: int) -> Observation:
    return row(indicator, unit, None, status=Status.DELETED)


def read(**wanted: Any) -> list[tuple[int, int, float | None]]:
    return [(one.indicator, one.unit, one.value) for one in reading.values(**wanted)]


@pytest.fixture
def everything(dataset: Dataset) -> list[Observation]:
    """A value for each of two indicators, three periods and genders, and four units of two classes."""
    rows = [
        Observation(indicator, period, gender, unit, unit_class, float(number))
        for number, (indicator, period, gender, (unit, unit_class)) in enumerate(
            product((1, 2), (2022, 2023, 2024), (0, 1, 2), CLASSES.items())
        )
    ]
    make(dataset, *rows)
    return rows


def cell_of(one: Any) -> tuple[int, ...]:
    return one.indicator, one.period, one.gender, one.unit_class


NARROWED = {"indicators": [2], "periods": [2022, 2024], "genders": [0, 2], "classes": [REGIONS]}
COLUMNS = {"indicators": "indicator", "periods": "period", "genders": "gender", "classes": "unit_class"}


@pytest.mark.parametrize("names", [(), *((name,) for name in NARROWED), ("indicators", "genders"), tuple(NARROWED)])
def test_values_and_cells_are_narrowed_alike(everything: list[Observation], names: tuple[str, ...]) -> None:
    wanted: dict[str, Any] = {name: NARROWED[name] for name in names}
    meant = [one for one in everything if all(getattr(one, COLUMNS[name]) in wanted[name] for name in names)]
    assert {tuple(one[:8]) for one in reading.values(**wanted)} == {tuple(one) for one in meant}
    cells = reading.cells(**{"indicators": ()} | wanted)
    assert {cell_of(one) for one in cells} == {cell_of(one) for one in meant}


def test_nothing_narrows_and_deleted_values_come_too(everything: list[Observation]) -> None:
    assert len(reading.values(deleted=True)) == len(everything)


def test_objects_are_narrowed_as_values_are(everything: list[Observation]) -> None:
    wanted: dict[str, Any] = {"indicators": [1], "units": [2, 11], "since": date(2000, 1, 1)}
    found = reading.objects(**wanted, limit=100)
    assert [one for rows in found for one in rows] == reading.values(**wanted)
    assert [len(rows) for rows in found] == [3] * 6
    assert reading.objects(indicators=[1], since=date(2400, 1, 1), limit=100) == []


def test_next_dataset_is_read_when_the_first_has_nothing_but_deleted_values(
    dataset: Dataset, other_dataset: Dataset
) -> None:
    make(other_dataset, row(1, 1, 5.0), row(2, 1, 50.0))
    make(dataset, row(1, 1, 6.0), row(1, 2, 7.0), row(2, 1, 60.0))
    make(dataset, deleted(1, 1))
    assert read() == [(1, 2, 7.0), (2, 1, 60.0)]
    make(dataset, deleted(1, 2))
    assert read(indicators=[1]) == [(1, 1, 5.0)]
    assert read(indicators=[1, 2]) == read() == [(1, 1, 5.0), (2, 1, 60.0)]
    assert [cell.mean for cell in reading.cells(indicators=[1, 2])] == [5.0, 60.0]


def test_who_asks_for_deleted_values_hears_of_the_first_dataset_alone(dataset: Dataset, other_dataset: Dataset) -> None:
    make(other_dataset, row(1, 1, 5.0))
    make(dataset, row(1, 1, 6.0))
    make(dataset, deleted(1, 1))
    found = reading.values(indicators=[1], deleted=True)
    assert [(one.unit, one.value, one.status) for one in found] == [(1, None, Status.DELETED)]


def test_release_holds_what_it_answers_for_and_not_what_lies_in_its_older_files(dataset: Dataset) -> None:
    first = make(dataset, row(1, 1, 6.0), row(1, 10, None, status=Status.MISSING), row(2, 1, 60.0))
    assert reading.held(indicators=[1, 2], release=first) == {(1, MUNICIPALITIES), (1, REGIONS), (2, MUNICIPALITIES)}
    second = make(dataset, deleted(1, 1))
    assert reading.held(indicators=[1, 2], release=second) == {(1, REGIONS), (2, MUNICIPALITIES)}
    assert reading.held(indicators=[3], release=second) == set()


def test_only_the_named_releases_are_read(dataset: Dataset, other_dataset: Dataset) -> None:
    first, other = make(dataset, row(1, 1, 6.0)), make(other_dataset, row(1, 1, 5.0))
    assert (read(releases=[other]), read(releases=[first, other])) == ([(1, 1, 5.0)], [(1, 1, 6.0)])
    assert (read(releases=[other, first]), read(releases=[])) == ([(1, 1, 5.0)], [])


@pytest.fixture
def scattered(dataset: Dataset, other_dataset: Dataset) -> list[Observation]:
    """Objects of several genders, of units far apart, in two datasets: not the same number for every indicator."""
    rows = [
        Observation(indicator, period, gender, unit, MUNICIPALITIES, float(indicator))
        for indicator in (1, 2, 3, 5, 8)
        for period in range(2020, 2020 + indicator)
        for unit in (1, 2, 1_023, 1_024, 1_025, 2_049)
        for gender in ((0, 1, 2) if unit % 2 else (0,))
    ]
    make(dataset, *(one for one in rows if one.indicator < 5))
    make(other_dataset, *(one for one in rows if one.indicator > 2))
    return rows


@pytest.mark.parametrize(
    "wanted", [{}, {"indicators": [8, 1, 3]}, {"units": [1_024, 2]}, {"periods": [2021]}, {"indicators": [3]}]
)
@pytest.mark.parametrize("size", [1, 5, 17, 1_000])
def test_pages_make_up_the_whole_in_order(scattered: list[Observation], wanted: dict[str, Any], size: int) -> None:
    every = reading.values(**wanted)
    keys = sorted({(one.indicator, one.period, one.unit) for one in every})
    pages = [reading.objects(**wanted, limit=size, offset=offset) for offset in range(0, len(keys) + size, size)]
    assert [len(page) for page in pages[:-2]] == [size] * (len(pages) - 2)
    assert pages[-1] == []
    assert [one for page in pages for rows in page for one in rows] == every
    assert [(rows[0].indicator, rows[0].period, rows[0].unit) for page in pages for rows in page] == keys


def test_objects_are_counted(scattered: list[Observation]) -> None:
    assert reading.count_objects(indicators=[]) == 6 * (1 + 2 + 3 + 5 + 8)
    assert reading.count_objects(indicators=[2, 5], periods=[2021, 2022], units=[1, 2_049]) == 2 * (1 + 2)
    assert reading.count_objects(indicators=[9]) == 0


def test_count_is_that_of_the_release_that_is_read(dataset: Dataset) -> None:
    make(dataset, row(1, 1, 1.0), row(2, 1, 1.0))
    assert reading.count_objects(indicators=[1, 2]) == 2
    make(dataset, row(1, 2, 1.0), deleted(2, 1))
    assert (reading.count_objects(indicators=[1, 2]), reading.count_objects(indicators=[1, 2], deleted=True)) == (2, 3)
    assert [len(rows) for rows in reading.objects(indicators=[1, 2], limit=9)] == [1, 1]
