"""A table as it stood in a file: sheets of cells, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kompassros.statistics.receiving.troubles import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with content; row and column from 1, as a spreadsheet counts them.

    ``number`` is set where the file itself holds a number (a workbook; 0.81 shown as a per cent is 81, its text
    "81%"); in a text file every cell is text. ``merged_into`` is the first cell of the merged range that this one
    belongs to, and whose content it repeats. ``trouble`` says why the content cannot be used: a date, a formula
    without a result.
    """

    text: str
    number: Decimal | None
    row: int
    column: int
    merged_into: tuple[int, int] | None = None
    trouble: str = ""

    @property
    def origin(self) -> tuple[int, int]:
        """Return where the content was written: the first cell of a merged range, else the cell itself."""
        return self.merged_into or (self.row, self.column)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file: the rows that have content, each with the cells that have content, in order."""

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], Cell]:
        return {(cell.row, cell.column): cell for cell in self}

    def __iter__(self) -> Iterator[Cell]:
        """Give the cells with content, row by row."""
        for row in self.rows:
            yield from row

    def at(self, row: int, column: int) -> Cell:
        """Return the cell at a place; one without text where nothing stands."""
        return self._by_place.get((row, column)) or Cell("", None, row, column)

    def place(self, row: int = 0, column: int = 0) -> Place:
        """Return a place on this sheet."""
        return Place(self.name, row, column)

    @property
    def last_row(self) -> int:
        """Return the number of the last row with content; 0 for an empty sheet."""
        return self.rows[-1][0].row if self.rows else 0


@dataclass(frozen=True)
class SheetFile:
    """A file read as tables. ``encoding`` and ``delimiter`` were found from the content; empty for a workbook."""

    name: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
