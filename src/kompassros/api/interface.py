"""The addresses of the interface. Public and read-only; reads frozen rows; described by its OpenAPI document."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import NinjaAPI, Query
from ninja.errors import HttpError

from kompassros.api.shapes import (
    EditionOut,
    EvaluationOut,
    EvaluationPage,
    InstrumentOut,
    OrganisationOut,
    ReferenceOut,
)
from kompassros.evaluations import comparison, published
from kompassros.evaluations.published import Published
from kompassros.evaluations.records import as_record, reference_record
from kompassros.instruments import queries as instruments
from kompassros.organisations import queries as organisations

NAMESPACE = "api-1"
MOST = 500
interface = NinjaAPI(
    title="Kompassros",
    version="1",
    description="Published evaluations, the instruments they were made with, and the references that sources print.",
    urls_namespace=NAMESPACE,
    docs_url=None,
    openapi_url="openapi.json",
)


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


@interface.get("/instruments/{instrument}/{version}", response=EditionOut, tags=["instruments"], summary="One edition")
def show_instrument(request: HttpRequest, instrument: str, version: str) -> dict[str, Any]:
    """Give an edition as its exchange file does: areas, questions, what is not published as null."""
    entry = instruments.edition(instrument, version)
    if entry is None:
        raise HttpError(404, f"There is no edition {instrument} {version}.")
    return {"sha256": entry.sha256, "edition": entry.content.model_dump(mode="json")}


def _matches(entry: Published, country: str, municipality: str, version: str, year: int | None) -> bool:
    sheet = entry.sheet
    return (
        (not country or sheet.country == country.upper())
        and (not municipality or sheet.organisation_key == municipality)
        and (not version or sheet.version == version)
        and (year is None or sheet.year == year)
    )


@interface.get("/evaluations", response=EvaluationPage, tags=["evaluations"], summary="Published evaluations")
def list_evaluations(
    request: HttpRequest,
    country: str = "",
    municipality: str = "",
    version: str = "",
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, Any]:
    """List published evaluations, in the order they were stored; filter by country, municipality key, version, year."""
    entries = published.current_sheets()
    found = [
        entry
        for entry in entries
        if entry.sheet.kind == "evaluation" and _matches(entry, country, municipality, version, year)
    ]
    page = found[offset : offset + limit]
    items = [as_record(entry, comparison.source_comparisons(entry, entries)) for entry in page]
    return {"count": len(found), "items": items}


@interface.get("/evaluations/{slug}", response=EvaluationOut, tags=["evaluations"], summary="One evaluation")
def show_evaluation(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Give one published evaluation and whom it compares with, and why not with others."""
    entries = published.current_sheets()
    entry = next((one for one in entries if one.slug == slug and one.sheet.kind == "evaluation"), None)
    if entry is None:
        raise HttpError(404, f"There is no published evaluation {slug}.")
    record = as_record(entry, comparison.source_comparisons(entry, entries))
    return {**record, "comparable_with": comparison.comparable_record(entry, entries)}


@interface.get("/references", response=list[ReferenceOut], tags=["evaluations"], summary="Printed references")
def list_references(request: HttpRequest) -> list[dict[str, Any]]:
    """List the medians, means and best results that sources print."""
    return [reference_record(entry) for entry in published.current_references()]


@interface.get("/organisations", response=list[OrganisationOut], tags=["organisations"], summary="Find an organisation")
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
