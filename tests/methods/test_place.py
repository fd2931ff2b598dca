from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.place import Place, place

POINTS = st.decimals(0, 800, places=1)


def test_place_among_others_of_version_2_0_in_2014() -> None:
    others = [Decimal(509), Decimal(551), Decimal(549), Decimal(450)]
    assert place(Decimal(506), others) == Place(rank_best=4, rank_worst=2, of=5, tied=0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("451", Place(rank_best=1, rank_worst=3, of=3, tied=0)),
        ("450", Place(rank_best=1, rank_worst=2, of=3, tied=1)),
        ("449", Place(rank_best=2, rank_worst=2, of=3, tied=0)),
        ("400", Place(rank_best=2, rank_worst=1, of=3, tied=1)),
        ("399", Place(rank_best=3, rank_worst=1, of=3, tied=0)),
    ],
)
def test_place_above_at_and_below_another(value: str, expected: Place) -> None:
    assert place(Decimal(value), [Decimal(450), Decimal(400)]) == expected


def test_place_those_who_tie_share_and_the_next_is_skipped() -> None:
    assert place(Decimal(5), [Decimal(9), Decimal(9), Decimal(1)]) == Place(3, 2, 4, 0)
    assert place(Decimal("78.50"), [Decimal("78.5")]) == Place(1, 1, 2, 1)


def test_place_alone_is_one_of_one() -> None:
    assert place(Decimal(361), []) == Place(rank_best=1, rank_worst=1, of=1, tied=0)


@given(POINTS, st.lists(POINTS, max_size=20))
def test_place_ranks_tell_the_same_from_both_ends(value: Decimal, others: list[Decimal]) -> None:
    own = place(value, others)
    assert own.rank_best + own.rank_worst + own.tied == own.of + 1
    assert place(-value, [-other for other in others]) == Place(own.rank_worst, own.rank_best, own.of, own.tied)


@given(st.lists(POINTS, min_size=1, max_size=20))
def test_place_equals_position_in_the_sorted_list(values: list[Decimal]) -> None:
    descending = sorted(values, reverse=True)
    for index, value in enumerate(values):
        others = values[:index] + values[index + 1 :]
        assert place(value, others).rank_best == descending.index(value) + 1
