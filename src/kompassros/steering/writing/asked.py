"""What the council has asked for, as an edition of a period keeps it."""

from typing import Any

from django.db.models import F, Q

from kompassros.steering.activities.models import Assignment
from kompassros.steering.periods.models import ReportingPeriod


def requests_of(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Return the requests that were open in the period's year or are so still, the oldest first; one query.

    Those decided by the period's data day, with the answers.
    """
    rows = Assignment._base_manager.filter(owner=period.organisation_id, decided_on__lte=period.data_on)
    rows = rows.filter(Q(answered_on=None) | Q(answered_on__year__gte=period.plan.year))
    rows = rows.annotate(body=F("organisation__key"), name=F("organisation__name"))
    return [
        {
            "body": {"key": row.body, "name": row.name},
            **{name: getattr(row, name) for name in ("text", "decision", "answer")},
            **{name: _day(getattr(row, name)) for name in ("decided_on", "due_on", "answered_on")},
        }
        for row in rows.order_by("decided_on", "pk")
    ]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
