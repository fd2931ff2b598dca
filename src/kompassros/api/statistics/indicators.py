"""Addresses of indicators and their comparison."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from kompassros.api.statistics.parameters import LARGEST_OFFSET, Code, Country, Letter, Period, Words
from kompassros.api.statistics.refusals import UNKNOWN
from kompassros.api.statistics.shapes import ComparisonOut, IndicatorOut, IndicatorPage
from kompassros.indicators import queries
from kompassros.indicators.models import Indicator
from kompassros.indicators.records import comparison_record, indicator_record, short_record
from kompassros.statistics import unit_queries
from kompassros.statistics.values import SOURCE_GENDERS, Gender

MOST = 500
router = Router(tags=["indicators"])


class Filters(Schema):
    """What the list is narrowed to; what is left empty narrows nothing."""

    q: Words = ""
    measure_set: Annotated[str, Field(alias="set", max_length=60, pattern=r"^[\w-]*$")] = ""
    area: Words = ""
    about: Literal["", "K", "L"] = ""


@router.get("/indicators", response={200: IndicatorPage, **UNKNOWN}, summary="Find indicators")
def list_indicators(
    request: HttpRequest,
    wanted: Annotated[Filters, Query()],
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    offset: Annotated[int, Query(ge=0, le=LARGEST_OFFSET)] = 0,
) -> dict[str, Any]:
    """Find indicators by words of their title or code, by set, operating area, and whom they are about."""
    if wanted.measure_set and queries.measure_set(wanted.measure_set) is None:
        raise HttpError(404, f"There is no measure set {wanted.measure_set}. /measure-sets lists them.")
    asked = queries.Wanted(
        words=wanted.q, measure_set=wanted.measure_set, operating_area=wanted.area, about=wanted.about
    )
    found = queries.search(asked, limit=offset + limit)
    return {"count": found.total, "items": [short_record(one) for one in found.indicators[offset:]]}


@router.get("/indicators/{code}", response={200: IndicatorOut, **UNKNOWN}, summary="One indicator")
def show_indicator(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Give all that the catalogue says of an indicator."""
    return indicator_record(_indicator(code))


def _indicator(code: str) -> Indicator:
    found = queries.indicator(code)
    if found is None:
        raise HttpError(404, f"There is no indicator {code}. /indicators?q= finds indicators by words.")
    return found


class Compared(Schema):
    """Which value is compared."""

    unit: Code
    period: Period | None = None
    gender: Letter = "T"
    country: Country = "SE"


@router.get(
    "/indicators/{code}/compare", response={200: ComparisonOut, **UNKNOWN}, summary="One unit beside the others"
)
def compare_indicator(request: HttpRequest, code: Code, wanted: Annotated[Compared, Query()]) -> dict[str, Any]:
    """Compare a unit's value with those of its class, its similar units and its networks.

    Without a period it is the last in which the unit has a value.
    """
    from kompassros.indicators.comparing import compare_unit

    indicator, country = _indicator(code), wanted.country.upper()
    found = unit_queries.unit(wanted.unit, country=country)
    if found is None:
        raise HttpError(404, f"There is no unit {wanted.unit} in {country}. /units?q= finds units by name.")
    gender = Gender(SOURCE_GENDERS.index(wanted.gender))
    return comparison_record(compare_unit(indicator=indicator, unit=found, period=wanted.period, gender=gender))
