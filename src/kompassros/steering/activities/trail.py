"""The history of activities and of what the council has asked for; it stands in the history of the body."""

from typing import Any

from kompassros.records import history
from kompassros.records.models import HistoryEntry
from kompassros.steering.activities.models import Activity, Assignment

ACTIVITY, ASSIGNMENT = "steering_activity", "steering_assignment"
_LONGEST_LABEL = 120


def write_activity(activity: Activity, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to an activity."""
    subject = (ACTIVITY, str(activity.pk), activity.title)
    return history.write(person=person, verb=verb, subject=subject, organisation_id=activity.organisation_id, **told)


def write_assignment(assignment: Assignment, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a request of the council."""
    subject = (ASSIGNMENT, str(assignment.pk), f"{assignment.decision}: {assignment.text}"[:_LONGEST_LABEL])
    return history.write(person=person, verb=verb, subject=subject, organisation_id=assignment.organisation_id, **told)
