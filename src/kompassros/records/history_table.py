"""The history as a table: when, who, what was done to what, before and after, why.

Each app registers, when it starts, the words for its kinds of subjects; a verb or field without words is shown by
its name in the code, so that nothing that happened is ever left out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.records.history import differences
from kompassros.records.models import HistoryEntry
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_datetime
from kompassros.web.tables import Table

Text = str | Promise
Say = Callable[[Any], str]
Address = Callable[[HistoryEntry], str | None]


@dataclass(frozen=True)
class Wording:
    """How the history of a kind of subject is told.

    kind: what such a subject is called. verbs and fields: the words for names in the code. values: how the value of
    a field is said where its stored form is not for readers (a day, a key). at_first: the fields that are told where
    something begins or ends and has nothing to be compared with; None tells all. A change always tells all.
    inside: whether its texts are for the organisation's own people, and its history with them (own choice).
    """

    kind: Text
    verbs: Mapping[str, Text]
    fields: Mapping[str, Text] = field(default_factory=dict)
    values: Mapping[str, Say] = field(default_factory=dict)
    at_first: Collection[str] | None = None
    inside: bool = False


_UNKNOWN = Wording(kind="", verbs={})
_CHECKSUM, _TOLD = "sha256", 12
_NO_BREAK = str.maketrans({" ": "\u00a0"})
_wordings: dict[str, Wording] = {}
_COLUMNS = (
    Column("at", gettext_lazy("When"), kind="date"),
    Column("who", gettext_lazy("Who")),
    Column("subject", gettext_lazy("To what")),
    Column("verb", gettext_lazy("What happened")),
    Column("changes", gettext_lazy("Before → after"), sort=False, prose=True),
    Column("why", gettext_lazy("Why"), sort=False),
)


def register_wording(subject_kind: str, wording: Wording) -> None:
    """Say how the history of subjects of a kind is told; a second wording for the same kind is an error."""
    if subject_kind in _wordings:
        raise ValueError(f"There are words for the history of {subject_kind} already.")
    _wordings[subject_kind] = wording


def inside_kinds() -> list[str]:
    """Return the kinds of subjects whose history is for the organisation's own people."""
    return [kind for kind, wording in _wordings.items() if wording.inside]


def kinds_in_words(chosen: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Return the chosen kinds of subjects with what each is called, in the order of the words."""
    found = [(kind, str(wording.kind)) for kind, wording in _wordings.items() if chosen(kind)]
    return sorted(found, key=lambda pair: pair[1])


def history_table(
    entries: Iterable[HistoryEntry],
    *,
    caption: Text,
    name: str = "history",
    with_subject: bool = True,
    address: Address | None = None,
    empty_text: Text = "",
) -> Table:
    """Return the table of some changes, in the order given (``entries`` is read once).

    with_subject: whether to say what was changed, which one thing's own history need not. address: where the page
    of a change's subject is, or None where it has none.
    """
    columns = [column for column in _COLUMNS if with_subject or column.key != "subject"]
    rows = [_row(entry, address) for entry in entries]
    return Table(name, caption, columns, rows, empty_text=empty_text)


def verb_of(entry: HistoryEntry) -> str:
    """Return in words what happened."""
    words = _wordings.get(entry.subject_kind, _UNKNOWN)
    return str(words.verbs.get(entry.verb, entry.verb))


def _row(entry: HistoryEntry, address: Address | None) -> Row:
    words = _wordings.get(entry.subject_kind, _UNKNOWN)
    at = timezone.localtime(entry.at)
    cells = {
        "at": Cell(at, format_datetime(at).translate(_NO_BREAK)),
        "who": Cell(entry.person_label),
        "subject": Cell(
            entry.subject_label,
            href=address(entry) if address else None,
            note=words.kind or entry.subject_kind,
        ),
        "verb": Cell(verb_of(entry)),
        "changes": _changes(entry),
        "why": Cell(entry.why) if entry.why else Cell(None, _("no reason given")),
    }
    return Row(cells)


def _changes(entry: HistoryEntry) -> Cell:
    told = changes_of(entry)
    return Cell("; ".join(told)) if told else Cell(None, _("no figures or texts changed"))


def changes_of(entry: HistoryEntry) -> list[str]:
    """Return one text per field that changed: “name: before → after”, or only what there is where it began or ended.

    A field that is empty on both sides is left out.
    """
    words = _wordings.get(entry.subject_kind, _UNKNOWN)
    one_sided = entry.before is None or entry.after is None
    told = []
    for key, old, new in differences(entry.before, entry.after):
        before, after = (_say(words, key, value) for value in (old, new))
        is_told = not one_sided or words.at_first is None or key in words.at_first
        if is_told and (before or after):
            told.append(_change(str(words.fields.get(key, key)), before, after, one_sided=one_sided))
    return told


def _say(words: Wording, key: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_say(words, key, entry) for entry in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_say(words, key, entry)}" for name, entry in value.items())
    say: Say = _shorten if key == _CHECKSUM else str
    return words.values.get(key, say)(value)


def _shorten(checksum: Any) -> str:
    """Return the beginning of a checksum, which tells two apart; whole ones, without a place to break, widen a page."""
    text = str(checksum)
    return text if len(text) <= _TOLD else f"{text[:_TOLD]}…"


def _change(label: str, before: str, after: str, *, one_sided: bool) -> str:
    if one_sided:
        return f"{label}: {after or before}"
    nothing = _("nothing")
    return f"{label}: {before or nothing} → {after or nothing}"
