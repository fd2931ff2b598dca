"""How the year wheel is said: standings, roles, days."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kompassros.methods.year_wheel import Standing
from kompassros.organisations.roles import Role
from kompassros.steering.policies import EVERYONE, LEADERS
from kompassros.steering.wheel.models import WheelEvent
from kompassros.web.cells import Tone
from kompassros.web.formats import format_date, format_day, format_list

STANDINGS = {
    Standing.NOW: _("going on now"),
    Standing.AHEAD: _("ahead"),
    Standing.OVERDUE: _("over, not marked as done"),
    Standing.DONE: _("done"),
}
TONES: dict[Standing, Tone] = {
    Standing.NOW: "info",
    Standing.AHEAD: "neutral",
    Standing.OVERDUE: "warning",
    Standing.DONE: "success",
}
WHEEL_ROLES = EVERYONE


def roles_of(event: WheelEvent) -> tuple[str, ...]:
    """Return the keys of the roles for which an entry is; one that names none is for those who lead."""
    return tuple(event.roles) or tuple(role.value for role in LEADERS)


def say_roles(keys: Iterable[str]) -> str:
    """Return roles as one list in the reader's language; a key that is no role any more as it is."""
    known = dict(Role.choices)
    return format_list(str(known.get(key, key)) for key in keys)


def say_days(event: WheelEvent, *, short: bool = False) -> str:
    """Return the day, or the first and the last; short: without the year."""
    say = format_day if short else format_date
    if event.first == event.last:
        return say(event.first)
    return f"{format_day(event.first)}\N{EN DASH}{say(event.last)}"
