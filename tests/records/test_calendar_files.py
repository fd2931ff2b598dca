"""Calendar files, read again by the library that calendars are read by."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from kompassros.records import clock
from kompassros.records.calendar_files import Event, respond_with_calendar, write_calendar

START, END = datetime(2026, 5, 4, 7, 30, tzinfo=UTC), datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
MEETING = Event("meeting-7", "Första återföring; med: allt,", START, END, "Kommunhuset\nsal Å", sequence=3)


def test_calendar_read_again_says_the_same() -> None:
    calendar = Calendar.from_ical(write_calendar([MEETING]))
    (entry,) = calendar.walk("VEVENT")
    assert (entry["uid"], entry["summary"], entry["location"]) == (
        "meeting-7@kompassros",
        "Första återföring; med: allt,",
        "Kommunhuset\nsal Å",
    )
    assert (entry.decoded("dtstart"), entry.decoded("dtend"), entry["sequence"]) == (START, END, 3)
    assert "description" not in entry


def test_calendar_times_are_written_in_utc() -> None:
    written = write_calendar([Event("x", "x", START.astimezone(clock.now().tzinfo), END)]).decode()
    assert "DTSTART:20260504T073000Z" in written
    assert "DTEND:20260504T090000Z" in written


def test_calendar_whole_days_end_on_the_day_after_the_last() -> None:
    (entry,) = Calendar.from_ical(write_calendar([Event("x", "x", date(2026, 4, 1), date(2026, 5, 31))])).walk("VEVENT")
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (date(2026, 4, 1), date(2026, 6, 1))


def test_calendar_without_events_is_empty() -> None:
    assert Calendar.from_ical(write_calendar([])).walk("VEVENT") == []


def test_calendar_answers_as_a_file() -> None:
    answer = respond_with_calendar([MEETING], "granby-2026-1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="granby-2026-1.ics"'
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"


def test_calendar_says_of_a_cancelled_event_that_it_is() -> None:
    standing, cancelled = Event("x", "x", START, END), Event("y", "y", START, END, cancelled=True)
    entries = Calendar.from_ical(write_calendar([standing, cancelled])).walk("VEVENT")
    assert [entry.get("status") for entry in entries] == [None, "CANCELLED"]
