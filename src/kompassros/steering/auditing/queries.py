"""The verdicts of a period: the one that holds, and all that were given."""

from django.db.models import QuerySet

from kompassros.steering.auditing.models import AuditVerdict
from kompassros.steering.periods.models import ReportingPeriod


def verdicts_of(period: ReportingPeriod) -> QuerySet[AuditVerdict]:
    """Return the verdicts of a period, the one that holds first."""
    rows = AuditVerdict._base_manager.filter(period=period).defer("edition__content")
    return rows.select_related("edition", "by").order_by("-number")


def verdict_of(period: ReportingPeriod) -> AuditVerdict | None:
    """Return the verdict that holds, None where none was given."""
    return verdicts_of(period).first()
