"""Who may let the results reports of all municipalities be made."""

from typing import Any

from django.db.models import QuerySet

from kompassros.organisations.grants import AnyPerson
from kompassros.organisations.models import Organisation
from kompassros.organisations.policies import ADMINISTER
from kompassros.records.policies import Policy, register


def _may_make(person: AnyPerson, organisation: Any) -> bool:
    return organisation.kind == Organisation.Kind.COUNTRY and ADMINISTER.allows(person, organisation)


def _countries(person: AnyPerson) -> QuerySet[Organisation]:
    return ADMINISTER.subjects(person).filter(kind=Organisation.Kind.COUNTRY)


MAKE_REPORTS = register(Policy("indicators.make_reports", Organisation, _may_make, _countries))
