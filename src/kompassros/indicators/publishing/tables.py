"""Values as files for programs (CSV) and people (XLSX)."""

from decimal import Decimal

from kompassros.documents.sheets import SheetColumn, Value, write_csv, write_xlsx
from kompassros.indicators.publishing.found import Found, TooMuch
from kompassros.indicators.publishing.records import MADE_UP, STATUS_WORDS, group_word, source_of, title_of
from kompassros.methods.rounding import as_written
from kompassros.statistics.values import SOURCE_GENDERS

MOST_IN_WORKBOOK = 10_000
"""Own choice: it takes about two seconds to make one. All municipalities by gender in 11 years are fewer."""
HEADS = (
    *("indicator", "title", "country", "unit", "name", "period", "gender", "value", "unit_of_measure", "status"),
    *("count", "n", "from_low", "from_high", "group", "source", "dataset", "release", "made_up"),
)
NUMBERS = frozenset({"period", "value", "count", "n", "from_low", "from_high", "release"})
_LANGUAGE = "en"


def as_csv(found: Found) -> bytes:
    """Return the values in UTF-8 with commas and decimal points, one value a row."""
    return write_csv(_columns(found), _rows(found), _LANGUAGE)


def as_xlsx(found: Found) -> bytes:
    """Return a workbook of one sheet. TooMuch when there are more than ``MOST_IN_WORKBOOK`` values."""
    if len(found.rows) > MOST_IN_WORKBOOK:
        raise TooMuch(
            f"A workbook holds at most {MOST_IN_WORKBOOK:,} values here. Ask for fewer units, periods or indicators, "
            "or for format=csv.",
        )
    made_up = any(found.is_made_up(row) for row in found.rows)
    source = "; ".join(part for part in (source_of(found), MADE_UP if made_up else "") if part)
    return write_xlsx(title_of(found), _columns(found), _rows(found), source, _LANGUAGE)


def _columns(found: Found) -> list[SheetColumn]:
    """Return the columns; a spreadsheet shows a single number of decimals where all indicators have the same."""
    decimals = {one.decimals for one in found.indicators.values()}
    shown = decimals.pop() if len(decimals) == 1 else None
    return [SheetColumn(head, decimals=shown if head == "value" else None) for head in HEADS]


def _rows(found: Found) -> list[list[Value]]:
    """Return a row for each value; what many rows have in common is looked up once."""
    measures = {number: (one.code, one.title) for number, one in found.indicators.items()}
    units = {number: (place.country, place.code, place.name) for number, place in found.units.items()}
    made_up = {number: MADE_UP if place.made_up else "" for number, place in found.units.items()}
    sources = {
        one.pk: (one.source, one.key, one.current.number if one.current else 0, MADE_UP if one.made_up else "")
        for one in found.datasets
    }
    rows: list[list[Value]] = []
    for value, n, dataset in found.rows:
        indicator, (source, key, release, said) = found.indicators[value.indicator], sources[dataset.pk]
        rows.append(
            [
                *measures[value.indicator],
                *units[value.unit],
                value.period,
                SOURCE_GENDERS[value.gender],
                _number(value.value),
                indicator.unit,
                STATUS_WORDS[value.status],
                *(value.count, n, value.from_low, value.from_high, group_word(value.quarter, indicator.direction)),
                *(source, key, release, said or made_up[value.unit]),
            ]
        )
    return rows


def _number(value: float | None) -> Decimal | None:
    return None if value is None else as_written(value)
