"""A scorecard read by a mapping: rows as they can be stored, and what is wrong, each with sheet, row and column."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.cells import SheetFile
from kompassros.statistics.receiving.troubles import Told, Trouble
from kompassros.steering.importing.cell_values import read_day
from kompassros.steering.importing.fields import REPEATED, WITH_GOAL, Field
from kompassros.steering.importing.mapping import HeadedSheet, Mapping, headed_sheets, year_of
from kompassros.steering.importing.row_reading import RowReader, RowTexts
from kompassros.steering.importing.rows import ScoreRow

MOST_ROWS = 2_000


@dataclass(frozen=True)
class Scorecard:
    """A file read by a mapping: its name, the rows that can be stored, and what is wrong in it."""

    name: str
    mapping: Mapping
    rows: tuple[ScoreRow, ...]
    troubles: tuple[Trouble, ...]


def read_scorecard(found: SheetFile, mapping: Mapping, *, year: int | None = None) -> Scorecard:
    """Return what a file says by a mapping. ``year``: of the rows that name none themselves.

    DomainError where the mapping names neither goal nor indicator, or the file has no rows or too many.
    """
    fields = {use.heading: use.field for use in mapping if use.field}
    named = {Field.INDICATOR, Field.ACTIVITY} & set(fields.values())
    if not named or Field.GOAL not in fields.values():
        raise DomainError(_("Say which column holds the goal and which the indicator; without both nothing is read."))
    told = Told()
    texts = [each for headed in headed_sheets(found) for each in _rows(headed, fields, told)]
    if not texts and not told.troubles:
        raise DomainError(_("The file has a row of headings and no rows below it."))
    if len(texts) > MOST_ROWS:
        raise DomainError(_("The file has more than %(most)s rows. Split it into several files.") % {"most": MOST_ROWS})
    rows = [RowReader(each, told, year or year_of(mapping)).read() for each in texts]
    return Scorecard(found.name, mapping, tuple(row for row in rows if row), tuple(told.troubles))


def _rows(headed: HeadedSheet, fields: dict[str, Field], told: Told) -> Iterator[RowTexts]:
    """Give the rows below the headings that name an indicator or an activity, empty cells filled from above."""
    sheet = headed.sheet
    columns = {fields[text]: column for column, text in headed.headings.items() if text in fields}
    above: dict[Field, str] = {}
    for cells in sheet.rows:
        if cells[0].row <= headed.row:
            continue
        found = {field: sheet.at(cells[0].row, column) for field, column in columns.items()}
        for field, cell in found.items():
            if cell.trouble and not (field is Field.ACTIVITY_DEADLINE and _is_day(cell.text)):
                told.tell(sheet.file, sheet.place(cell.row, cell.column), cell.trouble)
        row = RowTexts(sheet, cells[0].row, columns, _filled({each: cell.text for each, cell in found.items()}, above))
        above = row.texts
        if row.texts.get(Field.INDICATOR):
            yield row
        elif row.texts.get(Field.RESULT) or row.texts.get(Field.TARGET):
            told.tell(sheet.file, row.place(Field.INDICATOR), _("Name the indicator."))
        elif row.texts.get(Field.ACTIVITY):
            yield row


def _is_day(text: str) -> bool:
    """Return whether a cell that a workbook holds as a date says a whole day."""
    try:
        return read_day(text) is not None
    except DomainError:
        return False


def _filled(texts: dict[Field, str], above: dict[Field, str]) -> dict[Field, str]:
    """Return the texts of a row with those from above where it leaves them out.

    What is said of a goal is said of that goal only; a body is not repeated where the row names a level itself.
    """
    same_goal = texts.get(Field.GOAL, "") in ("", above.get(Field.GOAL, ""))
    kept = {
        field
        for field in REPEATED
        if (field not in WITH_GOAL or same_goal) and not (field is Field.BODY and texts.get(Field.LEVEL))
    }
    return {field: text or (above.get(field, "") if field in kept else "") for field, text in texts.items()}
