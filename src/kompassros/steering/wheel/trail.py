"""The history of a year wheel: of the wheel as a whole, and of each thing in it."""

from typing import Any

from kompassros.organisations.models import Organisation
from kompassros.records import history
from kompassros.records.models import HistoryEntry
from kompassros.steering.wheel.models import CalendarKey, WheelEvent

WHEEL, KEY = "steering_wheel", "steering_calendar_key"


def wheel_key(organisation: Organisation, year: int) -> str:
    """Return what the keys of all that happened to a municipality's wheel begin with."""
    return f"{organisation.key}/{year}/"


def event_key(event: WheelEvent) -> str:
    """Return the key of the history of one thing in a wheel; that of a body below names the body too."""
    owner = owner_of(event.organisation)
    own = "" if owner == event.organisation else f"{event.organisation.key}/"
    return f"{wheel_key(owner, event.year)}{own}{event.key}"


def owner_of(body: Organisation) -> Organisation:
    """Return the municipality in whose wheel the entries of a body stand; one query for a body below it."""
    if body.kind == Organisation.Kind.MUNICIPALITY:
        return body
    steps = filter(None, (body.path or "").strip("/").split("/"))
    return Organisation.objects.get(pk__in=steps, kind=Organisation.Kind.MUNICIPALITY)


def write_wheel(organisation: Organisation, year: int, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a wheel as a whole."""
    subject = (WHEEL, wheel_key(organisation, year), f"{organisation} {year}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=organisation.pk, **told)


def write_key(key: CalendarKey, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a calendar address; never the address itself."""
    subject = (KEY, str(key.pk), f"{key.organisation} {key.pk}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=key.organisation_id, **told)


def write_event(event: WheelEvent, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to one thing in a wheel."""
    subject = (WHEEL, event_key(event), f"{event.title} {event.year}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=event.organisation_id, **told)
