"""The place of one unit in a group too small for colours: similar municipalities, a network."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kompassros.methods.direction import Direction
from kompassros.methods.quarters import place_of
from kompassros.methods.spread import Spread, counted, spread


@dataclass(frozen=True)
class GroupPlace:
    """Place ``place`` of ``of``, the own unit counted; of the others ``tied`` have the same value.

    ``below`` and ``above`` count the others with a lower and a higher value, ``missing`` those without any.
    ``others`` describes the others' values, the own one left out; ``None`` when nobody has one.
    """

    place: int
    of: int
    tied: int
    below: int
    above: int
    missing: int
    others: Spread | None

    @property
    def share_below(self) -> Fraction | None:
        """The share, from 0 to 1, of the others with a value whose value is lower; ``None`` without others."""
        return Fraction(self.below, self.of - 1) if self.of > 1 else None

    @property
    def share_above(self) -> Fraction | None:
        """The share, from 0 to 1, of the others with a value whose value is higher; ``None`` without others."""
        return Fraction(self.above, self.of - 1) if self.of > 1 else None


def place_in_group(own: float, others: Sequence[float | None], direction: Direction) -> GroupPlace:
    """Return the place of the own value among those of a small group, for words such as "3 of 8".

    ``place`` counts from the good end, ``1 + number of others that are better``; without direction from the highest
    value. Those who tie share a place, and the next is left empty. Others without a value (``None``) have no place
    and do not count in ``of``. The group's mean is unweighted, over the others with a value, as exact as ``spread``.
    Any size of group, also none: then 1 of 1. "Not a number" and infinity raise ``ValueError``.

    Source: standard competition ranking. Own choice: words instead of colours, and the own value outside the mean.
    """
    (value,) = counted([own])
    there = counted(others)
    below, above = sum(other < value for other in there), sum(other > value for other in there)
    return GroupPlace(
        place=_place(below, above, direction),
        of=1 + len(there),
        tied=len(there) - below - above,
        below=below,
        above=above,
        missing=len(others) - len(there),
        others=spread(there),
    )


def places_in_group(values: Sequence[float | None], direction: Direction) -> list[int | None]:
    """Return everybody's place among all of them, in the order given; ``None`` for one without a value.

    The same place as ``place_in_group`` gives each of them among the rest.
    """
    ordered = sorted(counted(values))
    return [
        None
        if value is None
        else _place(bisect_left(ordered, value), len(ordered) - bisect_right(ordered, value), direction)
        for value in values
    ]


def _place(below: int, above: int, direction: Direction) -> int:
    ranks = place_of(1 + below, 1 + above, direction)
    return ranks.rank_best if ranks else 1 + above
