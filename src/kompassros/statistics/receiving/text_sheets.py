"""Tables in text files: which letters, which sign between the cells, and the rows.

The order in which encodings are tried is our own choice: a byte order mark, strict UTF-8, Windows-1252. A text that
is UTF-8 is hardly ever anything else; what is not, and comes from a Nordic spreadsheet, is Windows-1252.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.records.tabular import UNPRINTABLE
from kompassros.statistics.receiving.cells import Cell, Sheet, SheetFile
from kompassros.statistics.receiving.limits import MOST_CELLS, refuse_many_cells

DELIMITERS = "\t;|,"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"), (b"\xff\xfe", "utf-16", "UTF-16"), (b"\xfe\xff", "utf-16", "UTF-16"))
_UNMARKED = (("utf-8", "UTF-8"), ("cp1252", "Windows-1252"))
_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_SAMPLE = 64 * 1024


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding; DomainError where it is no plain text."""
    marked = [(codec, name) for mark, codec, name in _MARKS if data.startswith(mark)]
    for codec, name in marked or _UNMARKED:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not UNPRINTABLE.search(text):
            return text, name
    raise DomainError(
        _(
            "The file is not a plain text file, or holds characters that cannot be shown. "
            "Save the sheet as CSV (UTF-8) in your spreadsheet program and try again."
        )
    )


def find_delimiter(text: str) -> str:
    """Return the sign between the cells: the one that gives most rows the same number of cells, at least two.

    A tab goes before a semicolon, "|" and a comma where they do equally well, for a comma may be a decimal sign. Empty
    where no sign divides the rows. A first line such as "sep=;" decides by itself.
    """
    hint = _HINT.match(text)
    if hint and hint[1] in DELIMITERS:
        return hint[1]
    sample = text[:_SAMPLE] if len(text) <= _SAMPLE else text[:_SAMPLE].rpartition("\n")[0] or text[:_SAMPLE]
    best = max(DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter))
    return best if _agreement(sample, best) else ""


def _agreement(text: str, delimiter: str) -> float:
    """Return the share of the rows that have the commonest number of cells; 0 where that is one cell."""
    widths = Counter(len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row)
    if not widths:
        return 0
    width, rows = max(widths.items(), key=lambda entry: (entry[1], entry[0]))
    return rows / widths.total() if width > 1 else 0


def read_text(data: bytes, name: str) -> SheetFile:
    """Return a text file as one sheet named after the file; DomainError where it is no table."""
    text, encoding = decode(data)
    try:
        delimiter = find_delimiter(text)
        rows = tuple(row for row in _rows(_HINT.sub("", text, count=1) if _HINT.match(text) else text, delimiter))
    except csv.Error as problem:
        message = _("The file is not a readable table: %(problem)s. Save it again as CSV (UTF-8).")
        raise DomainError(message % {"problem": problem}) from None
    if not rows:
        raise DomainError(_("The file is empty: it needs a header row and at least one row."))
    return SheetFile(name, (Sheet(name, PurePath(name).stem, rows),), encoding, delimiter)


def _rows(text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    """Give the rows with content. Their numbers are a spreadsheet's: a cell with a line break in it is one row."""
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or ",", strict=True)
    for number, texts in _numbered(reader):
        row = tuple(
            Cell(content, None, number, column)
            for column, content in enumerate((text.strip() for text in texts), start=1)
            if content
        )
        cells += len(row)
        if cells > MOST_CELLS:
            refuse_many_cells()
        if row:
            yield row


def _numbered(reader: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Number the rows from 1, and name the row where reading stops."""
    number = 0
    try:
        for number, texts in enumerate(reader, start=1):
            yield number, texts
    except csv.Error as problem:
        message = _("row %(row)s cannot be divided into cells (%(problem)s); a quotation mark may be missing")
        raise csv.Error(message % {"row": number + 1, "problem": problem}) from None
