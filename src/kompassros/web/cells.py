"""What a table is made of: columns, cells, rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise

from kompassros.documents.sheets import SheetColumn
from kompassros.documents.sheets import Value as SheetValue
from kompassros.methods.ordering import sort_key
from kompassros.web.formats import current_language, format_date, format_datetime, format_number

Kind = Literal["text", "number", "link", "date", "tag"]
Sign = Literal["better", "middle", "worse", "unmeasured"]
Tone = Literal["neutral", "info", "success", "warning", "danger"]
Value = str | Promise | Decimal | int | date | None
SortKey = tuple[int, str | Decimal | int]

SIGNS: tuple[Sign, ...] = ("better", "middle", "worse", "unmeasured")


@dataclass(frozen=True)
class Column:
    """A column. key: short name used in addresses. unit stands in the head, never in the cells.

    decimals: how many every number shows; None shows what each Decimal carries, as its source printed it.
    sort: whether the reader may order by it. prose: whether it holds sentences, which need the page's whole width.
    """

    key: str
    label: str | Promise
    kind: Kind = "text"
    unit: str | Promise = ""
    sort: bool = True
    decimals: int | None = None
    prose: bool = False

    def for_sheet(self) -> SheetColumn:
        """The column's head in a downloaded file."""
        return SheetColumn(str(self.label), str(self.unit), self.decimals)


@dataclass(frozen=True)
class Cell:
    """A value and how it is said.

    text: said instead of the value; a missing value (None) must have one that says why, else ValueError.
    href: where the value leads. note: a short remark under it. sort: ordered by this instead of the value.
    tone: of a tag, or a sign ("better" is a triangle up before the word).
    """

    value: Value
    text: str | Promise | None = None
    href: str | None = None
    note: str | Promise | None = None
    sort: str | Decimal | int | None = None
    tone: Tone | Sign | None = None

    def __post_init__(self) -> None:
        """Refuse a missing value that does not say why it is missing."""
        if self.value is None and self.text is None:
            raise ValueError("a cell without a value needs a text that says why")

    @property
    def missing(self) -> bool:
        """Whether there is a text in place of a value."""
        return self.value is None

    @property
    def sign(self) -> str:
        """The sign that is drawn before the text, or an empty text."""
        return self.tone if self.tone in SIGNS else ""

    def shown(self, column: Column) -> str:
        """The text of the cell in the active language."""
        if self.text is not None:
            return str(self.text)
        if isinstance(self.value, Decimal | int):
            return format_number(self.value, decimals=column.decimals)
        if isinstance(self.value, datetime):
            return format_datetime(self.value)
        return format_date(self.value) if isinstance(self.value, date) else str(self.value)

    def for_sheet(self, column: Column) -> SheetValue:
        """The typed value for a downloaded file; where it is missing, the text that says why.

        Numbers and dates are typed; a text column shows what the page shows.
        """
        if isinstance(self.value, Decimal | int | date):
            return self.value
        return self.shown(column)

    def order(self) -> SortKey:
        """A key to order one column by: numbers, dates, or texts alphabetically."""
        value = self.value if self.sort is None else self.sort
        if isinstance(value, Decimal | int):
            return (0, value)
        if isinstance(value, date):
            return (1, value.isoformat())
        return (1, sort_key(str(value), current_language()))

    def sortable(self) -> bool:
        """Whether the cell has a place in an order; those without stand last, whichever way it is turned."""
        return self.sort is not None or self.value is not None


@dataclass(frozen=True)
class Row:
    """Cells by column key. href: where the row leads; the link is on its first cell."""

    cells: Mapping[str, Cell]
    href: str | None = None

    def texts(self, columns: Sequence[Column]) -> str:
        """Everything that is said in the row, for the filter."""
        said = (self.cells[column.key].shown(column) for column in columns)
        notes = (str(self.cells[column.key].note or "") for column in columns)
        return " ".join((*said, *notes))
