"""The place of one value among others."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Place:
    """Places from both ends, 1 being nearest that end.

    ``of`` counts the own value too; ``tied`` counts the others that have the same value (0: none).
    """

    rank_best: int
    rank_worst: int
    of: int
    tied: int


def place(value: Decimal, others: Sequence[Decimal]) -> Place:
    """Return the competition ranks of a value among others; higher is better.

    ``rank_best = 1 + number of others above``, ``rank_worst = 1 + number of others below``; those
    who tie share both. So ``rank_best + rank_worst + tied = of + 1``. Values are compared exactly,
    without rounding; unit and scale are the caller's, who also sees to it that they are comparable.
    Without others the place is 1 of 1.

    Source: standard competition ranking. Own choice: giving it from both ends.
    """
    above = sum(other > value for other in others)
    below = sum(other < value for other in others)
    return Place(
        rank_best=1 + above,
        rank_worst=1 + below,
        of=1 + len(others),
        tied=len(others) - above - below,
    )
