"""Where something stands in a file from outside, and what is told about it."""

from dataclasses import dataclass, field
from typing import NamedTuple

MOST_TOLD = 1_000


def column_letters(column: int) -> str:
    """Return what a spreadsheet calls a column: A for 1, Z for 26, AA for 27; empty for 0."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Place(NamedTuple):
    """A cell by its sheet, row and column, both from 1; row 0 is the sheet as a whole, column 0 the row as a whole."""

    sheet: str
    row: int = 0
    column: int = 0

    @property
    def address(self) -> str:
        """Return the place as a spreadsheet prints it ("C7"); empty for a whole sheet."""
        return f"{column_letters(self.column)}{self.row or ''}"


@dataclass(frozen=True)
class Trouble:
    """One thing to tell about a file: where, what is wrong, and how to mend it. Row 0: the sheet as a whole."""

    file: str
    sheet: str
    row: int
    column: int
    message: str

    @property
    def place(self) -> Place:
        """Return the cell that the trouble is about."""
        return Place(self.sheet, self.row, self.column)


@dataclass
class Told:
    """The troubles met so far, each once, at most 1,000; ``more`` counts those beyond."""

    troubles: list[Trouble] = field(default_factory=list)
    more: int = 0
    _seen: set[Trouble] = field(default_factory=set)

    def tell(self, file: str, place: Place, message: str) -> None:
        """Add a trouble, unless the same has been told of the same place."""
        trouble = Trouble(file, place.sheet, place.row, place.column, message)
        if trouble in self._seen:
            return
        if len(self.troubles) == MOST_TOLD:
            self.more += 1
            return
        self._seen.add(trouble)
        self.troubles.append(trouble)
