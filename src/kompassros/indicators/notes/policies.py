"""Who writes about a municipality's measures, and who reads what is not public."""

from typing import Any

from django.db.models import QuerySet

from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register

_WRITERS = (Role.COORDINATOR, Role.RESPONDENT, Role.UNIT_MANAGER)
_PAPER_WRITERS = (Role.COORDINATOR,)
_READERS = (*_WRITERS, Role.CHIEF_EXECUTIVE, Role.READER, Role.POLITICIAN, Role.AUDITOR)


def _on_municipality(name: str, roles: tuple[Role, ...]) -> Policy:
    def allows(person: AnyPerson, organisation: Any) -> bool:
        return organisation.kind == Organisation.Kind.MUNICIPALITY and covers(person, roles, organisation)

    def subjects(person: AnyPerson) -> QuerySet[Organisation]:
        nodes = below(granted_paths(person, roles))
        return Organisation.objects.filter(nodes, kind=Organisation.Kind.MUNICIPALITY)

    return register(Policy(name, Organisation, allows, subjects))


def _may_write_papers(person: AnyPerson, subject: Any) -> bool:
    """Return whether a person writes agenda papers for a municipality, or about its results of a set and year."""
    organisation = getattr(subject, "organisation", subject)
    is_municipality = organisation.kind == Organisation.Kind.MUNICIPALITY
    return bool(is_municipality and covers(person, _PAPER_WRITERS, organisation))


def _with_papers(person: AnyPerson) -> QuerySet[Organisation]:
    nodes = below(granted_paths(person, _PAPER_WRITERS))
    return Organisation.objects.filter(nodes, kind=Organisation.Kind.MUNICIPALITY)


WRITE_NOTES = _on_municipality("indicators.write_notes", _WRITERS)
READ_NOTES = _on_municipality("indicators.read_notes", _READERS)
WRITE_RESULT_PAPERS = register(Policy("indicators.write_result_papers", Organisation, _may_write_papers, _with_papers))
