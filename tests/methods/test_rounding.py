from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.rounding import as_written, round_half_up


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (Decimal("56.25"), 1, "56.3"),
        (Decimal("56.249999999999999999999999999999"), 1, "56.2"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("0.49"), 0, "0"),
        (Decimal("-0.5"), 0, "-1"),
        (Decimal("-0.49"), 0, "0"),
        (Decimal("-0.04"), 1, "0.0"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(-1, 8), 2, "-0.13"),
        (455, 1, "455.0"),
        (Decimal("1E+3"), 0, "1000"),
        (0, 2, "0.00"),
    ],
)
def test_round_half_up_at_and_beside_a_half(value: Decimal | Fraction | int, decimals: int, expected: str) -> None:
    assert str(round_half_up(value, decimals)) == expected


def test_round_half_up_keeps_more_digits_than_the_decimal_context() -> None:
    assert str(round_half_up(Fraction(2 * 10**40 + 1, 2), 0)) == str(10**40 + 1)


def test_round_half_up_refuses_negative_decimals() -> None:
    with pytest.raises(ValueError, match="decimals must be 0 or more"):
        round_half_up(Decimal(5), -1)


@pytest.mark.parametrize(("value", "error"), [("NaN", ValueError), ("Infinity", OverflowError)])
def test_round_half_up_refuses_what_is_not_a_finite_number(value: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        round_half_up(Decimal(value), 0)


@given(st.fractions(), st.integers(0, 6))
def test_round_half_up_is_within_half_a_unit_and_symmetric(value: Fraction, decimals: int) -> None:
    rounded = round_half_up(value, decimals)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert Fraction(round_half_up(-value, decimals)) == -Fraction(rounded)
    assert rounded.as_tuple().exponent == -decimals
    assert round_half_up(rounded, decimals) == rounded


@given(st.fractions(), st.fractions(), st.integers(0, 6))
def test_round_half_up_keeps_the_order(a: Fraction, b: Fraction, decimals: int) -> None:
    low, high = sorted((a, b))
    assert round_half_up(low, decimals) <= round_half_up(high, decimals)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2.675, "2.675"),
        (0.1, "0.1"),
        (41.0, "41.0"),
        (-0.2, "-0.2"),
        (1e-07, "0.0000001"),
        (31.32959689, "31.32959689"),
    ],
)
def test_as_written_is_the_number_the_source_wrote(value: float, written: str) -> None:
    assert as_written(value) == Decimal(written)


def test_as_written_rounds_as_the_reader_expects() -> None:
    assert round_half_up(as_written(2.675), 2) == Decimal("2.68")
    assert round_half_up(Fraction(2.675), 2) == Decimal("2.67")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_as_written_reads_as_the_same_double(value: float) -> None:
    assert float(as_written(value)) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_as_written_refuses_what_is_no_finite_number(value: float) -> None:
    with pytest.raises(ValueError):
        as_written(value)
