"""The SQL of the bulk comparison equals the rules: places, groups, sizes, statistics, cell by cell, to the last bit."""

import random
from collections.abc import Iterator, Sequence

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.quarters import Quarter, group_cell
from kompassros.methods.spread import spread
from kompassros.statistics import comparison
from kompassros.statistics.layout import table_of
from kompassros.statistics.values import COUNTED, Cell, Observation, Status

UNIT_CLASS = 3
Row = tuple[int, int | None, int | None]


def run_sql(observations: Sequence[Observation]) -> tuple[dict[tuple[int, int], tuple[int, int]], list[Cell]]:
    """Return the places by (indicator, unit), and the cells, as DuckDB computes them."""
    connection = duckdb.connect()
    connection.register("given", table_of(observations))
    connection.execute("CREATE VIEW observations AS SELECT *, 0 AS seen FROM given")
    connection.execute(f"CREATE TABLE placed AS {comparison.PLACES}")
    rows = connection.execute("SELECT indicator, unit, from_low, from_high FROM placed").fetchall()
    cells = [Cell(*row) for row in connection.execute(comparison.CELLS).fetchall()]
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}, cells


def hold_equal(cells: Sequence[Sequence[float | None]]) -> None:
    """Compare SQL with the rules for cells; cell number i is indicator i."""
    observations = [
        Observation(
            indicator, 2024, 0, unit, UNIT_CLASS, value, Status.PRESENT if value is not None else Status.SUPPRESSED
        )
        for indicator, values in enumerate(cells)
        for unit, value in enumerate(values)
    ]
    places, statistics = run_sql(observations)
    by_indicator = {cell.indicator: cell for cell in statistics}
    for indicator, values in enumerate(cells):
        grouping, described, cell = group_cell(values), spread(values), by_indicator.get(indicator)
        expected = [(one.from_low, one.from_high) if one else (None, None) for one in grouping.values]
        assert [places[indicator, unit] for unit in range(len(values))] == expected
        if described is None:
            assert cell is None
            continue
        assert cell is not None
        assert (cell.n, cell.mean, cell.least, cell.most) == (
            described.n,
            described.mean,
            described.least,
            described.most,
        )
        assert (cell.lower_quartile, cell.median, cell.upper_quartile) == (
            described.lower_quartile,
            described.median,
            described.upper_quartile,
        )
        sizes = grouping.sizes
        assert (cell.lowest, cell.middle, cell.highest) == (
            (sizes.lowest, sizes.middle, sizes.highest) if sizes else (None, None, None)
        )


def cells_of_every_size(seed: int) -> Iterator[list[float | None]]:
    """Give a cell of each size from 1 to 400: spread out, with many ties, all equal, with gaps, negative, large."""
    chance = random.Random(seed)
    for n in range(1, 401):
        kind = n % 5
        if kind == 0:
            yield [7.25] * n
        elif kind == 1:
            yield [round(chance.gauss(0, 1e6), 4) for _ in range(n)]
        elif kind == 2:
            yield [float(chance.randint(-2, 3)) for _ in range(n)]
        elif kind == 3:
            yield [None if chance.random() < 0.3 else round(chance.random() * 100, 1) for _ in range(n)]
        else:
            yield [chance.random() * 1e9 * chance.choice((-1, 1)) for _ in range(n)]


@pytest.mark.parametrize("seed", range(3))
def test_sql_equals_the_rules_for_every_size(seed: int) -> None:
    hold_equal(list(cells_of_every_size(seed)))


value = st.one_of(
    st.none(),
    st.sampled_from([0.0, -0.0, 1.0, 1.0000004, 1.0000005, -1.0000005, 50.0]),
    st.floats(min_value=-1e10, max_value=1e10, allow_nan=False),
)


@given(st.lists(st.lists(value, min_size=1, max_size=70), min_size=1, max_size=8))
def test_sql_equals_the_rules_for_odd_values(cells: list[list[float | None]]) -> None:
    hold_equal(cells)


def test_two_runs_give_the_same_bits() -> None:
    cells = list(cells_of_every_size(9))[-20:]
    observations = [
        Observation(indicator, 2024, 0, unit, UNIT_CLASS, number)
        for indicator, values in enumerate(cells)
        for unit, number in enumerate(values)
    ]
    shuffled = random.Random(1).sample(observations, len(observations))
    assert run_sql(observations)[1] == run_sql(shuffled)[1]


def test_quarter_of_reading_is_that_of_the_rules() -> None:
    assert (Quarter.LOWEST, Quarter.MIDDLE, Quarter.HIGHEST) == (-1, 0, 1)
    assert COUNTED == (0, 4)
