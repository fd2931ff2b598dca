"""Who sees a report while it is written, who leads it, who writes a chapter, and who reads what is published."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.organisations.grants import AnyPerson
from kompassros.organisations.models import Person
from kompassros.records.policies import Policy, register
from kompassros.steering.policies import INSIDERS, LEAD, belonging, belongs
from kompassros.steering.writing.models import ReportSection, WrittenEdition, WrittenReport

_MUNICIPALITY = "organisation__path"


def _is_active(person: AnyPerson) -> bool:
    return isinstance(person, Person) and person.is_active


def _given(person: AnyPerson) -> QuerySet[ReportSection]:
    """Return the chapters given to somebody who still belongs to the municipality."""
    if not _is_active(person):
        return ReportSection._base_manager.none()
    return ReportSection._base_manager.filter(belonging(person, field=_MUNICIPALITY), assigned_to=person.pk)


def _is_given(person: AnyPerson, section: Any) -> bool:
    return _is_active(person) and section.assigned_to_id == person.pk and belongs(person, section.organisation)


def _may_see(person: AnyPerson, report: Any) -> bool:
    """Those who lead, manage or audit the municipality or a part of it see it, and those who write a chapter."""
    return belongs(person, report.organisation, INSIDERS) or _given(person).filter(report=report.pk).exists()


def _to_see(person: AnyPerson) -> QuerySet[WrittenReport]:
    inside = belonging(person, INSIDERS, field=_MUNICIPALITY)
    return WrittenReport._base_manager.filter(inside | Q(pk__in=_given(person).values("report")))


def _may_lead(person: AnyPerson, report: Any) -> bool:
    return LEAD.allows(person, report.organisation)


def _to_lead(person: AnyPerson) -> QuerySet[WrittenReport]:
    return WrittenReport._base_manager.filter(organisation__in=LEAD.subjects(person))


def _may_see_section(person: AnyPerson, section: Any) -> bool:
    return _may_see(person, section.report)


def _sections_to_see(person: AnyPerson) -> QuerySet[ReportSection]:
    return ReportSection._base_manager.filter(report__in=_to_see(person))


def _may_write(person: AnyPerson, section: Any) -> bool:
    return _is_given(person, section) or LEAD.allows(person, section.organisation)


def _to_write(person: AnyPerson) -> QuerySet[ReportSection]:
    led = Q(organisation__in=LEAD.subjects(person))
    return ReportSection._base_manager.filter(led | Q(pk__in=_given(person).values("pk")))


def _may_read(person: AnyPerson, edition: Any) -> bool:
    return belongs(person, edition.report.organisation)


def _to_read(person: AnyPerson) -> QuerySet[WrittenEdition]:
    return WrittenEdition.objects.filter(belonging(person, field="report__organisation__path"))


SEE_WRITING = register(Policy("steering.see_writing", WrittenReport, _may_see, _to_see))
LEAD_WRITING = register(Policy("steering.lead_writing", WrittenReport, _may_lead, _to_lead))
SEE_SECTION = register(Policy("steering.see_section", ReportSection, _may_see_section, _sections_to_see))
WRITE_SECTION = register(Policy("steering.write_section", ReportSection, _may_write, _to_write))
READ_WRITTEN = register(Policy("steering.read_written", WrittenEdition, _may_read, _to_read))
