from collections.abc import Callable
from fractions import Fraction
from math import inf, nan
from random import Random

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.rounding import round_half_up
from kompassros.methods.spread import Spread, counted, spread, to_millionths
from tests.methods.cells import MOST_UNITS, cells, cells_with_gaps

QUARTERS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
SOURCES: tuple[Callable[[Random], float], ...] = (
    lambda random: random.randrange(-(10**5), 10**6) / 10,
    lambda random: (random.randrange(-(10**9), 10**9) + 0.5) / 1e6,
    lambda random: random.uniform(-1e12, 1e12),
)
IN_SQL = """
    WITH rows AS (
        SELECT UNNEST(CAST($cells AS INTEGER[])) AS cell, UNNEST(CAST($values AS DOUBLE[])) AS value
    ), parts AS (
        SELECT cell, CAST(ROUND(value * 1e6) AS BIGINT) AS m, COUNT(*) OVER (PARTITION BY cell) AS n,
            ROW_NUMBER() OVER (PARTITION BY cell ORDER BY value) - 1 AS place
        FROM rows
    )
    SELECT
        COUNT(*),
        CAST(SUM(m) AS DOUBLE) / (COUNT(*) * 1e6),
        CAST(SUM(CASE place WHEN (n - 1) // 4 THEN m * (4 - (n - 1) % 4)
            WHEN (n - 1) // 4 + 1 THEN m * ((n - 1) % 4) ELSE 0 END) AS DOUBLE) / 4e6
    FROM parts GROUP BY cell ORDER BY cell
"""


def quantile(ordered: list[Fraction], share: Fraction) -> Fraction:
    height = (len(ordered) - 1) * share
    below = int(height)
    after = ordered[min(below + 1, len(ordered) - 1)]
    return ordered[below] + (height - below) * (after - ordered[below])


def in_fractions(values: list[float]) -> Spread:
    """The same by definition: exact fractions, made doubles at the end."""
    scaled = sorted(Fraction(round_half_up(Fraction(value * 1e6), 0)) for value in values)
    lower, median, upper = (float(quantile(scaled, share) / 10**6) for share in QUARTERS)
    mean = float(sum(scaled, Fraction(0)) / len(scaled) / 10**6)
    return Spread(len(values), mean, min(values), lower, median, upper, max(values))


@given(cells())
def test_spread_equals_the_definition_in_fractions(values: list[float]) -> None:
    assert spread(values) == in_fractions(values)


def test_spread_of_every_number_of_units_to_a_hundred_equals_the_definition() -> None:
    random = Random(2008)
    for n in range(1, 101):
        values = [random.randrange(10**6) / 10 ** random.randrange(8) for _ in range(n)]
        assert spread(values) == in_fractions(values)


@given(cells(), st.integers(0, 10**6))
def test_spread_does_not_depend_on_the_order_to_the_last_bit(values: list[float], seed: int) -> None:
    mixed = Random(seed).sample(values, len(values))
    assert repr(spread(mixed)) == repr(spread(values))


@given(cells())
def test_spread_turns_round_with_the_sign(values: list[float]) -> None:
    up, down = spread(values), spread([-value for value in values])
    assert up is not None
    assert down is not None
    assert (down.mean, down.least, down.median, down.most) == (-up.mean, -up.most, -up.median, -up.least)
    assert (down.lower_quartile, down.upper_quartile) == (-up.upper_quartile, -up.lower_quartile)


@given(cells())
def test_spread_is_within_a_millionth_of_the_values_as_they_are(values: list[float]) -> None:
    result = spread(values)
    assert result is not None
    exact = sum(map(Fraction, values), Fraction(0)) / len(values)
    assert abs(Fraction(result.mean) - exact) < Fraction(1, 10**6)
    for found, share in zip((result.lower_quartile, result.median, result.upper_quartile), QUARTERS, strict=True):
        assert abs(Fraction(found) - quantile(sorted(map(Fraction, values)), share)) < Fraction(1, 10**6)


@given(cells_with_gaps())
def test_spread_of_missing_values_is_that_of_the_others(values: list[float | None]) -> None:
    assert spread(values) == spread([value for value in values if value is not None])


@pytest.mark.parametrize("values", [[], [None], [None, None]])
def test_spread_of_an_empty_cell_is_none(values: list[float | None]) -> None:
    assert spread(values) is None


def test_spread_of_one_value() -> None:
    assert spread([31.32959689]) == Spread(1, 31.329597, 31.32959689, 31.329597, 31.329597, 31.329597, 31.32959689)


def test_spread_of_five_values_by_hand() -> None:
    assert spread([0.3, 0.1, 0.2, 10.0, 0.1]) == Spread(5, 2.14, 0.1, 0.1, 0.2, 0.3, 10.0)


def test_spread_of_four_values_lies_between_them() -> None:
    assert spread([1.0, 2.0, 4.0, 8.0]) == Spread(4, 3.75, 1.0, 1.75, 3.0, 5.0, 8.0)


def test_spread_of_sums_that_doubles_get_wrong() -> None:
    values = [0.1] * 10
    assert sum(values) / 10 != 0.1
    assert spread(values) == Spread(10, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)


@pytest.mark.parametrize("values", [[0.0, -0.0], [-0.0, 0.0], [-0.0]])
def test_spread_gives_no_negative_zero(values: list[float]) -> None:
    result = spread(values)
    assert result is not None
    assert "-" not in repr(result)


@pytest.mark.parametrize("wrong", [nan, inf, -inf, 1e13, -1e13])
def test_spread_refuses_what_cannot_be_counted(wrong: float) -> None:
    with pytest.raises(ValueError):
        spread([1.0, wrong])


@pytest.mark.parametrize(
    ("value", "millionths"),
    [
        (0.0, 0),
        (0.0000005, 1),
        (0.00000049, 0),
        (-0.0000005, -1),
        (-0.00000049, 0),
        (0.0000025, 3),
        (-0.0000025, -3),
        (1.0000005, 1_000_001),
        (31.32959689, 31_329_597),
        (-1.5, -1_500_000),
        (9_007_199_254.740992, 2**53),
    ],
)
def test_to_millionths_takes_halves_away_from_zero(value: float, millionths: int) -> None:
    assert to_millionths(value) == millionths
    assert to_millionths(-value) == -millionths


def test_to_millionths_holds_what_64_bits_hold() -> None:
    assert to_millionths(9_223_372_036_854.0) == 9_223_372_036_854_000_000 - 384
    with pytest.raises(ValueError):
        to_millionths(9_223_372_036_855.0)
    with pytest.raises(ValueError):
        to_millionths(nan)


def test_spread_equals_duckdb_to_the_last_bit() -> None:
    random = Random(2009)
    cells = [[random.choice(SOURCES)(random) for _ in range(n)] for n in range(1, MOST_UNITS + 1, 3)]
    numbers = [number for number, cell in enumerate(cells) for _ in cell]
    with duckdb.connect() as connection:
        found = connection.execute(IN_SQL, {"cells": numbers, "values": [value for cell in cells for value in cell]})
        rows = found.fetchall()
    expected = [one for one in map(spread, cells) if one is not None]
    assert rows == [(one.n, one.mean, one.lower_quartile) for one in expected]


def test_to_millionths_equals_round_in_duckdb() -> None:
    random = Random(2010)
    values = [source(random) for source in SOURCES for _ in range(5000)]
    query = "SELECT [CAST(ROUND(value * 1e6) AS BIGINT) FOR value IN CAST($values AS DOUBLE[])]"
    with duckdb.connect() as connection:
        (found,) = connection.execute(query, {"values": values}).fetchall()
    assert found[0] == [to_millionths(value) for value in values]


def test_counted_keeps_the_order_and_leaves_out_what_is_missing() -> None:
    assert counted([3.0, None, 1.0, None, 2.0]) == [3.0, 1.0, 2.0]


@pytest.mark.parametrize("wrong", [nan, inf, -inf])
def test_counted_refuses_what_is_no_finite_number(wrong: float) -> None:
    with pytest.raises(ValueError):
        counted([None, wrong])
