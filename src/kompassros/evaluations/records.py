"""Published results as plain records: for the API, the command line and downloads."""

from decimal import Decimal
from typing import Any

from kompassros.evaluations.comparison import Beside
from kompassros.evaluations.course_sheet import detail_of
from kompassros.evaluations.published import Published


def number(value: Decimal | None) -> int | float | None:
    """Return points as JSON numbers: whole where they are whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_record(entry: Published, beside: list[Beside]) -> dict[str, Any]:
    """Return a published result. ``total`` may be printed, derived or the sum of the areas; ``printed_total`` is not.

    ``version`` is null where the source does not state it; ``adds_up`` is null where it cannot be checked.
    ``maximum`` is what the total is of: never compare totals of different instruments.
    """
    sheet, total = entry.sheet, entry.sheet.total()
    return {
        "slug": entry.slug,
        "municipality": sheet.organisation_name,
        "organisation": sheet.organisation_key,
        "country": sheet.country,
        "year": sheet.year,
        "instrument": sheet.instrument,
        "version": sheet.version,
        "version_printed": sheet.version_printed,
        "scope": sheet.scope.model_dump(mode="json"),
        "evaluator": sheet.evaluator or None,
        "evaluator_kind": sheet.evaluator_kind,
        "status": sheet.area_status if sheet.area_status == sheet.total_status else sheet.total_status,
        "area_status": sheet.area_status,
        "areas": [{"no": area.no, "id": area.id, "points": number(area.points)} for area in sheet.areas],
        "total": number(total.total),
        "maximum": number(sheet.maximum),
        "total_origin": total.origin.value,
        "printed_total": number(total.printed),
        "area_sum": number(total.area_sum),
        "adds_up": total.adds_up,
        "references": [
            {"kind": found.kind, "label": found.label.get("en", ""), "year": found.year, "total": number(found.total)}
            for found in beside
        ],
        "source": sheet.source,
        "note": sheet.notes.get("en", ""),
        "made_up": sheet.made_up,
        "sheet": {"number": entry.number, "sha256": entry.sha256, "published_at": entry.published_at.isoformat()},
    }


def detail_record(entry: Published) -> dict[str, Any] | None:
    """Return all that explains the points of a result that was made here, as it was frozen; None for another."""
    detail = detail_of(entry.sheet)
    return None if detail is None else detail.model_dump(mode="json")


def reference_record(entry: Published) -> dict[str, Any]:
    """Return a reference that a source prints. Its total is only the printed one, never a sum of its areas."""
    sheet, total = entry.sheet, entry.sheet.total()
    return {
        "slug": entry.slug,
        "name": sheet.name or {"sv": sheet.organisation_name},
        "country": sheet.country,
        "year": sheet.year,
        "version": sheet.version,
        "version_printed": sheet.version_printed,
        "statistic": sheet.statistic or None,
        "n": sheet.n,
        "window": sheet.window or None,
        "status": sheet.total_status if sheet.stated_total is not None else sheet.area_status,
        "areas": [{"no": area.no, "id": area.id, "points": number(area.points)} for area in sheet.areas],
        "total": number(total.total),
        "source": sheet.source,
        "note": sheet.notes.get("en", ""),
    }
