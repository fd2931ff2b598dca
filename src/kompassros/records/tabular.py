"""Tables from outside: bytes of a CSV or XLSX-exported text to rows, and troubles told by row and column.

Accepted: UTF-8 with or without byte order mark, UTF-16 with one, Windows-1252; comma, semicolon or tab between the
cells. A header row is needed. Line numbers are those a person sees in an editor or a spreadsheet (header = 1).
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 20_000
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 4_000
_DELIMITERS = ",;\t"


class Severity(StrEnum):
    """An error stops the whole file; a question is stored only when somebody has said yes; a note is only told."""

    ERROR = "error"
    QUESTION = "question"
    NOTE = "note"


@dataclass(frozen=True)
class Trouble:
    """One thing to tell about a file: where (row 0 = the file as a whole), what is wrong, and how to mend it."""

    severity: Severity
    row: int
    column: str
    message: str


@dataclass(frozen=True)
class TableRow:
    """A row of the file: its line number and its cells by column name, blanks around them taken off."""

    number: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return the cell, or an empty text where the file has no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class TextTable:
    """What was read: the column names, the rows that are not blank, and the troubles that were met."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    troubles: tuple[Trouble, ...]

    def has_errors(self) -> bool:
        """Return whether anything stops the file from being used."""
        return any(trouble.severity is Severity.ERROR for trouble in self.troubles)


def error(row: int, column: str, message: str) -> Trouble:
    """Return a trouble that stops the file."""
    return Trouble(Severity.ERROR, row, column, message)


def read_table(
    data: bytes, *, required: Sequence[str], known: Sequence[str], rename: Callable[[str], str] = str
) -> TextTable:
    """Read a table whose header must have the ``required`` columns and may have the ``known`` ones.

    rename: gives the name of a column from what stands in the header.
    """
    try:
        text = _text(data)
    except ValueError as problem:
        return TextTable((), (), (error(0, "", str(problem)),))
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as problem:
        message = _("The file is not a readable table: %(problem)s. Save it again as CSV (UTF-8).")
        return TextTable((), (), (error(0, "", message % {"problem": problem}),))
    return table_of(lines, required=required, known=known, rename=rename)


def table_of(
    lines: Sequence[Sequence[str]],
    *,
    required: Sequence[str],
    known: Sequence[str],
    rename: Callable[[str], str] = str,
) -> TextTable:
    """Return the table that lines of cells are, the first that is not blank being its header."""
    first = next((number for number, line in enumerate(lines) if any(cell.strip() for cell in line)), None)
    if first is None:
        return TextTable((), (), (error(0, "", _("The file is empty: it needs a header row and at least one row.")),))
    header = tuple(rename(cell.strip()) for cell in lines[first])
    troubles = tuple(_check_header(header, required, known))
    rows, row_troubles = _rows(header, lines[first + 1 :], start=first + 2)
    if not troubles and not rows and not row_troubles:
        troubles = (error(0, "", _("The file has a header row but no rows below it.")),)
    return TextTable(header, rows, troubles + row_troubles)


def _text(data: bytes) -> str:
    """Return the text of a file; ValueError with a sentence for one that is too large or no text."""
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        raise ValueError(_("The file is larger than %(limit)s MB. Split it into several files.") % {"limit": limit})
    text = _decode(data)
    if text is None or UNPRINTABLE.search(text):
        message = _(
            "The file is not a plain text file, or holds characters that cannot be shown. "
            "Save the sheet as CSV (UTF-8) in your spreadsheet program and try again."
        )
        raise ValueError(message)
    return text


def _decode(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    first_line = text.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=first_line.count)


def _check_header(header: Sequence[str], required: Sequence[str], known: Sequence[str]) -> Iterator[Trouble]:
    for column in required:
        if column not in header:
            message = _("The column “%(column)s” is missing. The file needs: %(needed)s.")
            yield error(1, column, message % {"column": column, "needed": ", ".join(required)})
    for column in sorted({name for name in header if name and header.count(name) > 1}):
        yield error(1, column, _("The column “%(column)s” stands twice.") % {"column": column})
    for column in header:
        if column and column not in {*required, *known}:
            message = _("The column “%(column)s” is not known. Take it away or give it one of these names: %(known)s.")
            yield error(1, column, message % {"column": column, "known": ", ".join(known)})


def _rows(
    header: Sequence[str], lines: Sequence[Sequence[str]], *, start: int
) -> tuple[tuple[TableRow, ...], tuple[Trouble, ...]]:
    """Return the rows that are not blank; ``start`` is the line number of the first."""
    rows, troubles = [], []
    for number, line in enumerate(lines, start=start):
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        troubles.extend(_check_line(number, header, cells))
        rows.append(TableRow(number, dict(zip(header, cells, strict=False))))
        if len(rows) > MOST_ROWS:
            message = _("The file has more than %(most)s rows. Split it into several files.")
            troubles.append(error(number, "", message % {"most": MOST_ROWS}))
            break
    return tuple(rows), tuple(troubles)


def _check_line(number: int, header: Sequence[str], cells: Sequence[str]) -> list[Trouble]:
    troubles = []
    if len(cells) > len(header) and any(cells[len(header) :]):
        message = ngettext(
            "The row has %(more)s cell more than the header. Is a text with a comma missing its quotation marks?",
            "The row has %(more)s cells more than the header. Is a text with a comma missing its quotation marks?",
            len(cells) - len(header),
        )
        troubles.append(error(number, "", message % {"more": len(cells) - len(header)}))
    for column, cell in zip(header, cells, strict=False):
        if len(cell) > LONGEST_CELL:
            message = _("The text is longer than %(limit)s characters. Shorten it.")
            troubles.append(error(number, column, message % {"limit": LONGEST_CELL}))
    return troubles
