"""Rounding, done once, when a number is printed."""

from decimal import Decimal
from fractions import Fraction
from math import isfinite


def round_half_up(value: Decimal | Fraction | int, decimals: int) -> Decimal:
    """Return the value with exactly so many decimals, halves away from zero.

    ``sign(value) * floor(|value| * 10**decimals + 1/2) / 10**decimals``, computed on integers, so
    neither binary fractions nor the decimal context can move a half. 0.5 becomes 1 and -0.5
    becomes -1, so a rise and a fall of the same size print alike; zero never carries a sign.

    ``decimals`` is 0 or more, else ``ValueError``; infinity and "not a number" raise
    ``OverflowError`` and ``ValueError``. The unit is the value's own.

    Own choice: the published results do not say how they were rounded.
    """
    if decimals < 0:
        raise ValueError(f"decimals must be 0 or more, not {decimals}")
    scaled = Fraction(value) * 10**decimals
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    sign = 1 if scaled < 0 and whole else 0
    return Decimal((sign, tuple(int(digit) for digit in str(whole)), -decimals))


def as_written(value: float) -> Decimal:
    """Return the decimal number with the fewest digits that is read as this double: what a source wrote.

    So 2.675 is 2.675 and rounds to 2.68, though the double lies a little below it. "Not a number" and infinity raise
    ``ValueError``.
    """
    if not isfinite(value):
        raise ValueError(f"a value must be a finite number, not {value}")
    return Decimal(repr(float(value)))
