"""Addresses of units."""

from collections import defaultdict
from collections.abc import Collection
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from kompassros.api.statistics.parameters import LARGEST_OFFSET, Code, Country, Kind, Words
from kompassros.api.statistics.refusals import INVALID, UNKNOWN
from kompassros.api.statistics.shapes import UnitDetail, UnitOut
from kompassros.statistics import unit_queries
from kompassros.statistics.models import Unit, UnitGroup, UnitGroupMember

MOST = 1_000
router = Router(tags=["units"])


class Filters(Schema):
    """What the list is narrowed to."""

    q: Words = ""
    kind: Kind | None = None
    country: Country = "SE"


@router.get("/units", response={200: list[UnitOut], **INVALID}, summary="Find units")
def find_units(
    request: HttpRequest,
    wanted: Annotated[Filters, Query()],
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    offset: Annotated[int, Query(ge=0, le=LARGEST_OFFSET)] = 0,
) -> list[dict[str, Any]]:
    """Find units by words of their name or code, the nearest first; without words all of them, by class and name."""
    country, kinds = wanted.country.upper(), [wanted.kind] if wanted.kind else []
    if wanted.q:
        found = unit_queries.find_units(wanted.q, country=country, kinds=kinds, limit=limit, offset=offset)
    else:
        found = _all_units(country, kinds, limit, offset)
    return [unit_record(one) for one in found]


def _all_units(country: str, kinds: Collection[str], limit: int, offset: int) -> list[Unit]:
    units = Unit.objects.filter(country=country).select_related("unit_class")
    if kinds:
        units = units.filter(unit_class__kind__in=kinds)
    return list(units.order_by("unit_class", "sort_key", "code")[offset : offset + limit])


def unit_record(unit: Unit) -> dict[str, Any]:
    """Return a unit as it stands in lists."""
    return {
        "country": unit.country,
        "code": unit.code,
        "name": unit.name,
        "kind": unit.unit_class.kind,
        "made_up": unit.unit_class.made_up,
    }


@router.get("/units/{country}/{code}", response={200: UnitDetail, **UNKNOWN}, summary="One unit")
def show_unit(request: HttpRequest, country: Country, code: Code) -> dict[str, Any]:
    """Give a unit, where it belongs, and the groups that it is compared in."""
    unit = unit_queries.unit(code, country=country.upper())
    if unit is None:
        raise HttpError(404, f"There is no unit {code} in {country.upper()}. /units?q= finds units by name.")
    groups = [*unit_queries.similar_groups(unit), *unit_queries.groups_of(unit)]
    return {
        **unit_record(unit),
        "unit_class": unit.unit_class.key,
        "parent": unit.parent.code if unit.parent else None,
        "organisation": unit.organisation.key if unit.organisation else None,
        "groups": _group_records(groups),
    }


def _group_records(groups: list[UnitGroup]) -> list[dict[str, Any]]:
    members: dict[int, list[str]] = defaultdict(list)
    places = UnitGroupMember.objects.filter(group__in=groups).order_by("group", "position")
    for group, code in places.values_list("group", "unit__code"):
        members[group].append(code)
    return [
        {
            "group": one.code,
            "title": one.title,
            "kind": one.kind,
            "service_area": one.service_area,
            "year": one.year,
            "members": members[one.pk],
        }
        for one in groups
    ]
