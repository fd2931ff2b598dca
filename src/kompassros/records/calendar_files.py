"""Calendar files (iCalendar, RFC 5545) of meetings and talks, for the calendars that people use anyway.

Times are written in UTC, which every calendar turns into its own zone. Who takes part is never written: such a file
is passed on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse
from icalendar import Calendar
from icalendar import Event as Entry

from kompassros.records import clock
from kompassros.web.formats import current_language

CONTENT_TYPE = "text/calendar; charset=utf-8"
_MAKER = "-//Kompassros//Meetings//{language}"


@dataclass(frozen=True)
class Event:
    """Something in a calendar. The times are aware; ``ends_at`` None where nobody has said when it ends.

    Whole days are dates instead: ``starts_at`` the first and ``ends_at`` the last, both included.

    uid: the same for as long as the event lives ("meeting-7"), so that a later file changes what an earlier one put
    in. sequence: grows with each change (the row's version). address: of its page, absolute. cancelled: it will not
    be; calendars that have it strike it out.
    """

    uid: str
    title: str
    starts_at: datetime | date
    ends_at: datetime | date | None = None
    place: str = ""
    description: str = ""
    address: str = ""
    sequence: int = 1
    cancelled: bool = False


def write_calendar(events: Sequence[Event]) -> bytes:
    """Return the events as one file, in the order given; no event gives a calendar that is empty."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER.format(language=current_language().upper()))
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(_entry(event))
    written: bytes = calendar.to_ical()
    return written


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.uid}@kompassros")
    entry.add("dtstamp", clock.now().astimezone(UTC))
    entry.add("dtstart", _written(event.starts_at))
    if event.ends_at is not None:
        entry.add("dtend", _written(event.ends_at, ends=True))
    entry.add("sequence", event.sequence)
    entry.add("summary", event.title)
    if event.cancelled:
        entry.add("status", "CANCELLED")
    for name, value in (("location", event.place), ("description", event.description), ("url", event.address)):
        if value:
            entry.add(name, value)
    return entry


def _written(value: datetime | date, *, ends: bool = False) -> datetime | date:
    """Return a time in UTC; the end of whole days as the day after the last, which is how calendars count."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return value + timedelta(days=ends)


def respond_with_calendar(events: Sequence[Event], name: str) -> HttpResponse:
    """Return the events as a file to download; ``name`` without its ending."""
    disposition = f'attachment; filename="{name}.ics"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-cache"}
    return HttpResponse(write_calendar(events), content_type=CONTENT_TYPE, headers=headers)
