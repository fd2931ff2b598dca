"""Picking row groups: nothing that is wanted is left out, and what is far off is not read."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.statistics import row_groups
from kompassros.statistics.row_groups import Sought

ROWS_A_GROUP = 4


@pytest.fixture(autouse=True)
def forget_footers() -> None:
    row_groups._footer.cache_clear()


def write(folder: Path, indicators: list[int], periods: list[int] | None = None) -> str:
    """Write a file with a row for each indicator given; return its name."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = {"unit": range(len(indicators)), "indicator": indicators, "period": periods or [2024] * len(indicators)}
    table = pa.table({name: pa.array(column, pa.int32()) for name, column in columns.items()})
    pq.write_table(table, folder / "values.parquet", row_group_size=ROWS_A_GROUP)
    return "values.parquet"


def test_only_groups_that_may_hold_the_indicators_are_read(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write(store_folder, [1, 1, 1, 2, 2, 3, 3, 3, 7, 7, 7, 7, 9])
    read, really = list[list[int]](), pq.ParquetFile.read_row_groups

    def noting(file: pq.ParquetFile, groups: list[int], **rest: object) -> pa.Table:
        read.append(groups)
        return really(file, groups, **rest)

    monkeypatch.setattr(pq.ParquetFile, "read_row_groups", noting)
    for wanted in ([3], [9, 1], [2], [5]):
        row_groups.pick(name, Sought(wanted))
    assert read == [[1], [0, 3], [0, 1], []]


def test_rows_of_other_indicators_are_left_out(store_folder: Path) -> None:
    name = write(store_folder, [1, 1, 1, 2, 2, 3, 3, 3, 7, 7, 7, 7, 9])
    assert row_groups.pick(name, Sought([3]))["indicator"].to_pylist() == [3, 3, 3]
    assert row_groups.pick(name, Sought([9, 1]))["indicator"].to_pylist() == [1, 1, 1, 9]
    assert row_groups.pick(name, Sought([2]))["unit"].to_pylist() == [3, 4]


def test_rows_of_other_units_are_left_out(store_folder: Path) -> None:
    name = write(store_folder, [1, 1, 1, 1, 7, 7, 7, 7])
    assert row_groups.pick(name, Sought([1, 7], units=[2, 5, 99]))["unit"].to_pylist() == [2, 5]


def test_indicator_between_two_groups_reads_nothing(store_folder: Path) -> None:
    name = write(store_folder, [1, 1, 1, 1, 7, 7, 7, 7])
    found = row_groups.pick(name, Sought([0, 4, 8]))
    assert (found.num_rows, found.column_names) == (0, ["unit", "indicator", "period"])


def test_groups_of_other_periods_are_not_read(store_folder: Path) -> None:
    name = write(store_folder, [1] * 8, [2019, 2020, 2020, 2021, 2022, 2023, 2024, 2024])
    assert row_groups.pick(name, Sought([1], periods=[2024, 2022]))["unit"].to_pylist() == [4, 5, 6, 7]
    assert row_groups.pick(name, Sought([1], periods=[2021, 2022])).num_rows == 8
    assert row_groups.pick(name, Sought([1], periods=[2018, 2030])).num_rows == 0


def test_only_the_columns_asked_for_are_read(store_folder: Path) -> None:
    name = write(store_folder, [1, 2])
    assert row_groups.pick(name, Sought([2], columns=["period", "indicator"])).column_names == ["period", "indicator"]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.sets(st.integers(0, 30), min_size=1, max_size=6))
def test_no_row_that_is_wanted_is_left_out(
    tmp_path_factory: pytest.TempPathFactory, rows: list[int], wanted: set[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("store")
        patch.setattr("kompassros.statistics.store.path_of", lambda name: folder / name)
        row_groups._footer.cache_clear()
        found = row_groups.pick(write(folder, sorted(rows)), Sought(list(wanted)))["indicator"].to_pylist()
    assert found == [number for number in sorted(rows) if number in wanted]
