"""A mapping applied to the sheets of a file: every value with its unit, period, indicator and gender, or why not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from django.utils.translation import gettext as _

from kompassros.statistics.receiving.cells import Cell, Sheet
from kompassros.statistics.receiving.digits import DecimalSign, column_sign, signs_in
from kompassros.statistics.receiving.mapping import Layout, Printed, TableMapping, ValueColumn
from kompassros.statistics.receiving.outcome import Collector, Key, Outcome
from kompassros.statistics.receiving.printed_numbers import Reading, read_cell, with_status
from kompassros.statistics.receiving.printed_series import read_series
from kompassros.statistics.receiving.recognising import GenderLetter, Known
from kompassros.statistics.receiving.resolving import Resolver, Role
from kompassros.statistics.receiving.sources import Said, Sources
from kompassros.statistics.receiving.texts import quoted, sign
from kompassros.statistics.values import Status

_ROLES: tuple[Role, ...] = ("indicator", "unit", "period", "gender")
_Parts = dict[Role, str | int | None]


def apply(mapping: TableMapping, sheets: Sequence[Sheet], known: Known) -> Outcome:
    """Return the observations of a file and all its troubles; nothing is stored.

    A value whose unit, period, indicator or gender is not known, or that cannot be read, is told with its place and
    left out; so are two different values of one key. Each trouble is told once, however many values it concerns.
    """
    collector = Collector()
    named = known.with_names(units=mapping.unit_names, indicators=mapping.indicator_names)
    resolver = Resolver(named, mapping.gender_words)
    for layout in mapping.layouts:
        for sheet in _sheets_of(layout, sheets, collector):
            _Table(sheet, layout, mapping, resolver, collector).read()
    return collector.outcome()


def _sheets_of(layout: Layout, sheets: Sequence[Sheet], collector: Collector) -> list[Sheet]:
    """Return the sheets that a layout is for, in the file's order; a missing one is told."""
    present = {sheet.name for sheet in sheets}
    for name in layout.sheets:
        if name not in present:
            missing = Sheet(sheets[0].file if sheets else "", name, ())
            message = _("The file has no sheet “%(name)s”. Say which sheets hold the values.")
            collector.told.tell(missing.file, missing.place(), message % {"name": name})
    return [sheet for sheet in sheets if sheet.name in layout.sheets or (not layout.sheets and not sheet.hidden)]


class _Table:
    """Reads one sheet by one layout into a collector."""

    def __init__(
        self, sheet: Sheet, layout: Layout, mapping: TableMapping, resolver: Resolver, collector: Collector
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._mapping = mapping
        self._meanings = mapping.meanings
        self._resolver = resolver
        self._collector = collector
        self._sources = Sources(sheet, layout)
        self._columns = _expanded(layout, sheet)
        self._signs = self._decimal_signs()
        self._left_out = {sign(text) for text in mapping.left_out}

    def read(self) -> None:
        lacking = list(_lacking(self._layout))
        for message in lacking:
            self._tell(0, 0, message)
        if not lacking:
            for row in self._rows():
                self._read_row(row)

    def _tell(self, row: int, column: int, message: str) -> None:
        self._collector.told.tell(self._sheet.file, self._sheet.place(row, column), message)

    def _rows(self) -> list[int]:
        last = self._layout.last_row or self._sheet.last_row
        return [row[0].row for row in self._sheet.rows if self._layout.first_row <= row[0].row <= last]

    def _read_row(self, row: int) -> None:
        """Read the values of a row. One without any value that names no unit is a heading or a footnote."""
        cells = [(column, self._sheet.at(row, column.column)) for column in self._columns]
        is_empty = not any(cell.text for _column, cell in cells)
        for column, cell in cells:
            unit = self._said("unit", column, cell)
            if sign(unit.text) in self._left_out:
                continue
            if not is_empty or self._resolver.resolve("unit", unit.text).value is not None:
                self._read_value(column, cell)

    def _read_value(self, column: ValueColumn, cell: Cell) -> None:
        parts, count = self._parts(column, cell), self._count(cell)
        for reading in self._readings(column, cell):
            if reading.trouble:
                self._tell(cell.row, cell.column, reading.trouble)
            elif count is not None and not self._says_nothing(cell, reading):
                self._take(parts, reading, cell, count)

    def _says_nothing(self, cell: Cell, reading: Reading) -> bool:
        return not cell.text and reading.status is Status.MISSING and self._mapping.empty == "left out"

    def _parts(self, column: ValueColumn, cell: Cell) -> _Parts:
        """Return what a value is of. Of an empty cell nothing is told: it is missing where the rest is known."""
        parts: _Parts = {}
        for role in _ROLES:
            if role == "period" and isinstance(self._layout.period, Printed) and column.period is None:
                continue
            said = self._said(role, column, cell)
            answer = self._resolver.resolve(role, said.text)
            trouble = said.trouble or answer.trouble
            if trouble and cell.text:
                self._tell(said.row, said.column, trouble)
            parts[role] = None if trouble else answer.value
        return parts

    def _said(self, role: Role, column: ValueColumn, cell: Cell) -> Said:
        fixed = getattr(column, role, None)
        if fixed is not None:
            return Said(str(fixed), 0, column.column)
        source = getattr(self._layout, role)
        return Said("T") if source is None else self._sources.find(source, cell.row, cell.column)

    def _readings(self, column: ValueColumn, cell: Cell) -> Sequence[Reading]:
        decimal = self._signs[column.column]
        if isinstance(self._layout.period, Printed) and cell.number is None and not cell.trouble:
            return read_series(cell.text, meanings=self._meanings, decimal=decimal) if cell.text else ()
        reading = read_cell(cell, meanings=self._meanings, decimal=decimal)
        if self._layout.status is not None:
            status = self._sources.find(self._layout.status, cell.row, cell.column)
            reading = with_status(reading, status.text, meanings=self._meanings)
        return (reading,)

    def _count(self, cell: Cell) -> int | None:
        """Return how many members a value is made of: 1 where the table does not say, None where it cannot be read."""
        said = self._sources.find(self._layout.count, cell.row, cell.column) if self._layout.count else Said("")
        if not said.text or (said.text.isascii() and said.text.isdigit()):
            return int(said.text or 1)
        message = _("“%(text)s” is no number of members. Write a whole number.")
        self._tell(said.row, said.column, message % {"text": quoted(said.text)})
        return None

    def _take(self, parts: _Parts, reading: Reading, cell: Cell, count: int) -> None:
        period = reading.period or parts.get("period")
        if period is None and isinstance(self._layout.period, Printed):
            self._tell(cell.row, cell.column, _("The cell prints no year with its value. Say which year it is of."))
        if None in (*parts.values(), period):
            return
        if reading.value is not None and reading.factor == 1 != self._mapping.factor:
            reading = replace(reading, value=reading.value * self._mapping.factor)
        gender = cast(GenderLetter, parts["gender"])
        key = Key(str(parts["indicator"]), str(parts["unit"]), int(cast(int, period)), gender)
        place = self._sheet.place(cell.row, cell.column)
        self._collector.add(self._sheet.file, key, reading, place=place, count=count)

    def _decimal_signs(self) -> dict[int, DecimalSign | None]:
        if self._mapping.decimal:
            return {column.column: self._mapping.decimal for column in self._columns}
        rows = self._rows()
        texts = {
            column.column: [cell.text for row in rows if (cell := self._sheet.at(row, column.column)).number is None]
            for column in self._columns
        }
        seen = {column: signs_in(own) for column, own in texts.items()}
        around = set().union(*seen.values())
        return {column: column_sign(own, around) for column, own in seen.items()}


def _lacking(layout: Layout) -> Iterator[str]:
    """Say what a layout does not say, and without which no value of the table can be taken in."""
    columns = layout.values
    if not columns:
        yield _("Say which columns hold the values.")
    if layout.unit is None:
        yield _("Say where the unit stands: in a column, in the headings, or that it is one for all.")
    if layout.period is None and any(column.period is None for column in columns):
        yield _("Say which year the values are of, or where it stands.")
    if layout.indicator is None and any(column.indicator is None for column in columns):
        yield _("Say which indicator the values are of, or where it stands.")


def _expanded(layout: Layout, sheet: Sheet) -> list[ValueColumn]:
    """Return the columns with values, those "to the last" written out as far as there are headings."""
    found: list[ValueColumn] = []
    for column in layout.values:
        found.append(column)
        if column.to_last:
            headed = {cell.column for row in sheet.rows if row[0].row in layout.header_rows for cell in row}
            further = sorted(number for number in headed if number > column.column)
            found.extend(column.model_copy(update={"column": number}) for number in further)
    return found
