from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.charts.lettering import text_width
from kompassros.charts.scale import level_scale, round_scale


@pytest.mark.parametrize(
    ("values", "decimals", "most", "ticks"),
    [
        ((12.3, 87.1), 1, 6, ("0", "20", "40", "60", "80", "100")),
        ((0, 5), 0, 7, ("0", "1", "2", "3", "4", "5")),
        ((0, 1), 0, 7, ("0", "1")),
        ((0, 1), 1, 7, ("0", "0.2", "0.4", "0.6", "0.8", "1")),
        ((-0.4, 0.3), 1, 5, ("-0.4", "-0.2", "0", "0.2", "0.4")),
        ((40980, 107000), 0, 5, ("40000", "60000", "80000", "100000", "120000")),
        ((7, 7), 0, 5, ("6", "7", "8")),
        ((7.5, 7.5), 0, 5, ("7", "8")),
    ],
)
def test_round_scale_has_round_ticks_around_all_values(
    values: tuple[float, ...], decimals: int, most: int, ticks: tuple[str, ...]
) -> None:
    scale = round_scale(values, start=0, end=100, decimals=decimals, most=most)
    assert scale.ticks == tuple(Decimal(tick) for tick in ticks)
    assert (scale.at(scale.ticks[0]), scale.at(scale.ticks[-1])) == (0, 100)


_NUMBERS = st.integers(-(10**9), 10**9).map(lambda number: Decimal(number) / 1000)


@given(st.lists(_NUMBERS, min_size=1, max_size=8), st.integers(0, 3), st.integers(3, 9))
def test_round_scale_encloses_any_values_with_few_ticks(values: list[Decimal], decimals: int, most: int) -> None:
    scale = round_scale(values, start=200, end=0, decimals=decimals, most=most)
    assert 2 <= len(scale.ticks) <= most
    assert scale.low <= min(values)
    assert max(values) <= scale.high
    assert all(tick == round(tick, decimals) for tick in scale.ticks)


@given(st.lists(_NUMBERS, min_size=1, max_size=8), st.integers(0, 3), st.sampled_from([150, 324, 624]))
def test_level_scale_numbers_neither_meet_nor_leave_the_edges(values: list[Decimal], decimals: int, width: int) -> None:
    def number(tick: Decimal) -> str:
        return f"{tick:,.3f}"

    scale = level_scale(values, start=8, end=8 + width, decimals=decimals, number=number)
    edges = [(scale.at(tick), text_width(number(tick), 13) / 2) for tick in scale.ticks]
    assert all(x - half >= 8 - 0.01 and x + half <= 8 + width + 0.01 for x, half in edges)
    assert all(x + half < y - other for (x, half), (y, other) in pairwise(edges))
    assert all(8 <= scale.at(value) <= 8 + width for value in values)


def test_level_scale_numbers_may_reach_as_far_over_as_allowed() -> None:
    scale = level_scale([10, 20], start=100, end=300, decimals=0, number=str, over=40)
    assert (scale.at(10), scale.at(20)) == (100, 300)
    assert scale.ticks == tuple(Decimal(tick) for tick in range(10, 21, 2))


def test_scale_of_no_value_is_refused() -> None:
    with pytest.raises(ValueError):
        round_scale([], start=0, end=1, decimals=0, most=5)
