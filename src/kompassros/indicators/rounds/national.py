"""The file for the national office, of a frozen edition: a workbook with a sheet for each area, and a long table.

Own choice: the layout. The national office's own form is not known here. The workbook tells of every value whether
somebody stands by it; the CSV, which has no room to say so, holds only values that somebody signed off.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kompassros.documents.workbooks import Sheet, write_workbook
from kompassros.documents.workbooks import Value as SheetValue
from kompassros.indicators.kolada.statuses import words_of
from kompassros.indicators.rounds.frozen_round import (
    STATUSES,
    FrozenMeasure,
    FrozenParticipant,
    FrozenRound,
    FrozenValue,
)
from kompassros.indicators.rounds.models import OwnData
from kompassros.statistics.values import Gender
from kompassros.web.formats import format_date

XLSX, CSV = "xlsx", "csv"
LONG_LAYOUT = ("kpi", "municipality", "period", "gender", "value", "status")
_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans("[]:*?/\\'", " " * 8)


@dataclass(frozen=True)
class NationalRow:
    """One value of one municipality: of all, of women or of men."""

    participant: FrozenParticipant
    measure: FrozenMeasure
    entry: FrozenValue
    gender: Gender
    number: str | None

    @property
    def status(self) -> str:
        """Kolada's word for what the value is; empty beside a number."""
        return words_of(STATUSES[self.entry.status], None)


def rows_of(frozen: FrozenRound, *, released: bool) -> list[NationalRow]:
    """Return the values by measure and municipality; ``released``: only those that somebody signed off."""
    everybody = frozen.released() if released else frozen.participants
    return [row for measure in frozen.measures for one in everybody for row in _of_one(one, measure)]


def _of_one(participant: FrozenParticipant, measure: FrozenMeasure) -> Iterator[NationalRow]:
    entry = participant.value_of(measure.asked)
    if entry is not None:
        for gender, number in entry.numbers().items():
            yield NationalRow(participant, measure, entry, gender, number)


def national_csv(frozen: FrozenRound) -> bytes:
    """Return the values that are released in Kolada's long layout: UTF-8, semicolons, decimal points."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(LONG_LAYOUT)
    for row in rows_of(frozen, released=True):
        place = (row.measure.code, row.participant.code, frozen.year, row.gender.letter)
        writer.writerow((*place, row.number or "", row.status))
    return stream.getvalue().encode("utf-8")


def national_xlsx(frozen: FrozenRound, *, released: bool) -> bytes:
    """Return a workbook with a sheet for each area; with no value at all, one sheet with the column names."""
    by_area: dict[str, list[NationalRow]] = {}
    for row in rows_of(frozen, released=released):
        by_area.setdefault(row.measure.area or _("Area not known"), []).append(row)
    named = _named(list(by_area) or [frozen.set_title])
    sheets = [
        Sheet(name, _heads(), [_cells(row, frozen.year) for row in by_area.get(area, [])])
        for area, name in named.items()
    ]
    return write_workbook(sheets, title=frozen.title)


def national_file(frozen: FrozenRound, ending: str, *, released: bool) -> bytes | None:
    """Return the file in a format, None for one that there is not."""
    if ending == CSV:
        return national_csv(frozen)
    return national_xlsx(frozen, released=released) if ending == XLSX else None


def _heads() -> list[str]:
    return [
        _("Code of the municipality"),
        _("Municipality"),
        _("Indicator"),
        _("Title"),
        _("Period"),
        _("Gender"),
        _("Value"),
        _("Status"),
        _("Numerator"),
        _("Denominator"),
        _("Method"),
        _("Cases"),
        _("Population"),
        _("Measured from"),
        _("Measured to"),
        _("Comment"),
        _("Signed off as"),
        _("Signed off on"),
    ]


def _cells(row: NationalRow, year: int) -> list[SheetValue]:
    entry, participant, is_total = row.entry, row.participant, row.gender == Gender.TOTAL
    return [
        participant.code,
        participant.name,
        row.measure.code,
        row.measure.title,
        year,
        row.gender.letter,
        _number(row.number),
        row.status,
        _number(entry.numerator) if is_total else None,
        _number(entry.denominator) if is_total else None,
        method_name(entry),
        entry.cases if is_total else None,
        entry.population if is_total else None,
        entry.period_from.isoformat() if entry.period_from else "",
        entry.period_to.isoformat() if entry.period_to else "",
        entry.comment,
        participant.signed_off_as if participant.counts else _("not signed off"),
        format_date(participant.signed_off_at) if participant.signed_off_at else "",
    ]


def method_name(entry: FrozenValue) -> str:
    """Return how a value was found, in words; empty where nobody said."""
    return str(OwnData.Method(entry.method).label) if entry.method else ""


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _named(areas: list[str]) -> dict[str, str]:
    """Return names that a spreadsheet allows: short, without some signs, each once whatever the case."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for area in areas:
        plain = " ".join(area.translate(_NOT_IN_NAMES).split())[:_LONGEST_NAME].strip() or "1"
        name, turn = plain, 2
        while name.casefold() in taken:
            ending = f" {turn}"
            name, turn = plain[: _LONGEST_NAME - len(ending)] + ending, turn + 1
        taken.add(name.casefold())
        found[area] = name
    return found
