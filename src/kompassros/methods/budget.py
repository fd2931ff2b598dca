"""Money beside goals: what is left of a frame, how much of it is used, what the frames further down come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Sum:
    """Amounts added up. ``total``: of those that are known, None where none is; ``known`` of ``count`` are."""

    total: Decimal | None
    known: int
    count: int


@dataclass(frozen=True)
class HandedOn:
    """A frame beside those of the bodies directly below it. ``difference``: the frame less what is handed on."""

    below: Sum
    difference: Decimal | None


def deviation(frame: Decimal | None, forecast: Decimal | None) -> Decimal | None:
    """Return ``frame - forecast`` in kronor: above zero where less than the frame is needed, below where more is.

    Costs are above zero and incomes below, so this holds for a body that brings in more than it costs too. None where
    one of the two is not known: what is missing is not zero.

    Own choice: the sign, which is that of Swedish and Norwegian budget reports.
    """
    return None if frame is None or forecast is None else frame - forecast


def share_used(outcome: Decimal | None, frame: Decimal | None) -> Fraction | None:
    """Return ``100 * outcome / frame`` in per cent, exact; None where one is not known, or the frame is zero.

    Own choice: that nothing is spread over the months; the share stands beside the day of the outcome.
    """
    if outcome is None or frame is None or frame == 0:
        return None
    return 100 * Fraction(outcome) / Fraction(frame)


def add_known(amounts: Iterable[Decimal | None]) -> Sum:
    """Return the sum of the amounts that are known, with how many are. Nothing known is no sum, not zero.

    Own choice: a sum that leaves some out always says so.
    """
    found = list(amounts)
    known = [amount for amount in found if amount is not None]
    return Sum(sum(known, Decimal(0)) if known else None, len(known), len(found))


def handed_on(frame: Decimal | None, below: Iterable[Decimal | None]) -> HandedOn:
    """Return a frame beside the frames of the bodies directly below, and ``frame - sum`` where both are known.

    A frame of its own is never replaced by the sum of those below, nor added to it: the body may keep something for
    itself, or have handed on more than it has. Own choice.
    """
    together = add_known(below)
    return HandedOn(together, deviation(frame, together.total))


def in_thousands(amount: Decimal) -> Decimal:
    """Return an amount in thousands, exact."""
    return amount / 1000


def in_millions(amount: Decimal) -> Decimal:
    """Return an amount in millions, exact."""
    return amount / 1_000_000
