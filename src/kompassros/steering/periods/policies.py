"""Who sees and runs a reporting period, who writes, reads and signs a body's report, and who reads an edition."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.organisations.grants import AnyPerson, below, covers, granted_paths
from kompassros.organisations.models import Organisation, Person
from kompassros.records import clock
from kompassros.records.policies import Policy, register
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod
from kompassros.steering.policies import (
    AGREE_CARD,
    FOLLOW,
    INSIDERS,
    LEAD_PLAN,
    SEE_PLAN,
    WRITE_CARD,
    belonging,
    belongs,
)

_State = CardReport.State


def _may_see(person: AnyPerson, period: Any) -> bool:
    return SEE_PLAN.allows(person, period.plan)


def _to_see(person: AnyPerson) -> QuerySet[ReportingPeriod]:
    return ReportingPeriod._base_manager.filter(plan__in=SEE_PLAN.subjects(person))


def _may_run(person: AnyPerson, period: Any) -> bool:
    return LEAD_PLAN.allows(person, period.plan)


def _to_run(person: AnyPerson) -> QuerySet[ReportingPeriod]:
    return ReportingPeriod._base_manager.filter(plan__in=LEAD_PLAN.subjects(person))


def _is_stand_in(person: AnyPerson, report: Any) -> bool:
    return isinstance(person, Person) and person.is_active and report.stand_in_id == person.pk


def _standing_in(person: AnyPerson) -> Q:
    active = isinstance(person, Person) and person.is_active
    return Q(stand_in=person.pk) if active else Q(pk__in=[])


def _may_write(person: AnyPerson, report: Any) -> bool:
    return _is_stand_in(person, report) or WRITE_CARD.allows(person, report.card)


def _to_write(person: AnyPerson) -> QuerySet[CardReport]:
    return CardReport._base_manager.filter(_standing_in(person) | Q(card__in=WRITE_CARD.subjects(person)))


def _may_read(person: AnyPerson, report: Any) -> bool:
    """Those of the body and above read a report at any state, everybody else of the municipality once it is signed."""
    if _is_stand_in(person, report) or covers(person, INSIDERS, report.card.organisation):
        return True
    return report.state == _State.SIGNED and belongs(person, report.period.organisation)


def _to_read(person: AnyPerson) -> QuerySet[CardReport]:
    inside = below(granted_paths(person, INSIDERS), "card__organisation__path")
    signed = Q(state=_State.SIGNED) & belonging(person, field="period__organisation__path")
    return CardReport._base_manager.filter(_standing_in(person) | inside | signed)


def _may_sign(person: AnyPerson, report: Any) -> bool:
    return AGREE_CARD.allows(person, report.card)


def _to_sign(person: AnyPerson) -> QuerySet[CardReport]:
    return CardReport._base_manager.filter(card__in=AGREE_CARD.subjects(person))


def is_public(period: ReportingPeriod) -> bool:
    """Return whether everybody may read what was frozen: a condition on the clock, to the second."""
    return period.published_at is not None and period.published_at <= clock.now()


def public_periods(organisation: Organisation) -> QuerySet[ReportingPeriod]:
    """Return the periods of a municipality whose editions everybody may read, the latest first."""
    rows = ReportingPeriod._base_manager.filter(organisation=organisation, published_at__lte=clock.now())
    return rows.select_related("plan__organisation").order_by("-data_on")


def _may_read_edition(person: AnyPerson, edition: Any) -> bool:
    return FOLLOW.allows(person, edition.period.organisation)


def _editions_to_read(person: AnyPerson) -> QuerySet[PeriodEdition]:
    return PeriodEdition.objects.filter(period__organisation__in=FOLLOW.subjects(person))


SEE_PERIOD = register(Policy("steering.see_period", ReportingPeriod, _may_see, _to_see))
RUN_PERIOD = register(Policy("steering.run_period", ReportingPeriod, _may_run, _to_run))
WRITE_REPORT = register(Policy("steering.write_report", CardReport, _may_write, _to_write))
READ_REPORT = register(Policy("steering.read_report", CardReport, _may_read, _to_read))
SIGN_REPORT = register(Policy("steering.sign_report", CardReport, _may_sign, _to_sign))
READ_EDITION = register(Policy("steering.read_edition", PeriodEdition, _may_read_edition, _editions_to_read))
