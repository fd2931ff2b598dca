"""Reads of units and their groups, each with a bounded number of queries."""

from collections.abc import Collection

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Value, When

from kompassros.methods.ordering import search_key, sort_key
from kompassros.statistics.models import Unit, UnitClass, UnitGroup, UnitGroupMember

MOST_FOUND = 50
OVERALL = "övergripande"


def unit(code: str, *, country: str = "SE") -> Unit | None:
    """Return the unit with a code, with its class, parent and organisation; one query."""
    units = Unit.objects.select_related("unit_class", "parent", "organisation")
    return units.filter(country=country, code=code).first()


def units_of_class(key: str) -> QuerySet[Unit]:
    """Return the units of a class ("SE-municipality") in alphabetical order."""
    return Unit.objects.filter(unit_class__key=key).select_related("unit_class").order_by("sort_key", "code")


def find_units(
    text: str, *, country: str = "SE", kinds: Collection[str] = (), limit: int = MOST_FOUND, offset: int = 0
) -> list[Unit]:
    """Find units whose name or code has every word of ``text``; one query. No word finds nothing.

    Case and accents do not count: "OREBRO" finds Örebro. The unit with that very code or name comes first, then
    countries, regions and municipalities, then organisational units. ``kinds``: of UnitClass.Kind, empty for all.
    """
    wanted = search_key(text)
    if not wanted:
        return []
    found = Unit.objects.filter(country=country)
    if kinds:
        found = found.filter(unit_class__kind__in=kinds)
    for word in wanted.split():
        found = found.filter(search_key__contains=word)
    very = Case(
        When(code=text.strip().upper(), then=Value(0)),
        When(search_key__endswith=f" {wanted}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    workplaces_last = Case(When(unit_class__kind=UnitClass.Kind.WORKPLACE, then=Value(1)), default=Value(0))
    ordered = found.annotate(very=very, last=workplaces_last).order_by("last", "very", "sort_key", "code")
    return list(ordered.select_related("unit_class", "parent")[offset : offset + limit])


def groups_of(member: Unit) -> list[UnitGroup]:
    """Return the networks and structure groups that a unit is a member of, by title, with ``size``; one query.

    Groups of units like another one, which it happens to be a member of, are not among them.
    """
    groups = UnitGroup.objects.filter(memberships__unit=member).exclude(kind=UnitGroup.Kind.SIMILAR)
    sizes = UnitGroup.objects.filter(pk__in=groups.values("pk")).annotate(size=Count("memberships"))
    return sorted(sizes, key=lambda group: (group.kind, sort_key(group.title, "sv"), group.code))


def similar_groups(around: Unit) -> list[UnitGroup]:
    """Return the groups of units like this one: one for each service area, of its latest year; one query.

    The one that is about no single service ("övergripande") comes first, then by name.
    """
    latest: dict[str, UnitGroup] = {}
    for group in UnitGroup.objects.filter(around=around).order_by("service_area", "-year", "code"):
        latest.setdefault(group.service_area, group)
    return sorted(latest.values(), key=_by_area)


def _by_area(group: UnitGroup) -> tuple[bool, str]:
    return group.service_area != OVERALL, sort_key(group.service_area, "sv")


def members(group: UnitGroup) -> list[Unit]:
    """Return the units of a group in the source's order; one query."""
    return [membership.unit for membership in group.memberships.select_related("unit__unit_class")]


def group(code: str) -> UnitGroup | None:
    """Return the group with a code; one query."""
    return UnitGroup.objects.filter(code=code).first()


def find_groups(text: str, *, unit_class: int | None = None, limit: int = MOST_FOUND) -> list[UnitGroup]:
    """Find groups whose title or code has every word of ``text``, with ``size``; one query. No word finds nothing.

    Networks and groups by structure come first, by title, then the many groups of similar units. ``unit_class``: only
    groups with a member of that class.
    """
    words = search_key(text).split()
    if not words:
        return []
    found = UnitGroup.objects.all()
    for word in words:
        found = found.filter(search_key__contains=word)
    if unit_class is not None:
        found = found.filter(Exists(UnitGroupMember.objects.filter(group=OuterRef("pk"), unit__unit_class=unit_class)))
    similar_last = Case(When(kind=UnitGroup.Kind.SIMILAR, then=Value(1)), default=Value(0))
    ordered = found.annotate(size=Count("memberships"), last=similar_last).order_by("last", "title", "code")
    return list(ordered[:limit])
