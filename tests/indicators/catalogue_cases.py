"""Catalogue files for tests: single entries, and the packaged catalogue with a few rows changed."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from kompassros.indicators.importing import IndicatorPlan, plan_indicators, store_indicators
from kompassros.records.packaged import packaged
from kompassros.statistics.catalogue_files import RawFile, from_objects

LATER = date(2027, 1, 15)
EVEN_LATER = date(2027, 5, 2)
FIRST, SECOND = "N99001", "N99002"


def kpi(code: str = FIRST, **told: Any) -> dict[str, Any]:
    """An indicator as version 3 of Kolada's interface has it; what is not given is that of a made-up one."""
    return {
        "id": code,
        "title": "Provmått, andel (%)",
        "is_divided_by_gender": True,
        "municipality_type": "K",
        "auspice": "T",
        "operating_area": "Prov",
        "perspective": "Resurser",
        "prel_publication_date": None,
        "publication_date": "2027-01-31",
        "publ_period": "2026",
        "has_ou_data": False,
        **told,
    }


def part(*rows: dict[str, Any]) -> RawFile:
    return from_objects(rows, name="part.json", whole=False)


def bring(raw: RawFile, *, day: date = LATER, confirmed: bool = False, **how: Any) -> IndicatorPlan:
    """Plan and store indicators; return the plan."""
    plan = plan_indicators(raw)
    store_indicators(plan, day=day, confirmed=confirmed, **how)
    return plan


def packaged_rows() -> list[dict[str, Any]]:
    """The whole packaged catalogue of indicators."""
    text = packaged("kompassros.indicators", "kpi.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def whole(rows: Iterable[dict[str, Any]]) -> RawFile:
    return from_objects(rows, name="whole.json", whole=True)
