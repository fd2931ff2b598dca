"""Tables from outside: what is read, and how each trouble is told by row and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.records import tabular
from kompassros.records.tabular import Severity, TextTable, read_table

TEXT = "name,code\nÖrebro,1880\n"


def read(data: bytes) -> TextTable:
    return read_table(data, required=["name"], known=["name", "code"])


def told(table: TextTable) -> list[tuple[int, str]]:
    return [(trouble.row, trouble.column) for trouble in table.troubles]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_spreadsheets_write(encoding: str) -> None:
    table = read(TEXT.encode(encoding))
    assert table.troubles == ()
    assert table.rows[0].cells == {"name": "Örebro", "code": "1880"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_that_spreadsheets_write(delimiter: str) -> None:
    assert read(TEXT.replace(",", delimiter).encode()).rows[0].get("code") == "1880"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines(newline: str) -> None:
    assert len(read(TEXT.replace("\n", newline).encode()).rows) == 1


def test_row_numbers_are_those_of_a_spreadsheet_and_blank_rows_count() -> None:
    table = read(b"name,code\n,\n\nGranby , 1 \n")
    assert [(row.number, row.cells) for row in table.rows] == [(4, {"name": "Granby", "code": "1"})]


def test_cell_of_a_missing_column_is_empty() -> None:
    assert read(b"name\nGranby\n").rows[0].get("code") == ""


def test_quoted_cell_may_hold_delimiter_and_newline() -> None:
    assert read(b'name,code\n"Granby, the\nother",1\n').rows[0].get("name") == "Granby, the\nother"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [(0, "")]),
        (b"name,code\n", [(0, "")]),
        (b"code\n1\n", [(1, "name")]),
        (b"name,name\na,b\n", [(1, "name")]),
        (b"name,colour\na,b\n", [(1, "colour")]),
        (b"name,code\na,b,c\n", [(2, "")]),
        (b"name,code\na,b,\n", []),
        (b'name,code\n"a,b\n', [(0, "")]),
        (b"PK\x03\x04\x00\x00", [(0, "")]),
        (b"\xff\xfe\x00", [(0, "")]),
        (b"name\n" + b"x" * 4001 + b"\n", [(2, "name")]),
        (b"name\n" + b"x" * 4000 + b"\n", []),
        (b"name\n" + b"x" * 200_000 + b"\n", [(0, "")]),
    ],
)
def test_trouble_names_row_and_column(data: bytes, expected: list[tuple[int, str]]) -> None:
    table = read(data)
    assert told(table) == expected
    assert table.has_errors() == bool(expected)


def test_blank_lines_before_the_header_are_passed_over_and_counted() -> None:
    table = read(b"\n;\nname;code\nA;2\n")
    assert table.columns == ("name", "code")
    assert [row.number for row in table.rows] == [4]


def test_null_characters_are_refused_in_any_encoding() -> None:
    for encoding in ("utf-8", "utf-16"):
        assert read("name,code\n1,\x00\n".encode(encoding)).has_errors()


def test_undecodable_file_is_told_in_words_for_people() -> None:
    (trouble,) = read(b"\xff\xfe\x00").troubles
    assert "codec" not in trouble.message
    assert "CSV (UTF-8)" in trouble.message


def test_file_size_on_both_sides_of_the_limit() -> None:
    head = b"name\n"
    fill = b"a\n" * ((tabular.LARGEST_FILE - len(head)) // 2)
    assert "larger than" not in read(head + fill).troubles[0].message
    (trouble,) = read(head + fill + b"a\n").troubles
    assert trouble.message == "The file is larger than 5 MB. Split it into several files."


def test_number_of_rows_on_both_sides_of_the_limit() -> None:
    assert read(b"name\n" + b"a\n" * tabular.MOST_ROWS).troubles == ()
    table = read(b"name\n" + b"a\n" * (tabular.MOST_ROWS + 2))
    assert told(table) == [(tabular.MOST_ROWS + 2, "")]


def test_only_errors_stop_a_file() -> None:
    note = tabular.Trouble(Severity.NOTE, 2, "name", "x")
    assert not TextTable((), (), (note,)).has_errors()
    assert TextTable((), (), (note, tabular.error(2, "name", "x"))).has_errors()


@given(st.binary(max_size=300))
def test_no_bytes_whatsoever_crash_the_reader(data: bytes) -> None:
    table = read(data)
    assert table.rows or table.has_errors()
