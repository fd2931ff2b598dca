"""How a table becomes observations, as plain data that is kept and used again for the next file of the same layout.

Every cell of the table that holds a value belongs to a unit, a period, an indicator and a gender. Where each of them
stands - in a column of the same row, in a heading above, in the sheet's name, or said once - is a source.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kompassros.statistics.receiving.digits import DecimalSign
from kompassros.statistics.receiving.recognising import GenderLetter
from kompassros.statistics.receiving.symbols import OWN, PRESETS, SymbolMeanings
from kompassros.statistics.values import Status

RowNumber = Annotated[int, Field(ge=1)]
ColumnNumber = Annotated[int, Field(ge=1)]
Word = Annotated[str, Field(max_length=200)]
StatusName = Literal["MISSING", "NOT_APPLICABLE", "SUPPRESSED"]
Preset = Literal["own", "kolada", "scb", "ssb", "oj"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Constant(_Frozen):
    """Said once for the whole table."""

    kind: Literal["constant"] = "constant"
    value: Word


class SheetName(_Frozen):
    """The name of the sheet."""

    kind: Literal["sheet"] = "sheet"


class Column(_Frozen):
    """A column of the same row; ``fill``: an empty cell repeats the one above it."""

    kind: Literal["column"] = "column"
    column: ColumnNumber
    fill: bool = False


class Header(_Frozen):
    """A heading row above the value; ``fill``: an empty heading repeats the one to its left."""

    kind: Literal["header"] = "header"
    row: RowNumber
    fill: bool = False


class Printed(_Frozen):
    """Only for the period: the cell prints its own year or years ("2017=81; 2016=53")."""

    kind: Literal["printed"] = "printed"


Source = Annotated[Constant | SheetName | Column | Header, Field(discriminator="kind")]
PeriodSource = Annotated[Constant | SheetName | Column | Header | Printed, Field(discriminator="kind")]


class ValueColumn(_Frozen):
    """A column with values. What is said here goes before the layout's sources.

    ``to_last``: so do all columns to its right that have a heading; next year's file may have one more.
    """

    column: ColumnNumber
    to_last: bool = False
    indicator: Word | None = None
    period: int | None = None
    gender: GenderLetter | None = None


class Layout(_Frozen):
    """One table: on which sheets (none named: on all), from which row, and where everything stands.

    A source that is None is not known yet, and is told when the mapping is used; for the gender it is the total.
    ``count``: a column with how many members a value is made of. ``status``: one that says why a value is missing.
    """

    sheets: tuple[Word, ...] = ()
    header_rows: tuple[RowNumber, ...] = ()
    first_row: RowNumber
    last_row: RowNumber | None = None
    unit: Source | None = None
    period: PeriodSource | None = None
    indicator: Source | None = None
    gender: Source | None = None
    count: Column | None = None
    status: Column | None = None
    values: tuple[ValueColumn, ...] = ()


class Conventions(_Frozen):
    """How values are written, whatever the layout.

    ``symbols``: whose signs the file uses; ``words``: what further words in place of a value mean. ``gender_words``:
    the file's own words. ``indicator_names``, ``unit_names``: names that the catalogue does not know, each with the
    code or name that it stands for. ``factor``: 1000 where values are in thousands. ``left_out``: names and codes of
    what is not taken in, such as a printed mean. ``empty``: whether an empty cell is a missing value or nothing at all.
    """

    symbols: Preset = "own"
    words: dict[Word, StatusName] = {}
    gender_words: dict[Word, GenderLetter] = {}
    indicator_names: dict[Word, Word] = {}
    unit_names: dict[Word, Word] = {}
    factor: Annotated[Decimal, Field(gt=0, le=Decimal(10) ** 9)] = Decimal(1)
    left_out: tuple[Word, ...] = ()
    empty: Literal["missing", "left out"] = "missing"

    @property
    def meanings(self) -> SymbolMeanings:
        """Return what the signs of the file mean."""
        return PRESETS.get(self.symbols, OWN).with_words({word: Status[name] for word, name in self.words.items()})


class TableMapping(Conventions):
    """How the tables of a file are read.

    ``decimal``: the decimal sign, where it is not plain from each column. ``fingerprint``: of the headings, by which
    the next file of the layout is known.
    """

    layouts: tuple[Layout, ...] = ()
    decimal: DecimalSign | None = None
    fingerprint: Annotated[str, Field(max_length=64)] = ""


class DatasetMapping(Conventions):
    """How a dataset of dimensions (JSON-stat) is read.

    ``time``, ``geo``, ``gender`` and ``metric`` name the dimensions that are the year, unit, gender and indicator;
    where there is none, ``period``, ``unit`` and ``indicator`` say what is the same for all. ``indicators``: what the
    categories of ``metric`` are in the catalogue. ``picks``: of each further dimension the one category that is meant.
    """

    time: Word | None = None
    geo: Word | None = None
    gender: Word | None = None
    metric: Word | None = None
    period: int | None = None
    unit: Word | None = None
    indicator: Word | None = None
    indicators: dict[Word, Word] = {}
    picks: dict[Word, Word] = {}
