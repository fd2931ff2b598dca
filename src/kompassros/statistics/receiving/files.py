"""A file of statistics of any of the kinds that are read: tables, or a JSON-stat dataset."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.records.file_types import FileType
from kompassros.statistics.receiving.cells import SheetFile
from kompassros.statistics.receiving.jsonstat import Dataset, read_dataset
from kompassros.statistics.receiving.sheets import read_sheets, refuse_name, refuse_size

_LABEL: Promise = _("a JSON-stat dataset")
_JSON = FileType("application/json", (".json", ".jsonstat", ".json-stat"), _LABEL)


def read_file(data: bytes, name: str) -> SheetFile | Dataset:
    """Return what a file holds; DomainError says why it is refused and how to mend it."""
    refuse_size(data)
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return read_sheets(data, name)
    found = read_dataset(data, name)
    refuse_name(name, _JSON)
    return found
