"""The history of a year wheel: of the wheel as a whole, and of each thing in it."""

from typing import Any

from kompassros.organisations.models import Organisation
from kompassros.records import history
from kompassros.records.models import HistoryEntry
from kompassros.steering.wheel.models import WheelEvent

WHEEL = "steering_wheel"


def wheel_key(organisation: Organisation, year: int) -> str:
    """Return what the keys of all that happened to a municipality's wheel begin with."""
    return f"{organisation.key}/{year}/"


def event_key(event: WheelEvent) -> str:
    """Return the key of the history of one thing in a wheel."""
    return f"{wheel_key(event.organisation, event.year)}{event.key}"


def write_wheel(organisation: Organisation, year: int, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a wheel as a whole."""
    subject = (WHEEL, wheel_key(organisation, year), f"{organisation} {year}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=organisation.pk, **told)


def write_event(event: WheelEvent, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to one thing in a wheel."""
    subject = (WHEEL, event_key(event), f"{event.title} {event.year}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=event.organisation_id, **told)
