"""A workbook that comes back: what is new, changed, taken back, or changed by somebody else since it went out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.documents.workbooks import ReadValue
from kompassros.indicators.models import Indicator
from kompassros.indicators.notes import note_file
from kompassros.indicators.notes.access import ResultsOf
from kompassros.indicators.notes.note_file import NOTHING, Seen
from kompassros.indicators.notes.queries import Asked, Question, asked_of_all
from kompassros.indicators.notes.services import Place, checked, write_note
from kompassros.organisations.models import Person
from kompassros.records import filled_forms
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.filled_forms import Cells, Troubles

_SALT = "kompassros.notes.file"
Texts = dict[str, tuple[str, Seen]]
"""What a row says to each question, and what was seen of it when the file went out."""


class What(StrEnum):
    """What a cell does to the text that is stored."""

    NEW = "new"
    CHANGED = "changed"
    TAKEN_BACK = "taken back"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Found:
    """A cell that says something else than what is stored. ``row``: of the sheet, as a spreadsheet counts it."""

    indicator: Indicator
    title: str
    asked: Asked
    sheet: str
    row: int
    text: str
    what: What


@dataclass(frozen=True)
class ReadFile:
    """What a workbook says: what it would change, what somebody else has changed since, how many texts stay."""

    changes: tuple[Found, ...]
    elsewhere: tuple[Found, ...]
    unchanged: int


@dataclass(frozen=True)
class _Row:
    sheet: str
    number: int
    texts: Texts


Known = Mapping[str, tuple[Indicator, str]]
"""The measures of the set by their codes, with the titles that the set uses."""


@dataclass
class _Reader:
    known: Known
    rows: dict[str, _Row] = field(default_factory=dict)
    troubles: Troubles = field(default_factory=lambda: Troubles(note_file.HEADS))


def read_file(raw: bytes, of: ResultsOf) -> ReadFile:
    """Return what a filled workbook would change; two queries.

    DomainError: no workbook, too large, not one of these, of another municipality, set, year or version. FileRefused:
    the same with the place of everything that is wrong.
    """
    said, sheets = filled_forms.read_form(raw, note_file.ABOUT)
    _refuse_foreign(said, of)
    reader = _Reader(_known(of))
    for name, number, cells in filled_forms.rows_of_form(reader.troubles, sheets):
        _read_row(reader, (name, number), cells)
    reader.troubles.refuse()
    if not reader.rows:
        raise DomainError(_("The file has no row of a measure. Download it anew, or take the rows as they were."))
    return _compared(reader, of)


def _known(of: ResultsOf) -> Known:
    rows = of.measure_set.measures.exclude(indicator=None).select_related("indicator")
    return {
        one.indicator.code: (one.indicator, one.title or one.indicator.title)
        for one in rows.order_by("position")
        if one.indicator is not None
    }


def _refuse_foreign(said: Mapping[str, ReadValue], of: ResultsOf) -> None:
    if said.get("form") != note_file.FORM:
        raise DomainError(_("This is not the file of texts about measures. Download it from this page and fill it in."))
    if said.get("version") != note_file.VERSION:
        raise DomainError(_("The file is of another version. Download it anew and carry the texts over."))
    if said.get("municipality") != of.organisation.key:
        raise DomainError(_("The file belongs to another municipality. Download your own."))
    if (said.get("set"), said.get("year")) != (of.measure_set.key, of.year):
        raise DomainError(
            _("The file belongs to another set or year. Send it in there, or download that of this page.")
        )


def _read_row(reader: _Reader, place: tuple[str, int], cells: Cells) -> None:
    code, seen = cells.get(note_file.CODE), note_file.read_seen(cells.get(note_file.SEEN))
    if not isinstance(code, str) or code not in reader.known or seen is None:
        sentence = _("This row names no measure of the set. Take the rows as they were in the file.")
        reader.troubles.tell((*place, "measure"), sentence)
    elif code in reader.rows:
        reader.troubles.tell((*place, "measure"), _("The measure stands twice in the file. Keep one of the rows."))
    else:
        texts = {name: (_text(reader, place, name, cells), seen.get(name, NOTHING)) for name in Question.values}
        reader.rows[code] = _Row(*place, texts)


def _text(reader: _Reader, place: tuple[str, int], name: str, cells: Cells) -> str:
    value = cells.get(name)
    try:
        filled_forms.refuse_formula(value)
        return checked("" if value is None else str(value))
    except DomainError as error:
        reader.troubles.tell((*place, name), str(error))
        return ""


def _compared(reader: _Reader, of: ResultsOf) -> ReadFile:
    numbers = [reader.known[code][0].number for code in reader.rows]
    asked = asked_of_all(organisation=of.organisation, indicators=numbers, year=of.year)
    found, unchanged = [], 0
    for code, row in reader.rows.items():
        indicator, title = reader.known[code]
        for name, (text, seen) in row.texts.items():
            stored = asked[indicator.number][name]
            what = _what(text, seen, stored)
            unchanged += what is None and bool(stored.text)
            found += [Found(indicator, title, stored, row.sheet, row.number, text, what)] if what else []
    changes = tuple(one for one in found if one.what is not What.ELSEWHERE)
    return ReadFile(changes, tuple(one for one in found if one.what is What.ELSEWHERE), unchanged)


def _what(text: str, seen: Seen, stored: Asked) -> What | None:
    """Return what a cell does; None where it was left as it went out, or says what is stored."""
    if note_file.mark_of(text) == seen.mark or text == stored.text:
        return None
    if seen != note_file.seen_of(stored):
        return What.ELSEWHERE
    if not text:
        return What.TAKEN_BACK
    return What.CHANGED if stored.text else What.NEW


def sealed(of: ResultsOf, changes: tuple[Found, ...]) -> str:
    """Return what the file would change as a text that nobody can change on its way through the browser."""
    texts = [
        (one.indicator.code, one.asked.question.value, one.text, one.asked.version, one.asked.public) for one in changes
    ]
    return filled_forms.seal({"of": _names(of), "texts": texts}, _SALT)


def _names(of: ResultsOf) -> list[str | int]:
    return [of.organisation.key, of.measure_set.key, of.year]


@transaction.atomic
def take_in(*, of: ResultsOf, content: str, person: Person) -> int:
    """Store every text that was looked over, or none; return how many. Who reads a text stays as it is.

    Conflict where one of them was changed since; DomainError for a content that is not ours, is of other results, or
    was looked over more than a day ago.
    """
    whole = filled_forms.unseal(content, _SALT)
    if whole["of"] != _names(of):
        raise DomainError(
            _("The file belongs to another set or year. Send it in there, or download that of this page.")
        )
    known = _known(of)
    for code, question, text, version, public in whole["texts"]:
        if code not in known:
            raise DomainError(_("The set has no such measure."))
        place = Place(of.organisation, known[code][0], of.year, question)
        try:
            write_note(place=place, text=text, public=public, version=version, person=person)
        except Conflict:
            message = _("Something was changed after you looked the file over. Send it in again.")
            raise Conflict(message) from None
    return len(whole["texts"])
