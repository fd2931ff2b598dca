"""What there is of a period's written report for a person, and its editions."""

from dataclasses import dataclass

from django.db.models import QuerySet

from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod
from kompassros.steering.periods.policies import RUN_PERIOD
from kompassros.steering.writing.models import WrittenEdition, WrittenReport
from kompassros.steering.writing.policies import SEE_WRITING

State = WrittenReport.State


@dataclass(frozen=True)
class Written:
    """A period's written report on the period's page. ``sees``: while it is written; ``number``: what is published."""

    begun: bool
    sees: bool
    number: int | None
    may_begin: bool


def written_of(period: ReportingPeriod, person: object) -> Written | None:
    """Return what a person can do with the written report of a period, None before it is closed; two queries."""
    if period.state != ReportingPeriod.State.CLOSED:
        return None
    rows = WrittenReport._base_manager.filter(period=period).select_related("organisation")
    report: WrittenReport | None = rows.first()
    if report is None:
        return Written(False, False, None, RUN_PERIOD.allows(person, period))
    last = editions_of(report).first() if report.state == State.PUBLISHED else None
    return Written(True, SEE_WRITING.allows(person, report), last.number if last else None, False)


def editions_of(report: WrittenReport) -> QuerySet[WrittenEdition]:
    """Return the editions of a report without their content, the latest first."""
    rows = WrittenEdition.objects.filter(report=report).defer("content").select_related("frozen_by")
    return rows.order_by("-number")


def newer_edition(report: WrittenReport) -> PeriodEdition | None:
    """Return the edition of the period in force where the report is not pinned to it; one query."""
    rows = PeriodEdition.objects.filter(period=report.period_id, number__gt=report.edition.number)
    return rows.order_by("-number").first()
