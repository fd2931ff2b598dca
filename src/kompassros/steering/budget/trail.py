"""The history of frames, outcomes and forecasts; it stands in the history of the body."""

from typing import Any

from kompassros.records import history
from kompassros.records.models import HistoryEntry
from kompassros.steering.plans.models import Card

BUDGET = "steering_budget"


def write_budget(card: Card, about: str, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to the money of a body; ``about``: which year's frame, or which period's outcome."""
    subject = (BUDGET, str(card.pk), f"{card.organisation} {about}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=card.organisation_id, **told)
