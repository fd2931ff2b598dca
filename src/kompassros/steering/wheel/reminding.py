"""Reminders of what begins soon: a notice, and a letter for whoever wants letters, on the clock."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Grant, Person
from kompassros.records import clock, signals
from kompassros.records.notices import notify, register_kind
from kompassros.steering.policies import LEADERS
from kompassros.steering.wheel import trail
from kompassros.steering.wheel.calendar import wheel_address
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.words import roles_of

SOON = "wheel_soon"
DAYS_BEFORE = 7


def remind_due() -> int:
    """Remind of what begins within seven days and is not done; return how many people were told.

    Each entry once, and again where its first day was moved. Own choice: seven days, and nothing of what has begun.
    """
    today = clock.today()
    soon = WheelEvent._base_manager.filter(done_on=None, first__range=(today, today + timedelta(days=DAYS_BEFORE)))
    waiting = soon.filter(Q(reminded_for=None) | ~Q(reminded_for=F("first"))).select_related("organisation")
    return sum(_remind(event) for event in waiting)


@transaction.atomic
def _remind(event: WheelEvent) -> int:
    """Tell people of one entry, unless another clock has meanwhile."""
    mine = WheelEvent._base_manager.filter(pk=event.pk, first=event.first, reminded_for=event.reminded_for)
    if not mine.update(reminded_for=event.first):
        return 0
    values = {"title": event.title, "name": event.organisation.name, "day": event.first.isoformat()}
    return notify(
        people=people_of(event),
        kind=SOON,
        values=values,
        address=wheel_address(event, trail.owner_of(event.organisation).key),
        organisation_id=event.organisation_id,
    )


def people_of(event: WheelEvent) -> Iterable[Person]:
    """Return the people who have one of the entry's roles today, on its organisation or on a part of it.

    Those who lead the municipality are told of its bodies' entries too, where these are for them.
    """
    today, path = clock.today(), event.organisation.path or "-"
    steps = path.strip("/").split("/")
    above = Q(organisation__in=[int(step) for step in steps if step.isdecimal()], role__in=LEADERS)
    grants = Grant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today),
        above | Q(organisation__path__startswith=path),
        role__in=roles_of(event),
        valid_from__lte=today,
        withdrawn_at=None,
    )
    return [grant.person for grant in grants.select_related("person")]


register_kind(SOON, _("%(name)s: “%(title)s” begins on %(day)s."))
signals.each_round.hear(lambda **kwargs: remind_due(), name="steering.wheel.reminding")
