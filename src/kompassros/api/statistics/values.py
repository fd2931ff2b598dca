"""The address of values, in four formats."""

import json
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.errors import HttpError

from kompassros.api.statistics.asked import Asked, find_wanted
from kompassros.api.statistics.refusals import UNKNOWN, Refused
from kompassros.api.statistics.shapes import CubeOut, ValuesOut
from kompassros.indicators.publishing.cubes import cube_of
from kompassros.indicators.publishing.found import TooMuch, read
from kompassros.indicators.publishing.records import values_record
from kompassros.indicators.publishing.tables import as_csv, as_xlsx

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES = {"csv": (as_csv, f"{CSV}; charset=utf-8"), "xlsx": (as_xlsx, XLSX)}
_TEXT = {"schema": {"type": "string"}}
_BYTES = {"schema": {"type": "string", "format": "binary"}}
router = Router(tags=["values"])


@router.get(
    "/values",
    response={200: ValuesOut | CubeOut, 400: Refused, **UNKNOWN},
    summary="Values",
    openapi_extra={"responses": {200: {"content": {CSV: _TEXT, XLSX: _BYTES}}}},
)
def read_values(request: HttpRequest, asked: Annotated[Asked, Query()]) -> HttpResponse:
    """Give values of indicators as JSON, JSON-stat, CSV or XLSX; made-up ones only where they are asked for.

    Written as they are: to check up to 100,000 values against their shape would cost more than to read them.
    """
    try:
        return _answer(asked)
    except TooMuch as told:
        raise HttpError(400, str(told)) from told


def _answer(asked: Asked) -> HttpResponse:
    found = read(find_wanted(asked))
    if asked.format in _FILES:
        write, content_type = _FILES[asked.format]
        name = f'attachment; filename="values.{asked.format}"'
        return HttpResponse(write(found), content_type=content_type, headers={"Content-Disposition": name})
    record: dict[str, Any] = cube_of(found) if asked.format == "jsonstat" else values_record(found)
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return HttpResponse(text, content_type="application/json; charset=utf-8")
