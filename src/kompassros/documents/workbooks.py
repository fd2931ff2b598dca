"""Workbooks of several sheets for machines and people: written, and read from outside without trust.

A sheet has its column names in row 1. What is read is refused where it is larger than its limits, also unpacked, or
is not a plain workbook; which of these, `WorkbookError.fault` says, and whoever asked puts it into words.
"""

import io
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import xlsxwriter

from kompassros.documents.packages import UNREADABLE, is_bomb

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 100
_LAST_ROW = 100_000  # a sheet may claim any row number, and the library makes all the empty ones before it
Value = str | int | Decimal | None
_WIDEST = 60
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}
_BROKEN = (
    *UNREADABLE,
    AssertionError,
    AttributeError,
    SyntaxError,  # of XML: that of the standard library and that of lxml
    TypeError,
)


class Fault(StrEnum):
    """Why a workbook cannot be read."""

    LARGE = "large"
    NOT_A_WORKBOOK = "not a workbook"
    UNPACKED = "too large when unpacked"
    BROKEN = "broken"
    LONG = "too many rows"


class WorkbookError(Exception):
    """A file that cannot be read as a workbook."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Formula:
    """A cell that holds a formula; what it gives is not known here."""

    text: str


ReadValue = str | int | float | bool | date | datetime | time | timedelta | Formula | None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the column names, rows as long as these. Texts are never formulas."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]


def write_workbook(sheets: Sequence[Sheet], *, title: str, day: date | None = None) -> bytes:
    """Return an XLSX file; column names are frozen, with a filter. A row of a wrong length raises ValueError.

    day: when it counts as made; equal sheets of a day give equal bytes. None is the present moment.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        made = {"created": datetime.combine(day, time.min)} if day else {}
        book.set_properties({"title": title, **made})
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        figure = book.add_format({"valign": "top"})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, head, {str: body, int: figure, Decimal: figure})
    return stream.getvalue()


def _write_sheet(target: Any, sheet: Sheet, head: Any, formats: dict[type, Any]) -> None:
    for index, column in enumerate(sheet.columns):
        target.write_string(0, index, column, head)
        target.set_column(index, index, _width(column, [row[index] for row in sheet.rows]))
    for number, row in enumerate(sheet.rows, start=1):
        for index, (_column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if isinstance(value, str):
                target.write_string(number, index, value, formats[str])
            elif value is not None:
                target.write_number(number, index, value, formats[type(value)])
    target.freeze_panes(1, 0)
    target.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _width(column: str, values: Sequence[Value]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(_WIDEST, max(longest, len(column)) + 2)


def read_workbook(data: bytes) -> dict[str, list[list[ReadValue]]]:
    """Return the cells of each sheet by its name, row 1 first; empty rows at the end are left out.

    At most 5 MB, 60 MB unpacked, 5,000 rows and 100 columns a sheet. Raises WorkbookError, nothing else.
    """
    _refuse_bombs(data)
    # Imported here, for it brings NumPy, and only who reads a workbook should wait for both.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return {sheet.title: _rows(sheet) for sheet in book.worksheets}
    except (*_BROKEN, InvalidFileException):
        raise WorkbookError(Fault.BROKEN) from None


def _refuse_bombs(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise WorkbookError(Fault.LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_parts(packed)
    except _BROKEN:
        raise WorkbookError(Fault.NOT_A_WORKBOOK) from None


def _refuse_parts(packed: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much, what is no workbook, and texts that define their own entities."""
    parts = packed.infolist()
    if is_bomb(packed, most_parts=MOST_PARTS, largest=LARGEST_UNPACKED):
        raise WorkbookError(Fault.UNPACKED)
    if not {part.filename for part in parts} >= _NEEDED:
        raise WorkbookError(Fault.NOT_A_WORKBOOK)
    if any(b"<!DOCTYPE" in packed.read(part) for part in parts):
        raise WorkbookError(Fault.BROKEN)


def _rows(sheet: Any) -> list[list[ReadValue]]:
    found = [[_value(cell) for cell in row] for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)]
    if len(found) == MOST_ROWS and _has_more(sheet):
        raise WorkbookError(Fault.LONG)
    while found and all(value in (None, "") for value in found[-1]):
        found.pop()
    return found


def _has_more(sheet: Any) -> bool:
    """Return whether anything stands below the last row that is read; empty rows with a format only are common."""
    more = sheet.iter_rows(min_row=MOST_ROWS + 1, max_row=_LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
    return any(value is not None for row in more for value in row)


def _value(cell: Any) -> ReadValue:
    value: ReadValue = cell.value
    is_formula = getattr(cell, "data_type", "") == "f" or (value is not None and not isinstance(value, _PLAIN))
    return Formula(str(value)) if is_formula else value


_PLAIN = (str, int, float, bool, date, datetime, time, timedelta)
