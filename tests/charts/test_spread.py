from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.charts.spread import spread


@pytest.mark.parametrize(
    ("wanted", "middles"),
    [
        ((), ()),
        ((50,), (50,)),
        ((20, 80), (20, 80)),
        ((80, 20), (80, 20)),
        ((50, 50), (45, 55)),
        ((50, 52, 54), (42, 52, 62)),
        ((1, 99), (5, 95)),
        ((98, 99, 40), (85, 95, 40)),
    ],
)
def test_labels_stand_where_they_want_or_share_what_they_lack(
    wanted: tuple[float, ...], middles: tuple[float, ...]
) -> None:
    assert spread(wanted, [10] * len(wanted), top=0, bottom=100) == pytest.approx(middles)


def test_higher_labels_take_more_room() -> None:
    assert spread((50, 50), (30, 10), top=0, bottom=100) == pytest.approx((40, 60))


def test_labels_without_room_go_on_below() -> None:
    assert spread((5, 5, 5), (10, 10, 10), top=0, bottom=20) == pytest.approx((5, 15, 25))


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(5, 40)), max_size=11))
def test_labels_never_overlap_nor_leave_the_edges(labels: list[tuple[float, float]]) -> None:
    wanted, heights = [each for each, _ in labels], [height for _, height in labels]
    middles = spread(wanted, heights, top=10, bottom=500)
    edges = sorted((middle - height / 2, middle + height / 2) for middle, height in zip(middles, heights, strict=True))
    assert all(lower <= upper + 1e-6 for (_, lower), (upper, _) in pairwise(edges))
    assert not edges or (edges[0][0] >= 10 - 1e-6 and edges[-1][1] <= 500 + 1e-6)
