"""Catalogue files from outside: our own CSV, or a page that Kolada's interface answered with, of either version.

A JSON file is a list of objects or ``{"values": [...]}``; one that names a next or an earlier page holds a part of
the catalogue only. Everything is checked before anything is stored; troubles are told by file and row: the line of a
CSV file, the place in the list of a JSON file.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kompassros.records.tabular import Trouble, error

LARGEST_FILE = 64 * 1024 * 1024
MOST_TOLD = 100
_PAGES = ("next_url", "previous_url", "next_page", "previous_page", "next", "previous")


class Entry(BaseModel):
    """An object of a catalogue. Fields that are not known are left aside; blanks at the ends do not count."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    id: str = Field(min_length=1, max_length=20, pattern=r"^[\w.:-]+$")


EntryType = TypeVar("EntryType", bound=Entry)


@dataclass(frozen=True)
class RawFile:
    """A file's rows, not checked yet, each with its number. ``whole``: whether it claims to be the whole catalogue."""

    name: str
    rows: tuple[Mapping[str, Any], ...] = ()
    numbers: tuple[int, ...] = ()
    whole: bool = True
    troubles: tuple[Trouble, ...] = ()


@dataclass
class Reading(Generic[EntryType]):
    """The entries of a file with the numbers of their rows, and what is wrong with it."""

    entries: list[tuple[int, EntryType]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def from_objects(objects: Iterable[Any], *, name: str, whole: bool) -> RawFile:
    """Return objects that were fetched, or parsed elsewhere, as the rows of a file."""
    rows = list(objects)
    wrong = next((number for number, row in enumerate(rows, start=1) if not isinstance(row, Mapping)), None)
    if wrong is not None:
        return RawFile(name, troubles=(error(wrong, "", _("An object with named fields is needed here.")),))
    return RawFile(name, tuple(rows), tuple(range(1, len(rows) + 1)), whole)


def parse_file(data: bytes, *, name: str) -> RawFile:
    """Read the rows of a file; what stops it stands in ``troubles``, and it then has no rows."""
    try:
        text = _text(data)
        raw = _from_json(text, name) if text.lstrip()[:1] in ("[", "{") else _from_csv(text, name)
    except ValueError as problem:
        return RawFile(name, troubles=(error(0, "", str(problem)),))
    if not raw.rows and not raw.troubles:
        return RawFile(name, troubles=(error(0, "", _("The file holds no entries.")),))
    return raw


def _text(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        raise ValueError(_("The file is larger than %(limit)s MB. Split it into several files.") % {"limit": limit})
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(_("The file is not text in UTF-8. Save it as CSV (UTF-8) or JSON.")) from None


def _from_json(text: str, name: str) -> RawFile:
    try:
        page = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ValueError(_("The file is not readable JSON: %(problem)s.") % {"problem": problem}) from None
    if isinstance(page, list):
        return from_objects(page, name=name, whole=True)
    listed = isinstance(page.get("values"), list)
    if not listed:
        raise ValueError(_("The file has no list “values”, as the answers of Kolada's interface have."))
    return from_objects(page["values"], name=name, whole=not any(page.get(key) for key in _PAGES))


def _from_csv(text: str, name: str) -> RawFile:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        numbered = [(reader.line_num, row) for row in reader]
    except csv.Error as problem:
        message = _("The file is not a readable table: %(problem)s. Save it again as CSV (UTF-8).")
        raise ValueError(message % {"problem": problem}) from None
    odd = next((number for number, row in numbered if None in row or None in row.values()), None)
    if odd is not None:
        return RawFile(name, troubles=(error(odd, "", _("The row has not as many cells as the header.")),))
    return RawFile(name, tuple(row for _number, row in numbered), tuple(number for number, _row in numbered))


def fold_members(raw: RawFile) -> RawFile:
    """Put the rows of a CSV file with one member each together to one row a group, as JSON has them."""
    if not raw.rows or "member_id" not in raw.rows[0]:
        return raw
    groups: dict[str, dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    for number, row in zip(raw.numbers, raw.rows, strict=True):
        group = groups.setdefault(row["id"], {**row, "members": []})
        numbers.setdefault(row["id"], number)
        group["members"].append(row)
    return RawFile(raw.name, tuple(groups.values()), tuple(numbers.values()), raw.whole, raw.troubles)


def read_entries(raw: RawFile, model: type[EntryType]) -> Reading[EntryType]:
    """Check the rows of a file against what its kind of entry must hold; each id may stand once."""
    if raw.troubles:
        return Reading(troubles=list(raw.troubles))
    try:
        entries = TypeAdapter(list[model]).validate_python(raw.rows)  # type: ignore[valid-type]
    except ValidationError as problem:
        return Reading(troubles=_told(problem, raw.numbers))
    numbered = list(zip(raw.numbers, entries, strict=True))
    return Reading(numbered, _repeated(numbered))


def _told(problem: ValidationError, numbers: Sequence[int]) -> list[Trouble]:
    troubles = []
    for detail in problem.errors(include_url=False)[:MOST_TOLD]:
        place, *steps = detail["loc"]
        troubles.append(error(numbers[int(place)], ".".join(map(str, steps)), _sentence(detail)))
    return troubles


def _sentence(detail: ErrorDetails) -> str:
    column = str(detail["loc"][-1])
    if detail["type"] == "missing":
        return _("The field “%(column)s” is missing.") % {"column": column}
    if detail["type"] == "string_too_long":
        limit = detail["ctx"]["max_length"]
        return _("The text is longer than %(limit)s characters. Shorten it.") % {"limit": limit}
    value = str(detail["input"])
    shown = value if len(value) <= 40 else f"{value[:39]}…"
    return _("“%(value)s” cannot be read here: %(problem)s.") % {"value": shown, "problem": detail["msg"]}


def _repeated(numbered: Sequence[tuple[int, EntryType]]) -> list[Trouble]:
    first: dict[str, int] = {}
    troubles = []
    for number, entry in numbered:
        if entry.id in first:
            message = _("“%(id)s” stands in row %(row)s already.")
            troubles.append(error(number, "id", message % {"id": entry.id, "row": first[entry.id]}))
        first.setdefault(entry.id, number)
    return troubles[:MOST_TOLD]
