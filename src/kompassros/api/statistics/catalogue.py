"""The addresses of the catalogue of open data, in three syntaxes of RDF."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from kompassros.api.statistics.dcat import Catalogue
from kompassros.api.statistics.published import open_data
from kompassros.api.statistics.rdf import Thing, as_jsonld, as_rdfxml, as_turtle

JSONLD, TURTLE, RDFXML = "application/ld+json", "text/turtle", "application/rdf+xml"
router = Router(tags=["open data"])


def _described(media: str, kind: str) -> dict[str, Any]:
    return {"responses": {200: {"content": {media: {"schema": {"type": kind}}}}}}


def _things(request: HttpRequest) -> list[Thing]:
    """Return the catalogue. Its addresses begin with the public address where one is set."""
    root = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    return Catalogue(root, open_data()).things()


@router.get("/catalogue.jsonld", summary="The catalogue as JSON-LD", openapi_extra=_described(JSONLD, "object"))
def catalogue_jsonld(request: HttpRequest) -> HttpResponse:
    """Give the catalogue of open data (DCAT-AP-SE) as JSON-LD."""
    return HttpResponse(as_jsonld(_things(request)), content_type=JSONLD)


@router.get("/catalogue.ttl", summary="The catalogue as Turtle", openapi_extra=_described(TURTLE, "string"))
def catalogue_turtle(request: HttpRequest) -> HttpResponse:
    """Give the catalogue of open data (DCAT-AP-SE) as Turtle."""
    return HttpResponse(as_turtle(_things(request)), content_type=f"{TURTLE}; charset=utf-8")


@router.get("/catalogue.rdf", summary="The catalogue as RDF/XML", openapi_extra=_described(RDFXML, "string"))
def catalogue_rdf(request: HttpRequest) -> HttpResponse:
    """Give the catalogue of open data (DCAT-AP-SE) as RDF/XML, the syntax that Sveriges dataportal harvests."""
    return HttpResponse(as_rdfxml(_things(request)), content_type=f"{RDFXML}; charset=utf-8")
