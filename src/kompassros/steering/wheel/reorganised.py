"""How entries of the year wheel follow a reorganisation: what is over or done stays with the body that did it."""

from collections.abc import Iterator
from itertools import chain, count

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import claim
from kompassros.steering.reorganising.following import Following, Line, register
from kompassros.steering.wheel import trail
from kompassros.steering.wheel.models import WheelEvent

LONGEST_KEY = 60


def follow_wheel(following: Following) -> Iterator[Line]:
    """Let the entries that end on the day or later and are not done go to the heir."""
    rows = WheelEvent._base_manager.filter(
        organisation__in=following.sources, last__gte=following.on, done_on=None, year__gte=following.on.year
    )
    for event in rows.select_related("organisation").order_by("pk"):
        before = event.organisation
        yield following.line("wheel", event.title, before, following.heir)
        if before != following.heir:
            claim(event, organisation=following.heir, key=_free_key(event, following.heir))
            told = {"before": {"body": before.name}, "after": {"body": following.heir.name}}
            trail.write_event(event, following.person, "reorganised", **told, why=following.decision)


def _free_key(event: WheelEvent, heir: Organisation) -> str:
    """Return the entry's key, with a number where the heir has an entry by that key in the year."""
    rows = WheelEvent._base_manager.filter(organisation=heir, year=event.year)
    taken = set(rows.values_list("key", flat=True))
    numbered = (f"{event.key[: LONGEST_KEY - 4]}-{number}" for number in count(2))
    return next(key for key in chain([event.key], numbered) if key not in taken)


register("wheel", 50, follow_wheel)
