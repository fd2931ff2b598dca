"""Picking row groups: nothing that is wanted is left out, and what is far off is not read."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.statistics import row_groups

ROWS_A_GROUP = 4


@pytest.fixture(autouse=True)
def forget_footers() -> None:
    row_groups._footer.cache_clear()


def write(folder: Path, indicators: list[int]) -> str:
    """Write a file with a row for each indicator given; return its name."""
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table(
        {"unit": pa.array(range(len(indicators)), pa.int32()), "indicator": pa.array(indicators, pa.int32())}
    )
    pq.write_table(table, folder / "values.parquet", row_group_size=ROWS_A_GROUP)
    return "values.parquet"


def test_only_groups_that_may_hold_the_indicators_are_read(store_folder: Path) -> None:
    name = write(store_folder, [1, 1, 1, 2, 2, 3, 3, 3, 7, 7, 7, 7, 9])
    assert row_groups.pick(name, [3])["indicator"].to_pylist() == [2, 3, 3, 3]
    assert row_groups.pick(name, [9, 1])["indicator"].to_pylist() == [1, 1, 1, 2, 9]
    assert row_groups.pick(name, [2])["unit"].to_pylist() == [0, 1, 2, 3, 4, 5, 6, 7]


def test_rows_of_other_units_are_left_out(store_folder: Path) -> None:
    name = write(store_folder, [1, 1, 1, 1, 7, 7, 7, 7])
    assert row_groups.pick(name, [1, 7], units=[2, 5, 99])["unit"].to_pylist() == [2, 5]


def test_indicator_between_two_groups_reads_nothing(store_folder: Path) -> None:
    name = write(store_folder, [1, 1, 1, 1, 7, 7, 7, 7])
    found = row_groups.pick(name, [0, 4, 8])
    assert (found.num_rows, found.column_names) == (0, ["unit", "indicator"])


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.sets(st.integers(0, 30), min_size=1, max_size=6))
def test_no_row_that_is_wanted_is_left_out(
    tmp_path_factory: pytest.TempPathFactory, rows: list[int], wanted: set[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("store")
        patch.setattr("kompassros.statistics.store.path_of", lambda name: folder / name)
        row_groups._footer.cache_clear()
        found = row_groups.pick(write(folder, sorted(rows)), list(wanted))["indicator"].to_pylist()
    assert [number for number in found if number in wanted] == [number for number in sorted(rows) if number in wanted]
