"""Tables in workbooks (XLSX): what a reader would see in each cell, merged ranges written out."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kompassros.documents.packages import UNREADABLE
from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.cells import Cell, Sheet, SheetFile
from kompassros.statistics.receiving.limits import MOST_CELLS, MOST_SHEETS, refuse_many_cells
from kompassros.statistics.receiving.workbook_guard import broken, holds_formulas

_UNREADABLE = (*UNREADABLE, AssertionError, AttributeError, SyntaxError, TypeError)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ZEROS = re.compile("0+")
_Cells = dict[tuple[int, int], Cell]


def read_workbook(data: bytes, name: str) -> SheetFile:
    """Return the sheets of a workbook; DomainError where it is unsafe, broken, too large or empty."""
    has_formulas = holds_formulas(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets = tuple(_sheets(data, name, has_formulas=has_formulas))
    except _UNREADABLE:
        raise DomainError(broken()) from None
    if not any(sheet.rows for sheet in sheets):
        raise DomainError(_("The file is empty: it needs a header row and at least one row."))
    if sum(len(row) for sheet in sheets for row in sheet.rows) > MOST_CELLS:
        refuse_many_cells()
    return SheetFile(name, sheets)


def _sheets(data: bytes, name: str, *, has_formulas: bool) -> Iterator[Sheet]:
    book = _load(data, results=True)
    if len(book.worksheets) > MOST_SHEETS:
        message = _("The workbook has more than %(most)s sheets. Split it into several files.")
        raise DomainError(message % {"most": MOST_SHEETS})
    written = _load(data, results=False) if has_formulas else book
    for sheet, as_written in zip(book.worksheets, written.worksheets, strict=True):
        cells = {place: cell for place, cell in _cells(sheet, as_written) if cell.text}
        _repeat_merged(sheet, cells)
        yield Sheet(name, sheet.title, _rows(cells), hidden=sheet.sheet_state != "visible")


def _load(data: bytes, *, results: bool) -> Any:
    # Imported here, for it brings NumPy, and only who reads a workbook should wait for both.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=results, keep_links=False)
    except InvalidFileException:
        raise DomainError(broken()) from None


def _cells(sheet: Any, written: Any) -> Iterator[tuple[tuple[int, int], Cell]]:
    """Give the cells that have content. The library's own table of them: its rows would fill all gaps between."""
    for place, found in sheet._cells.items():
        formula = written._cells.get(place)
        yield place, _cell(found, place, is_formula=formula is not None and formula.data_type == "f")


def _cell(found: Any, place: tuple[int, int], *, is_formula: bool) -> Cell:
    """Turn a cell of the library into ours; empty text where nothing stands in it.

    A formula without a stored result has the type of a number; one whose result is an empty text, that of a text.
    """
    value, kind = found.value, found.data_type
    if value is None and is_formula and kind == "n":
        message = _(
            "The cell holds a formula whose result is not stored. Open the file in a spreadsheet program, let it "
            "calculate, and save it again."
        )
        return Cell("=", None, *place, trouble=message)
    if isinstance(value, bool):
        return Cell(str(value).upper(), None, *place, trouble=_("The cell holds yes or no where a text or number is."))
    if isinstance(value, int | float):
        return _number(value, found.number_format or "", place)
    if isinstance(value, date | datetime | time | timedelta):
        return _date(value, place)
    return Cell("" if value is None else str(value).strip(), None, *place)


def _number(value: float, number_format: str, place: tuple[int, int]) -> Cell:
    """Return a number as it is shown: per cent times 100, with leading zeros where its format has them.

    Spreadsheet programs show 15 digits of the 17 that are stored, so that 0.1 + 0.2 is 0.3.
    """
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        return Cell(str(value), None, *place, trouble=_("The cell holds no number that can be used."))
    plain = _QUOTED.sub("", number_format)
    if "%" in plain:
        number = (number * 100).normalize()
        return Cell(f"{number:f}%", number, *place)
    text = f"{number:f}"
    return Cell(text.zfill(len(plain)) if _ZEROS.fullmatch(plain) else text, number, *place)


def _date(value: date | time | timedelta, place: tuple[int, int]) -> Cell:
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    message = _(
        "The cell holds a date or time (%(date)s). Spreadsheet programs turn numbers such as 1.5 into dates: write the "
        "number or the year again, and format the cell as a number."
    )
    return Cell(text, None, *place, trouble=message % {"date": text})


def _repeat_merged(sheet: Any, cells: _Cells) -> None:
    """Write the content of each merged range into all its cells, as far as the sheet has content at all."""
    last_row = max((row for row, _column in cells), default=0)
    last_column = max((column for _row, column in cells), default=0)
    for merged in sheet.merged_cells.ranges:
        origin = cells.get((merged.min_row, merged.min_col))
        if origin is None:
            continue
        for row in range(merged.min_row, min(merged.max_row, last_row) + 1):
            for column in range(merged.min_col, min(merged.max_col, last_column) + 1):
                if (row, column) != origin.origin:
                    cells[row, column] = _repeated(origin, row, column)


def _repeated(origin: Cell, row: int, column: int) -> Cell:
    return Cell(origin.text, origin.number, row, column, merged_into=origin.origin, trouble=origin.trouble)


def _rows(cells: _Cells) -> tuple[tuple[Cell, ...], ...]:
    rows: dict[int, list[Cell]] = {}
    for place in sorted(cells):
        rows.setdefault(place[0], []).append(cells[place])
    return tuple(tuple(row) for row in rows.values())
