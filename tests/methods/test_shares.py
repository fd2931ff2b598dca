from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.shares import Shares, add, share_out
from kompassros.methods.targets import Attainment

MET, PARTLY, NOT_MET, NOT_MEASURED = Attainment
STATUSES = st.lists(st.sampled_from(Attainment), max_size=60)


def numbers(pairs: Iterable[tuple[Attainment, int]]) -> list[int]:
    return [number for _, number in pairs]


def children(*counts: int) -> list[Attainment]:
    """So many of each status, in their order."""
    return [status for status, count in zip(Attainment, counts, strict=True) for _ in range(count)]


@given(STATUSES)
def test_share_out_adds_up_to_all_children_and_to_100(statuses: list[Attainment]) -> None:
    shares = share_out(statuses)
    assert [status for status, _ in shares.counts] == [status for status, _ in shares.per_cent] == list(Attainment)
    assert shares.total == sum(numbers(shares.counts)) == len(statuses)
    assert sum(numbers(shares.per_cent)) == (100 if statuses else 0)


@given(STATUSES.filter(bool))
def test_share_out_lies_less_than_one_from_the_exact_share(statuses: list[Attainment]) -> None:
    shares = share_out(statuses)
    for (_, count), (_, share) in zip(shares.counts, shares.per_cent, strict=True):
        assert abs(share - Fraction(100 * count, shares.total)) < 1


@given(STATUSES.flatmap(lambda one: st.tuples(st.just(one), st.permutations(one))))
def test_share_out_does_not_depend_on_the_order(orders: tuple[list[Attainment], list[Attainment]]) -> None:
    given_order, another = orders
    assert share_out(another) == share_out(given_order)


@given(st.lists(STATUSES, max_size=5))
def test_add_equals_the_shares_of_all_children(families: list[list[Attainment]]) -> None:
    together = [status for family in families for status in family]
    assert add(share_out(family) for family in families) == share_out(together)


@pytest.mark.parametrize(
    ("counts", "per_cent"),
    [
        ((0, 0, 0, 0), [0, 0, 0, 0]),
        ((1, 0, 0, 0), [100, 0, 0, 0]),
        ((0, 0, 0, 3), [0, 0, 0, 100]),
        ((1, 1, 1, 0), [34, 33, 33, 0]),
        ((0, 1, 1, 1), [0, 34, 33, 33]),
        ((2, 2, 2, 0), [34, 33, 33, 0]),
        ((8, 3, 19, 0), [27, 10, 63, 0]),
        ((1, 1, 1, 3), [17, 17, 16, 50]),
        ((1, 1, 5, 0), [14, 14, 72, 0]),
        ((1, 2, 4, 0), [14, 29, 57, 0]),
        ((199, 1, 0, 0), [100, 0, 0, 0]),
    ],
)
def test_share_out_of_these_children(counts: tuple[int, ...], per_cent: list[int]) -> None:
    shares = share_out(children(*counts))
    assert numbers(shares.counts) == list(counts)
    assert numbers(shares.per_cent) == per_cent


def test_add_of_nothing_is_the_shares_of_nobody() -> None:
    nobody = Shares(tuple((status, 0) for status in Attainment), 0, tuple((status, 0) for status in Attainment))
    assert add([]) == add([share_out([]), share_out([])]) == nobody
