"""Whether a workbook is safe to open, told from its parts before a library makes objects of them.

The library makes every cell of a merged range and of a link's range, so that a file of a kilobyte could ask for
billions. The parts are looked at as bytes: how many elements, rows, cells and covered cells they would give.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from kompassros.documents.packages import UNREADABLE, is_bomb
from kompassros.records.containers import recognise_packed
from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.limits import LARGEST_UNPACKED, MOST_CELLS, MOST_PARTS, refuse_many_cells

MOST_ELEMENTS = 5_000_000
_MOST_MADE = 2 * MOST_CELLS
_ROWS_AND_CELLS = re.compile(rb"<(?:\w+:)?(?:row|c)[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RANGES = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*["']([^"']*)["']""")
_RANGE = re.compile(rb"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_WIDE_LETTERS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def holds_formulas(data: bytes) -> bool:
    """Return whether a safe workbook has formulas in it.

    DomainError for a file that is no workbook, is broken, has programs in it, or unpacks to too much.
    """
    try:
        kind = recognise_packed(io.BytesIO(data))
    except UNREADABLE:
        raise DomainError(broken()) from None
    if ".xlsx" not in kind.endings:
        message = _("The file is %(kind)s. A table is needed: save it as XLSX or CSV.")
        raise DomainError(message % {"kind": kind.label})
    made, formulas = 0, False
    for part in _parts(data):
        if part.startswith(_WIDE_LETTERS) or b"<!DOCTYPE" in part:
            raise DomainError(broken())
        made += len(_ROWS_AND_CELLS.findall(part)) + sum(_area(found) for found in _RANGES.findall(part))
        if made > _MOST_MADE or part.count(b"<") > MOST_ELEMENTS:
            refuse_many_cells()
        formulas = formulas or _FORMULA.search(part) is not None
    return formulas


def broken() -> str:
    """Return the sentence for a workbook that cannot be read."""
    return _("The file is broken: parts of it are missing or damaged. Open it, save it again, and send the new one.")


def _parts(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if is_bomb(packed, most_parts=MOST_PARTS, largest=LARGEST_UNPACKED):
                raise DomainError(
                    _(
                        "The file unpacks to far more than a document does. "
                        "Save the document again, with fewer or smaller parts."
                    )
                )
            for entry in packed.infolist():
                yield packed.read(entry)
    except UNREADABLE:
        raise DomainError(broken()) from None


def _area(reference: bytes) -> int:
    """Return how many cells a range such as A1:C7 covers; DomainError for one that is written otherwise."""
    found = _RANGE.fullmatch(reference)
    if found is None:
        raise DomainError(broken())
    first_column, first_row, last_column, last_row = found.groups()
    if last_column is None:
        return 1
    width = abs(_column_number(last_column) - _column_number(first_column)) + 1
    return width * (abs(int(last_row) - int(first_row)) + 1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
