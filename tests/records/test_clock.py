"""The one clock, set by a file in tests and by the machine otherwise."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from kompassros.records import clock

SetClock = Callable[[str], None]


def test_now_without_a_file_is_the_machines_time(settings: Any) -> None:
    settings.CLOCK_FILE = ""
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()


def test_now_reads_the_file_each_time(set_clock: SetClock) -> None:
    set_clock("2026-03-01T12:00:00+01:00")
    assert clock.now() == datetime(2026, 3, 1, 11, tzinfo=UTC)
    set_clock("2026-03-01T12:00:01+01:00\n")
    assert clock.now() == datetime(2026, 3, 1, 11, 0, 1, tzinfo=UTC)


def test_now_takes_a_time_without_zone_as_the_servers(set_clock: SetClock) -> None:
    set_clock("2026-07-01T12:00:00")
    assert clock.now() == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_today_is_the_day_in_stockholm_on_both_sides_of_midnight(set_clock: SetClock) -> None:
    set_clock("2026-12-31T22:59:59+00:00")
    assert clock.today() == date(2026, 12, 31)
    set_clock("2026-12-31T23:00:00+00:00")
    assert clock.today() == date(2027, 1, 1)
