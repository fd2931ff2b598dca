"""Workbooks that people fill in: told cells are locked, the others open, some with a list of words to choose from.

Row 1 of a sheet holds the columns' keys and is hidden, row 2 their heads. Nothing is protected by a password.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

FIRST_ROW = 3
FillValue = str | int | Decimal | date | None
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTHS = {False: 16, True: 44}


@dataclass(frozen=True)
class FillColumn:
    """A column. kind: told is locked, the others are open. choices: the words of its list."""

    key: str
    head: str
    kind: str = "open"
    wide: bool = False
    hidden: bool = False
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class FillSheet:
    """A sheet with its rows, each as long as the columns."""

    name: str
    rows: Sequence[Sequence[FillValue]]


@dataclass(frozen=True)
class About:
    """The last sheet: keys with values, by which the form is known again, and sentences for who fills it in."""

    name: str
    facts: Mapping[str, str | int]
    sentences: Sequence[str]


def write_fill_in(columns: Sequence[FillColumn], sheets: Sequence[FillSheet], about: About, *, title: str) -> bytes:
    """Return an XLSX file; a row of a wrong length raises ValueError."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": title})
        formats = _formats(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, columns, formats, about.name)
        _write_about(book.add_worksheet(about.name), about, columns, formats)
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    top = {"valign": "top", "text_wrap": True}
    return {
        "head": book.add_format({**top, "bold": True, "bottom": 1}),
        "told": book.add_format(top),
        "open": book.add_format({**top, "locked": False, "border": 4}),
        "day": book.add_format({**top, "locked": False, "border": 4, "num_format": "yyyy-mm-dd"}),
    }


def _write_sheet(
    target: Any, sheet: FillSheet, columns: Sequence[FillColumn], formats: dict[str, Any], lists: str
) -> None:
    for index, column in enumerate(columns):
        target.write_string(0, index, column.key)
        target.write_string(1, index, column.head, formats["head"])
        target.set_column(index, index, _WIDTHS[column.wide], None, {"hidden": column.hidden})
        if column.choices and sheet.rows:
            rule = {"validate": "list", "source": _range_of(lists, columns, column)}
            target.data_validation(FIRST_ROW - 1, index, FIRST_ROW + len(sheet.rows) - 2, index, rule)
    target.set_row(0, None, None, {"hidden": True})
    for number, row in enumerate(sheet.rows, start=FIRST_ROW - 1):
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write_cell(target, (number, index), value, formats[column.kind])
    target.freeze_panes(FIRST_ROW - 1, 2)
    target.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
    target.set_landscape()
    target.fit_to_pages(1, 0)


def _write_cell(target: Any, place: tuple[int, int], value: FillValue, shape: Any) -> None:
    if value is None or value == "":
        target.write_blank(*place, None, shape)
    elif isinstance(value, date):
        target.write_datetime(*place, value, shape)
    elif isinstance(value, str):
        target.write_string(*place, value, shape)
    else:
        target.write_number(*place, value, shape)


def _lists(columns: Sequence[FillColumn]) -> list[FillColumn]:
    return [column for column in columns if column.choices]


def _range_of(sheet: str, columns: Sequence[FillColumn], column: FillColumn) -> str:
    """Return where the words of a list stand: from the fourth column on, since a word may hold a comma."""
    letter = chr(ord("D") + _lists(columns).index(column))
    return f"='{sheet}'!${letter}$1:${letter}${len(column.choices)}"


def _write_about(target: Any, about: About, columns: Sequence[FillColumn], formats: dict[str, Any]) -> None:
    for row, (key, value) in enumerate(about.facts.items()):
        target.write_string(row, 0, key, formats["head"])
        _write_cell(target, (row, 1), value, formats["told"])
    for row, sentence in enumerate(about.sentences, start=len(about.facts) + 1):
        target.write_string(row, 0, sentence)
    for index, column in enumerate(_lists(columns), start=3):
        for row, word in enumerate(column.choices):
            target.write_string(row, index, word)
    target.protect("")
