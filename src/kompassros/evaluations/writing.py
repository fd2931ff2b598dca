"""A sheet back to the cells of a row: what ``reading`` reads, so that forms and files obey the same rules."""

from decimal import Decimal

from kompassros.evaluations.reading import AREA_COLUMNS, KNOWN, LANGUAGES
from kompassros.evaluations.sheet import Sheet, Texts

_SAID_BY_OTHERS = frozenset({"status"})


def to_cells(sheet: Sheet) -> dict[str, str]:
    """Return a cell for every known column; reading them again gives the same sheet. Decimals have a point."""
    areas = dict(zip(AREA_COLUMNS, (_number(value) for value in sheet.points()), strict=True))
    beside = sheet.comparisons[0] if sheet.comparisons else None
    said = {
        "kind": sheet.kind,
        "country": sheet.country,
        "municipality": sheet.organisation_name,
        "year": _number(sheet.year),
        "version": sheet.version_printed,
        **areas,
        "total": _number(sheet.stated_total),
        "status": sheet.area_status,
        "area_status": sheet.area_status,
        "total_status": sheet.total_status,
        **_circumstances(sheet),
        **_texts("name", sheet.name),
        **_texts("note", sheet.notes),
        **_texts("reference_label", beside.label if beside else {}),
        "reference_total": _number(beside.total if beside else None),
        "source_url": sheet.source,
    }
    return {column: said.get(column, "") for column in KNOWN}


def _circumstances(sheet: Sheet) -> dict[str, str]:
    scope = sheet.scope
    return {
        "scope": scope.printed,
        "scope_organisation": scope.organisation or "",
        "scope_level": scope.level or "",
        "scope_companies": "" if scope.companies is None else "yes" if scope.companies else "no",
        "evaluator": sheet.evaluator,
        "evaluator_kind": sheet.evaluator_kind or "",
        "statistic": sheet.statistic,
        "window": sheet.window,
        "reference_n": _number(sheet.n),
        "reference_size_band": sheet.size_band,
    }


def _number(value: Decimal | int | None) -> str:
    return "" if value is None else str(value)


def _texts(column: str, texts: Texts) -> dict[str, str]:
    return {f"{column}_{language}": texts.get(language, "") for language in LANGUAGES}


def differing_cells(old: Sheet, new: Sheet) -> list[tuple[str, str, str]]:
    """Return (column, before, after) for every cell that differs, in the order of the columns."""
    before, after = to_cells(old), to_cells(new)
    return [
        (column, before[column], after[column])
        for column in KNOWN
        if before[column] != after[column] and column not in _SAID_BY_OTHERS
    ]
