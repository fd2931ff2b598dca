"""Cells of a workbook as values of an edition: each read with its place, each fault told there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kompassros.documents.workbooks import Formula, ReadValue
from kompassros.instruments.editing import Part
from kompassros.instruments.exchange_schema import LANGUAGES
from kompassros.instruments.trouble import CellTrouble, Steps
from kompassros.instruments.workbook_columns import COLUMNS, COUNTED

Place = tuple[str, int, str]


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet: its number as a spreadsheet shows it, and its cells by column."""

    sheet: str
    number: int
    cells: dict[str, ReadValue]

    def is_blank(self, *names: str) -> bool:
        """Return whether all of these columns are empty here."""
        return all(self.cells.get(name) in (None, "") for name in names)


@dataclass
class CellReader:
    """Reads cells, and keeps for each step into the content which cell it came from."""

    file: str
    places: dict[Steps, Place] = field(default_factory=dict)
    troubles: list[CellTrouble] = field(default_factory=list)

    def tell(self, place: Place, reason: str) -> None:
        """Note a fault of a cell."""
        sheet, row, column = place
        self.troubles.append(CellTrouble(self.file, "", reason, sheet=sheet, row=row, column=column))

    def place_of(self, steps: Steps) -> Place:
        """Return the cell of a place in the content, or the nearest one around it."""
        for length in range(len(steps), 0, -1):
            if steps[:length] in self.places:
                return self.places[steps[:length]]
        return ("edition", 1, "")

    def rows(self, sheet: str, found: list[list[ReadValue]]) -> list[SheetRow]:
        """Return the rows of a sheet that are not blank; a column that is missing, double or not known is told."""
        head = [value.strip() if isinstance(value, str) else "" for value in (found[0] if found else [])]
        known = COLUMNS[sheet]
        for column in known:
            if column not in head and column not in COUNTED:
                self.tell((sheet, 1, column), _("this column is missing; take the columns from an exported workbook"))
            if head.count(column) > 1:
                self.tell((sheet, 1, column), _("this column stands twice; keep one"))
        for column in sorted({name for name in head if name and name not in known}):
            self.tell((sheet, 1, column), _("this column is not known; take it away or correct its name"))
        return list(self._filled(sheet, head, found[1:]))

    def _filled(self, sheet: str, head: list[str], found: list[list[ReadValue]]) -> Iterator[SheetRow]:
        for number, values in enumerate(found, start=2):
            row = SheetRow(sheet, number, dict(zip(head, values, strict=False)))
            if not row.is_blank(*head):
                yield row

    def text(self, row: SheetRow, column: str, steps: Steps) -> str:
        """Return a text without blanks around it, "" where the cell is empty."""
        place = (row.sheet, row.number, column)
        self.places[steps] = place
        value = row.cells.get(column)
        if value is None:
            return ""
        if isinstance(value, Formula):
            self.tell(place, _("the cell holds a formula; put in the text itself"))
        elif not isinstance(value, str):
            reason = _("the cell holds a number or a date, not text; format it as text and write it again")
            self.tell(place, reason)
        else:
            return value.replace("\r\n", "\n").strip()
        return ""

    def texts(self, row: SheetRow, name: str, steps: Steps) -> dict[str, str]:
        """Return a text in all languages from the columns "name_sv" and so on; "" names columns of languages alone."""
        self.places[steps] = (row.sheet, row.number, f"{name}_sv" if name else "sv")
        columns = {language: f"{name}_{language}" if name else language for language in LANGUAGES}
        return {language: self.text(row, column, (*steps, language)) for language, column in columns.items()}

    def listed(self, row: SheetRow, column: str, steps: Steps) -> list[str]:
        """Return words that commas divide; an empty cell gives none."""
        words = [word.strip() for word in self.text(row, column, steps).split(",")]
        return [word for word in words if word]

    def number(self, row: SheetRow, column: str, steps: Steps) -> Any:
        """Return a whole number where the cell holds one, None where it is empty, else what stands there."""
        self.places[steps] = (row.sheet, row.number, column)
        value = row.cells.get(column)
        if isinstance(value, Formula):
            self.text(row, column, steps)
            return None
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        return None if value == "" else value

    def points(self, row: SheetRow, column: str, steps: Steps) -> Any:
        """Return points as an exact number, None where the cell is empty, else what stands there."""
        value = self.number(row, column, steps)
        if isinstance(value, float):
            return Decimal(str(value))
        return value.replace(",", ".") if isinstance(value, str) else value

    def date(self, row: SheetRow, column: str, steps: Steps) -> str | None:
        """Return a year, month or day as text, None where the cell is empty."""
        value = row.cells.get(column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            self.places[steps] = (row.sheet, row.number, column)
            return f"{value:g}"
        if isinstance(value, date):
            self.places[steps] = (row.sheet, row.number, column)
            return (value.date() if isinstance(value, datetime) else value).isoformat()
        return self.text(row, column, steps) or None


def without_nothing(values: Part) -> Part:
    """Return values without those that are None, for keys that have a default."""
    return {key: value for key, value in values.items() if value is not None}
