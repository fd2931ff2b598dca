"""Values as files for programs (CSV) and people (XLSX)."""

from decimal import Decimal

from ninja.errors import HttpError

from kompassros.api.statistics.found import Found, Row
from kompassros.api.statistics.records import MADE_UP, source_of, title_of, value_record
from kompassros.documents.sheets import SheetColumn, Value, write_csv, write_xlsx
from kompassros.methods.rounding import as_written

MOST_IN_WORKBOOK = 10_000
"""Own choice: it takes about two seconds to make one. All municipalities by gender in 11 years are fewer."""
HEADS = (
    *("indicator", "title", "country", "unit", "name", "period", "gender", "value", "unit_of_measure", "status"),
    *("count", "n", "from_low", "from_high", "group", "source", "dataset", "release", "made_up"),
)
_LANGUAGE = "en"


def as_csv(found: Found) -> bytes:
    """Return the values in UTF-8 with commas and decimal points, one value a row."""
    return write_csv(_columns(found), _rows(found), _LANGUAGE)


def as_xlsx(found: Found) -> bytes:
    """Return a workbook of one sheet. HttpError when there are more than ``MOST_IN_WORKBOOK`` values."""
    if len(found.rows) > MOST_IN_WORKBOOK:
        raise HttpError(
            400,
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
    return [_row(row, found) for row in found.rows]


def _row(row: Row, found: Found) -> list[Value]:
    indicator, unit = found.indicators[row.value.indicator], found.units[row.value.unit]
    cells = value_record(row, found) | {
        "title": indicator.title,
        "name": unit.name,
        "unit_of_measure": indicator.unit,
        "value": _number(row.value.value),
        "source": row.dataset.source,
        "made_up": MADE_UP if found.is_made_up(row) else "",
    }
    return [cells[head] for head in HEADS]


def _number(value: float | None) -> Decimal | None:
    return None if value is None else as_written(value)
