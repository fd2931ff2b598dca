"""Addresses of the sets of measures and of the datasets."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from pydantic import Field

from kompassros.api.statistics.refusals import UNKNOWN
from kompassros.api.statistics.shapes import DatasetOut, MeasureSetDetail, MeasureSetOut
from kompassros.indicators import queries
from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.publishing.sources import dataset_record, datasets

router = Router(tags=["indicators"])


@router.get("/measure-sets", response=list[MeasureSetOut], summary="All sets of measures")
def list_measure_sets(request: HttpRequest) -> list[dict[str, Any]]:
    """List the sets of measures, such as KKiK of one year, the latest first."""
    return [_set_record(one) | {"size": one.size} for one in queries.measure_sets()]  # type: ignore[attr-defined]


def _set_record(one: MeasureSet) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("key", "title", "year", "complete", "source")}


@router.get("/measure-sets/{key}", response={200: MeasureSetDetail, **UNKNOWN}, summary="One set of measures")
def show_measure_set(
    request: HttpRequest, key: Annotated[str, Field(max_length=60, pattern=r"^[\w-]+$")]
) -> dict[str, Any]:
    """Give a set with its measures, in its own order and words."""
    found = queries.measure_set(key)
    if found is None:
        raise HttpError(404, f"There is no measure set {key}. /measure-sets lists them.")
    measures = queries.measures(found)
    return _set_record(found) | {"size": len(measures), "measures": [_measure_record(one) for one in measures]}


def _measure_record(one: Measure) -> dict[str, Any]:
    return {
        "position": one.position,
        "code": one.code,
        "area": one.area,
        "title": one.title,
        "direction": one.direction or None,
        "indicator": one.indicator.code if one.indicator else None,
    }


@router.get("/datasets", response=list[DatasetOut], tags=["values"], summary="All datasets")
def list_datasets(request: HttpRequest) -> list[dict[str, Any]]:
    """List the datasets with the release that is read now; of two with the same values the first is shown."""
    return [dataset_record(one) for one in datasets()]
