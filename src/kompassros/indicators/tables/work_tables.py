"""The tables of the pages of files of statistics."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.tables.in_words import lines_of
from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.reading import Mapping
from kompassros.indicators.tables.report import Report
from kompassros.indicators.tables.words import GENDERS, STATUSES
from kompassros.statistics.models import KeptMapping
from kompassros.statistics.receiving.troubles import column_letters
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

State = TableImport.State
_TONES: dict[str, Tone] = {
    State.READING: "info",
    State.REFUSED: "danger",
    State.READ: "warning",
    State.STORING: "info",
    State.STORED: "success",
    State.WITHDRAWN: "neutral",
}
SHOWN_COLUMNS, SHOWN_ROWS = 10, 8


def imports(received: Iterable[TableImport]) -> Table:
    """Return the files that were sent in, each leading to its page."""
    return Table(
        "files",
        _("Files that were sent in"),
        (
            Column("file", _("File")),
            Column("country", _("Country")),
            Column("sent", _("Sent"), "date"),
            Column("person", _("By")),
            Column("state", _("State"), "tag"),
            Column("dataset", _("Dataset")),
            Column("release", _("Release"), "number"),
        ),
        [_import_row(one) for one in received],
        empty_text=_("Nobody has sent in a table yet. Each one is listed here, also those that were not stored."),
    )


def _import_row(one: TableImport) -> Row:
    cells = {
        "file": Cell(one.file_name),
        "country": Cell(one.organisation.name),
        "sent": Cell(one.created_at),
        "person": Cell(str(one.created_by)),
        "state": Cell(one.get_state_display(), tone=_TONES[one.state]),
        "dataset": Cell(one.dataset.title) if one.dataset else Cell(None, _("not chosen")),
        "release": Cell(one.release.number) if one.release else Cell(None, _("none")),
    }
    return Row(cells, reverse("tables:import", args=[one.pk]))


def kept_mappings(kept: Iterable[KeptMapping]) -> Table:
    """Return the mappings that are used again."""
    return Table(
        "mappings",
        _("Mappings that are kept"),
        (
            Column("name", _("Name")),
            Column("kind", _("For")),
            Column("dataset", _("Dataset")),
            Column("times", _("Times used"), "number"),
            Column("used", _("Last used"), "date"),
            Column("person", _("By")),
        ),
        [_kept_row(one) for one in kept],
        empty_text=_("None yet. The mapping of each file that is stored is kept for the next file of the same shape."),
    )


def _kept_row(one: KeptMapping) -> Row:
    return Row({
        "name": Cell(one.name),
        "kind": Cell(one.get_kind_display()),
        "dataset": Cell(one.dataset.title) if one.dataset else Cell(None, _("not chosen")),
        "times": Cell(one.times_used),
        "used": Cell(one.used_at),
        "person": Cell(str(one.used_by or "Kompassros")),
    })  # fmt: skip


def mapping(found: Mapping) -> Table:
    """Return how a file is read."""
    lines = lines_of(found)
    columns = [Column("what", _("What")), Column("said", _("Where it stands, or what it is"), prose=True)]
    has_sheets = any(line.sheets for line in lines)
    if has_sheets:
        columns.insert(0, Column("sheets", _("Sheets")))
    return Table("mapping", _("How the file is read"), columns, [_said(*line) for line in lines], filtered=False)


def _said(sheets: str, what: str, said: str) -> Row:
    return Row({"sheets": Cell(sheets or _("all")), "what": Cell(what), "said": Cell(said)})


def reasons(report: Report) -> Table:
    """Return why the mapping was guessed, or is taken over, as it is."""
    return Table(
        "reasons",
        _("Why the file is read so"),
        (Column("sheets", _("Sheets")), Column("what", _("What")), Column("said", _("Why"), prose=True)),
        [_said(*reason) for reason in report.get("reasons", ())],
        filtered=False,
    )


def troubles(report: Report, file_name: str) -> Table:
    """Return everything that cannot be taken in, by file, sheet, row and column."""
    return Table(
        "troubles",
        _("What cannot be taken in"),
        (
            Column("file", _("File")),
            Column("sheet", _("Sheet")),
            Column("row", _("Row"), "number"),
            Column("column", _("Column")),
            Column("message", _("In words"), sort=False, prose=True),
        ),
        [_trouble_row(file_name, *one) for one in report.get("troubles", ())],
        empty_text=_("Nothing: every value is read."),
    )


def _trouble_row(file_name: str, sheet: str, row: int, column: int, message: str) -> Row:
    letters = Cell(column_letters(column), sort=column) if column else Cell(None, _("all of it"))
    return Row({
        "file": Cell(file_name),
        "sheet": Cell(sheet) if sheet else Cell(None, _("all of it")),
        "row": Cell(row) if row else Cell(None, _("all of it")),
        "column": letters,
        "message": Cell(message),
    })  # fmt: skip


def first_values(report: Report) -> Table:
    """Return the first observations beside what was printed."""
    return Table(
        "values",
        _("The first values, beside what was printed"),
        (
            Column("printed", _("Printed")),
            Column("value", _("Value"), "number"),
            Column("status", _("Status")),
            Column("indicator", _("Indicator")),
            Column("unit", _("Unit")),
            Column("period", _("Year"), "number"),
            Column("gender", _("Gender")),
            Column("place", _("Stands in")),
        ),
        [_first_row(report, *one) for one in report.get("first", ())],
        empty_text=_("No value is read by this mapping."),
    )


def _first_row(report: Report, *one: Any) -> Row:
    indicator, unit, period, gender, value, status, measured, sheet, row, column, printed = one
    titles = {code: title for code, title, _count in (*report["indicators"], *report["units"])}
    place = f"{column_letters(column)}{row}" if column else str(row)
    return Row({
        "printed": Cell(printed) if printed else Cell(None, _("nothing")),
        "value": Cell(None, _("no value")) if value is None else Cell(Decimal(value), note=measured or None),
        "status": Cell(STATUSES[status]),
        "indicator": Cell(indicator, note=titles.get(indicator)),
        "unit": Cell(unit, note=titles.get(unit)),
        "period": Cell(period, str(period)),
        "gender": Cell(GENDERS[gender]),
        "place": Cell(f"{sheet}, {place}"),
    })  # fmt: skip


def counted(name: str, caption: str, what: str, found: Sequence[Sequence[Any]]) -> Table:
    """Return how many values there are of each indicator or unit."""
    rows = [
        Row({"code": Cell(code), "title": Cell(title), "count": Cell(count)}) for code, title, count in found
    ]  # fmt: skip
    columns = (Column("code", _("Code")), Column("title", what), Column("count", _("Values"), "number"))
    return Table(name, caption, columns, rows)


def beginnings(report: Report) -> list[Table]:
    """Return how each sheet of the file begins, cell by cell."""
    return [_beginning(number, sheet) for number, sheet in enumerate(report.get("sheets", ())) if sheet["rows"]]


def _beginning(number: int, sheet: Report) -> Table:
    last = max(column for _row, cells in sheet["rows"] for column, _text in cells)
    shown = range(1, min(last, SHOWN_COLUMNS) + 1)
    columns = [Column("row", _("Row"), sort=False)]
    columns += [Column(column_letters(column).lower(), column_letters(column), sort=False) for column in shown]
    rows = []
    for row, cells in sheet["rows"][:SHOWN_ROWS]:
        texts = dict(cells)
        rest = {column_letters(column).lower(): Cell(texts.get(column, "")) for column in shown}
        rows.append(Row({"row": Cell(row, str(row)), **rest}))
    caption = _("The first rows of “%(name)s”") % {"name": sheet["name"]}
    return Table(f"sheet{number}", caption, columns, rows, filtered=False)


def dimensions(report: Report) -> Table:
    """Return the dimensions of a dataset with their first categories."""
    rows = [
        Row({
            "key": Cell(one["key"]),
            "label": Cell(one["label"]),
            "count": Cell(one["count"]),
            "first": Cell(", ".join(_category(code, label) for code, label in one["categories"][:6])),
        })
        for one in report.get("dimensions", ())
    ]  # fmt: skip
    columns = (
        Column("key", _("Key")),
        Column("label", _("Dimension")),
        Column("count", _("Categories"), "number"),
        Column("first", _("The first ones"), sort=False, prose=True),
    )
    return Table("dimensions", _("The dimensions of the dataset"), columns, rows, filtered=False)


def _category(code: str, label: str) -> str:
    return code if code == label else f"{code} {label}"
