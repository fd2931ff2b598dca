"""The year wheel in people's own calendars: whole days, one entry each, for one role or for all."""

from collections.abc import Sequence

from django.urls import reverse

from kompassros.records.calendar_files import Event
from kompassros.records.mail import absolute
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.queries import Entry
from kompassros.web.formats import current_language


def wheel_address(event: WheelEvent, municipality: str) -> str:
    """Return the address of an entry on the page of its wheel. ``municipality``: the key of the wheel's owner."""
    return f"{reverse('steering:wheel', args=[municipality, event.year])}#entry-{event.pk}"


def calendar_events(entries: Sequence[Entry], municipality: str) -> list[Event]:
    """Return entries for a calendar. Who takes part is told by what the source says, never by a person's name."""
    return [
        Event(
            uid=f"wheel-{entry.event.pk}",
            title=f"{entry.body}: {entry.event.title}" if entry.body else entry.event.title,
            starts_at=entry.event.first,
            ends_at=entry.event.last,
            description="\n".join(filter(None, (entry.event.others, entry.event.produces))),
            address=absolute(wheel_address(entry.event, municipality), current_language()),
            sequence=entry.event.version,
        )
        for entry in entries
    ]
