"""Sets as files: YAML in the layout of the packaged sets, and a workbook with one measure a row."""

from dataclasses import asdict, dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _
from pydantic import ValidationError

from kompassros.documents.workbooks import Sheet, WorkbookError, read_workbook, write_workbook
from kompassros.indicators import queries
from kompassros.indicators.measure_sets import SetFile, parse_set
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.sets.content import MOST_MEASURES, Head, Line, head_of, head_of_file, line_of, lines_of_file
from kompassros.indicators.sets.differences import lines_of
from kompassros.records.errors import DomainError

LARGEST = 1024 * 1024
_COLUMNS = ("code", "area", "title", "direction", "level")
_MEASURES, _ABOUT = "measures", "about"
_SHOWN = "shown as"
"""A column for readers only: the set's words or, without such, the catalogue's title. It is not read in."""
_HEAD = ("title", "year", "source", "signs")
_MOST_TOLD = 5


@dataclass(frozen=True)
class ReadSet:
    """A file that was read: the head and the measures that a set would have."""

    head: Head
    lines: tuple[Line, ...]


def write_yaml(measure_set: MeasureSet) -> bytes:
    """Return a set as YAML; what is empty is left out, as in the packaged files."""
    head = {"key": measure_set.key, **asdict(head_of(measure_set)), "complete": measure_set.complete}
    told: dict[str, Any] = {name: value for name, value in head.items() if value not in ("", None)}
    told["signs"] = str(told["signs"])
    told["measures"] = [
        {name: getattr(line, name) for name in _COLUMNS if getattr(line, name)} for line in _own_lines(measure_set)
    ]
    written: str = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)
    return written.encode()


def _own_lines(measure_set: MeasureSet) -> list[Line]:
    """Return the lines as they are stored, so that what is read in again is the same."""
    return [line_of(one) for one in measure_set.measures.order_by("position")]


def write_xlsx(measure_set: MeasureSet) -> bytes:
    """Return a set as a workbook: the sheets measures and about, with the names that are read in again."""
    pairs = zip(_own_lines(measure_set), lines_of(queries.measures(measure_set)), strict=True)
    rows = [(*(getattr(line, name) for name in _COLUMNS), shown.title) for line, shown in pairs]
    head = head_of(measure_set)
    about = [(name, "" if getattr(head, name) is None else str(getattr(head, name))) for name in _HEAD]
    sheets = (Sheet(_MEASURES, (*_COLUMNS, _SHOWN), rows), Sheet(_ABOUT, ("name", "value"), about))
    return write_workbook(sheets, title=measure_set.title)


def packed(read: ReadSet) -> str:
    """Return what was read as text that ``read_file`` reads again, to travel with a form."""
    told = asdict(read.head) | {"key": "file", "complete": True, "measures": [asdict(line) for line in read.lines]}
    for one in told["measures"]:
        one["direction"] = one["direction"] or None
    written: str = yaml.safe_dump(SetFile.model_validate(told).model_dump(mode="json"), allow_unicode=True)
    return written


def read_file(name: str, content: bytes) -> ReadSet:
    """Read a set from YAML or XLSX, by the ending of its name. DomainError says what is wrong, and where."""
    if len(content) > LARGEST:
        raise DomainError(_("The file is larger than 1 MB. A set's list is never that large."))
    read = _from_workbook(content) if name.lower().endswith(".xlsx") else _from_yaml(content)
    if len(read.measures) > MOST_MEASURES:
        raise DomainError(_("A set has at most %(most)s measures.") % {"most": MOST_MEASURES})
    return ReadSet(head_of_file(read), tuple(lines_of_file(read)))


def _from_yaml(content: bytes) -> SetFile:
    try:
        # References let a small file unpack to a huge one, and no set needs them.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(content, Loader=yaml.SafeLoader)):
            raise DomainError(_("The file uses references (&, *), which a set's file does not need. Write them out."))
        return parse_set(content)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError, TypeError) as error:
        raise DomainError(_said(error)) from None


def _from_workbook(content: bytes) -> SetFile:
    try:
        sheets = read_workbook(content)
    except WorkbookError:
        raise DomainError(_("The file is not a workbook that can be read. Save it as XLSX and try again.")) from None
    if _MEASURES not in sheets or _ABOUT not in sheets:
        raise DomainError(_("The workbook needs the sheets “measures” and “about”, as in the file of a set."))
    about = {_text(row[0]): _text(row[1]) for row in sheets[_ABOUT] if len(row) > 1}
    told: dict[str, Any] = {name: about[name] for name in _HEAD if about.get(name)}
    told |= {"key": "file", "complete": True, "measures": _measures(sheets[_MEASURES])}
    try:
        return SetFile.model_validate(told)
    except ValidationError as error:
        raise DomainError(_said(error)) from None


def _measures(rows: list[list[Any]]) -> list[dict[str, str]]:
    names = [_text(value).lower() for value in rows[0]] if rows else []
    if not {"code", "title"} & set(names):
        raise DomainError(_("The first row of the sheet “measures” must name the columns: code, area, title, …"))
    found = []
    for row in rows[1:]:
        cells = {name: _text(value) for name, value in zip(names, row, strict=False) if name in _COLUMNS}
        if any(cells.values()):
            found.append({name: value for name, value in cells.items() if value})
    return found


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _said(error: Exception) -> str:
    """Say what is wrong with a file: the first faults with their places."""
    if isinstance(error, ValidationError):
        told = [f"{_place(fault['loc'])}: {fault['msg']}" for fault in error.errors()[:_MOST_TOLD]]
        return _("The file cannot be taken in: %(faults)s") % {"faults": "; ".join(told)}
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return _("The file is not YAML that can be read; look at line %(line)s.") % {
            "line": error.problem_mark.line + 1
        }
    return _("The file is not YAML that can be read.")


def _place(parts: tuple[int | str, ...]) -> str:
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in parts) or _("file")
