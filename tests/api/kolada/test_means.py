"""The means of groups: exact, whatever the order, and only of what may be counted."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.api.kolada.means import mean_of
from kompassros.statistics.values import COUNTED, Status, Value
from tests.api.kolada.store import value

MILLIONTHS = st.integers(-(10**12), 10**12)


def rows_of(*values: float | None, status: Status = Status.PRESENT) -> list[Value]:
    return [value(1, 2020, unit, number, status=status) for unit, number in enumerate(values)]


@given(st.lists(MILLIONTHS, min_size=1, max_size=40), st.randoms())
def test_mean_is_that_of_the_printed_millionths_in_any_order(millionths: list[int], random: Random) -> None:
    rows = rows_of(*(one / 10**6 for one in millionths))
    random.shuffle(rows)
    found = mean_of(0, rows)
    assert found.value == float(Fraction(sum(millionths), 10**6 * len(millionths)))
    assert (found.members, found.status, found.deleted, found.gender) == (len(millionths), "", False, "T")


@pytest.mark.parametrize("status", [status for status in Status if status not in COUNTED])
def test_only_values_that_count_are_in_the_mean(status: Status) -> None:
    found = mean_of(1, [*rows_of(2.0, 3.0), *rows_of(100.0, status=status)])
    assert (found.value, found.members, found.status, found.gender) == (2.5, 2, "", "K")


def test_one_preliminary_value_makes_the_mean_preliminary() -> None:
    found = mean_of(0, [*rows_of(2.0), *rows_of(4.0, status=Status.PRELIMINARY)])
    assert (found.value, found.members, found.status) == (3.0, 2, "Preliminary")


def test_without_values_the_mean_is_missing_or_deleted() -> None:
    gone = rows_of(None, None, status=Status.DELETED)
    assert mean_of(0, gone)[1:] == (None, "Deleted", 0, True)
    assert mean_of(0, [*gone, *rows_of(None, status=Status.MISSING)])[1:] == (None, "Missing", 0, False)
