"""Parts of a mapping typed as text, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.indicators.tables import mapping_text as text
from kompassros.statistics.receiving.mapping import ValueColumn
from kompassros.statistics.receiving.troubles import column_letters


@given(st.integers(1, text.LAST_COLUMN))
def test_letters_of_a_column_and_back(number: int) -> None:
    assert text.column_number(column_letters(number)) == number


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12, unique=True), st.booleans())
def test_columns_written_are_read_as_they_were(numbers: list[int], to_last: bool) -> None:
    columns = [ValueColumn(column=number) for number in sorted(numbers)]
    columns[-1] = columns[-1].model_copy(update={"to_last": to_last})
    assert text.read_columns(text.write_columns(columns), {}) == tuple(columns)


def test_columns_in_words() -> None:
    found = text.read_columns(" c, f–h ,AA-", {})
    assert [(one.column, one.to_last) for one in found] == [(3, False), (6, False), (7, False), (8, False), (27, True)]
    assert text.write_columns(found) == "C, F-H, AA-"
    assert text.read_columns("", {}) == ()


@pytest.mark.parametrize("typed", ["1", "C F", "F-C", "A-XFD", "XFE", "AAAA", "C--", "C-F-"])
def test_what_names_no_columns_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="names no columns"):
        text.read_columns(typed, {})


def test_what_is_said_of_single_columns() -> None:
    says = text.read_says("d = 2019, k\n\nE = N15428")
    assert says == {4: ValueColumn(column=4, period=2019, gender="K"), 5: ValueColumn(column=5, indicator="N15428")}
    assert text.read_columns("C-E", says)[1:] == tuple(says.values())
    assert text.write_says(list(says.values())) == "D = 2019, K\nE = N15428"


def test_pairs_are_parted_at_the_last_sign() -> None:
    assert text.read_pairs("Andel (a=b) = N15428\n\n x = y ") == {"Andel (a=b)": "N15428", "x": "y"}
    assert text.read_pairs("") == {}


@pytest.mark.parametrize("line", ["x", "= y", "x =", "="])
def test_line_that_is_no_pair_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="says nothing"):
        text.read_pairs(line)


def test_rows() -> None:
    assert text.read_rows("2, 1") == (1, 2)
    assert text.read_rows("") == ()


@pytest.mark.parametrize("typed", ["0", "-1", "1-2", "1.5", "12345678", "²"])
def test_what_names_no_rows_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="names no rows"):
        text.read_rows(typed)
