"""What a page shows as parts of a document: the same tables and pictures, so that the figures are the same."""

from kompassros.charts.figure import Figure as Chart
from kompassros.charts.render import svg
from kompassros.documents.blocks import Column, Figure, Table
from kompassros.web import tables
from kompassros.web.cells import Cell
from kompassros.web.cells import Column as PageColumn
from kompassros.web.formats import current_language


def as_figure(chart: Chart, *, share: int = 100, titled: bool = True) -> Figure:
    """Return a chart as a figure of a document: its finding above it, and all that it shows as alternative text."""
    told = f"{chart.title.rstrip('.')}. {chart.description}".strip()
    picture = svg(chart, language=current_language()).encode()
    return Figure(picture, told, chart.title if titled else "", share)


def as_table(table: tables.Table) -> Table:
    """Return a table of a page as one of a document, its footer as the last rows; remarks stand in their cells."""
    columns = tuple(Column(column.for_sheet().head, numeric=column.kind == "number") for column in table.columns)
    rows = [tuple(_said(row.cells[column.key], column) for column in table.columns) for row in table.rows]
    rows += [tuple(_said(row.cells[column.key], column) for column in table.columns) for row in table.footer]
    return Table(str(table.caption), columns, tuple(rows))


def _said(cell: Cell, column: PageColumn) -> str:
    shown = cell.shown(column)
    return f"{shown}\n{cell.note}" if cell.note else shown
