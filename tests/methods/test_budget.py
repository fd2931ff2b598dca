from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.budget import (
    HandedOn,
    Sum,
    add_known,
    deviation,
    handed_on,
    in_millions,
    in_thousands,
    share_used,
)

AMOUNTS = st.decimals(min_value=-(10**11), max_value=10**11, places=2)
PERHAPS = st.none() | AMOUNTS


@given(AMOUNTS, AMOUNTS)
def test_deviation_is_mirrored_and_is_what_the_forecast_lacks_to_the_frame(frame: Decimal, forecast: Decimal) -> None:
    found = deviation(frame, forecast)
    assert found is not None
    assert forecast + found == frame
    assert deviation(forecast, frame) == -found
    assert (found > 0) == (forecast < frame)


@given(PERHAPS, PERHAPS)
def test_what_is_missing_is_never_taken_for_zero(one: Decimal | None, other: Decimal | None) -> None:
    missing = one is None or other is None
    assert (deviation(one, other) is None) == missing
    assert (share_used(one, other) is None) == (missing or other == 0)
    assert add_known([one]).known == (one is not None)


@given(AMOUNTS.filter(bool), st.integers(min_value=0, max_value=300))
def test_share_used_of_a_part_is_that_part_whatever_the_sign(frame: Decimal, per_cent: int) -> None:
    assert share_used(frame, frame) == 100
    assert share_used(frame * per_cent, frame) == 100 * per_cent
    assert share_used(-frame, -frame) == 100


@given(st.lists(PERHAPS, max_size=20).flatmap(lambda one: st.tuples(st.just(one), st.permutations(one))))
def test_sum_does_not_depend_on_the_order_and_counts_all(orders: tuple[list[Decimal | None], ...]) -> None:
    given_order, another = orders
    found = add_known(given_order)
    assert add_known(another) == found
    assert found.count == len(given_order)
    assert found.known == found.count - given_order.count(None)


@given(PERHAPS, st.lists(PERHAPS, max_size=10))
def test_body_without_a_frame_changes_the_counts_and_no_sum(frame: Decimal | None, below: list[Decimal | None]) -> None:
    before, after = handed_on(frame, below), handed_on(frame, [*below, None])
    assert (after.difference, after.below.total) == (before.difference, before.below.total)
    assert (after.below.known, after.below.count) == (before.below.known, before.below.count + 1)


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=10))
def test_frame_is_what_is_handed_on_and_the_difference(frame: Decimal, below: list[Decimal]) -> None:
    found = handed_on(frame, below)
    assert found.below.total is not None
    assert found.difference is not None
    assert found.below.total + found.difference == frame


@pytest.mark.parametrize(
    ("frame", "below", "expected"),
    [
        ("100", ["60", "40"], HandedOn(Sum(Decimal(100), 2, 2), Decimal(0))),
        ("100", ["60", None], HandedOn(Sum(Decimal(60), 1, 2), Decimal(40))),
        ("100", ["60", "55"], HandedOn(Sum(Decimal(115), 2, 2), Decimal(-15))),
        ("100", [None], HandedOn(Sum(None, 0, 1), None)),
        (None, ["60"], HandedOn(Sum(Decimal(60), 1, 1), None)),
        ("100", [], HandedOn(Sum(None, 0, 0), None)),
        ("0", ["0"], HandedOn(Sum(Decimal(0), 1, 1), Decimal(0))),
    ],
)
def test_handed_on_of_these_frames(frame: str | None, below: list[str | None], expected: HandedOn) -> None:
    amounts = [None if each is None else Decimal(each) for each in (frame, *below)]
    assert handed_on(amounts[0], amounts[1:]) == expected


@pytest.mark.parametrize(
    ("outcome", "frame", "expected"),
    [("50", "150", Fraction(100, 3)), ("0", "10", Fraction(0)), ("-5", "-20", Fraction(25)), ("5", "0", None)],
)
def test_share_used_of_these_amounts(outcome: str, frame: str, expected: Fraction | None) -> None:
    assert share_used(Decimal(outcome), Decimal(frame)) == expected


@given(AMOUNTS)
def test_thousands_and_millions_lose_nothing(amount: Decimal) -> None:
    assert in_thousands(amount) * 1000 == amount
    assert in_millions(amount) * 1_000_000 == amount
