"""Tables in text files: letters, delimiters, rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.records.errors import DomainError
from kompassros.statistics.receiving import text_sheets
from kompassros.statistics.receiving.cells import Cell
from kompassros.statistics.receiving.sheets import read_sheets
from kompassros.statistics.receiving.text_sheets import find_delimiter, read_text


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-be", ""), ("cp1252", "Windows-1252")],
)
def test_encoding_is_found_and_said(codec: str, encoding: str) -> None:
    data = "Kommun;Värde\nÅre;1\n".encode(codec)
    if codec == "utf-16-be":
        data, encoding = b"\xfe\xff" + data, "UTF-16"
    found = read_sheets(data, "data.csv")
    assert found.encoding == encoding
    assert found.sheets[0].at(2, 1).text == "Åre"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Kommun;2019;2020\nAle;1,5;2,5\nTanum;3;4,5\n", ";"),
        ("Kommun\t2019\nAle\t1,5\nTanum\t3,5\n", "\t"),
        ("Kommun,2019\nAle,1.5\n", ","),
        ('Kommun,2019\nAle,"1,5"\nTanum,"2,5"\n', ","),
        ('Kommun,Tidigare\nAle,2017=81; 2016=53\nTanum,2017=8; 2016=5\nKil,"a;b;c"\n', ","),
        ("Kommun|2019\nAle|1,5\n", "|"),
        ("Andel nöjda, procent\n\nKommun;2019\nAle;1,5\nTanum;2,5\n", ";"),
        ("sep=,\nKommun,2019\nAle;x,1\n", ","),
        ("Kommun\nAle\n", ""),
        ("", ""),
    ],
)
def test_delimiter_is_found_from_the_content(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


def test_decimal_commas_stay_in_their_cells() -> None:
    sheet = read_text(b"Kommun;2019;2020\nAle;1,5;2,5\nTanum;3;4,5\n", "kkik 2020.csv").sheets[0]
    assert sheet.name == "kkik 2020"
    assert [[cell.text for cell in row] for row in sheet.rows] == [
        ["Kommun", "2019", "2020"],
        ["Ale", "1,5", "2,5"],
        ["Tanum", "3", "4,5"],
    ]


def test_rows_count_as_a_spreadsheet_counts_them() -> None:
    sheet = read_text(b'a,b\n\n"two\nlines",1\n,2\n', "data.csv").sheets[0]
    assert list(sheet) == [
        Cell("a", None, 1, 1),
        Cell("b", None, 1, 2),
        Cell("two\nlines", None, 3, 1),
        Cell("1", None, 3, 2),
        Cell("2", None, 4, 2),
    ]
    assert sheet.at(4, 1) == Cell("", None, 4, 1)
    assert sheet.last_row == 4


def test_line_that_names_the_delimiter_is_no_row() -> None:
    assert read_text(b"sep=;\r\nKommun;2019\r\nAle;1\r\n", "data.csv").sheets[0].at(1, 1).text == "Kommun"


def test_quotation_mark_that_is_not_closed_is_told_with_its_row() -> None:
    with pytest.raises(DomainError) as caught:
        read_text(b'a,b\n1,2\n"3,4\n5,6\n', "data.csv")
    assert "row 3 cannot be divided into cells" in str(caught.value)


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_sheets, "MOST_CELLS", 3)
    assert len(list(read_text(b"a,b\n1,\n", "data.csv").sheets[0])) == 3
    with pytest.raises(DomainError, match="more than 200000 cells"):
        read_text(b"a,b\n1,2\n", "data.csv")


@pytest.mark.parametrize("data", [b"\n \n", b";;\n;;\n", b"\xef\xbb\xbf"])
def test_file_without_content_is_refused(data: bytes) -> None:
    with pytest.raises(DomainError, match="The file is empty"):
        read_text(data, "data.csv")


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cc", "Cs")), max_size=8)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(";\t"))
def test_quoted_cells_are_read_back(rows: list[list[str]], delimiter: str) -> None:
    quoted = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    text = f"sep={delimiter}\n" + "\n".join(quoted) + "\n"
    expected = [
        Cell(text.strip(), None, row, column)
        for row, cells in enumerate(rows, 1)
        for column, text in enumerate(cells, 1)
        if text.strip()
    ]
    if not expected or any(ord(letter) in (0xFFFE, 0xFFFF) for cell in expected for letter in cell.text):
        return
    assert list(read_text(text.encode(), "data.csv").sheets[0]) == expected
