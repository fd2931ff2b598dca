"""Tables as files: CSV for programs, XLSX for people. Numbers stay numbers."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

Value = str | int | Decimal | date | datetime | None
Rows = Sequence[Sequence[Value]]

# A text that starts so would be run as a formula by a spreadsheet (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
DECIMAL_COMMA = frozenset({"sv", "nb"})
_WIDEST = 60
_HEAD_ROW = 3
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}
_SHEET_NAME_LENGTH = 31
_FORBIDDEN_IN_NAME = str.maketrans("[]:*?/\\", " " * 7)


@dataclass(frozen=True)
class SheetColumn:
    """A column's head. decimals: how many a spreadsheet shows; None shows those that each number has."""

    label: str
    unit: str = ""
    decimals: int | None = None

    @property
    def head(self) -> str:
        """Label with the unit in brackets, where there is one."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


def write_csv(columns: Sequence[SheetColumn], rows: Rows, language: str) -> bytes:
    """Return UTF-8 with byte order mark and CRLF; sv and nb: semicolon and decimal comma, else comma, point.

    rows: one sequence per row, as long as columns, else ValueError. Decimals keep their printed digits,
    dates are ISO, None is an empty cell. A text that a spreadsheet would run as a formula gets an
    apostrophe before it.
    """
    comma = language in DECIMAL_COMMA
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if comma else ",", lineterminator="\r\n")
    writer.writerow([_plain_text(column.head) for column in columns])
    width = len(columns)
    for count in set(map(len, rows)) - {width}:
        raise ValueError(f"a row has {count} values for {width} columns")
    writer.writerows(zip(*(_as_texts(values, comma=comma) for values in zip(*rows, strict=True)), strict=True))
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def _as_texts(values: Sequence[Value], *, comma: bool) -> Sequence[Value]:
    """Return a column as it is written. Most are as they are, which is cheaper asked of all values at once."""
    types = set(map(type, values))
    if types <= {int, str, type(None)} and not any(
        text.startswith(FORMULA_STARTS) for text in set(values) if isinstance(text, str)
    ):
        return values
    return [value if type(value) is int else _as_text(value, comma=comma) for value in values]


def write_xlsx(title: str, columns: Sequence[SheetColumn], rows: Rows, source: str = "", language: str = "sv") -> bytes:
    """Return a workbook of one sheet: title in A1, source in A2, heads in row 4 with filter and frozen.

    Numbers and dates are typed cells, texts are never formulas. language is stored as the document's.
    Rows of a wrong length raise ValueError.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": title, "comments": source, "category": language})
        sheet = book.add_worksheet(_sheet_name(title))
        sheet.write_string("A1", title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string("A2", source)
        _write_heads(book, sheet, columns, len(rows))
        _write_rows(book, sheet, columns, rows)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, _width(column, [row[index] for row in rows]))
    return stream.getvalue()


def _sheet_name(title: str) -> str | None:
    """Return a name that spreadsheets allow; None lets the library choose one."""
    return title.translate(_FORBIDDEN_IN_NAME)[:_SHEET_NAME_LENGTH].strip(" '") or None


def _write_heads(book: Any, sheet: Any, columns: Sequence[SheetColumn], count: int) -> None:
    style = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
    for index, column in enumerate(columns):
        sheet.write_string(_HEAD_ROW, index, column.head, style)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.repeat_rows(_HEAD_ROW)
    if columns:
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + count, len(columns) - 1)


def _write_rows(book: Any, sheet: Any, columns: Sequence[SheetColumn], rows: Rows) -> None:
    styles: dict[str, Any] = {}
    for number, row in enumerate(rows, start=_HEAD_ROW + 1):
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            pattern = _pattern(column, value)
            if pattern not in styles:
                styles[pattern] = book.add_format({"num_format": pattern})
            sheet.write(number, index, value, styles[pattern])


def _pattern(column: SheetColumn, value: Value) -> str:
    if isinstance(value, datetime):
        return "yyyy-mm-dd hh:mm"
    if isinstance(value, date):
        return "yyyy-mm-dd"
    if isinstance(value, Decimal) or (isinstance(value, int) and column.decimals):
        digits = _printed_decimals(value) if column.decimals is None else column.decimals
        return "0." + "0" * digits if digits else "0"
    return "General"


def _printed_decimals(value: Decimal | int) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _width(column: SheetColumn, values: Sequence[Value]) -> int:
    longest = max((len(_as_text(value, comma=True)) for value in values), default=0)
    return min(_WIDEST, max(longest, len(column.head) // 2, 8) + 2)


def _as_text(value: Value, *, comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.replace(".", ",") if comma else text
    if isinstance(value, str):
        return _plain_text(value)
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)


def _plain_text(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
