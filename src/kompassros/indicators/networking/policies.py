"""Who keeps a network together, and who reads what it works with."""

from typing import Any

from django.db.models import QuerySet

from kompassros.indicators.networking.models import MeasureNetwork
from kompassros.indicators.sets.policies import MAKE_SETS
from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register

_KEEPERS = (Role.ADMINISTRATOR, Role.COORDINATOR)
_OTHERS = (Role.CHIEF_EXECUTIVE, Role.RESPONDENT, Role.UNIT_MANAGER, Role.READER, Role.POLITICIAN, Role.AUDITOR)
_SEE = (*_KEEPERS, *_OTHERS)


def _may_keep(person: AnyPerson, network: Any) -> bool:
    return covers(person, _KEEPERS, network.organisation)


def _to_keep(person: AnyPerson) -> QuerySet[MeasureNetwork]:
    return MeasureNetwork.objects.filter(below(granted_paths(person, _KEEPERS), "organisation__path"))


def _may_see_network(person: AnyPerson, network: Any) -> bool:
    return _may_keep(person, network) or network.pk in set(_member_networks(person).values_list("pk", flat=True))


def _member_networks(person: AnyPerson) -> QuerySet[MeasureNetwork]:
    nodes = below(granted_paths(person, _SEE), "group__members__organisation__path")
    return MeasureNetwork.objects.filter(nodes)


def _to_see_network(person: AnyPerson) -> QuerySet[MeasureNetwork]:
    return (_member_networks(person) | _to_keep(person)).distinct()


MAKE_NETWORKS = register(Policy("indicators.make_networks", Organisation, MAKE_SETS.allows, MAKE_SETS.subjects))
KEEP_NETWORK = register(Policy("indicators.keep_network", MeasureNetwork, _may_keep, _to_keep))
SEE_NETWORK = register(Policy("indicators.see_network", MeasureNetwork, _may_see_network, _to_see_network))
