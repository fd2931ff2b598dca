"""A table from outside in the first sheet of a workbook, read as one of CSV is: header, rows, what is wrong where."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from kompassros.documents.workbooks import ReadValue, WorkbookError, read_workbook
from kompassros.records.errors import DomainError
from kompassros.records.filled_forms import refuse_formula
from kompassros.records.tabular import UNPRINTABLE, TextTable, Trouble, error, read_table, table_of


def read_table_file(
    name: str, data: bytes, *, required: Sequence[str], known: Sequence[str], rename: Callable[[str], str] = str
) -> TextTable:
    """Read a table from a workbook or from CSV, by the ending of the file's name; ``rename`` as in ``read_table``."""
    if name.lower().endswith(".xlsx"):
        return read_workbook_table(data, required=required, known=known, rename=rename)
    return read_table(data, required=required, known=known, rename=rename)


def read_workbook_table(
    data: bytes, *, required: Sequence[str], known: Sequence[str], rename: Callable[[str], str] = str
) -> TextTable:
    """Read the first sheet of a workbook; a formula is told by its row and column."""
    try:
        sheets = read_workbook(data)
    except WorkbookError:
        message = _("The file is not a workbook that can be read. Save it as XLSX and try again.")
        return TextTable((), (), (error(0, "", message),))
    rows = next(iter(sheets.values()), [])
    table = table_of(
        [["" if value is None else str(value) for value in row] for row in rows],
        required=required,
        known=known,
        rename=rename,
    )
    return replace(table, troubles=table.troubles + tuple(_unreadable(table.columns, rows)))


def _unreadable(columns: Sequence[str], rows: Sequence[Sequence[ReadValue]]) -> Iterator[Trouble]:
    for number, row in enumerate(rows, start=1):
        for column, value in zip(columns, row, strict=False):
            try:
                refuse_formula(value)
            except DomainError as refused:
                yield error(number, column, str(refused))
            if isinstance(value, str) and UNPRINTABLE.search(value):
                yield error(number, column, _("The text holds characters that cannot be shown. Type it anew."))
