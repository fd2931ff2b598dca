"""A file of statistics read as tables: CSV and its relatives, or a workbook; what it is, its content says."""

import io
from pathlib import PurePath

from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.records.file_types import CSV, OFFICE, TEXT, FileType, is_packed, recognise
from kompassros.statistics.receiving.cells import SheetFile
from kompassros.statistics.receiving.limits import LARGEST_FILE
from kompassros.statistics.receiving.text_sheets import read_text
from kompassros.statistics.receiving.workbook_sheets import read_workbook

_WORKBOOK = next(kind for kind in OFFICE if ".xlsx" in kind.endings)
_TEXT = FileType("text/csv", (".csv", ".tsv", ".tab", ".txt"), CSV.label)
_HEAD = 4096


def read_sheets(data: bytes, name: str) -> SheetFile:
    """Return a file as sheets of cells; DomainError says why it is refused and how to mend it."""
    refuse_size(data)
    if is_packed(data):
        found = read_workbook(data, name)
        refuse_name(name, _WORKBOOK)
        return found
    refuse_web_page(data)
    kind = recognise(io.BytesIO(data), data[:_HEAD], CSV)
    if kind not in (CSV, TEXT):
        message = _("The file is %(kind)s. A table is needed: save it as XLSX or CSV.")
        raise DomainError(message % {"kind": kind.label})
    refuse_name(name, _TEXT)
    return read_text(data, name)


def refuse_size(data: bytes) -> None:
    """Raise DomainError for an empty file and for one larger than 10 MB."""
    if not data:
        raise DomainError(_("The file is empty. Choose the one with the content."))
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // (1024 * 1024)
        raise DomainError(_("The file is larger than %(limit)s MB. Split it into several files.") % {"limit": limit})


def refuse_name(name: str, kind: FileType) -> None:
    """Raise DomainError where the ending of the name is none that files of this kind have."""
    if PurePath(name).suffix.lower() not in kind.endings:
        message = _(
            "The name does not fit: the file is %(kind)s. Let the name end with %(ending)s, if it is the right file."
        )
        raise DomainError(message % {"kind": kind.label, "ending": kind.endings[0]})


def refuse_web_page(data: bytes) -> None:
    """Raise DomainError for HTML, which many systems give out under the name of an Excel file."""
    if data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise DomainError(
            _(
                "The file is a web page, whatever its name says. Open it in a spreadsheet program and save it as XLSX "
                "or CSV."
            )
        )
