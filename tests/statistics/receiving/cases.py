"""What the tests know, and files made in code."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from kompassros.statistics.receiving.outcome import Outcome
from kompassros.statistics.receiving.recognising import Known, Names

UNITS = [
    ("0180", "Stockholm"),
    ("1280", "Malmö"),
    ("1440", "Ale"),
    ("1480", "Göteborg"),
    ("0980", "Gotland"),
    ("0001", "Region Stockholm"),
    ("0009", "Region Gotland"),
    ("0009", "Gotland"),
    ("1490", "Borås"),
    ("2021", "Vansbro"),
    ("0000", "Riket"),
]
INDICATORS = [
    ("N00945", "Andel (%)"),
    ("N03702", "Kostnad, kr/inv"),
    ("U00810", "Bemötande"),
]
KNOWN = Known(Names(UNITS), Names(INDICATORS))
Row = Sequence[Any]


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file beside the tests."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def workbook(
    sheets: dict[str, Sequence[Row]], *, merged: Sequence[str] = (), formats: dict[str, str] | None = None
) -> bytes:
    """Return an XLSX file. merged and formats are of the first sheet, by reference ("A1:B1", "C2")."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    first = book.worksheets[0]
    for reference, number_format in (formats or {}).items():
        first[reference].number_format = number_format
    for reference in merged:
        first.merge_cells(reference)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def values(outcome: Outcome) -> list[tuple[str, str, int, str, str | None]]:
    """Return the observations in short: indicator, unit, period, gender, value."""
    return [
        (row.indicator, row.unit, row.period, row.gender, None if row.value is None else f"{row.value:f}")
        for row in outcome.observations
    ]


def told(outcome: Outcome) -> list[tuple[str, str]]:
    """Return the troubles in short: the place as a spreadsheet prints it, and the sentence."""
    return [(trouble.place.address, trouble.message) for trouble in outcome.troubles]
