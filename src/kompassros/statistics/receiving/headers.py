"""Where the headings of a table end and its values begin, told by its shape; and by what the layout is known again."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from kompassros.methods.ordering import search_key
from kompassros.statistics.receiving.cells import Cell, Sheet
from kompassros.statistics.receiving.digits import DIGITS, possible_values
from kompassros.statistics.receiving.recognising import Find
from kompassros.statistics.receiving.texts import sign

MOST_HEADER_ROWS = 3
_YEAR = re.compile("(19|20)[0-9]{2}")
_WITH_UNIT = re.compile(rf"[<>≤≥]? ?[-+]? ?({DIGITS.pattern}) ?[%*]?")


class HeaderRows(NamedTuple):
    """The rows of headings, which may be none, and the first row of values."""

    rows: tuple[int, ...]
    first_row: int


def is_year(text: str) -> bool:
    """Return whether a text is a year and nothing else."""
    return _YEAR.fullmatch(text) is not None


def looks_like_value(cell: Cell) -> bool:
    """Return whether a cell holds a number that is not a year, nor a code with leading zeros."""
    match = _WITH_UNIT.fullmatch(sign(cell.text))
    if match is None or not possible_values(match[1]):
        return False
    digits = match[1]
    return not is_year(digits) and not (digits.startswith("0") and digits.isdigit() and digits != "0")


def find_header(sheet: Sheet, *, units: Find | None = None) -> HeaderRows | None:
    """Return where the values of a sheet begin, or None where no table is found.

    The first row with two different cells or more, one of which is a value; or, where ``units`` are known, that names
    a unit in the same column as the row below it. The headings are the rows above it that are not broken by an empty
    row or one with a single cell (a title).
    """
    for index, row in enumerate(sheet.rows):
        below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else ()
        if len(_written(row)) > 1 and _is_body(row, below, units):
            return HeaderRows(tuple(_header_rows(sheet.rows[:index], row[0].row)), row[0].row)
    return None


def _is_body(row: Sequence[Cell], below: Sequence[Cell], units: Find | None) -> bool:
    named = _units_by_column(row, units)
    if named.keys() & _units_by_column(below, units).keys():
        return True
    return len(set(named.values())) < 2 and any(looks_like_value(cell) for cell in row)


def _units_by_column(row: Sequence[Cell], units: Find | None) -> dict[int, str]:
    """Return the units that a row names in words, by column; numbers may be codes or values."""
    if units is None:
        return {}
    texts = [cell for cell in row if cell.number is None and not looks_like_value(cell) and not is_year(cell.text)]
    return {cell.column: codes[0] for cell in texts if (codes := units(cell.text))}


def _header_rows(above: Sequence[Sequence[Cell]], first_row: int) -> Iterable[int]:
    found: list[int] = []
    expected = first_row - 1
    for row in reversed(above):
        if row[0].row != expected or len(_written(row)) < 2 or len(found) == MOST_HEADER_ROWS:
            break
        found.append(expected)
        expected -= 1
    return reversed(found)


def _written(row: Sequence[Cell]) -> list[Cell]:
    """Return the cells of a row that were written in it, a merged range once."""
    return list({cell.origin: cell for cell in reversed(row)}.values())


def fingerprint(sheets: Iterable[Sheet]) -> str:
    """Return a checksum of the headings of all sheets that are seen, the same for next year's file of one layout.

    Any year counts as the same, and columns beside each other that differ by the year only as one; the rows in which
    the headings stand count, the values do not, nor does the name of a sheet that is only the file's.
    """
    digest = hashlib.sha256()
    for sheet in sheets:
        header = None if sheet.hidden else find_header(sheet)
        if header:
            name = "" if sheet.name == PurePath(sheet.file).stem else plain_heading(sheet.name)
            digest.update(f"{name}\n{header.rows}{header.first_row}\n".encode())
            for row in header.rows:
                digest.update(("\t".join(_headings(sheet, row)) + "\n").encode())
    return digest.hexdigest()


def _headings(sheet: Sheet, row: int) -> list[str]:
    cells = next((cells for cells in sheet.rows if cells[0].row == row), ())
    texts = [plain_heading(cell.text) for cell in cells]
    return [text for before, text in zip(["", *texts], texts, strict=False) if text != before]


def plain_heading(text: str) -> str:
    """Return a heading or a sheet's name as it is compared with another year's: any year counts as the same."""
    return _YEAR.sub("####", search_key(text))
