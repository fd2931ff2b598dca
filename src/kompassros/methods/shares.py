"""What a goal's children came to: how many of each status, and their shares. Never an average."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kompassros.methods.targets import Attainment

_ALL = tuple(Attainment)
"""Made once: there may be thousands of cards."""


@dataclass(frozen=True)
class Shares:
    """How many have each status and how many per cent of all that is; all four statuses, in their own order.

    The per cents are whole numbers that add up to 100, or all 0 where there is nothing to count.
    """

    counts: tuple[tuple[Attainment, int], ...]
    total: int
    per_cent: tuple[tuple[Attainment, int], ...]


def _divide(counts: Mapping[Attainment, int]) -> Shares:
    numbers = {status: counts[status] for status in _ALL}
    total = sum(numbers.values())
    whole = {status: 100 * number // (total or 1) for status, number in numbers.items()}
    missing = 100 - sum(whole.values()) if total else 0
    by_remainder = sorted(numbers, key=lambda status: -(100 * numbers[status] % (total or 1)))
    for status in by_remainder[:missing]:
        whole[status] += 1
    return Shares(tuple(numbers.items()), total, tuple(whole.items()))


def share_out(statuses: Iterable[Attainment]) -> Shares:
    """Return how many children have each status, and their shares in whole per cents.

    ``100 * number / total`` rounded down, and the per cents that are missing to 100 go one each to the largest
    remainders; of equal ones the earlier in the order met, partly, not met, not measured. Not measured counts like
    the others. Without children everything is 0.

    Own choice: the largest remainder, and that no status is left out.
    """
    return _divide(Counter(statuses))


def add(shares: Iterable[Shares]) -> Shares:
    """Return the shares of all children together: the counts are added, and the per cents made from the sums."""
    together: Counter[Attainment] = Counter()
    for one in shares:
        together.update(dict(one.counts))
    return _divide(together)
