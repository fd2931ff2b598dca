"""The columns of a table looked at one by one: their headings, and what stands below."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kompassros.methods.ordering import search_key
from kompassros.statistics.receiving.cells import Cell, Sheet
from kompassros.statistics.receiving.headers import HeaderRows
from kompassros.statistics.receiving.printed_numbers import Refusal, read_cell
from kompassros.statistics.receiving.symbols import OWN, differs_by_source
from kompassros.statistics.receiving.troubles import column_letters

_SAMPLE = 300
_MOST = 0.6
_GAPS = 0.3
"""Own choice: with fewer empty cells than this, they are left out by mistake rather than to be filled from above."""


@dataclass(frozen=True)
class Profile:
    """A column: its headings by row, its cells with content below them, and the rows that were looked at."""

    column: int
    headings: dict[int, str]
    cells: tuple[Cell, ...]
    rows: tuple[int, ...]

    @property
    def letters(self) -> str:
        """Return what a spreadsheet calls the column."""
        return column_letters(self.column)

    @property
    def has_gaps(self) -> bool:
        """Return whether each cell stands for empty ones below it: the first is not empty, and many others are."""
        return self.cells[0].row == self.rows[0] and len(self.cells) <= len(self.rows) * (1 - _GAPS)

    def share(self, holds: Callable[[Cell], bool]) -> float:
        """Return for what share of its cells something holds; 0 where it has none."""
        return sum(map(holds, self.cells)) / len(self.cells) if self.cells else 0

    def is_headed(self, words: frozenset[str]) -> bool:
        """Return whether one of its headings is one of these search keys."""
        return any(search_key(text) in words for text in self.headings.values())

    def holds_values(self) -> bool:
        """Return whether most of its cells are numbers or signs in their place, and at least one a number."""
        readings = [read_cell(cell, meanings=OWN) for cell in self.cells]
        has_number = any(reading.value is not None or reading.refusal is Refusal.DECIMAL for reading in readings)
        return has_number and self.share(_is_value_or_sign) >= _MOST


def _is_value_or_sign(cell: Cell) -> bool:
    refusal = read_cell(cell, meanings=OWN).refusal
    return refusal in (None, Refusal.DECIMAL) or differs_by_source(cell.text)


def profiles(sheet: Sheet, header: HeaderRows) -> Iterator[Profile]:
    """Give the columns of a table, by its first 300 rows that have more than one cell."""
    rows = [row for row in sheet.rows if row[0].row >= header.first_row and len(row) > 1][:_SAMPLE]
    cells: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row:
            cells.setdefault(cell.column, []).append(cell)
    for column in sorted(cells):
        headings = {row: sheet.at(row, column).text for row in header.rows}
        yield Profile(column, headings, tuple(cells[column]), tuple(row[0].row for row in rows))
