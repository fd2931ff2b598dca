"""The history of auditors' verdicts; it stands in that of the municipality."""

from typing import Any

from kompassros.records import history
from kompassros.records.models import HistoryEntry
from kompassros.steering.auditing.models import AuditVerdict

VERDICT = "steering_audit_verdict"


def write_verdict(verdict: AuditVerdict, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what an auditor said of a period; each period's verdicts have one history."""
    subject = (VERDICT, str(verdict.period_id), str(verdict.period))
    return history.write(person=person, verb=verb, subject=subject, organisation_id=verdict.organisation_id, **told)
