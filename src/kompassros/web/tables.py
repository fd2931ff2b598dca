"""Tables that a reader sorts, filters, turns the pages of and takes home, with or without scripts.

For a table called ``results`` the address carries ``results-sort=key`` (``-key`` turns it round),
``results-q=text`` and ``results-page=2``; ``format=csv&table=results`` downloads it. Unknown values are
passed over, since addresses are shared and columns change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import Promise
from django.utils.translation import ngettext

from kompassros.charts.figure import Figure
from kompassros.charts.render import png, svg
from kompassros.documents.sheets import Rows, SheetColumn, write_csv, write_xlsx
from kompassros.methods.ordering import search_key
from kompassros.web.cells import Cell, Column, Kind, Row
from kompassros.web.formats import current_language, format_number
from kompassros.web.pages import Pages, pages_of

__all__ = ["Cell", "Column", "Kind", "PreparedTable", "Row", "Table", "respond_with_download"]

PAGE_SIZE = 50
FILTER_FROM = 12
MIDDLE_FROM = 5
WIDE_FROM = 8
TABLE_KINDS = ("csv", "xlsx")
FIGURE_KINDS = ("svg", "png", "csv")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
}


@dataclass(frozen=True)
class Table:
    """A table of a page.

    name: unique on the page, a slug. caption: what the table shows. rows: in their own first order.
    footer: rows that always stand last (totals, references). empty_text: said when there are no rows at all.
    source: where the numbers come from; it goes along into downloaded files.
    filtered: whether there is a filter box; None offers it from 12 rows (own choice).
    passing: whether the page answers something that was sent, so that no address shows the table again: then it has
    all rows on one page, and no order, filter or files to choose.
    """

    name: str
    caption: str | Promise
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty_text: str | Promise = ""
    footer: Sequence[Row] = ()
    source: str | Promise = ""
    filtered: bool | None = None
    passing: bool = False

    def __post_init__(self) -> None:
        """Refuse a row that lacks a column's cell, so that no empty cell is ever shown in silence."""
        keys = {column.key for column in self.columns}
        for row in (*self.rows, *self.footer):
            if keys - row.cells.keys():
                raise ValueError(f"a row of {self.name} lacks {sorted(keys - row.cells.keys())}")

    def prepare(self, request: HttpRequest) -> "PreparedTable":
        """Return the table sorted, filtered and paged as the request's address asks."""
        return PreparedTable(self, request.GET, request.path)


@dataclass(frozen=True)
class Head:
    """A column's head. href: orders by it, empty when it cannot. order: ascending, descending or none."""

    column: Column
    href: str
    order: str


@dataclass(frozen=True)
class ShownCell:
    """A cell as the template draws it."""

    column: Column
    cell: Cell
    text: str
    href: str | None

    @property
    def numeric(self) -> bool:
        """Whether it stands to the right."""
        return self.column.kind == "number"


@dataclass(frozen=True)
class PreparedTable:
    """A table as one request asks for it."""

    table: Table
    query: QueryDict
    path: str

    def _parameter(self, what: str) -> str:
        return "" if self.table.passing else self.query.get(f"{self.table.name}-{what}", "")

    def address(self, **changes: str) -> str:
        """The query string with these parameters of this table changed; an empty one is left out."""
        query = self.query.copy()
        for what, value in changes.items():
            query[f"{self.table.name}-{what}"] = value
            if not value:
                del query[f"{self.table.name}-{what}"]
        return f"?{query.urlencode()}"

    @property
    def search(self) -> str:
        """What the reader typed into the filter."""
        return self._parameter("q").strip()

    @cached_property
    def matching(self) -> list[Row]:
        """Rows that hold every typed word, in the order asked for."""
        words = search_key(self.search).split()
        said = ((row, search_key(row.texts(self.table.columns)) if words else "") for row in self.table.rows)
        return self._ordered([row for row, text in said if all(word in text for word in words)])

    def _ordered(self, rows: list[Row]) -> list[Row]:
        key = self._parameter("sort").removeprefix("-")
        if not any(column.key == key and column.sort for column in self.table.columns):
            return rows
        placed = [row for row in rows if row.cells[key].sortable()]
        placed.sort(key=lambda row: row.cells[key].order(), reverse=self._parameter("sort").startswith("-"))
        return [*placed, *(row for row in rows if not row.cells[key].sortable())]

    @cached_property
    def pages(self) -> Pages:
        """The pages of the matching rows and the one asked for."""
        asked = self._parameter("page")
        count = len(self.matching)
        size = max(count, 1) if self.table.passing else PAGE_SIZE
        return pages_of(count, size, asked, self._page_address)

    def _page_address(self, number: int) -> str:
        return self.address(page="" if number == 1 else str(number))

    @property
    def heads(self) -> list[Head]:
        """Heads with the links that order the table: texts from the first, numbers from the highest."""
        return [self._head(column) for column in self.table.columns]

    def _head(self, column: Column) -> Head:
        if self.table.passing or not column.sort or len(self.table.rows) < 2:
            return Head(column, "", "")
        up, down = column.key, f"-{column.key}"
        order = {up: "ascending", down: "descending"}.get(self._parameter("sort"), "none")
        first, second = (down, up) if column.kind == "number" else (up, down)
        turned = second if self._parameter("sort") == first else first
        return Head(column, self.address(sort=turned, page=""), order)

    @property
    def lines(self) -> list[list[ShownCell]]:
        """The rows of this page."""
        return [self._line(row) for row in self.matching[self.pages.start : self.pages.stop]]

    @property
    def footer(self) -> list[list[ShownCell]]:
        """The rows that always stand last."""
        return [self._line(row) for row in self.table.footer]

    def _line(self, row: Row) -> list[ShownCell]:
        cells = [(column, row.cells[column.key]) for column in self.table.columns]
        return [
            ShownCell(column, cell, cell.shown(column), row.href if number == 0 else cell.href)
            for number, (column, cell) in enumerate(cells)
        ]

    @property
    def has_filter(self) -> bool:
        """Whether there is a filter box."""
        wanted = False if self.table.passing else self.table.filtered
        return len(self.table.rows) >= FILTER_FROM if wanted is None else wanted

    @property
    def width(self) -> str:
        """Return narrow, middle or wide: by the number of columns, so that few do not drift apart, or for sentences."""
        if any(column.prose for column in self.table.columns):
            return "wide"
        count = len(self.table.columns)
        return "narrow" if count < MIDDLE_FROM else "middle" if count < WIDE_FROM else "wide"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Parameters that the filter's form must carry along."""
        own = {f"{self.table.name}-q", f"{self.table.name}-page"}
        return [(key, value) for key, values in self.query.lists() if key not in own for value in values]

    @property
    def status(self) -> str:
        """How many rows there are, and how many of them match, as a sentence."""
        count, total = len(self.matching), len(self.table.rows)
        if not self.search:
            return ngettext("%(count)s row", "%(count)s rows", total) % {"count": format_number(total)}
        sentence = ngettext(
            "%(count)s of %(total)s rows matches “%(text)s”",
            "%(count)s of %(total)s rows match “%(text)s”",
            count,
        )
        return sentence % {"count": format_number(count), "total": format_number(total), "text": self.search}

    @property
    def downloads(self) -> list[tuple[str, str]]:
        """Names and addresses of the files."""
        if self.table.passing:
            return []
        return _download_links(self.query, "table", self.table.name, TABLE_KINDS)

    def file(self, kind: str) -> bytes:
        """The table as CSV or XLSX: every matching row in the order shown, then the footer."""
        rows: Rows = [
            [row.cells[column.key].for_sheet(column) for column in self.table.columns]
            for row in (*self.matching, *self.table.footer)
        ]
        columns = [column.for_sheet() for column in self.table.columns]
        if kind == "csv":
            return write_csv(columns, rows, current_language())
        return write_xlsx(str(self.table.caption), columns, rows, str(self.table.source), current_language())


def figure_downloads(figure: Figure, request: HttpRequest) -> list[tuple[str, str]]:
    """Names and addresses of a figure's files."""
    return _download_links(request.GET, "figure", figure.name, FIGURE_KINDS)


def _download_links(query: QueryDict, part: str, name: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    changed = query.copy()
    changed[part] = name
    links = []
    for kind in kinds:
        changed["format"] = kind
        links.append((kind.upper(), f"?{changed.urlencode()}"))
    return links


def respond_with_download(request: HttpRequest, *parts: Table | Figure) -> HttpResponse | None:
    """Return the file that the address asks for (``format`` with ``table`` or ``figure``), else None.

    A name that is none of the parts, and a format that the part does not have, give None: the page answers.
    """
    kind = request.GET.get("format", "")
    for part in parts:
        if isinstance(part, Table) and part.name == request.GET.get("table") and kind in TABLE_KINDS:
            return _attachment(part.prepare(request).file(kind), part.name, kind)
        if isinstance(part, Figure) and part.name == request.GET.get("figure") and kind in FIGURE_KINDS:
            return _attachment(_figure_file(part, kind), part.name, kind)
    return None


def _figure_file(figure: Figure, kind: str) -> bytes:
    if kind == "csv":
        return write_csv([SheetColumn(label) for label in figure.columns], figure.rows, current_language())
    return svg(figure, language=current_language()).encode() if kind == "svg" else png(figure)


def _attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="kompassros-{name}.{kind}"'
    return HttpResponse(content, content_type=TYPES[kind], headers={"Content-Disposition": disposition})
