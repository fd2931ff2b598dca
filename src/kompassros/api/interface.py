"""The addresses of the interface. Public and read-only; reads frozen rows; described by its OpenAPI document."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError
from pydantic import Field

from kompassros.api.shapes import (
    EditionOut,
    EvaluationOut,
    EvaluationPage,
    InstrumentOut,
    OrganisationOut,
    ReferenceOut,
)
from kompassros.api.statistics.refusals import INVALID, UNKNOWN
from kompassros.api.statistics.router import router as statistics
from kompassros.evaluations import comparison, published
from kompassros.evaluations.published import Published
from kompassros.evaluations.records import as_record, detail_record, reference_record
from kompassros.instruments import queries as instruments
from kompassros.organisations import queries as organisations

NAMESPACE = "api-1"
MOST = 500
interface = NinjaAPI(
    title="Kompassros",
    version="1",
    description="Published evaluations with their instruments and references; indicators, units and their values.",
    urls_namespace=NAMESPACE,
    docs_url=None,
    openapi_url="openapi.json",
)
interface.add_router("", statistics)


@interface.get("/instruments", response=list[InstrumentOut], tags=["instruments"], summary="All editions")
def list_instruments(request: HttpRequest) -> list[dict[str, Any]]:
    """List the instruments with the latest revision of each version."""
    return [
        {
            "instrument": entry.content.instrument.id,
            "names": entry.content.instrument.name.model_dump(),
            "version": entry.version,
            "revision": entry.content.revision,
            "valid_from": entry.content.valid_from,
            "valid_to": entry.content.valid_to,
            "areas": len(entry.content.areas),
            "sha256": entry.sha256,
        }
        for entry in instruments.editions()
    ]


@interface.get(
    "/instruments/{instrument}/{version}",
    response={200: EditionOut, **UNKNOWN},
    tags=["instruments"],
    summary="One edition",
)
def show_instrument(request: HttpRequest, instrument: str, version: str) -> dict[str, Any]:
    """Give an edition as its exchange file does: areas, questions, what is not published as null."""
    entry = instruments.edition(instrument, version)
    if entry is None:
        raise HttpError(404, f"There is no edition {instrument} {version}.")
    return {"sha256": entry.sha256, "edition": entry.content.model_dump(mode="json")}


class Filters(Schema):
    """What a list of evaluations is narrowed to; what is left empty narrows nothing."""

    country: str = ""
    municipality: str = ""
    instrument: str = ""
    version: str = ""
    year: Annotated[int | None, Field(ge=1900, le=2200)] = None
    self_evaluations: bool = False


def _matches(entry: Published, wanted: Filters) -> bool:
    sheet = entry.sheet
    return (
        sheet.kind == "evaluation"
        and sheet.is_self is wanted.self_evaluations
        and (not wanted.country or sheet.country == wanted.country.upper())
        and (not wanted.municipality or sheet.organisation_key == wanted.municipality)
        and (not wanted.instrument or sheet.instrument == wanted.instrument)
        and (not wanted.version or sheet.version == wanted.version)
        and (wanted.year is None or sheet.year == wanted.year)
    )


@interface.get(
    "/evaluations", response={200: EvaluationPage, **INVALID}, tags=["evaluations"], summary="Published evaluations"
)
def list_evaluations(
    request: HttpRequest,
    wanted: Annotated[Filters, Query()],
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, Any]:
    """List published evaluations, in the order they were stored; self-evaluations only where they are asked for."""
    entries = published.current_sheets()
    found = [entry for entry in entries if _matches(entry, wanted)]
    page = found[offset : offset + limit]
    items = [as_record(entry, comparison.source_comparisons(entry, entries)) for entry in page]
    return {"count": len(found), "items": items}


@interface.get(
    "/evaluations/{slug}", response={200: EvaluationOut, **UNKNOWN}, tags=["evaluations"], summary="One evaluation"
)
def show_evaluation(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Give one published evaluation and whom it compares with, and why not with others."""
    entries = published.current_sheets()
    entry = next((one for one in entries if one.slug == slug and one.sheet.kind == "evaluation"), None)
    if entry is None:
        raise HttpError(404, f"There is no published evaluation {slug}.")
    record = as_record(entry, comparison.source_comparisons(entry, entries))
    compared = comparison.comparable_record(entry, entries)
    return {**record, "comparable_with": compared, "detail": detail_record(entry)}


@interface.get("/references", response=list[ReferenceOut], tags=["evaluations"], summary="Printed references")
def list_references(request: HttpRequest) -> list[dict[str, Any]]:
    """List the medians, means and best results that sources print."""
    return [reference_record(entry) for entry in published.current_references()]


@interface.get(
    "/organisations",
    response={200: list[OrganisationOut], **INVALID},
    tags=["organisations"],
    summary="Find an organisation",
)
def find_organisations(
    request: HttpRequest, q: Annotated[str, Query(min_length=2, max_length=100)]
) -> list[dict[str, Any]]:
    """Find municipalities and regions by part of a name, old or new, or by code; case and accents do not count."""
    return [
        {
            "key": found.key,
            "name": found.name,
            "kind": found.kind,
            "country": found.country,
            "code": found.code,
            "valid_from": found.valid_from,
            "valid_to": found.valid_to,
            "made_up": found.made_up,
        }
        for found in organisations.search(q, language="sv")
    ]
