"""Who reads a whole plan as it stood, who reads the log of all steering, and who gives the auditor's verdict."""

from typing import Any

from django.db.models import QuerySet

from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import SEES_HISTORY, Role
from kompassros.records.policies import Policy, register
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.policies import EVERYONE, LEADERS

AUDITORS = (Role.AUDITOR,)
READERS_OF_ALL = (*LEADERS, *AUDITORS)
LOG_READERS = tuple(role for role in SEES_HISTORY if role in EVERYONE)
"""Those who see the history and belong to the municipality: what its people write is not for those from outside."""
_MUNICIPALITY = Organisation.Kind.MUNICIPALITY


def _may_read_kept(person: AnyPerson, plan: Any) -> bool:
    return covers(person, READERS_OF_ALL, plan.organisation)


def _kept_to_read(person: AnyPerson) -> QuerySet[SteeringPlan]:
    return SteeringPlan._base_manager.filter(below(granted_paths(person, READERS_OF_ALL), "organisation__path"))


def _may_read_log(person: AnyPerson, organisation: Any) -> bool:
    return organisation.kind == _MUNICIPALITY and covers(person, LOG_READERS, organisation)


def _logs_to_read(person: AnyPerson) -> QuerySet[Organisation]:
    return Organisation.objects.filter(below(granted_paths(person, LOG_READERS)), kind=_MUNICIPALITY)


def _may_audit(person: AnyPerson, period: Any) -> bool:
    return covers(person, AUDITORS, period.organisation)


def _to_audit(person: AnyPerson) -> QuerySet[ReportingPeriod]:
    return ReportingPeriod._base_manager.filter(below(granted_paths(person, AUDITORS), "organisation__path"))


READ_KEPT_PLAN = register(Policy("steering.read_kept_plan", SteeringPlan, _may_read_kept, _kept_to_read))
READ_LOG = register(Policy("steering.read_log", Organisation, _may_read_log, _logs_to_read))
AUDIT_PERIOD = register(Policy("steering.audit_period", ReportingPeriod, _may_audit, _to_audit))
