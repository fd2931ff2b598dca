"""The workbook of a set and year: a row for each measure, a column for each question, and what was seen of each text.

The layout is our own. Row 1 holds the columns' keys and is hidden; so is the last column, which says of each text which
version went out with the file. By it a text that somebody else has changed since is known again.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.notes.queries import Asked, Question

ABOUT, FORM, VERSION = "kompassros", "measure-notes", 1
CODE, SEEN = "code", "seen"
TOLD: Mapping[str, str | Promise] = {
    CODE: _("Code"),
    "measure": _("Measure"),
    "area": _("Area"),
    "value": _("Value"),
    "standing": _("Place and group"),
    "change": _("Since the measurement before"),
    "public": _("Everybody reads"),
    "carried": _("From an earlier year"),
}
HEADS: Mapping[str, str | Promise] = {
    **TOLD,
    **{question.value: question.label for question in Question},
    SEEN: _("seen"),
}
_DIGITS, _LONGEST_VERSION = 16, 9


@dataclass(frozen=True)
class Seen:
    """A text as it went out: its version, 0 where the year has none, and by what it is known again."""

    version: int
    mark: str


NOTHING = Seen(0, "")


def seen_of(asked: Asked) -> Seen:
    """Return what the file says of a text that goes out."""
    return Seen(asked.version, mark_of(asked.text))


def mark_of(text: str) -> str:
    """Return by what a text is known again, empty for an empty one."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS] if text else ""


def write_seen(asked: Iterable[Asked]) -> str:
    """Return the texts of a row as its last cell: "comment:3:9f86d081884c7d65;best:0:60303ae22b998861"."""
    known = {one.question.value: seen_of(one) for one in asked}
    return ";".join(f"{name}:{seen.version}:{seen.mark}" for name, seen in known.items() if seen != NOTHING)


def read_seen(cell: object) -> Mapping[str, Seen] | None:
    """Return what the last cell of a row says by question; None where it is not one of ours."""
    if cell in (None, ""):
        return {}
    parts = [part.split(":") for part in str(cell).split(";")]
    if not all(map(_is_ours, parts)):
        return None
    return {name: Seen(int(version), mark) for name, version, mark in parts}


def _is_ours(part: Sequence[str]) -> bool:
    """Return whether a part has a question, a version that a text can have, and a mark."""
    named = len(part) == 3 and part[0] in Question.values
    return named and part[1].isdecimal() and len(part[1]) <= _LONGEST_VERSION
