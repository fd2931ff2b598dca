"""Which nodes a person's grants cover today: the one place that reads grants for permissions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock

AnyPerson = Any


def _valid_today(person: Person) -> QuerySet[Grant]:
    today = clock.today()
    valid = Q(valid_to=None) | Q(valid_to__gte=today)
    return person.grants.filter(valid, valid_from__lte=today, withdrawn_at=None)


def active_grants(person: AnyPerson) -> list[Grant]:
    """Return today's grants of a person, with their organisations; read once for each person object."""
    if not isinstance(person, Person) or not person.is_active:
        return []
    kept: list[Grant] | None = getattr(person, "_active_grants", None)
    if kept is None:
        kept = list(_valid_today(person).select_related("organisation").order_by("role", "organisation__sort_sv"))
        person._active_grants = kept  # type: ignore[attr-defined]
    return kept


def _roles_and_paths(person: AnyPerson) -> list[tuple[str, str | None]]:
    """Return role and path of today's grants: two columns instead of forty, for every request waits for them."""
    if not isinstance(person, Person) or not person.is_active:
        return []
    kept: list[tuple[str, str | None]] | None = getattr(person, "_roles_and_paths", None)
    if kept is None:
        kept = list(_valid_today(person).values_list("role", "organisation__path"))
        person._roles_and_paths = kept  # type: ignore[attr-defined]
    return kept


def granted_paths(person: AnyPerson, roles: Iterable[Role]) -> list[str]:
    """Return the paths of the nodes on which a person has one of the roles today."""
    wanted = set(roles)
    return [path or "" for role, path in _roles_and_paths(person) if role in wanted]


def covers(person: AnyPerson, roles: Iterable[Role], organisation: Organisation | None) -> bool:
    """Return whether a person has one of the roles on the organisation or on a node above it."""
    if organisation is None or not organisation.path:
        return False
    return any(path and organisation.path.startswith(path) for path in granted_paths(person, roles))


def belongs_within(person: AnyPerson, roles: Iterable[Role], organisation: Organisation) -> bool:
    """Return whether a person has one of the roles on the organisation, above it, or on something below it."""
    own = organisation.path or ""
    paths = granted_paths(person, roles) if own else []
    return any(path and (own.startswith(path) or path.startswith(own)) for path in paths)


def around(paths: Iterable[str], field: str = "path") -> Q:
    """Return the condition that ``field`` lies on, below or above one of the paths: the twin of ``belongs_within``."""
    paths = [path for path in paths if path]
    above = {path[: place + 1] for path in paths for place, sign in enumerate(path) if sign == "/"} - {"/"}
    return below(paths, field) | Q(**{f"{field}__in": sorted(above)})


def below(paths: Iterable[str], field: str = "path") -> Q:
    """Return the condition that ``field`` lies on or below one of the paths; no path means nothing at all."""
    condition = Q(pk__in=[])
    for path in paths:
        if path:
            condition |= Q(**{f"{field}__startswith": path})
    return condition
