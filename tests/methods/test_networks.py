from fractions import Fraction
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.direction import Direction
from kompassros.methods.networks import GroupPlace, place_in_group, places_in_group
from kompassros.methods.spread import Spread, spread
from tests.methods.cells import VALUES

SIMILAR = [74.1, 75.3, None, 76.0, 77.2, 77.2, 80.4]
OTHERS = st.lists(st.none() | VALUES | st.sampled_from([1.0, 2.0, 3.0]), max_size=30)


def test_place_in_group_of_similar_municipalities() -> None:
    found = place_in_group(77.2, SIMILAR, Direction.HIGH)
    mean = Spread(6, 76.7, 74.1, 75.475, 76.6, 77.2, 80.4)
    assert found == GroupPlace(place=2, of=7, tied=2, below=3, above=1, missing=1, others=mean)
    assert (found.share_below, found.share_above) == (Fraction(1, 2), Fraction(1, 6))


@pytest.mark.parametrize(
    ("own", "high", "low"),
    [(80.5, 1, 7), (80.4, 1, 6), (80.3, 2, 6), (77.2, 2, 4), (76.0, 4, 3), (74.1, 6, 1), (74.0, 7, 1)],
)
def test_place_in_group_counts_from_the_good_end(own: float, high: int, low: int) -> None:
    assert place_in_group(own, SIMILAR, Direction.HIGH).place == high
    assert place_in_group(own, SIMILAR, Direction.LOW).place == low
    assert place_in_group(own, SIMILAR, Direction.NONE).place == high


@pytest.mark.parametrize("others", [[], [None, None]])
def test_place_in_group_without_others_is_one_of_one(others: list[float | None]) -> None:
    found = place_in_group(5.0, others, Direction.LOW)
    assert found == GroupPlace(place=1, of=1, tied=0, below=0, above=0, missing=len(others), others=None)
    assert (found.share_below, found.share_above) == (None, None)


@given(VALUES, OTHERS, st.sampled_from(Direction))
def test_place_in_group_equals_position_in_the_sorted_list(
    own: float, others: list[float | None], direction: Direction
) -> None:
    there = [Fraction(other) for other in others if other is not None]
    in_order = sorted([*there, Fraction(own)], reverse=direction is not Direction.LOW)
    found = place_in_group(own, others, direction)
    assert found.place == in_order.index(Fraction(own)) + 1
    assert found.tied == in_order.count(Fraction(own)) - 1
    assert (found.of, found.missing) == (len(in_order), others.count(None))
    assert found.below + found.above + found.tied == len(there)
    assert found.others == spread(others)
    if there:
        assert found.share_below == Fraction(sum(other < Fraction(own) for other in there), len(there))
        assert found.share_above == Fraction(sum(other > Fraction(own) for other in there), len(there))


@given(VALUES, OTHERS)
def test_place_in_group_turns_round_with_the_direction(own: float, others: list[float | None]) -> None:
    turned = place_in_group(-own, [None if other is None else -other for other in others], Direction.LOW)
    plain = place_in_group(own, others, Direction.HIGH)
    assert (turned.place, turned.below, turned.above) == (plain.place, plain.above, plain.below)


@pytest.mark.parametrize("wrong", [nan, inf, -inf])
def test_place_in_group_refuses_what_is_no_finite_number(wrong: float) -> None:
    with pytest.raises(ValueError):
        place_in_group(wrong, [1.0], Direction.HIGH)
    with pytest.raises(ValueError):
        place_in_group(1.0, [wrong], Direction.HIGH)


def test_places_in_group_share_a_place_and_leave_the_next_empty() -> None:
    values = [77.2, None, 80.4, 77.2, 74.1]
    assert places_in_group(values, Direction.HIGH) == [2, None, 1, 2, 4]
    assert places_in_group(values, Direction.LOW) == [2, None, 4, 2, 1]
    assert places_in_group(values, Direction.NONE) == [2, None, 1, 2, 4]
    assert places_in_group([], Direction.HIGH) == []


@given(OTHERS, st.sampled_from(Direction))
def test_places_in_group_are_those_among_the_rest(values: list[float | None], direction: Direction) -> None:
    for at, place in enumerate(places_in_group(values, direction)):
        own, rest = values[at], [*values[:at], *values[at + 1 :]]
        assert place == (None if own is None else place_in_group(own, rest, direction).place)
