"""What the addresses of a year wheel are about: an entry of a year, and a calendar address that nobody has."""

from datetime import date
from typing import Any

from kompassros.organisations.models import Organisation
from kompassros.steering.wheel.services import EventContent, add_event

YEAR = 2031


def wheel_of(organisation: Organisation) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject: an entry of the wheel of 2031."""
    content = EventContent("Visit", date(YEAR, 5, 4), date(YEAR, 5, 5))
    event = add_event(organisation=organisation, year=YEAR, content=content, person=None)
    return {
        "wheel_entry": {"municipality": organisation.key, "year": YEAR, "pk": event.pk},
        "wheel_key": {"secret": "nobodys-key"},
    }
