"""Releases: what goes in comes out, with its places; older values are kept; nothing is half switched."""

from collections.abc import Callable
from datetime import date

import pyarrow.parquet as pq
import pytest

from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry
from kompassros.statistics import making, reading, releases, store
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset, Release
from kompassros.statistics.values import Cell, Gender, Observation, Status
from tests.statistics.conftest import MUNICIPALITIES, REGIONS

TOTAL = Gender.TOTAL


def cell_of(values: list[float], indicator: int = 1, period: int = 2024) -> list[Observation]:
    return [
        Observation(indicator, period, TOTAL, unit, MUNICIPALITIES, value) for unit, value in enumerate(values, start=1)
    ]


def make(dataset: Dataset, rows: list[Observation], note: str = "a test") -> making.Made:
    return make_release(dataset_key=dataset.key, observations=table_of(rows), note=note)


def test_release_gives_back_what_went_in_with_places_and_statistics(dataset: Dataset) -> None:
    rows = cell_of([float(number) for number in range(1, 25)])
    made = make(dataset, rows)
    assert (made.is_new, made.added, made.restated, made.unchanged) == (True, 24, 0, 0)
    found = reading.values(indicators=[1])
    assert [row[:8] for row in found] == [tuple(row) for row in rows]
    assert [(row.from_low, row.from_high) for row in found] == [(place, 25 - place) for place in range(1, 25)]
    assert [row.quarter for row in found] == [-1] * 6 + [0] * 12 + [1] * 6
    assert reading.cells(indicators=[1]) == [
        Cell(1, 2024, TOTAL, MUNICIPALITIES, 24, 12.5, 1.0, 6.75, 12.5, 18.25, 24.0, 6, 12, 6)
    ]


def test_values_without_a_place_stay_and_count_for_nothing(dataset: Dataset) -> None:
    rows = [
        Observation(1, 2024, TOTAL, 1, MUNICIPALITIES, 5.0),
        Observation(1, 2024, TOTAL, 2, MUNICIPALITIES, None, Status.MISSING),
        Observation(1, 2024, TOTAL, 3, MUNICIPALITIES, 70.0, Status.ABOVE),
        Observation(1, 2024, TOTAL, 4, MUNICIPALITIES, 6.0, Status.PRELIMINARY),
        Observation(1, 2024, TOTAL, 5, REGIONS, 9.0),
    ]
    make(dataset, rows)
    found = reading.values(indicators=[1])
    assert [(row.status, row.value, row.from_low, row.from_high) for row in found] == [
        (Status.PRESENT, 5.0, 1, 2),
        (Status.MISSING, None, None, None),
        (Status.ABOVE, 70.0, None, None),
        (Status.PRELIMINARY, 6.0, 2, 1),
        (Status.PRESENT, 9.0, 1, 1),
    ]
    assert [(cell.unit_class, cell.n, cell.mean) for cell in reading.cells(indicators=[1])] == [
        (REGIONS, 1, 9.0),
        (MUNICIPALITIES, 2, 5.5),
    ]


def test_later_release_keeps_what_is_not_in_it_and_what_it_restates(dataset: Dataset) -> None:
    make(dataset, [*cell_of([1.0, 2.0, 3.0]), *cell_of([7.0], indicator=2)])
    changed = Observation(1, 2024, TOTAL, 2, MUNICIPALITIES, 20.0)
    made = make(dataset, [changed, Observation(1, 2023, TOTAL, 2, MUNICIPALITIES, 4.0)])
    assert (made.added, made.restated, made.unchanged) == (1, 1, 0)
    assert [(row.period, row.unit, row.value, row.from_high) for row in reading.values(indicators=[1])] == [
        (2023, 2, 4.0, 1),
        (2024, 1, 1.0, 3),
        (2024, 2, 20.0, 1),
        (2024, 3, 3.0, 2),
    ]
    assert [row.value for row in reading.values(indicators=[2])] == [7.0]
    assert [(row[0], row[2]) for row in reading.restated(indicator=1, unit=2)] == [(2024, 2.0)]
    old, new = Release.objects.filter(dataset=dataset).order_by("number")
    assert {part.values.name for part in old.read().parts} < {part.values.name for part in new.read().parts}


def test_value_restated_twice_in_a_day_tells_the_later_one_first(dataset: Dataset) -> None:
    for value in (1.0, 9.0, 4.0, 2.0):
        make(dataset, cell_of([value]))
    assert [row.value for row in reading.restated(indicator=1, unit=1)] == [4.0, 9.0, 1.0]


def test_same_values_again_make_no_release(dataset: Dataset) -> None:
    first = make(dataset, cell_of([1.0, 2.0]))
    again = make(dataset, cell_of([1.0, 2.0]))
    assert (again.is_new, again.unchanged, again.release) == (False, 2, first.release)
    assert Release.objects.filter(dataset=dataset).count() == 1


def test_deleted_value_is_told_only_to_those_who_ask(dataset: Dataset) -> None:
    make(dataset, cell_of([1.0, 2.0]))
    make(dataset, [Observation(1, 2024, TOTAL, 1, MUNICIPALITIES, None, Status.DELETED)])
    assert [row.unit for row in reading.values(indicators=[1])] == [2]
    assert [(row.unit, row.status) for row in reading.values(indicators=[1], deleted=True)] == [
        (1, Status.DELETED),
        (2, Status.PRESENT),
    ]


def test_units_far_apart_are_not_taken_for_one_another(dataset: Dataset) -> None:
    units = [1, 1_023, 1_024, 1_025, 2_049, 70_000, 2**31 - 1]
    rows = [cell_of([1.0])[0]._replace(unit=unit) for unit in units]
    assert make(dataset, rows).added == len(units)
    with pytest.raises(DomainError, match="unit 70000"):
        make(dataset, [*rows, rows[0]._replace(unit=70_000)])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e13, -1e13])
def test_number_that_cannot_be_compared_is_refused(dataset: Dataset, value: float) -> None:
    with pytest.raises(DomainError, match="indicator 1, period 2024, gender 0, unit 2"):
        make(dataset, cell_of([1.0, value, 3.0]))
    assert not Release.objects.filter(dataset=dataset).exists()


def test_value_that_occurs_twice_is_refused_and_nothing_is_stored(dataset: Dataset) -> None:
    with pytest.raises(DomainError, match="indicator 1, period 2024, gender 0, unit 1"):
        make(dataset, [*cell_of([1.0]), *cell_of([2.0])])
    assert not Release.objects.filter(dataset=dataset).exists()
    assert list(store.making_folder().iterdir()) == [store.making_folder() / store.LOCK]


def test_files_are_in_order_so_that_few_are_read(dataset: Dataset) -> None:
    rows = [
        Observation(indicator, period, TOTAL, unit, MUNICIPALITIES, float((unit * 37 + indicator) % 101))
        for indicator in range(1, 60)
        for period in (2022, 2023)
        for unit in range(1, 200)
    ]
    made = make(dataset, rows[::-1])
    (part,) = made.release.read().parts
    stored = pq.read_table(store.path_of(part.values.name), columns=["indicator", "period"]).to_pylist()
    keys = [(row["indicator"], row["period"]) for row in stored]
    assert keys == sorted(keys)
    assert part.indicators == ((1, 59),)


def test_first_dataset_goes_before_another_for_the_same_units(dataset: Dataset, other_dataset: Dataset) -> None:
    make(other_dataset, [*cell_of([5.0]), Observation(1, 2024, TOTAL, 9, REGIONS, 8.0)])
    assert [row.value for row in reading.values(indicators=[1])] == [5.0, 8.0]
    make(dataset, cell_of([6.0]))
    assert [(row.unit_class, row.value) for row in reading.values(indicators=[1])] == [
        (MUNICIPALITIES, 6.0),
        (REGIONS, 8.0),
    ]
    assert [(cell.unit_class, cell.mean) for cell in reading.cells(indicators=[1])] == [
        (REGIONS, 8.0),
        (MUNICIPALITIES, 6.0),
    ]


def test_switching_back_reads_the_older_release(dataset: Dataset) -> None:
    make(dataset, cell_of([1.0]))
    make(dataset, cell_of([2.0]))
    releases.activate(dataset_key=dataset.key, number=1, person=None, why="2 was wrong")
    assert [row.value for row in reading.values(indicators=[1])] == [1.0]
    assert [entry.verb for entry in HistoryEntry.objects.filter(subject_kind="dataset", subject_key=dataset.key)] == [
        "statistics.activated",
        "statistics.released",
        "statistics.released",
    ]


def test_second_who_switches_is_told(dataset: Dataset) -> None:
    made = make(dataset, cell_of([1.0]))
    with pytest.raises(Conflict, match="another release meanwhile"):
        making.switch(dataset, made.release)


def test_compact_takes_what_no_kept_release_reads(dataset: Dataset, set_clock: Callable[[str], None]) -> None:
    set_clock("2026-03-01T12:00:00+01:00")
    for value in (1.0, 2.0, 3.0):
        make(dataset, cell_of([value]))
    assert releases.compact(keep=2).files == 0
    set_clock("2026-03-01T12:10:00+01:00")
    left = store.making_folder() / "killed" / "half.parquet"
    left.parent.mkdir()
    left.write_bytes(b"half")
    cleared = releases.compact(keep=2)
    assert cleared.files == 1 + 2
    assert not left.parent.exists()
    assert [row.value for row in reading.values(indicators=[1])] == [3.0]
    with pytest.raises(DomainError, match="cleared away"):
        releases.activate(dataset_key=dataset.key, number=1, person=None, why="")
    releases.activate(dataset_key=dataset.key, number=2, person=None, why="")
    assert [row.value for row in reading.values(indicators=[1])] == [2.0]


def test_objects_are_counted_by_indicator_period_and_unit(dataset: Dataset) -> None:
    rows = [
        Observation(1, 2024, gender, unit, MUNICIPALITIES, float(unit)) for unit in (1, 2, 3) for gender in (0, 1, 2)
    ]
    make(dataset, rows)
    found = reading.objects(indicators=[1], limit=2, offset=1)
    assert [[(row.unit, row.gender) for row in one] for one in found] == [
        [(2, 0), (2, 1), (2, 2)],
        [(3, 0), (3, 1), (3, 2)],
    ]


def test_since_gives_what_is_new_or_other(dataset: Dataset) -> None:
    make(dataset, cell_of([1.0, 2.0]))
    (today,) = {row.seen for row in reading.values(indicators=[1])}
    day = date.fromordinal(date(1970, 1, 1).toordinal() + today)
    assert len(reading.values(indicators=[1], since=day)) == 2
    assert reading.values(indicators=[1], since=date.fromordinal(day.toordinal() + 1)) == []


def test_first_dataset_goes_before_another_also_where_its_value_is_missing(
    dataset: Dataset, other_dataset: Dataset
) -> None:
    make(other_dataset, cell_of([5.0]))
    make(dataset, [Observation(1, 2024, TOTAL, 1, MUNICIPALITIES, None, Status.MISSING)])
    assert [(row.value, row.status) for row in reading.values(indicators=[1])] == [(None, Status.MISSING)]
