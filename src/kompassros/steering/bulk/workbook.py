"""The indicators of a plan or card as a workbook to change, and what is different in one that comes back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.documents.fill_in_workbooks import FIRST_ROW, About, FillColumn, FillSheet, write_fill_in
from kompassros.records.errors import DomainError
from kompassros.records.filled_forms import CellTrouble, meanings
from kompassros.statistics.receiving.cells import Sheet, SheetFile
from kompassros.statistics.receiving.sheets import read_sheets
from kompassros.statistics.receiving.troubles import column_letters
from kompassros.steering.bulk.columns import BODY, GOAL, HEADS, OPEN, UID, VERSION, CellRefused, cells_of, settle
from kompassros.steering.bulk.editing import INDICATOR, Edit
from kompassros.steering.bulk.scope import MOST, Scope
from kompassros.steering.goals.models import IndicatorEdition

ABOUT, FORM, FORM_VERSION = "kompassros", "steering-indicators", 1
_WIDE = (GOAL, "title", "source")
_HIDDEN = (UID, VERSION)
_CHOICES = IndicatorEdition.Direction.choices


def write_file(scope: Scope) -> bytes:
    """Return the workbook in the reader's language. DomainError for more than fit into one."""
    editions = list(scope.indicators()[: MOST + 1])
    if len(editions) > MOST:
        raise DomainError(_("There are more than %(most)s indicators. Take them out card by card.") % {"most": MOST})
    columns = [
        FillColumn(
            key=key,
            head=str(head),
            kind="open" if key in OPEN else "told",
            wide=key in _WIDE,
            hidden=key in _HIDDEN,
            choices=[str(label) for _key, label in _CHOICES] if key == "direction" else (),
        )
        for key, head in HEADS.items()
    ]
    sheet = FillSheet(pgettext("steering", "Indicators"), [_row(edition) for edition in editions])
    return write_fill_in(columns, [sheet], _about(scope), title=str(scope))


def _row(edition: IndicatorEdition) -> list[str]:
    cells = cells_of(edition) | {"direction": str(edition.get_direction_display())}
    values = {**_told(edition), **cells}
    return [values[key] for key in HEADS]


def _told(edition: IndicatorEdition) -> dict[str, str]:
    return {
        UID: str(edition.indicator.uid),
        VERSION: str(edition.version),
        BODY: edition.organisation.name,
        GOAL: edition.goal.title,
    }


def _about(scope: Scope) -> About:
    facts: dict[str, str | int] = {"form": FORM, "version": FORM_VERSION, "of": scope.key, "name": str(scope)}
    sentences = (
        _("Change the framed cells of the other sheet, and send the file in again."),
        _("A cell that is left as it is changes nothing, and neither does a row that is taken away."),
        _("An emptied cell empties what is stored; title and frequency cannot be empty."),
        _("A target is read from its text: “< 6 %”, “80 %”, “60-70”, “shall increase”."),
    )
    return About(ABOUT, facts, sentences)


@dataclass
class ReadFile:
    """What a workbook would change, and what in it cannot be read."""

    edits: list[Edit] = field(default_factory=list)
    troubles: list[CellTrouble] = field(default_factory=list)


def read_file(name: str, data: bytes, scope: Scope) -> ReadFile:
    """Return what is different in a workbook; one query. DomainError for one that is none of this plan or card."""
    found = read_sheets(data, name)
    _refuse_foreign(found, scope)
    known = {str(each.indicator.uid): each for each in scope.indicators()[: MOST + 1]}
    read, seen, directions = ReadFile(), set[str](), meanings(_CHOICES)
    for sheet in found.sheets:
        if sheet.name != ABOUT:
            for number, columns in _rows(sheet):
                _read_row(read, known, seen, directions, _Row(sheet, number, columns))
    return read


def _refuse_foreign(found: SheetFile, scope: Scope) -> None:
    about = next((sheet for sheet in found.sheets if sheet.name == ABOUT), None)
    said = {about.at(row, 1).text: about.at(row, 2).text for row in range(1, 5)} if about else {}
    if (said.get("form"), said.get("version")) != (FORM, str(FORM_VERSION)):
        raise DomainError(_("This is not a file of indicators to change. Take it out on this page, and change that."))
    if said.get("of") != scope.key:
        raise DomainError(_("The file is of another plan or card. Send it in there, or take out that of this page."))


def _rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, int]]]:
    """Yield the rows that name an indicator or change something, with the columns by their keys."""
    columns = {cell.text: cell.column for cell in (sheet.rows[0] if sheet.rows else ()) if cell.row == 1}
    for row in sheet.rows:
        if row[0].row >= FIRST_ROW:
            yield row[0].row, columns


@dataclass(frozen=True)
class _Row:
    sheet: Sheet
    number: int
    columns: Mapping[str, int]

    def text(self, key: str) -> str:
        """Return the text of a cell; CellRefused for one whose content cannot be used."""
        cell = self.sheet.at(self.number, self.columns[key])
        if cell.trouble:
            raise CellRefused(key, cell.trouble)
        return cell.text.replace("\r\n", "\n").strip()

    def trouble(self, key: str, sentence: str) -> CellTrouble:
        """Return what is wrong in one of the cells."""
        return CellTrouble(self.sheet.name, self.number, column_letters(self.columns.get(key, 0)), sentence)


def _read_row(
    read: ReadFile,
    known: Mapping[str, IndicatorEdition],
    seen: set[str],
    directions: Mapping[str, str],
    row: _Row,
) -> None:
    missing = [key for key in HEADS if key not in row.columns]
    if missing:
        sentence = _("The column “%(name)s” is missing. Take the sheet as it was.")
        read.troubles.append(row.trouble("", sentence % {"name": HEADS[missing[0]]}))
        return
    uid = row.sheet.at(row.number, row.columns[UID]).text
    edition = known.get(uid)
    if edition is None:
        sentence = _("The row names no indicator of this plan or card. Indicators are added on a goal's page.")
        read.troubles.append(row.trouble(UID, sentence))
    elif uid in seen:
        read.troubles.append(row.trouble(UID, _("The indicator stands twice in the file. Keep one of the rows.")))
    else:
        seen.add(uid)
        _read_cells(read, edition, directions, row)


def _read_cells(read: ReadFile, edition: IndicatorEdition, directions: Mapping[str, str], row: _Row) -> None:
    stored, cells, refused = cells_of(edition), dict[str, str](), list[CellTrouble]()
    for key in OPEN:
        try:
            text = settle(key, row.text(key), directions)
        except CellRefused as error:
            refused.append(row.trouble(key, str(error)))
        else:
            cells |= {key: text} if text != stored[key] else {}
    version = row.sheet.at(row.number, row.columns[VERSION]).text
    refused += _moved(edition, row)
    if not version.isdecimal() or len(version) > 9:
        refused.append(row.trouble(VERSION, _("The version of the row is gone. Take the file out anew.")))
    read.troubles += refused
    if cells and not refused:
        places = {key: row.columns[key] for key in cells}
        read.edits.append(Edit(INDICATOR, edition.pk, int(version), cells, row.sheet.name, row.number, places))


def _moved(edition: IndicatorEdition, row: _Row) -> Sequence[Any]:
    """Refuse another body or goal: where an indicator stands is not changed here."""
    told = _told(edition)
    sentence = _(
        "The cell only tells where the indicator stands, “%(told)s”. Put that back, or take the file out anew."
    )
    return [
        row.trouble(key, sentence % {"told": told[key]})
        for key in (BODY, GOAL)
        if row.sheet.at(row.number, row.columns[key]).text.split() != told[key].split()
    ]
