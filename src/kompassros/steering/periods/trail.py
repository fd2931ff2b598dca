"""The history of reporting periods, which stands in that of the municipality, and of reports, in that of the body."""

from typing import Any

from kompassros.records import history
from kompassros.records.models import HistoryEntry
from kompassros.steering.periods.models import CardReport, ReportingPeriod

PERIOD, REPORT = "steering_period", "steering_report"


def write_period(period: ReportingPeriod, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a period; ``told``: before, after, why."""
    subject = (PERIOD, str(period.pk), str(period))
    return history.write(person=person, verb=verb, subject=subject, organisation_id=period.organisation_id, **told)


def write_report(report: CardReport, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a body's report."""
    subject = (REPORT, str(report.pk), f"{report.card.organisation}: {report.period}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=report.organisation_id, **told)
