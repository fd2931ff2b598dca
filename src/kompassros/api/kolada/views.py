"""The addresses of both versions: what one asks for, and the answer or the sentence that refuses it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from kompassros.api.kolada import catalogue, data
from kompassros.api.kolada.catalogue import ENTITIES, Entity
from kompassros.api.kolada.description import describe
from kompassros.api.kolada.paging import envelope
from kompassros.api.kolada.parameters import Parameters, refuse_control_characters
from kompassros.api.kolada.places import MUNICIPALITIES, WORKPLACES, Level
from kompassros.api.kolada.versions import V2, V3, Refusal, Version
from kompassros.api.kolada.wanted import wanted_of
from kompassros.web.access import everyone

LEVELS = {"data": MUNICIPALITIES, "oudata": WORKPLACES}


@everyone
@csrf_exempt
@require_safe
def version_2(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer as version 2 does."""
    return _answer(request, rest, V2)


@everyone
@csrf_exempt
@require_safe
def version_3(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer as version 3 does."""
    return _answer(request, rest, V3)


@everyone
@csrf_exempt
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe version 3."""
    address = reverse("kolada:version_3", kwargs={"rest": ""})
    return _json(describe(request.build_absolute_uri(address).rstrip("/")))


def _json(answer: dict[str, Any], status: int = 200) -> JsonResponse:
    """Return an answer that scripts on pages of other sites may read, as they may read Kolada's."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})


def _answer(request: HttpRequest, rest: str, version: Version) -> HttpResponse:
    try:
        return _json(_found(request, rest, version))
    except Refusal as refusal:
        return _json({"detail": str(refusal)}, refusal.status)


def _found(request: HttpRequest, rest: str, version: Version) -> dict[str, Any]:
    refuse_control_characters(rest)
    parameters = Parameters(_query(request), version)
    first, *segments = rest.strip("/").split("/")
    if first in ENTITIES and len(segments) <= 1:
        found: list[Any] = _things(ENTITIES[first], segments, parameters, version)
    elif first in LEVELS:
        found = _values(LEVELS[first], segments, parameters, version)
    else:
        raise Refusal(f"There is no address {rest[:80]!r} in version {version.number}.", 404)
    return envelope(found, parameters.page(), request, version)


def _query(request: HttpRequest) -> QueryDict:
    try:
        return request.GET
    except TooManyFieldsSent:
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        raise Refusal(f"The query holds more than {most} parameters. Part values by commas instead.") from None


def _things(entity: Entity, segments: list[str], parameters: Parameters, version: Version) -> list[Any]:
    ids = parameters.listed("id", first=segments[0]) if segments else []
    if segments and not ids:
        raise Refusal("No id stands in the address: give one, or several parted by commas.")
    return catalogue.read(entity, ids, parameters, parameters.page(), version)


def _values(level: Level, segments: list[str], parameters: Parameters, version: Version) -> list[Any]:
    wanted = wanted_of(segments, level, parameters, version)
    found = data.read(wanted, level, parameters.page())
    return data.show(found, level, version, changes=wanted.since is not None)
