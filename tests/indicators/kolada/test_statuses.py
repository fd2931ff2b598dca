"""Kolada's words for what a value is, and the store's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.indicators.kolada.statuses import WORDS, Reading, read_status, words_of
from kompassros.statistics.values import COUNTED, Status


@pytest.mark.parametrize(
    ("value", "text", "deleted", "reading"),
    [
        (31.3, "", False, Reading(Status.PRESENT, 31.3)),
        (0.0, "", False, Reading(Status.PRESENT, 0.0)),
        (None, "Missing", False, Reading(Status.MISSING, None)),
        (None, "", True, Reading(Status.DELETED, None)),
        (31.3, "Missing", True, Reading(Status.DELETED, None)),
        (31.3, "Missing", False, Reading(Status.MISSING, None, unread="Missing")),
        (None, "", False, Reading(Status.MISSING, None, unread="")),
        (31.3, "Private", False, Reading(Status.MISSING, None, unread="Private")),
        (None, "missing", False, Reading(Status.MISSING, None, unread="missing")),
    ],
)
def test_status_is_read_and_never_guessed(value: float | None, text: str, deleted: bool, reading: Reading) -> None:
    assert read_status(value, text, deleted=deleted) == reading


@given(status=st.sampled_from(sorted(WORDS)), value=st.floats(allow_nan=False, allow_infinity=False))
def test_status_that_is_said_is_read_as_itself(status: Status, value: float) -> None:
    number = value if status in COUNTED else None
    deleted = status == Status.DELETED
    assert read_status(number, words_of(Status(status), None), deleted=deleted) == Reading(Status(status), number)


@pytest.mark.parametrize(
    ("status", "bound", "words"),
    [
        (Status.BELOW, 5.0, "Below 5"),
        (Status.AT_MOST, 0.5, "At most 0.5"),
        (Status.ABOVE, 70.0, "Above 70"),
        (Status.AT_LEAST, 1234.25, "At least 1234.25"),
    ],
)
def test_bound_of_an_inequality_stands_in_the_words_and_is_read_from_them(
    status: Status, bound: float, words: str
) -> None:
    assert words_of(status, bound) == words
    assert read_status(None, words, deleted=False) == Reading(status, bound)


@pytest.mark.parametrize(("value", "text"), [(4.0, "Below 5"), (None, "Below"), (None, "Below five"), (None, "Over 5")])
def test_inequality_that_is_not_one_is_never_guessed(value: float | None, text: str) -> None:
    assert read_status(value, text, deleted=False) == Reading(Status.MISSING, None, unread=text)
