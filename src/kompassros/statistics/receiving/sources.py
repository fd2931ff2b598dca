"""Where the unit, period, indicator and gender of a value stand on a sheet."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from kompassros.statistics.receiving.cells import Cell, Sheet
from kompassros.statistics.receiving.mapping import Column, Constant, Header, Layout, SheetName

AnySource = Constant | SheetName | Column | Header


class Said(NamedTuple):
    """A text and where it stands; row 0 where it belongs to the sheet as a whole."""

    text: str
    row: int = 0
    column: int = 0
    trouble: str = ""


class Sources:
    """Finds what a layout's sources say of the cells of one sheet."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self._sheet = sheet
        self._first_row = layout.first_row
        self._filled_rows: dict[int, list[int]] = {}
        self._filled_columns: dict[int, list[int]] = {}
        for cell in sheet:
            self._filled_rows.setdefault(cell.column, []).append(cell.row)
            self._filled_columns.setdefault(cell.row, []).append(cell.column)

    def find(self, source: AnySource, row: int, column: int) -> Said:
        """Return what a source says of the value at a place."""
        if isinstance(source, Constant):
            return Said(source.value)
        if isinstance(source, SheetName):
            return Said(self._sheet.name)
        return _said(self._above(source, row) if isinstance(source, Column) else self._heading(source, column))

    def _above(self, source: Column, row: int) -> Cell:
        if source.fill:
            row = _nearest(self._filled_rows.get(source.column, ()), row, at_least=self._first_row)
        return self._sheet.at(row, source.column)

    def _heading(self, source: Header, column: int) -> Cell:
        if source.fill:
            column = _nearest(self._filled_columns.get(source.row, ()), column, at_least=1)
        return self._sheet.at(source.row, column)


def _said(cell: Cell) -> Said:
    return Said(cell.text, cell.row, cell.column, cell.trouble)


def _nearest(filled: Sequence[int], wanted: int, *, at_least: int) -> int:
    """Return the last of the numbers in order up to the one that is wanted; that one itself where there is none."""
    index = bisect_right(filled, wanted)
    return filled[index - 1] if index and filled[index - 1] >= at_least else wanted
