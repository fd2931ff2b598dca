"""The questions of test contacts as a file: written as CSV or XLSX, and read with every trouble told by its row.

A question of the file is one that is here when channel and subject are the same. What the file does not have stays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kompassros.documents.sheets import FORMULA_STARTS, SheetColumn, write_csv
from kompassros.documents.workbooks import Sheet, write_workbook
from kompassros.indicators.rounds.contact_models import ContactScript
from kompassros.indicators.rounds.contact_scripts import Change, Wish, content_of
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.records import filled_forms
from kompassros.records.errors import DomainError
from kompassros.records.tabular import TableRow, Trouble, error
from kompassros.records.workbook_tables import read_table_file
from kompassros.web.formats import current_language, format_number

COLUMNS = ("channel", "subject", "text", "good_answer")
REQUIRED = COLUMNS[:3]
MOST = 100
"""Questions of a file. Own choice: two of each kind are usual."""
LONGEST_SUBJECT = 120
_SALT = "kompassros.rounds.questions"


@dataclass(frozen=True)
class Compared:
    """A question of the file beside the one that is here, None for a new one. ``row``: of the file."""

    row: int
    wish: Wish
    here: ContactScript | None


@dataclass
class ReadQuestions:
    """What a file says: what is new or changed, how many are here word for word, and what is wrong."""

    changes: list[Compared] = field(default_factory=list)
    unchanged: int = 0
    troubles: list[Trouble] = field(default_factory=list)


def write_questions(one: CollectionRound, ending: str) -> bytes:
    """Return the questions as "csv" or "xlsx"; the columns have the names by which they are read again."""
    rows = [tuple(asdict(content_of(script)).values()) for script in one.scripts.all()]
    if ending == "csv":
        return write_csv([SheetColumn(name) for name in COLUMNS], rows, current_language())
    return write_workbook([Sheet("questions", COLUMNS, rows)], title=one.title)


def read_questions(name: str, content: bytes, one: CollectionRound) -> ReadQuestions:
    """Return what a file would change in a round; one query."""
    table = read_table_file(name, content, required=REQUIRED, known=COLUMNS)
    read = ReadQuestions(troubles=list(table.troubles))
    if not table.has_errors():
        wishes = list(_wishes(table.rows, read.troubles))
        read.troubles += _many(wishes)
        _compare(wishes, list(one.scripts.all()), read)
    return read


def _many(wishes: list[tuple[int, Wish]]) -> list[Trouble]:
    if len(wishes) <= MOST:
        return []
    return [error(0, "", _("The file has more than %(most)s questions.") % {"most": format_number(MOST)})]


def _wishes(rows: Iterable[TableRow], troubles: list[Trouble]) -> Iterator[tuple[int, Wish]]:
    channels, seen = filled_forms.meanings(ContactScript.Channel.choices), set[tuple[str, str]]()
    for row in rows:
        cells = {name: _plain(row.get(name)) for name in COLUMNS}
        channel = channels.get(cells["channel"].lower(), "")
        found = [*_missing(row.number, cells), *_wrong(row.number, cells, channel)]
        if channel and (channel, cells["subject"]) in seen:
            found.append(error(row.number, "subject", _("The same channel and subject stand twice in the file.")))
        seen.add((channel, cells["subject"]))
        troubles += found
        if not found:
            yield row.number, Wish(**(cells | {"channel": channel}))


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe by which a written file keeps a text from being run as a formula."""
    text = cell.replace("\r\n", "\n")
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


def _missing(number: int, cells: dict[str, str]) -> list[Trouble]:
    return [error(number, name, _("This cell must not be empty.")) for name in REQUIRED if not cells[name]]


def _wrong(number: int, cells: dict[str, str], channel: str) -> Iterator[Trouble]:
    subject = cells["subject"]
    if cells["channel"] and not channel:
        yield error(number, "channel", _("A channel is “phone” or “mail”."))
    if len(subject) > LONGEST_SUBJECT:
        message = _("The text is longer than %(limit)s characters. Shorten it.")
        yield error(number, "subject", message % {"limit": LONGEST_SUBJECT})
    if "\n" in subject:
        yield error(number, "subject", _("A subject is one line."))


def _compare(wishes: list[tuple[int, Wish]], here: list[ContactScript], read: ReadQuestions) -> None:
    for row, wish in wishes:
        same = [script for script in here if (script.channel, script.subject) == (wish.channel, wish.subject)]
        if any(content_of(script) == wish for script in same):
            read.unchanged += 1
        elif len(same) > 1:
            message = _("Several questions here have this channel and subject. Change them on their own pages.")
            read.troubles.append(error(row, "subject", message))
        else:
            read.changes.append(Compared(row, wish, same[0] if same else None))


def sealed(one: CollectionRound, changes: Iterable[Compared]) -> str:
    """Return what was looked over as a text that nobody can change on its way through the browser."""
    told = [(asdict(found.wish), *_seen(found.here)) for found in changes]
    return filled_forms.seal({"round": one.pk, "questions": told}, _SALT)


def _seen(script: ContactScript | None) -> tuple[int | None, int]:
    return (script.pk, script.version) if script else (None, 0)


def unsealed(one: CollectionRound, content: str) -> list[Change]:
    """Return what was looked over for a round; DomainError for a text that is not ours or is of another round."""
    whole = filled_forms.unseal(content, _SALT)
    if whole["round"] != one.pk:
        raise DomainError(_("What was looked over is no longer valid. Send the file in again."))
    told: list[tuple[dict[str, Any], int | None, int]] = whole["questions"]
    return [Change(Wish(**wish), pk, version) for wish, pk, version in told]
