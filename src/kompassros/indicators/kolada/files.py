"""Reading files of values that were saved from Kolada's interface, version 2 or 3, as JSON or JSON with gzip."""

import gzip
import io
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError
from pydantic_core import from_json

from kompassros.indicators.kolada.entries import DataRow, SourceValue, describe, values_of
from kompassros.indicators.kolada.numbering import Numbers
from kompassros.indicators.kolada.statuses import read_status
from kompassros.records.errors import DomainError
from kompassros.statistics.layout import table_of
from kompassros.statistics.values import SOURCE_GENDERS, Observation

ENDINGS = (".json", ".json.gz")
LARGEST_FILE = 256 * 1024 * 1024
MOST_TOLD = 1000
_NEXT, _PREVIOUS = ("next_url", "next_page"), ("previous_url", "previous_page")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class FileTrouble(NamedTuple):
    """One thing to tell about a file: its name, where in it ("values[3]", empty for the whole), and a sentence."""

    file: str
    position: str
    message: str


@dataclass
class KoladaFiles:
    """What files held: the table that a release is made of, the values left out, and why."""

    table: pa.Table
    left_out: int
    troubles: tuple[FileTrouble, ...]


@dataclass
class _Reader:
    numbers: Numbers
    kept: dict[tuple[int, int, int, int], Observation] = field(default_factory=dict)
    troubles: list[FileTrouble] = field(default_factory=list)
    left_out: int = 0
    file: str = ""
    unknown: dict[str, int] = field(default_factory=dict)
    followed: int = 0
    following: int = 0

    def read(self, path: Path) -> None:
        self.file, self.unknown = path.name, {}
        try:
            page = _page(path)
        except ValueError as problem:
            self.tell("", str(problem))
            return
        self.followed += sum(bool(page.get(key)) for key in _NEXT)
        self.following += sum(bool(page.get(key)) for key in _PREVIOUS)
        for position, entry in enumerate(page["values"]):
            self._read_row(f"values[{position}]", entry)
        self._tell_how_often()

    def finish(self) -> KoladaFiles:
        """Return what was read, with what is to be told of the files together."""
        self.file = ""
        if self.followed > self.following:
            missing = self.followed - self.following
            message = ngettext(
                "%(count)s page names a next page that is not among the files: save that too.",
                "%(count)s pages name a next page that is not among the files: save those too.",
                missing,
            )
            self.tell("", message % {"count": missing})
        untold = len(self.troubles) - MOST_TOLD
        if untold > 0:
            message = ngettext(
                "%(count)s more such sentence is not shown.", "%(count)s more such sentences are not shown.", untold
            )
            self.troubles[MOST_TOLD:] = [FileTrouble("", "", message % {"count": untold})]
        return KoladaFiles(table_of(self.kept.values()), self.left_out, tuple(self.troubles))

    def _read_row(self, position: str, entry: Any) -> None:
        try:
            row = DataRow.model_validate(entry)
        except ValidationError as error:
            self.left_out += 1
            self.tell(position, _("Left out: %(problem)s.") % {"problem": describe(error, start=position)})
            return
        for number, value in enumerate(values_of(row)):
            self._read_value(f"{position}.values[{number}]", value)

    def _read_value(self, position: str, value: SourceValue) -> None:
        if not self._is_known(position, value):
            self.left_out += 1
            return
        reading = read_status(value.value, value.status, deleted=value.deleted)
        if reading.unread is not None:
            message = _("The status “%(status)s” is not known beside this value; it is taken as missing.")
            self.tell(position, message % {"status": reading.unread})
        unit, unit_class = self.numbers.units[value.unit]
        observation = Observation(
            self.numbers.indicators[value.kpi],
            value.period,
            SOURCE_GENDERS.index(value.gender),
            unit,
            unit_class,
            reading.value,
            reading.status,
            value.members,
        )
        self._keep(position, observation)

    def _keep(self, position: str, observation: Observation) -> None:
        kept = self.kept.setdefault(observation[:4], observation)
        if kept is observation:
            return
        self.left_out += 1
        if kept != observation:
            message = _("The same indicator, unit, year and gender stands before with another value, which is kept.")
            self.tell(position, message)

    def _is_known(self, position: str, value: SourceValue) -> bool:
        unknown = [
            (code, sentence)
            for code, known, sentence in (
                (value.kpi, self.numbers.indicators, _("The catalogue has no indicator %(code)s.")),
                (value.unit, self.numbers.units, _("No unit is known by the code %(code)s.")),
            )
            if code not in known
        ]
        for code, sentence in unknown:
            if code not in self.unknown:
                self.tell(position, sentence % {"code": code})
            self.unknown[code] = self.unknown.get(code, 0) + 1
        return not unknown

    def _tell_how_often(self) -> None:
        for code, count in self.unknown.items():
            if count > 1:
                message = _("%(count)s values of %(code)s were left out in all.")
                self.tell("", message % {"count": count, "code": code})

    def tell(self, position: str, message: str) -> None:
        self.troubles.append(FileTrouble(self.file, position, message))


def read_kolada_json(path: Path) -> KoladaFiles:
    """Read a saved file, or all in a folder in the order of their names; each is one page of /data or /oudata.

    A row that cannot be read is left out and told by its file and position; the others are kept. DomainError where
    there is no such file.
    """
    reader = _Reader(Numbers.read())
    for file in _files(path):
        reader.read(file)
    return reader.finish()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = sorted(entry for entry in path.glob("*") if entry.name.endswith(ENDINGS) and entry.is_file())
    if not found:
        raise DomainError(_("%(path)s is neither a JSON file nor a folder with any.") % {"path": path})
    return found


def _page(path: Path) -> dict[str, Any]:
    """Return a page with its list of values; ValueError with a sentence for a file that is none."""
    try:
        data = _bytes(path)
    except (OSError, EOFError, zlib.error) as problem:
        raise ValueError(_("The file cannot be read: %(problem)s.") % {"problem": problem}) from problem
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        raise ValueError(_("The file is larger than %(limit)s MB. Split it into several files.") % {"limit": limit})
    try:
        page = from_json(data.removeprefix(_BYTE_ORDER_MARK), allow_inf_nan=False)
    except ValueError as problem:
        raise ValueError(_("The file is not JSON in UTF-8: %(problem)s.") % {"problem": problem}) from problem
    if isinstance(page, dict) and isinstance(page.get("values"), list):
        return page
    raise ValueError(_("The file is not a page of Kolada's interface: it has no list “values”."))


def _bytes(path: Path) -> bytes:
    """Return at most one byte more than a file may hold, unpacked."""
    with path.open("rb") as packed:
        opened: io.BufferedIOBase = gzip.GzipFile(fileobj=packed) if path.name.endswith(".gz") else packed
        return opened.read(LARGEST_FILE + 1)
