"""Who makes and keeps own sets of measures."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.indicators.models import MeasureSet
from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register

_KINDS = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.REGION)
_OF_COUNTRY = (Role.ADMINISTRATOR,)
_OF_OTHERS = (Role.ADMINISTRATOR, Role.COORDINATOR)


def _may_make(person: AnyPerson, organisation: Any) -> bool:
    if organisation.kind == Organisation.Kind.COUNTRY:
        return covers(person, _OF_COUNTRY, organisation)
    return organisation.kind in _KINDS and covers(person, _OF_OTHERS, organisation)


def _nodes(person: AnyPerson, field: str = "") -> Q:
    """Return the condition that an organisation, or the one that ``field`` ("owner__") leads to, may have sets."""
    country = Q(**{f"{field}kind": Organisation.Kind.COUNTRY})
    others = Q(**{f"{field}kind__in": _KINDS})
    of_country = below(granted_paths(person, _OF_COUNTRY), f"{field}path")
    return (country & of_country) | (others & below(granted_paths(person, _OF_OTHERS), f"{field}path"))


def _makers(person: AnyPerson) -> QuerySet[Organisation]:
    return Organisation.objects.filter(_nodes(person))


def _may_manage(person: AnyPerson, measure_set: Any) -> bool:
    """A set that the product carries has no owner, and nobody changes it."""
    return measure_set.owner is not None and _may_make(person, measure_set.owner)


def _to_manage(person: AnyPerson) -> QuerySet[MeasureSet]:
    return MeasureSet.objects.filter(_nodes(person, "owner__"))


MAKE_SETS = register(Policy("indicators.make_sets", Organisation, _may_make, _makers))
MANAGE_SET = register(Policy("indicators.manage_set", MeasureSet, _may_manage, _to_manage))
