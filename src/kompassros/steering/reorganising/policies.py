"""Who reads what a reorganisation did row by row: it names drafts and people's roles."""

from typing import Any

from django.db.models import QuerySet

from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.roles import Role
from kompassros.records.policies import Policy, register
from kompassros.steering.policies import LEADERS
from kompassros.steering.reorganising.models import Reorganisation

READERS = (*LEADERS, Role.AUDITOR)


def _may_read(person: AnyPerson, one: Any) -> bool:
    return covers(person, READERS, one.organisation)


def _to_read(person: AnyPerson) -> QuerySet[Reorganisation]:
    return Reorganisation._base_manager.filter(below(granted_paths(person, READERS), "organisation__path"))


READ_REORGANISATION = register(Policy("steering.read_reorganisation", Reorganisation, _may_read, _to_read))
