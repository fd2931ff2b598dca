"""A form that comes back: read cell by cell, every trouble told by sheet, row and column; all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.documents.workbooks import ReadValue
from kompassros.indicators.rounds import data_file, handing_in
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.models import AskedMeasure, OwnData, Participant
from kompassros.indicators.rounds.saving import State, lock_participant, lock_round
from kompassros.methods.rounding import as_written
from kompassros.records import filled_forms
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.filled_forms import Cells, Place, Troubles, refuse_formula
from kompassros.web.fields import EARLIEST, LATEST

_SALT = "kompassros.rounds.form"
_LONGEST_TEXT = 4000
Entries = dict[int, Entry]


@dataclass
class _Reader:
    asked: Mapping[int, AskedMeasure]
    entries: Entries = field(default_factory=dict)
    troubles: Troubles = field(default_factory=lambda: Troubles(data_file.HEADS))


def read_form(raw: bytes, participant: Participant) -> Entries:
    """Return the entries of a filled form by the number of what is asked; rows that are left empty are not there.

    DomainError: no workbook, too large, not a form, of another round or municipality, or of another version.
    FileRefused: the same with the place of everything that is wrong.
    """
    said, sheets = filled_forms.read_form(raw, data_file.ABOUT)
    _refuse_foreign(said, participant)
    reader = _Reader({one.pk: one for one in participant.round.asked.select_related("measure")})
    for name, number, cells in filled_forms.rows_of_form(reader.troubles, sheets):
        _read_row(reader, (name, number), cells)
    reader.troubles.refuse()
    if not reader.entries:
        raise DomainError(_("The form is empty: no row holds anything to hand in."))
    return reader.entries


def _refuse_foreign(said: Mapping[str, ReadValue], participant: Participant) -> None:
    if said.get("form") != data_file.FORM:
        raise DomainError(_("This is not the form of a round. Download the form from this page and fill that in."))
    if said.get("version") != data_file.VERSION:
        raise DomainError(_("The form is of another version. Download it anew and carry the values over."))
    if said.get("round") != participant.round.key:
        raise DomainError(_("The form belongs to another round. Download that of this round."))
    if said.get("municipality") != participant.organisation.key:
        raise DomainError(_("The form belongs to another municipality. Download your own."))


def _read_row(reader: _Reader, place: tuple[str, int], cells: Cells) -> None:
    if all(cells.get(column) in (None, "") for column in data_file.FILLED):
        return
    pk = cells.get(data_file.NUMBER)
    is_number = isinstance(pk, (int, float)) and not isinstance(pk, bool)
    whole = next((one for one in reader.asked if is_number and one == pk), None)
    if whole is None:
        text = _("This row names no measure that the round asks for. Take the rows as they were in the form.")
        reader.troubles.tell((*place, "measure"), text)
    elif cells.get("measure") != reader.asked[whole].measure.title:
        text = _("The number and the title of the measure do not fit together. Take the rows as they were in the form.")
        reader.troubles.tell((*place, "measure"), text)
    elif whole in reader.entries:
        reader.troubles.tell((*place, "measure"), _("The measure stands twice in the form. Keep one of the rows."))
    else:
        reader.entries[whole] = _entry(reader, place, cells)


def _entry(reader: _Reader, place: tuple[str, int], cells: Cells) -> Entry:
    known = len(reader.troubles.found)
    values = {name: _cell(reader, (*place, name), cells.get(name)) for name in data_file.FILLED}
    entry = Entry(**{**values, "status": OwnData.Status(values["status"] or OwnData.Status.VALUE)})
    if len(reader.troubles.found) == known:
        try:
            handing_in.refuse_impossible(entry)
        except DomainError as error:
            reader.troubles.tell((*place, "value"), str(error))
    return entry


def _cell(reader: _Reader, place: Place, value: ReadValue) -> Any:
    column = place[2]
    empty = "" if column in data_file.TEXTS or column in data_file.CHOICES else None
    if value in (None, ""):
        return empty
    try:
        return _KINDS[column](column, value)
    except DomainError as error:
        reader.troubles.tell(place, str(error))
        return empty


def _read_number(_column: str, value: ReadValue) -> Decimal:
    refuse_formula(value)
    try:
        if isinstance(value, str):
            found = Decimal("".join(value.split()).replace(",", ".").replace("\u2212", "-"))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            found = as_written(float(value)) if isinstance(value, float) else Decimal(value)
        else:
            raise DomainError(_("A number is asked for. Write it with digits, without a unit."))
    except (InvalidOperation, ValueError, OverflowError):
        raise DomainError(_("A number is asked for. Write it with digits, without a unit.")) from None
    if not found.is_finite() or abs(found) >= Decimal(10) ** 12:
        raise DomainError(_("A number has at most twelve digits before the decimal point."))
    return round(found, 6)


def _read_count(column: str, value: ReadValue) -> int:
    found = _read_number(column, value)
    if found < 0 or found != int(found):
        raise DomainError(_("A number of cases is a whole number from 0."))
    return int(found)


def _read_day(_column: str, value: ReadValue) -> date:
    refuse_formula(value)
    try:
        found = date.fromisoformat(value.strip()) if isinstance(value, str) else value
    except ValueError:
        found = None
    day = found.date() if isinstance(found, datetime) else found
    if not isinstance(day, date) or not EARLIEST <= day <= LATEST:
        raise DomainError(_("A day is asked for, such as 2024-03-31."))
    return day


def _read_text(_column: str, value: ReadValue) -> str:
    return filled_forms.read_text(value, _LONGEST_TEXT)


def _read_choice(column: str, value: ReadValue) -> str:
    refuse_formula(value)
    found = data_file.words_of(column).get(str(value).strip().lower())
    if found is None:
        raise DomainError(_("This is none of the words of the list. Choose one of them in the form."))
    return found


_KINDS: dict[str, Any] = {
    **dict.fromkeys(data_file.NUMBERS, _read_number),
    **dict.fromkeys(data_file.COUNTS, _read_count),
    **dict.fromkeys(data_file.DAYS, _read_day),
    **dict.fromkeys(data_file.TEXTS, _read_text),
    **dict.fromkeys(data_file.CHOICES, _read_choice),
}


def changes_of(participant: Participant, entries: Entries) -> Entries:
    """Return what differs from what is handed in."""
    stored = handing_in.data_of(participant)
    return {
        pk: entry
        for pk, entry in entries.items()
        if pk not in stored or handing_in.plain(stored[pk]) != handing_in.plain_entry(entry)
    }


def sealed(participant: Participant, entries: Entries) -> str:
    """Return what was read as a text that nobody can change on its way through the browser."""
    content = {str(pk): handing_in.plain_entry(entry) for pk, entry in entries.items()}
    whole = {"participant": participant.pk, "version": participant.version, "entries": content}
    return filled_forms.seal(whole, _SALT)


@transaction.atomic
def take_in(*, participant: Participant, content: str, person: Any, why: str = "") -> int:
    """Hand in everything that was looked over, or nothing; return how many entries changed.

    Conflict where anything was changed since; DomainError for a text that is not ours, is of another municipality, or
    was looked over more than a day ago.
    """
    whole = filled_forms.unseal(content, _SALT)
    if whole["participant"] != participant.pk:
        raise DomainError(_("The form belongs to another municipality. Download your own."))
    lock_round(participant.round, (State.COLLECTING,))
    held = lock_participant(participant)
    if held.version != whole["version"]:
        raise Conflict(_("Something was changed after you looked the file over. Send it in again."))
    asked = {one.pk: one for one in participant.round.asked.select_related("round", "measure")}
    entries = {int(pk): _unsealed(values) for pk, values in whole["entries"].items() if int(pk) in asked}
    for pk, entry in entries.items():
        handing_in.hand_in(participant=participant, asked=asked[pk], entry=entry, person=person, why=why)
    return len(entries)


def _unsealed(values: dict[str, Any]) -> Entry:
    found = dict(values)
    for name in data_file.NUMBERS:
        if name in found:
            found[name] = Decimal(found[name])
    for name in data_file.DAYS:
        if name in found:
            found[name] = date.fromisoformat(found[name])
    return Entry(**found | {"status": OwnData.Status(found["status"])})
