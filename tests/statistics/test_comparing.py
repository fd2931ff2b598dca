"""Files of observations compared outside the store: on DuckDB; what does not fit is refused and nothing is written."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kompassros.methods.quarters import group_cell
from kompassros.methods.spread import spread
from kompassros.records.errors import DomainError
from kompassros.statistics import spark, store
from kompassros.statistics.comparing import compare_on_duckdb
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Observation, Status
from tests.statistics.conftest import MUNICIPALITIES

NUMBERS = [3.0, 1.0, None, 3.0, -2.5, 10.0]


def rows(**changes: object) -> list[Observation]:
    made = [
        Observation(7, 2024, 0, unit, MUNICIPALITIES, value, Status.PRESENT if value is not None else Status.MISSING)
        for unit, value in enumerate(NUMBERS, start=1)
    ]
    return [*made[:-1], made[-1]._replace(**changes)]


def write(path: Path, table: pa.Table) -> Path:
    pq.write_table(table, path)
    return path


def test_files_hold_what_the_rules_give(tmp_path: Path) -> None:
    made = compare_on_duckdb(
        observations=[write(tmp_path / "in.parquet", table_of(rows()))], folder=tmp_path / "new" / "out"
    )
    values = sorted(pq.read_table(made.values).to_pylist(), key=lambda row: row["unit"])
    places = [(one.from_low, one.from_high) if one else (None, None) for one in group_cell(NUMBERS).values]
    assert [row["value"] for row in values] == NUMBERS
    assert [(row["from_low"], row["from_high"]) for row in values] == places
    (cell,) = pq.read_table(made.cells).to_pylist()
    described = spread(NUMBERS)
    assert described is not None
    assert (cell["n"], cell["mean"], cell["median"], cell["lowest"]) == (5, described.mean, described.median, None)
    assert (made.value_count, made.cell_count) == (6, 1)
    assert sorted(path.name for path in made.values.parent.iterdir()) == ["cells.parquet", "values.parquet"]


def test_part_of_a_release_compared_again_is_the_same(dataset: Dataset, tmp_path: Path) -> None:
    deleted = [rows()[0]._replace(status=Status.DELETED, value=None)]
    make_release(dataset_key=dataset.key, observations=table_of(rows()), note="")
    (part,) = make_release(dataset_key=dataset.key, observations=table_of(deleted), note="").release.read().parts
    stored = [store.path_of(file.name) for file in (part.values, part.cells)]
    made = compare_on_duckdb(observations=stored[:1], folder=tmp_path / "out")
    for old, new in zip(stored, (made.values, made.cells), strict=True):
        before, after = (sorted(pq.read_table(path).to_pylist(), key=repr) for path in (old, new))
        assert after == before


def test_wider_whole_numbers_are_taken_and_written_narrow(tmp_path: Path) -> None:
    table = table_of(rows())
    wide = pa.schema([field.with_type(pa.int64()) if field.name != "value" else field for field in table.schema])
    files = [
        write(tmp_path / "1.parquet", table.cast(wide)),
        write(tmp_path / "2.parquet", table_of([rows()[0]._replace(unit=99)]).cast(wide)),
    ]
    made = compare_on_duckdb(observations=files, folder=tmp_path / "out")
    assert pq.read_schema(made.values).types[:8] == table.schema.types
    assert made.value_count == 7


@pytest.mark.parametrize(
    "changes",
    [
        {"value": float("nan")},
        {"value": float("inf")},
        {"value": -9.3e12},
        {"period": 1499},
        {"period": 2524},
        {"gender": 3},
        {"unit_class": 256},
        {"status": 10},
        {"unit": -1},
        {"count": None},
    ],
    ids=str,
)
def test_number_out_of_range_is_refused_with_its_row(tmp_path: Path, changes: dict[str, object]) -> None:
    unit = changes.get("unit", 6)
    with pytest.raises(DomainError, match=rf"out of range.*indicator 7, .*unit {unit}\. Nothing was stored"):
        compare_on_duckdb(
            observations=[write(tmp_path / "in.parquet", table_of(rows(**changes)))], folder=tmp_path / "out"
        )
    assert list((tmp_path / "out").iterdir()) == []


def test_ends_of_the_ranges_are_taken(tmp_path: Path) -> None:
    changes = {"value": 9.2e12, "period": 2523, "gender": 2, "unit_class": 255, "unit": 2**31 - 1, "status": 0}
    made = compare_on_duckdb(
        observations=[write(tmp_path / "in.parquet", table_of(rows(**changes)))], folder=tmp_path / "out"
    )
    assert pq.read_table(made.cells)["mean"].to_pylist() == [1.125, 9.2e12]


def test_value_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "in.parquet", table_of([*rows(), rows()[1]]))
    with pytest.raises(DomainError, match="twice: indicator 7, period 2024, gender 0, unit 2"):
        compare_on_duckdb(observations=[file], folder=tmp_path / "out")


def test_results_that_are_there_are_not_written_over(tmp_path: Path) -> None:
    file = write(tmp_path / "in.parquet", table_of(rows()))
    made = compare_on_duckdb(observations=[file], folder=tmp_path / "out")
    made.values.unlink()
    before = made.cells.read_bytes()
    with pytest.raises(DomainError, match=r"cells\.parquet is there already"):
        compare_on_duckdb(observations=[file], folder=tmp_path / "out")
    assert made.cells.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "kind"), [("period", pa.float64()), ("status", None), ("value", pa.string())], ids=["part", "none", "text"]
)
def test_column_that_does_not_fit_is_named(tmp_path: Path, name: str, kind: pa.DataType | None) -> None:
    table = table_of(rows())
    position = table.column_names.index(name)
    changed = table.set_column(position, name, table[name].cast(kind)) if kind else table.drop_columns([name])
    with pytest.raises(DomainError, match=f"no numbers in a column {name}"):
        compare_on_duckdb(observations=[write(tmp_path / "in.parquet", changed)], folder=tmp_path / "out")


def test_files_of_different_types_are_refused(tmp_path: Path) -> None:
    table = table_of(rows())
    wide = table.set_column(0, "indicator", table["indicator"].cast(pa.int64()))
    files = [write(tmp_path / "1.parquet", table), write(tmp_path / "2.parquet", wide)]
    with pytest.raises(DomainError, match=r"2\.parquet have other types"):
        compare_on_duckdb(observations=files, folder=tmp_path / "out")


def test_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    file = tmp_path / "in.parquet"
    file.write_text("indicator,period\n")
    with pytest.raises(DomainError, match=r"in\.parquet is no Parquet file"):
        compare_on_duckdb(observations=[file], folder=tmp_path / "out")


def test_missing_pyspark_is_told_with_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    with pytest.raises(DomainError, match=r"pip install 'kompassros\[spark\]'"):
        spark.compare_on_spark(observations=[], folder=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", ["PATH", "JAVA_HOME"])
def test_missing_java_is_told_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: object())
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv(place, str(tmp_path))
    with pytest.raises(DomainError, match="Install Java 17 or later"):
        spark.begin_session()
