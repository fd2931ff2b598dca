"""Who may do what with organisations, people and the history: predicates and their queryset twins."""

from typing import Any

from django.db.models import QuerySet

from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Grant, Organisation
from kompassros.organisations.roles import GRANTED_BY_COORDINATOR, SEES_HISTORY, Role
from kompassros.records.policies import Policy, register

ALL_ROLES = tuple(Role)


def _on_node(name: str, roles: tuple[Role, ...]) -> Policy:
    """Register the policy that a person with one of the roles on a node, or above it, may act on it."""

    def allows(person: AnyPerson, organisation: Any) -> bool:
        return covers(person, roles, organisation)

    def subjects(person: AnyPerson) -> QuerySet[Organisation]:
        return Organisation.objects.filter(below(granted_paths(person, roles)))

    return register(Policy(name, Organisation, allows, subjects))


ADMINISTER = _on_node("organisations.administer", (Role.ADMINISTRATOR,))
MANAGE_PEOPLE = _on_node("organisations.manage_people", (Role.ADMINISTRATOR, Role.COORDINATOR))
SEE_HISTORY = _on_node("organisations.see_history", SEES_HISTORY)
BELONG = _on_node("organisations.belong", ALL_ROLES)


def is_inside(person: AnyPerson, organisation: Organisation) -> bool:
    """Return whether somebody reads the history of an organisation as one of its own people."""
    return covers(person, (Role.COORDINATOR, Role.AUDITOR), organisation)


def roles_to_give(person: AnyPerson, organisation: Organisation) -> list[Role]:
    """Return the roles that a person may grant or end on an organisation."""
    if covers(person, (Role.ADMINISTRATOR,), organisation):
        return list(Role)
    if covers(person, (Role.COORDINATOR,), organisation):
        return list(GRANTED_BY_COORDINATOR)
    return []


def _may_end(person: AnyPerson, grant: Any) -> bool:
    return grant.role in roles_to_give(person, grant.organisation)


def _grants_to_end(person: AnyPerson) -> QuerySet[Grant]:
    everything = below(granted_paths(person, (Role.ADMINISTRATOR,)), "organisation__path")
    own = below(granted_paths(person, (Role.COORDINATOR,)), "organisation__path")
    return Grant.objects.filter(everything) | Grant.objects.filter(own, role__in=GRANTED_BY_COORDINATOR)


END_GRANT = register(Policy("organisations.end_grant", Grant, _may_end, _grants_to_end))
