"""Who may work on editions of instruments: the administrators of the country or network that owns them."""

from typing import Any

from django.db.models import QuerySet

from kompassros.organisations.grants import AnyPerson
from kompassros.organisations.models import Organisation
from kompassros.organisations.policies import ADMINISTER
from kompassros.records.policies import Policy, register

OWNERS = (Organisation.Kind.COUNTRY, Organisation.Kind.NETWORK)


def _may_edit(person: AnyPerson, organisation: Any) -> bool:
    return organisation.kind in OWNERS and ADMINISTER.allows(person, organisation)


def _owners(person: AnyPerson) -> QuerySet[Organisation]:
    return ADMINISTER.subjects(person).filter(kind__in=OWNERS)


EDIT_EDITIONS = register(Policy("instruments.edit_editions", Organisation, _may_edit, _owners))
