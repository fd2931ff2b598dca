"""Who may import and correct published results."""

from typing import Any

from django.db.models import QuerySet

from kompassros.evaluations.models import ScoreSheet
from kompassros.organisations.grants import AnyPerson, active_grants, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.organisations.policies import ADMINISTER
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register

_ROLES = (Role.ADMINISTRATOR,)


def _countries(person: AnyPerson) -> set[str]:
    """Return the countries whose printed references a person may correct; those of no country go with any."""
    nodes = [grant.organisation for grant in active_grants(person) if grant.role in _ROLES]
    countries = {node.country for node in nodes if node.kind == Organisation.Kind.COUNTRY}
    return countries | {"INT"} if countries else set()


def _may_correct(person: AnyPerson, sheet: Any) -> bool:
    if sheet.organisation_id is None:
        return sheet.reference.country in _countries(person)
    return covers(person, _ROLES, sheet.organisation)


def _to_correct(person: AnyPerson) -> QuerySet[ScoreSheet]:
    own = ScoreSheet.objects.filter(below(granted_paths(person, _ROLES), "organisation__path"))
    return own | ScoreSheet.objects.filter(organisation=None, reference__country__in=_countries(person))


def _import_nodes(person: AnyPerson) -> QuerySet[Organisation]:
    return ADMINISTER.subjects(person).filter(kind=Organisation.Kind.COUNTRY)


def _may_import(person: AnyPerson, organisation: Any) -> bool:
    return organisation.kind == Organisation.Kind.COUNTRY and ADMINISTER.allows(person, organisation)


CORRECT_RESULT = register(Policy("evaluations.correct_result", ScoreSheet, _may_correct, _to_correct))
IMPORT_RESULTS = register(Policy("evaluations.import_results", Organisation, _may_import, _import_nodes))
