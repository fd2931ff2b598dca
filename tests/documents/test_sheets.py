"""Files are opened again and compared with what went in."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from kompassros.documents.sheets import Rows, SheetColumn, write_csv, write_xlsx

COLUMNS = [SheetColumn("Kommun"), SheetColumn("Totalt", "poäng"), SheetColumn("År"), SheetColumn("Dag")]
ROWS: Rows = [
    ["Örebro", Decimal("536.0"), 2015, date(2015, 3, 1)],
    ["Ängelholm; syd", Decimal("-41.25"), "inte angivet", None],
]


def read(content: bytes, delimiter: str) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_csv_in_nordic_language_has_semicolon_and_decimal_comma(language: str) -> None:
    assert read(write_csv(COLUMNS, ROWS, language), ";") == [
        ["Kommun", "Totalt (poäng)", "År", "Dag"],
        ["Örebro", "536,0", "2015", "2015-03-01"],
        ["Ängelholm; syd", "-41,25", "inte angivet", ""],
    ]


def test_csv_in_english_has_comma_and_decimal_point() -> None:
    assert read(write_csv(COLUMNS, ROWS, "en"), ",")[1] == ["Örebro", "536.0", "2015", "2015-03-01"]


@pytest.mark.parametrize("text", ["=1+1", "+46", "-x", "@SUM(A1)", "\tx"])
def test_csv_text_that_looks_like_a_formula_is_marked(text: str) -> None:
    assert read(write_csv([SheetColumn("A")], [[text]], "sv"), ";")[1] == [f"'{text}"]


def test_csv_negative_number_is_not_marked_as_formula() -> None:
    assert read(write_csv([SheetColumn("A")], [[Decimal(-1)]], "sv"), ";")[1] == ["-1"]


def test_csv_row_of_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="a row has 1 values for 4 columns"):
        write_csv(COLUMNS, [["Örebro"]], "sv")


def test_xlsx_keeps_types_heads_title_and_source() -> None:
    book = load_workbook(io.BytesIO(write_xlsx("Resultat: 2015/16", COLUMNS, ROWS, "Källa: påhittad", "sv")))
    sheet = book.active
    assert sheet.title == "Resultat  2015 16"
    assert (sheet["A1"].value, sheet["A2"].value) == ("Resultat: 2015/16", "Källa: påhittad")
    assert [cell.value for cell in sheet[4]] == ["Kommun", "Totalt (poäng)", "År", "Dag"]
    assert [cell.value for cell in sheet[5]] == ["Örebro", 536, 2015, datetime(2015, 3, 1)]  # noqa: DTZ001
    assert [cell.value for cell in sheet[6]] == ["Ängelholm; syd", -41.25, "inte angivet", None]
    assert sheet["B5"].number_format == "0.0"
    assert sheet.freeze_panes == "B5"
    assert sheet.auto_filter.ref == "A4:D6"


def test_xlsx_formula_text_stays_text() -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx("A", [SheetColumn("A")], [["=1+1"]]))).active
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")


def test_xlsx_column_decimals_go_before_the_number_s_own() -> None:
    columns = [SheetColumn("A", decimals=1), SheetColumn("B", decimals=0)]
    sheet = load_workbook(io.BytesIO(write_xlsx("A", columns, [[41, Decimal("41.6")]]))).active
    assert (sheet["A5"].number_format, sheet["B5"].number_format) == ("0.0", "0")


def test_xlsx_moment_loses_its_zone_and_keeps_its_minute() -> None:
    moment = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
    sheet = load_workbook(io.BytesIO(write_xlsx("A", [SheetColumn("A")], [[moment]]))).active
    assert sheet["A5"].value == moment.replace(tzinfo=None)


def test_xlsx_without_rows_or_with_a_title_of_signs_can_be_opened() -> None:
    book = load_workbook(io.BytesIO(write_xlsx("[]:*?", [], [])))
    assert book.sheetnames == ["Sheet1"]
