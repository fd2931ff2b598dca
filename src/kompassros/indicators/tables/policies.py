"""Who may take in tables of values, and switch the releases of datasets."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.organisations.policies import ADMINISTER
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register
from kompassros.statistics.models import Dataset

_ROLES = (Role.ADMINISTRATOR,)


def _may_import(person: AnyPerson, organisation: Any) -> bool:
    return organisation.kind == Organisation.Kind.COUNTRY and ADMINISTER.allows(person, organisation)


def _import_nodes(person: AnyPerson) -> QuerySet[Organisation]:
    return ADMINISTER.subjects(person).filter(kind=Organisation.Kind.COUNTRY)


def _may_manage(person: AnyPerson, dataset: Any) -> bool:
    """Datasets of the installation itself belong to whoever administers a country."""
    if dataset.owner_id is None:
        return _import_nodes(person).exists()
    return covers(person, _ROLES, dataset.owner)


def _datasets(person: AnyPerson) -> QuerySet[Dataset]:
    own = below(granted_paths(person, _ROLES), "owner__path")
    shared = Q(owner=None) if _import_nodes(person).exists() else Q(pk__in=[])
    return Dataset.objects.filter(own | shared)


IMPORT_TABLES = register(Policy("indicators.import_tables", Organisation, _may_import, _import_nodes))
MANAGE_DATASET = register(Policy("indicators.manage_dataset", Dataset, _may_manage, _datasets))
