"""What a file comes to by a mapping, as plain data that is kept with it and shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from kompassros.indicators.tables.reading import Found, ReadFile
from kompassros.statistics.receiving.cells import Sheet
from kompassros.statistics.receiving.guessing import Guess
from kompassros.statistics.receiving.jsonstat import Dataset, Dimension
from kompassros.statistics.receiving.outcome import MappedRow
from kompassros.statistics.receiving.troubles import Place

Report: TypeAlias = dict[str, Any]
FIRST_VALUES = 20
HEAD_ROWS, HEAD_COLUMNS, HEAD_SHEETS, HEAD_LETTERS = 15, 100, 8, 60
MOST_CATEGORIES = 500


def report_of(read: ReadFile, *, reasons: Sequence[Guess], language: str) -> Report:
    """Return counts, the first values beside what was printed, the troubles, and how the file begins."""
    found, outcome, catalogue = read.found, read.outcome, read.catalogue
    rows = outcome.observations
    return {
        "language": language,
        "values": len(rows),
        "numbers": sum(row.value is not None for row in rows),
        "statuses": _counts(row.status.name for row in rows),
        "indicators": _named(Counter(row.indicator for row in rows), lambda code: catalogue.indicators[code].title),
        "units": _named(Counter(row.unit for row in rows), lambda code: catalogue.units[code].name),
        "periods": sorted(_counts(row.period for row in rows)),
        "genders": _counts(row.gender for row in rows),
        "first": [_first(row, found) for row in rows[:FIRST_VALUES]],
        "troubles": [[one.sheet, one.row, one.column, one.message] for one in outcome.troubles],
        "more": outcome.more,
        "reasons": [[one.sheet, one.what, one.why] for one in reasons],
        **_beginning(found),
    }


def refusal(message: str, *, language: str) -> Report:
    """Return the report of a file that cannot be read at all."""
    return {"language": language, "refused": message}


def trouble_count(report: Report) -> int:
    """Return how many troubles were met."""
    return len(report.get("troubles", ())) + int(report.get("more", 0))


def _counts(values: Iterable[Any]) -> list[list[Any]]:
    return [[value, count] for value, count in Counter(values).items()]


def _named(counts: Mapping[str, int], name: Callable[[str], str]) -> list[list[Any]]:
    return [[code, name(code), count] for code, count in sorted(counts.items())]


def _first(row: MappedRow, found: Found) -> list[Any]:
    """Return an observation as a list: what it is of, value, status, unit, sheet, row, column, and what was printed."""
    value = None if row.value is None else f"{row.value:f}"
    of = [row.indicator, row.unit, row.period, row.gender]
    return [*of, value, row.status.name, row.measured_in or "", *row.place, _printed(row.place, found)]


def _printed(place: Place, found: Found) -> str:
    if isinstance(found, Dataset):
        number, status = found.values.get(place.row - 1), found.statuses.get(place.row - 1, "")
        return " ".join(filter(None, ("" if number is None else f"{number:f}", status)))
    sheet = next((sheet for sheet in found.sheets if sheet.name == place.sheet), None)
    return sheet.at(place.row, place.column).text[:HEAD_LETTERS] if sheet else ""


def _beginning(found: Found) -> Report:
    if isinstance(found, Dataset):
        return {
            "label": found.label,
            "source": found.source,
            "dimensions": [_dimension(one) for one in found.dimensions],
        }
    return {
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "sheets": [_sheet(sheet) for sheet in found.sheets[:HEAD_SHEETS]],
        "sheet_names": [sheet.name for sheet in found.sheets if not sheet.hidden],
    }


def _dimension(dimension: Dimension) -> Report:
    first = dimension.categories[:MOST_CATEGORIES]
    return {
        "key": dimension.key,
        "label": dimension.label,
        "count": len(dimension.categories),
        "categories": [[one.code, one.label] for one in first],
    }


def _sheet(sheet: Sheet) -> Report:
    """Return how a sheet begins: for each row with content its number and its texts by column, from 1."""
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "last_row": sheet.last_row,
        "rows": [
            [row[0].row, [[cell.column, cell.text[:HEAD_LETTERS]] for cell in row if cell.column <= HEAD_COLUMNS]]
            for row in sheet.rows[:HEAD_ROWS]
        ],
    }
