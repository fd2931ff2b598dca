from decimal import Decimal
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.arrows import MERIT_POINTS, PERCENTAGE_POINTS, Arrow, ArrowSteps, deviation_arrow
from kompassros.methods.direction import Direction

TENTHS = st.integers(-1000, 1000).map(lambda tenths: tenths / 10)
STEPS = st.sampled_from([PERCENTAGE_POINTS, MERIT_POINTS, ArrowSteps(Decimal("0.5"), Decimal("0.5"), decimals=2)])
TURNED = dict(zip(Arrow, [Arrow.DOWN, Arrow.SLANTING_DOWN, Arrow.LEVEL, Arrow.SLANTING_UP, Arrow.UP], strict=True))


@pytest.mark.parametrize(
    ("steps", "deviation", "arrow"),
    [
        (PERCENTAGE_POINTS, 10.1, Arrow.UP),
        (PERCENTAGE_POINTS, 9.9, Arrow.SLANTING_UP),
        (PERCENTAGE_POINTS, 3.0, Arrow.SLANTING_UP),
        (PERCENTAGE_POINTS, 2.9, Arrow.LEVEL),
        (PERCENTAGE_POINTS, 0.0, Arrow.LEVEL),
        (PERCENTAGE_POINTS, -2.9, Arrow.LEVEL),
        (PERCENTAGE_POINTS, -3.0, Arrow.SLANTING_DOWN),
        (PERCENTAGE_POINTS, -9.9, Arrow.SLANTING_DOWN),
        (PERCENTAGE_POINTS, -10.1, Arrow.DOWN),
        (MERIT_POINTS, 20.1, Arrow.UP),
        (MERIT_POINTS, 19.9, Arrow.SLANTING_UP),
        (MERIT_POINTS, 5.0, Arrow.SLANTING_UP),
        (MERIT_POINTS, 4.9, Arrow.LEVEL),
        (MERIT_POINTS, -4.9, Arrow.LEVEL),
        (MERIT_POINTS, -5.0, Arrow.SLANTING_DOWN),
        (MERIT_POINTS, -20.1, Arrow.DOWN),
    ],
)
def test_arrow_of_a_deviation_that_the_tables_print(steps: ArrowSteps, deviation: float, arrow: Arrow) -> None:
    assert deviation_arrow(deviation, 0.0, direction=Direction.HIGH, steps=steps) is arrow


@pytest.mark.parametrize(
    ("deviation", "arrow"),
    [
        (2.94, Arrow.LEVEL),
        (2.95, Arrow.SLANTING_UP),
        (-2.95, Arrow.SLANTING_DOWN),
        (9.94, Arrow.SLANTING_UP),
        (9.95, Arrow.UP),
        (10.0, Arrow.UP),
        (-10.0, Arrow.DOWN),
    ],
)
def test_arrow_between_the_printed_steps_is_by_the_rounded_deviation(deviation: float, arrow: Arrow) -> None:
    assert deviation_arrow(deviation, 0.0, direction=Direction.HIGH) is arrow


def test_arrow_is_exact_on_what_the_source_wrote() -> None:
    assert 50.3 - 47.35 < 2.95
    assert deviation_arrow(50.3, 47.35, direction=Direction.HIGH) is Arrow.SLANTING_UP


@given(value=TENTHS, other=TENTHS, steps=STEPS)
def test_arrow_is_turned_where_low_is_good_and_where_the_two_change_places(
    value: float, other: float, steps: ArrowSteps
) -> None:
    plain = deviation_arrow(value, other, direction=Direction.HIGH, steps=steps)
    assert deviation_arrow(value, other, direction=Direction.NONE, steps=steps) is plain
    assert deviation_arrow(value, other, direction=Direction.LOW, steps=steps) is TURNED[plain]
    assert deviation_arrow(other, value, direction=Direction.HIGH, steps=steps) is TURNED[plain]


@given(first=TENTHS, second=TENTHS, other=TENTHS, steps=STEPS)
def test_higher_value_has_no_lower_arrow(first: float, second: float, other: float, steps: ArrowSteps) -> None:
    low, high = (
        list(Arrow).index(deviation_arrow(value, other, direction=Direction.HIGH, steps=steps))
        for value in sorted((first, second))
    )
    assert high <= low


@pytest.mark.parametrize("wrong", [nan, inf, -inf])
def test_arrow_of_no_number_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        deviation_arrow(wrong, 0.0, direction=Direction.HIGH)
    with pytest.raises(ValueError, match="finite"):
        deviation_arrow(0.0, wrong, direction=Direction.HIGH)


@pytest.mark.parametrize(("slanting", "steep"), [(0, 10), (-3, 10), (10, 3)])
def test_steps_that_are_out_of_order_are_refused(slanting: int, steep: int) -> None:
    with pytest.raises(ValueError, match="in order"):
        ArrowSteps(Decimal(slanting), Decimal(steep))
