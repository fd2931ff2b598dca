"""Spark gives what DuckDB gives, to the last bit: the long tier, where PySpark and Java are (bin/test --all)."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kompassros.records.errors import DomainError
from kompassros.statistics import spark, store
from kompassros.statistics.comparing import Compared, compare_on_duckdb
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset
from kompassros.statistics.spark import compare_on_spark
from kompassros.statistics.values import Observation, Status
from tests.statistics.conftest import MUNICIPALITIES, REGIONS
from tests.statistics.test_comparison import cells_of_every_size

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(spark.missing()), reason=spark.missing())]
KEY = ["indicator", "period", "gender", "unit_class", "unit"]
ODD = [
    None,
    0.0,
    -0.0,
    1.0,
    1.0000004,
    1.0000005,
    -1.0000005,
    50.0,
    0.1,
    -0.1,
    5e-324,
    9.2e12,
    -9.2e12,
    8589934592.000001,
]


@pytest.fixture(scope="session", autouse=True)
def session() -> Iterator[Any]:
    """Spark is begun once: it takes seconds."""
    begun = spark.begin_session()
    yield begun
    begun.stop()


def observations_of(
    cells: Sequence[Sequence[float | None]],
    *,
    period: int = 2024,
    gender: int = 0,
    unit_class: int = MUNICIPALITIES,
    first: int = 0,
) -> list[Observation]:
    """Return cells as observations; cell number i is indicator i. Some of the values are preliminary or bounds."""
    kinds = [Status.PRESENT] * 8 + [Status.PRELIMINARY, Status.ABOVE]
    return [
        Observation(
            indicator,
            period,
            gender,
            unit,
            unit_class,
            value,
            kinds[unit % 10] if value is not None else Status.SUPPRESSED,
        )
        for indicator, values in enumerate(cells)
        for unit, value in enumerate(values, start=first)
    ]


def odd_cells(seed: int) -> Iterator[list[float | None]]:
    """Give small cells of values at edges: halves of a millionth, both zeros, least and largest, beyond 2**53."""
    chance = random.Random(seed)
    for _ in range(400):
        wide = chance.choice((1e-7, 1e3, 1e10, 1e11, 9.2e12))
        yield [
            chance.choice(ODD) if chance.random() < 0.5 else chance.uniform(-wide, wide)
            for _ in range(chance.randint(1, 30))
        ]


def bits_of(path: Path) -> list[list[int | None]]:
    """Return the columns of a file in the order of its key, numbers with a point as their 64 bits."""
    table = pq.read_table(path)
    ordered = table.sort_by([(name, "ascending") for name in KEY if name in table.column_names]).combine_chunks()
    columns = (ordered[name].combine_chunks() for name in ordered.column_names)
    return [(one.view(pa.int64()) if pa.types.is_floating(one.type) else one).to_pylist() for one in columns]


def hold_equal(first: Compared, second: Compared) -> None:
    for one, other in ((first.values, second.values), (first.cells, second.cells)):
        columns = [(field.name, field.type) for field in pq.read_schema(one)]
        assert [(field.name, field.type) for field in pq.read_schema(other)] == columns
        for (name, _kind), bits, others in zip(columns, bits_of(one), bits_of(other), strict=True):
            assert bits == others, name


def write(folder: Path, observations: Sequence[Observation]) -> list[Path]:
    path = folder / "observations.parquet"
    pq.write_table(table_of(observations), path)
    return [path]


@pytest.mark.parametrize("seed", range(2))
def test_spark_equals_duckdb_for_every_size(tmp_path: Path, seed: int) -> None:
    cells = list(cells_of_every_size(seed))
    files = write(
        tmp_path,
        [
            *observations_of(cells),
            *observations_of(cells[::-7], period=2023, gender=1),
            *observations_of(cells[::11], unit_class=REGIONS, first=1000),
        ],
    )
    made = compare_on_spark(observations=files, folder=tmp_path / "spark")
    assert (made.value_count, made.cell_count) == (pq.read_metadata(files[0]).num_rows, len(pq.read_table(made.cells)))
    hold_equal(made, compare_on_duckdb(observations=files, folder=tmp_path / "duckdb"))


def test_spark_equals_duckdb_for_odd_values(tmp_path: Path) -> None:
    files = write(tmp_path, observations_of(list(odd_cells(1))))
    made = compare_on_spark(observations=files, folder=tmp_path / "spark")
    hold_equal(made, compare_on_duckdb(observations=files, folder=tmp_path / "duckdb"))


def test_two_runs_of_spark_are_equal_whatever_the_order(tmp_path: Path, session: Any) -> None:
    observations = observations_of(list(cells_of_every_size(9))[-60:])
    first, second = tmp_path / "first", tmp_path / "second [1] {å} b"
    for folder in (first, second):
        folder.mkdir()
    files = write(first, observations), write(second, random.Random(1).sample(observations, len(observations)))
    made = compare_on_spark(observations=files[0], folder=first / "out")
    session.conf.set("spark.sql.shuffle.partitions", "3")
    hold_equal(made, compare_on_spark(observations=files[1], folder=second / "out"))


def test_files_of_spark_are_in_order(tmp_path: Path, session: Any) -> None:
    """The pieces are put together as the text orders them, so that a reader of one indicator reads few rows."""
    observations = observations_of(list(cells_of_every_size(4)))
    made = compare_on_spark(observations=write(tmp_path, observations), folder=tmp_path / "out")
    for path in (made.values, made.cells):
        indicators = pq.read_table(path)["indicator"].to_pylist()
        assert indicators == sorted(indicators)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["cells.parquet", "values.parquet"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -9.3e12])
def test_spark_refuses_what_duckdb_refuses(tmp_path: Path, value: float) -> None:
    files = write(tmp_path, observations_of([[1.0, value, 2.0]]))
    for run in (compare_on_spark, compare_on_duckdb):
        with pytest.raises(DomainError, match="out of range or too large: indicator 0, period 2024, gender 0, unit 1"):
            run(observations=files, folder=tmp_path / "out")


def test_spark_refuses_a_value_that_occurs_twice(tmp_path: Path) -> None:
    files = write(tmp_path, observations_of([[1.0, 2.0]]) * 2)
    with pytest.raises(DomainError, match="twice: indicator 0, period 2024, gender 0, unit 0"):
        compare_on_spark(observations=files, folder=tmp_path / "out")


def test_part_of_a_release_compared_again_by_spark_is_the_same(dataset: Dataset, tmp_path: Path) -> None:
    observations = observations_of(list(cells_of_every_size(3))[::9])
    made = make_release(dataset_key=dataset.key, observations=table_of(observations), note="")
    (part,) = made.release.read().parts
    stored = Compared(
        store.path_of(part.values.name), store.path_of(part.cells.name), part.values.rows, part.cells.rows
    )
    again = compare_on_spark(observations=[stored.values], folder=tmp_path / "out")
    assert (again.value_count, again.cell_count) == (stored.value_count, stored.cell_count)
    hold_equal(stored, again)


def test_no_observations_give_two_empty_files(tmp_path: Path) -> None:
    files = write(tmp_path, [])
    made = compare_on_spark(observations=files, folder=tmp_path / "spark")
    assert (made.value_count, made.cell_count) == (0, 0)
    hold_equal(made, compare_on_duckdb(observations=files, folder=tmp_path / "duckdb"))
