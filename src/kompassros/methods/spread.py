"""Mean, quartiles and ends of the values of a cell, the same to the last bit in Python, DuckDB and Spark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite, modf

PARTS = 1e6
_BITS = 63


@dataclass(frozen=True)
class Spread:
    """What ``n`` values look like together, in their own unit; ``least`` and ``most`` as the source gives them."""

    n: int
    mean: float
    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    most: float


def counted(values: Iterable[float | None]) -> list[float]:
    """Return the values that are there, in the order given. "Not a number" and infinity raise ``ValueError``."""
    there = [value for value in values if value is not None]
    for value in there:
        if not isfinite(value):
            raise ValueError(f"a value must be a finite number, not {value}")
    return there


def to_millionths(value: float) -> int:
    """Return a value in whole millionths: the double ``value * 1e6``, then its half away from zero.

    The same as ``CAST(ROUND(value * 1e6) AS BIGINT)`` in SQL, which like this refuses what does not fit into 64
    bits, and "not a number". From 2**33 (8.6e9) on, neighbouring doubles lie more than a millionth apart.
    """
    product = value * PARTS
    if not -(2**_BITS) <= product < 2**_BITS:
        raise ValueError(f"too large to be counted in millionths: {value}")
    rest, whole = modf(product)
    return int(whole) + (rest >= 0.5) - (rest <= -0.5)


def _quartile(ordered: Sequence[int], quarters: int) -> float:
    place, fourths = divmod((len(ordered) - 1) * quarters, 4)
    after = ordered[min(place + 1, len(ordered) - 1)]
    return float(ordered[place] * (4 - fourths) + after * fourths) / (4 * PARTS)


def spread(values: Iterable[float | None]) -> Spread | None:
    """Return n, unweighted mean, median, quartiles and ends of the values that are there, ``None`` without any.

    Each value is first counted in whole millionths of its unit (``to_millionths``), as ``m``; then

    ``mean = double(m1 + ... + mn) / (n * 1e6)``

    ``quartile q = double((4 - r) * m[k] + r * m[k + 1]) / 4e6``, where ``(n - 1) * q = 4 k + r`` and m is in order
    from 0 on; the median is the second. Sums and weights are whole numbers, so there is one rounding, the last: no
    order of adding, and no engine, gives another bit. ``least`` and ``most`` are not counted in millionths, so the
    mean of equal values can lie half a millionth outside them; a negative zero is given as zero.

    "Not a number", infinity and what passes 64 bits in millionths raise ``ValueError``.

    Source: quartiles by linear interpolation, definition 7 in Hyndman and Fan (1996). Own choice: that definition, and
    a millionth as the precision. Doubles that are added in another order give another sum; whole numbers do not. A
    millionth is finer than any decimals an indicator is printed with, and leaves room in 64 bits for sums of nine
    million millions.
    """
    there = counted(values)
    if not there:
        return None
    ordered = sorted(map(to_millionths, there))
    lower_quartile, median, upper_quartile = (_quartile(ordered, quarters) for quarters in (1, 2, 3))
    return Spread(
        n=len(there),
        mean=float(sum(ordered)) / (len(there) * PARTS),
        least=min(there) + 0.0,
        lower_quartile=lower_quartile,
        median=median,
        upper_quartile=upper_quartile,
        most=max(there) + 0.0,
    )
