"""What stands in the store's files: the numbers of statuses and genders, and the rows that are read."""

from datetime import date
from enum import IntEnum
from typing import NamedTuple

SOURCE_GENDERS = ("T", "K", "M")


class Gender(IntEnum):
    """Whom a value is about; the index of the letter that Kolada uses."""

    TOTAL = 0
    WOMEN = 1
    MEN = 2

    @property
    def letter(self) -> str:
        """Return Kolada's letter: T (total), K (women), M (men)."""
        return SOURCE_GENDERS[self]


class Status(IntEnum):
    """What a value is, or why there is none. Below ... at least: printed as an inequality, ``value`` is its bound."""

    PRESENT = 0
    MISSING = 1
    NOT_APPLICABLE = 2
    SUPPRESSED = 3
    PRELIMINARY = 4
    BELOW = 5
    AT_MOST = 6
    ABOVE = 7
    AT_LEAST = 8
    DELETED = 9


COUNTED = (Status.PRESENT, Status.PRELIMINARY)


class Observation(NamedTuple):
    """One value on its way into a release. Numbers as in the catalogue; ``count``: how many members it is made of."""

    indicator: int
    period: int
    gender: int
    unit: int
    unit_class: int
    value: float | None
    status: int = Status.PRESENT
    count: int = 1  # type: ignore[assignment]  # the column of the files; nobody counts in a row


class Value(NamedTuple):
    """One value as a release holds it.

    ``seen``: days since 1970 of the release that first had it. ``from_low`` and ``from_high``: places by value from
    either end within its cell; ``quarter``: the number of a ``methods.quarters.Quarter``. The three are None where the
    value has no place.
    """

    indicator: int
    period: int
    gender: int
    unit: int
    unit_class: int
    value: float | None
    status: int
    count: int  # type: ignore[assignment]
    seen: int
    from_low: int | None
    from_high: int | None
    quarter: int | None


class Restated(NamedTuple):
    """A value that another one took the place of on the day ``replaced``; ``seen``: the day it was first there."""

    period: int
    gender: int
    value: float | None
    status: int
    seen: date
    replaced: date


class Cell(NamedTuple):
    """All units of a class with a value for one indicator, period and gender. ``lowest`` and ``highest``: group sizes.

    None instead of sizes where no groups are formed: under 20 units, or too many share a value at a boundary.
    """

    indicator: int
    period: int
    gender: int
    unit_class: int
    n: int
    mean: float
    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    most: float
    lowest: int | None
    middle: int | None
    highest: int | None
