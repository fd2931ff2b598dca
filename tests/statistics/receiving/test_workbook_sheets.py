"""Tables in workbooks: what a reader sees in each cell."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from kompassros.documents.packages import unzipped, zipped
from kompassros.records.errors import DomainError
from kompassros.statistics.receiving import workbook_sheets
from kompassros.statistics.receiving.cells import Cell, SheetFile
from kompassros.statistics.receiving.sheets import read_sheets
from tests.statistics.receiving.cases import workbook


def read(data: bytes) -> SheetFile:
    return read_sheets(data, "data.xlsx")


def test_numbers_and_texts() -> None:
    (sheet,) = read(workbook({"Blad1": [["Kommun", 2019], ["Ale", 84.1], ["0180", 3.0], [" Malmö ", -1200]]})).sheets
    assert list(sheet) == [
        Cell("Kommun", None, 1, 1),
        Cell("2019", Decimal(2019), 1, 2),
        Cell("Ale", None, 2, 1),
        Cell("84.1", Decimal("84.1"), 2, 2),
        Cell("0180", None, 3, 1),
        Cell("3", Decimal(3), 3, 2),
        Cell("Malmö", None, 4, 1),
        Cell("-1200", Decimal(-1200), 4, 2),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text", "number"),
    [
        (0.81, "0%", "81%", "81"),
        (0.8125, "0.0%", "81.25%", "81.25"),
        (81, '0.0" %"', "81", "81"),
        (180, "0000", "0180", "180"),
        (1234.5, "#,##0.00", "1234.5", "1234.5"),
        (0.1 + 0.2, "General", "0.3", "0.3"),
        (1e21, "General", "1000000000000000000000", "1e21"),
    ],
)
def test_number_is_read_as_it_is_shown(value: float, number_format: str, text: str, number: str) -> None:
    cell = read(workbook({"Blad1": [[value]]}, formats={"A1": number_format})).sheets[0].at(1, 1)
    assert (cell.text, cell.number) == (text, Decimal(number))


def test_merged_ranges_are_written_out_as_far_as_there_is_content() -> None:
    rows = [["Andel", "Andel 2019", None], [None, "Kvinnor", "Män"], ["Ale", 1, 2], ["Tanum", 3, None], ["Källa"]]
    (sheet,) = read(workbook({"Blad1": rows}, merged=["B1:C1", "A1:A2", "C3:C4", "D1:F9", "A5:H5"])).sheets
    assert sheet.at(1, 3) == Cell("Andel 2019", None, 1, 3, merged_into=(1, 2))
    assert sheet.at(2, 1) == Cell("Andel", None, 2, 1, merged_into=(1, 1))
    assert sheet.at(4, 3) == Cell("2", Decimal(2), 4, 3, merged_into=(3, 3))
    assert sheet.at(1, 2).merged_into is None
    assert max(cell.column for cell in sheet) == 3


def test_several_sheets_and_those_that_are_hidden() -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook({"Totalt": [[1]], "Gammalt": [[2]], "Tomt": []})))
    book["Gammalt"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    found = read(stream.getvalue())
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in found.sheets] == [
        ("Totalt", False, 1),
        ("Gammalt", True, 1),
        ("Tomt", False, 0),
    ]
    assert (found.encoding, found.delimiter) == ("", "")


def test_date_is_told_and_has_no_number() -> None:
    cell = read(workbook({"Blad1": [[date(2019, 5, 1)]]})).sheets[0].at(1, 1)
    assert cell.number is None
    assert cell.text == "2019-05-01T00:00:00"
    assert "holds a date or time (2019-05-01T00:00:00)" in cell.trouble


def test_truth_value_is_told() -> None:
    cell = read(workbook({"Blad1": [[True]]})).sheets[0].at(1, 1)
    assert (cell.text, bool(cell.trouble)) == ("TRUE", True)


def formulas() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Blad1")
        sheet.write_formula("A1", "=1+1", value=2)
        sheet.write_formula("A2", '=""', value="")
        sheet.write_formula("A3", '="a"&"b"', value="ab")
        sheet.write_formula("A4", "=1/0", value="#DIV/0!")
    parts = unzipped(stream.getvalue())
    part = "xl/worksheets/sheet1.xml"
    return zipped({**parts, part: parts[part].replace(b'<c r="A2">', b'<c r="A2" t="str">')})


def test_formula_is_read_by_its_stored_result() -> None:
    (sheet,) = read(formulas()).sheets
    assert list(sheet) == [
        Cell("2", Decimal(2), 1, 1),
        Cell("ab", None, 3, 1),
        Cell("#DIV/0!", None, 4, 1),
    ]


def test_formula_without_a_stored_result_is_told() -> None:
    (sheet,) = read(workbook({"Blad1": [["Ale", "=1+1"]]})).sheets
    assert sheet.at(1, 1).trouble == ""
    assert sheet.at(1, 2).number is None
    assert "formula whose result is not stored" in sheet.at(1, 2).trouble


def test_too_many_sheets_and_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook({"A": [[1, 2]], "B": [[3]]})
    monkeypatch.setattr(workbook_sheets, "MOST_CELLS", 2)
    with pytest.raises(DomainError, match="more than 200000 cells"):
        read(data)
    monkeypatch.setattr(workbook_sheets, "MOST_SHEETS", 1)
    with pytest.raises(DomainError, match="more than 1 sheets"):
        read(data)


def test_workbook_without_content_is_refused() -> None:
    with pytest.raises(DomainError, match="The file is empty"):
        read(workbook({"Blad1": []}))
