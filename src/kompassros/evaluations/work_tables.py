"""The tables of the administrator's pages."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations import columns, wording
from kompassros.evaluations.imports import CORRECTION, NEW, REFUSED, UNCHANGED
from kompassros.evaluations.models import ResultImport, ScoreSheet
from kompassros.evaluations.sheet import Sheet
from kompassros.methods.ordering import sort_key
from kompassros.records.tabular import Severity
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.formats import current_language, format_date, format_number
from kompassros.web.tables import Table

Change = Sequence[str]
_TONES: dict[str, Tone] = {
    Severity.ERROR: "danger",
    Severity.QUESTION: "warning",
    Severity.NOTE: "info",
    NEW: "success",
    CORRECTION: "warning",
    UNCHANGED: "neutral",
    REFUSED: "danger",
    ResultImport.State.CHECKING: "info",
    ResultImport.State.READY: "warning",
    ResultImport.State.STORED: "success",
    ResultImport.State.WITHDRAWN: "neutral",
}


def name_of(sheet: Sheet) -> str:
    """Return the municipality, or the name of a reference in the reader's language."""
    return sheet.name.get(current_language()) or sheet.organisation_name


def title_of(sheet: Sheet) -> str:
    """Return the name with the year, where there is one that the name does not say."""
    name = name_of(sheet)
    return name if sheet.year is None or str(sheet.year) in name else f"{name} {sheet.year}"


def published_sheets(rows: Iterable[ScoreSheet]) -> Table:
    """Return the sheets that a person may correct; a row leads to its correction, the corrections to the history."""
    return Table(
        "sheets",
        _("Published results"),
        (
            Column("name", _("Municipality or reference")),
            Column("year", _("Year"), "number"),
            Column("version", _("Version as printed")),
            Column("total", _("Total"), "number", unit=_("points")),
            Column("status", _("Total is")),
            Column("adds_up", _("Areas add up")),
            Column("published", _("Last published"), "date"),
            Column("history", _("History"), "link"),
        ),
        [_published_row(row, sheet) for row, sheet in _in_order(rows)],
        empty_text=_("Nothing is published here yet. Import a file of published results, such as the example file."),
    )


def _in_order(rows: Iterable[ScoreSheet]) -> list[tuple[ScoreSheet, Sheet]]:
    """Read the sheets and put them in the order of their names, the latest year first."""
    language = current_language()
    read = [(row, row.read()) for row in rows]
    read.sort(key=lambda one: (sort_key(name_of(one[1]), language), -(one[1].year or 0)))
    return read


def _published_row(row: ScoreSheet, sheet: Sheet) -> Row:
    total = sheet.total()
    cells = {
        "name": Cell(name_of(sheet), note=", ".join(_marks(sheet)) or None),
        "year": year_cell(sheet.year),
        "version": Cell(sheet.version_printed) if sheet.version_printed else Cell(None, _("not stated")),
        "total": Cell(None, _("not published")) if total.total is None else Cell(total.total, points(total.total)),
        "status": Cell(wording.ORIGINS[total.origin.value]),
        "adds_up": _adds_up(sheet),
        "published": Cell(row.published_at, format_date(row.published_at)),
        "history": _history_cell(row),
    }
    return Row(cells, reverse("evaluations:correct", args=[row.slug]))


def _marks(sheet: Sheet) -> list[str]:
    reference = [_("reference")] if sheet.kind == "reference" else []
    return [*reference, _("made-up demo data")] if sheet.made_up else reference


def points(value: Decimal) -> str:
    """Return points as printed; a sum that comes out whole has no decimals."""
    return format_number(value.to_integral_value() if value == value.to_integral_value() else value)


def _history_cell(row: ScoreSheet) -> Cell:
    count = row.number - 1
    told = ngettext("%(count)s correction", "%(count)s corrections", count) % {"count": count}
    return Cell(count, told if count else _("published once"), href=reverse("evaluations:history", args=[row.slug]))


def year_cell(year: int | None) -> Cell:
    """Return a year as it is written, without a blank between the thousands."""
    return Cell(None, _("not stated")) if year is None else Cell(year, str(year))


def _adds_up(sheet: Sheet) -> Cell:
    total = sheet.total()
    if total.adds_up is None or total.area_sum is None:
        return Cell(None, _("cannot be checked"))
    if total.adds_up:
        return Cell(_("yes"))
    return Cell(_("no: the areas give %(sum)s") % {"sum": points(total.area_sum)})


def changes(name: str, caption: str, found: Iterable[Change]) -> Table:
    """Return what changed: figure, before, after."""
    rows = [Row(_change_cells(change)) for change in found]
    return Table(name, caption, _change_columns(), rows, filtered=False)


def _change_columns() -> tuple[Column, ...]:
    return (Column("figure", _("What")), Column("before", _("Before")), Column("after", _("After")))


def _change_cells(change: Change) -> dict[str, Cell]:
    column, before, after = change
    return {
        "figure": Cell(columns.label(column)),
        "before": Cell(columns.value_text(column, before)),
        "after": Cell(columns.value_text(column, after)),
    }


def imports(received: Iterable[ResultImport]) -> Table:
    """Return the files that were sent in, each leading to its report."""
    return Table(
        "imports",
        _("Files that were sent in"),
        (
            Column("file", _("File")),
            Column("country", _("Country")),
            Column("sent", _("Sent"), "date"),
            Column("person", _("By")),
            Column("state", _("State"), "tag"),
            Column("rows", _("Rows"), "number"),
        ),
        [_import_row(one) for one in received],
        empty_text=_(
            "Nobody has sent in a file yet. Each file is listed here with its report, also those that had errors."
        ),
    )


def _import_row(one: ResultImport) -> Row:
    counts = one.report.get("counts")
    cells = {
        "file": Cell(one.file_name),
        "country": Cell(one.organisation.name),
        "sent": Cell(one.created_at),
        "person": Cell(str(one.created_by)),
        "state": Cell(one.get_state_display(), tone=_TONES.get(one.state, "danger")),
        "rows": Cell(sum(counts.values())) if counts else Cell(None, _("not counted yet")),
    }
    return Row(cells, reverse("evaluations:report", args=[one.pk]))


def troubles(report: dict[str, Any]) -> Table:
    """Return every trouble of a file by row and column, errors first."""
    told = [*report.get("troubles", ()), *(one for row in report.get("rows", ()) for one in row["troubles"])]
    order = list(Severity)
    told.sort(key=lambda one: (order.index(one["severity"]), one["row"]))
    return Table(
        "troubles",
        _("What to mend, to answer and to know"),
        (
            Column("row", _("Row")),
            Column("column", _("Column")),
            Column("severity", _("Kind"), "tag"),
            Column("message", _("In words"), sort=False, prose=True),
        ),
        [Row(_trouble_cells(one, order)) for one in told],
        empty_text=_("Nothing: every row is right."),
    )


def _trouble_cells(one: dict[str, Any], order: list[Severity]) -> dict[str, Cell]:
    kinds = {Severity.ERROR: _("error"), Severity.QUESTION: _("question"), Severity.NOTE: _("remark")}
    severity = Severity(one["severity"])
    return {
        "row": _row_cell(one["row"]),
        "column": Cell(one["column"] or _("all of it")),
        "severity": Cell(kinds[severity], sort=order.index(severity), tone=_TONES[severity]),
        "message": Cell(one["message"]),
    }


def _row_cell(number: int) -> Cell:
    """Return a line of the file; 0 is the file as a whole."""
    said = (_("Row %(number)s") % {"number": number}).replace(" ", "\u00a0")
    return Cell(number, said if number else _("The whole file"))


def rows(report: dict[str, Any]) -> Table:
    """Return what becomes of each row."""
    return Table(
        "rows",
        _("What becomes of each row"),
        (
            Column("row", _("Row")),
            Column("label", _("Municipality and year")),
            Column("action", _("What happens"), "tag"),
        ),
        [Row(_row_cells(one)) for one in report.get("rows", ())],
    )


def _row_cells(row: dict[str, Any]) -> dict[str, Cell]:
    actions = {
        NEW: _("new"),
        CORRECTION: _("correction"),
        UNCHANGED: _("published already, no change"),
        REFUSED: _("refused"),
    }
    return {
        "row": _row_cell(row["number"]),
        "label": Cell(row["label"]),
        "action": Cell(actions[row["action"]], tone=_TONES[row["action"]]),
    }


def changes_of_rows(report: dict[str, Any]) -> Table:
    """Return what the corrections of a file change, figure by figure."""
    found = [
        Row({"row": _row_cell(row["number"]), "label": Cell(row["label"]), **_change_cells(change)})
        for row in report.get("rows", ())
        for change in row["changes"]
    ]
    head = (Column("row", _("Row")), Column("label", _("Municipality and year")))
    return Table("changes", _("What the corrections change"), (*head, *_change_columns()), found)


def column_help() -> Table:
    """Return what each column of a file holds."""
    return Table(
        "columns",
        _("The columns of the file"),
        (
            Column("names", _("Column"), sort=False),
            Column("label", _("What it is"), sort=False),
            Column("text", _("What to write"), sort=False, prose=True),
            Column("required", _("Needed"), sort=False),
        ),
        [
            Row({
                "names": Cell(one.names),
                "label": Cell(one.label),
                "text": Cell(one.text),
                "required": Cell(_("yes") if one.required else _("no")),
            })
            for one in columns.help_texts()
        ],
        filtered=False,
    )  # fmt: skip
