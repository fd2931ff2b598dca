"""Forms that were filled in as workbooks: every trouble told by sheet, row and column; what was read travels sealed.

A form is known again by its last sheet, which names it with its version. Row 1 of every other sheet holds the keys of
the columns; a sheet with other ones is refused as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from kompassros.documents.fill_in_workbooks import FIRST_ROW
from kompassros.documents.workbooks import Fault, Formula, ReadValue, WorkbookError, read_workbook
from kompassros.records.errors import DomainError
from kompassros.web.formats import format_number

LONGEST_SEALED = 1_000_000
_LOOKED_OVER = 24 * 3600
Cells = Mapping[str, ReadValue]
Rows = list[list[ReadValue]]
Heads = Mapping[str, str | Promise]
Place = tuple[str, int, str]
"""Sheet, row as a spreadsheet counts it, and the key of the column, empty for the whole row."""


@dataclass(frozen=True)
class CellTrouble:
    """What is wrong, and where: sheet, row as a spreadsheet counts it, and the column's head."""

    sheet: str
    row: int
    column: str
    sentence: str


class FileRefused(DomainError):
    """A form that is not taken in, with everything that is wrong in it."""

    def __init__(self, troubles: list[CellTrouble]) -> None:
        super().__init__(_("Nothing was taken in. Mend what is listed, and send the file in again."))
        self.troubles = troubles


@dataclass
class Troubles:
    """What is found wrong while a form is read. heads: of the form's columns, by their keys."""

    heads: Heads
    found: list[CellTrouble] = field(default_factory=list)

    def tell(self, place: Place, sentence: str) -> None:
        """Add what is wrong at a place."""
        sheet, row, column = place
        self.found.append(CellTrouble(sheet, row, str(self.heads.get(column, column)), sentence))

    def refuse(self) -> None:
        """Raise FileRefused where anything was found."""
        if self.found:
            raise FileRefused(self.found)


def read_form(raw: bytes, about: str) -> tuple[dict[str, ReadValue], dict[str, Rows]]:
    """Return what the sheet ``about`` says, empty without one, and the other sheets by their names.

    DomainError: no workbook, too large or broken.
    """
    try:
        sheets = read_workbook(raw)
    except WorkbookError as error:
        raise DomainError(_refused(error.fault)) from None
    rows = sheets.pop(about, [])
    return {row[0]: row[1] for row in rows if len(row) > 1 and isinstance(row[0], str)}, sheets


def _refused(fault: Fault) -> str:
    return {
        Fault.LARGE: _("The file is larger than 5 MB; a form is much smaller. Take pictures and other sheets away."),
        Fault.NOT_A_WORKBOOK: _("The file is not a workbook in the format XLSX. Save it as one."),
        Fault.UNPACKED: _("The file unpacks to far more than a form holds. Take pictures and other sheets away."),
        Fault.BROKEN: _(
            "The workbook is broken or not a plain one. Open it in a spreadsheet program and save it again."
        ),
        Fault.LONG: _("A sheet has more than 5,000 rows. Take away those below the measures."),
    }[fault]


def rows_of_form(troubles: Troubles, sheets: Mapping[str, Rows]) -> Iterator[tuple[str, int, Cells]]:
    """Yield sheet, row number and cells of each row that is not empty; a sheet with other columns is told of."""
    keys = list(troubles.heads)
    for name, rows in sheets.items():
        head = [value if isinstance(value, str) else "" for value in (rows[0] if rows else [])]
        if head[: len(keys)] != keys or any(head[len(keys) :]):
            sentence = _("This sheet's columns are not those of the form. Take the sheet as it was.")
            troubles.tell((name, 1, ""), sentence)
            continue
        for number, values in enumerate(rows[FIRST_ROW - 1 :], start=FIRST_ROW):
            cells = dict(zip(head, values, strict=False))
            if any(value not in (None, "") for value in cells.values()):
                yield name, number, cells


def refuse_formula(value: ReadValue) -> None:
    """Refuse a formula, whose outcome is not known here."""
    if isinstance(value, Formula):
        raise DomainError(_("The cell holds a formula. Put in what it comes to."))


def read_text(value: ReadValue, longest: int) -> str:
    """Return a cell as a text without blanks around it, empty for an empty cell."""
    refuse_formula(value)
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    if len(text) > longest:
        limit = {"limit": format_number(longest)}
        raise DomainError(_("The text is longer than %(limit)s characters. Shorten it.") % limit)
    return text


def meanings(choices: Iterable[tuple[Any, str | Promise]]) -> dict[str, str]:
    """Return what may stand in a cell for each choice, in lower case: its key, and its words in every language."""
    pairs = list(choices)
    found = {str(key).lower(): str(key) for key, _label in pairs}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(label).lower(): str(key) for key, label in pairs}
    return found


def seal(content: Mapping[str, Any], salt: str) -> str:
    """Return what was looked over as a text that nobody can change on its way through the browser.

    DomainError where it is more than a page can carry.
    """
    sealed = signing.dumps(content, salt=salt, compress=True)
    if len(sealed) > LONGEST_SEALED:
        raise DomainError(_("The file changes more than can be taken in at once. Send it in as two files."))
    return sealed


def unseal(sealed: str, salt: str) -> dict[str, Any]:
    """Return what was sealed; DomainError for a text that is not ours, or was looked over more than a day ago."""
    try:
        content: dict[str, Any] = signing.loads(sealed, salt=salt, max_age=_LOOKED_OVER)
    except signing.BadSignature:
        raise DomainError(_("What was looked over is no longer valid. Send the file in again.")) from None
    return content
