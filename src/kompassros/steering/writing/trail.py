"""The history of written reports and of their chapters; it stands in that of the municipality."""

from typing import Any

from kompassros.records import history
from kompassros.records.models import HistoryEntry
from kompassros.steering.writing.models import ReportSection, WrittenReport

REPORT, SECTION = "steering_written_report", "steering_chapter"


def write_report(report: WrittenReport, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a report; ``told``: before, after, why."""
    subject = (REPORT, str(report.pk), report.title)
    return history.write(person=person, verb=verb, subject=subject, organisation_id=report.organisation_id, **told)


def write_section(section: ReportSection, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a chapter."""
    subject = (SECTION, str(section.uid), section.heading)
    return history.write(person=person, verb=verb, subject=subject, organisation_id=section.organisation_id, **told)
