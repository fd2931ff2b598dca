import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.sampling import LARGEST_SAMPLE, draw_rows

lengths = st.integers(min_value=0, max_value=600)
seeds = st.text(max_size=12)


def test_draw_is_what_the_rule_says() -> None:
    digests = {row: hashlib.sha256(f"a:{row}".encode()).hexdigest() for row in range(1, 11)}
    smallest = sorted(digests, key=lambda row: digests[row])[:3]
    assert draw_rows(10, "a", 3) == sorted(smallest)


def test_draw_of_a_known_seed_never_changes() -> None:
    assert draw_rows(20, "kkik", 5) == KNOWN


KNOWN = [5, 7, 9, 10, 19]


@given(lengths, seeds)
def test_draw_takes_different_rows_of_the_list_in_order(population: int, seed: str) -> None:
    drawn = draw_rows(population, seed)
    assert drawn == sorted(set(drawn))
    assert len(drawn) == min(population, LARGEST_SAMPLE)
    assert set(drawn) <= set(range(1, population + 1))


@given(lengths, seeds, st.integers(min_value=0, max_value=150))
def test_smaller_draw_is_part_of_a_larger_one(population: int, seed: str, at_most: int) -> None:
    assert set(draw_rows(population, seed, at_most)) <= set(draw_rows(population, seed))


def test_draw_differs_by_seed_and_refuses_negative_numbers() -> None:
    assert draw_rows(500, "a") != draw_rows(500, "b")
    with pytest.raises(ValueError, match="nothing can be drawn"):
        draw_rows(-1, "a")
    with pytest.raises(ValueError, match="nothing can be drawn"):
        draw_rows(1, "a", -1)
