"""A year wheel is taken from a template or from the year before; its entries are added, changed, done, removed."""

from collections.abc import Container, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kompassros.methods.year_wheel import Span, move_to
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.plans.services import FIRST_YEAR, LAST_YEAR
from kompassros.steering.policies import LEAD
from kompassros.steering.wheel import trail
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.templates import packaged_wheels

LONGEST_KEY = 50
_CARRIED = ("key", "title", "roles", "others", "produces", "source", "printed", "note")


@dataclass(frozen=True)
class EventContent:
    """What people say of an entry. ``roles``: keys of roles; none is for those who lead."""

    title: str
    first: date
    last: date
    roles: tuple[str, ...] = ()
    others: str = ""
    produces: str = ""


@transaction.atomic
def take_template(*, organisation: Organisation, year: int, template: str, person: Any) -> int:
    """Put what a packaged wheel has into a year, with its source; return how many were added.

    What stands in the year by the same key already is left as it is, so taking it again adds nothing.
    DomainError for an unknown wheel or a year out of range.
    """
    held = _lock(organisation, year, person)
    wheel = packaged_wheels().get(template)
    if wheel is None:
        raise DomainError(_("There is no year wheel “%(key)s” to begin with.") % {"key": template})
    source = wheel.source or _("Kompassros: a plain wheel, our own choice")
    events = []
    for each in wheel.events:
        told = {name: value for name, value in asdict(each).items() if name in _CARRIED}
        told |= {"key": f"{wheel.key}-{each.key}", "roles": list(each.roles), "source": source}
        events.append(_event(held, year, each.span(year), told))
    added = _add_missing(held, year, events)
    if added:
        trail.write_wheel(held, year, person, "taken", after={"template": template, "count": added})
    return added


def _lock(organisation: Organisation, year: int, person: Any) -> Organisation:
    """Return the municipality held until the transaction ends, so that two who add at once wait for each other."""
    require(person, LEAD, organisation)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(_("Give a year between 1999 and 2999."))
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _event(organisation: Organisation, year: int, span: Span, values: dict[str, Any]) -> WheelEvent:
    return WheelEvent(organisation=organisation, year=year, first=span.first, last=span.last, **values)


def _add_missing(organisation: Organisation, year: int, events: Iterable[WheelEvent]) -> int:
    """Store the events that the wheel of a municipality, with its bodies, does not have; return how many."""
    rows = WheelEvent._base_manager.filter(organisation__path__startswith=organisation.path or "-", year=year)
    known = set(rows.values_list("organisation", "key"))
    missing = [each for each in events if (each.organisation_id, each.key) not in known]
    return len(WheelEvent._base_manager.bulk_create(missing))


def _keys(organisation: Organisation, year: int) -> set[str]:
    rows = WheelEvent._base_manager.filter(organisation=organisation, year=year)
    return set(rows.values_list("key", flat=True))


@transaction.atomic
def carry_on(*, organisation: Organisation, year: int, person: Any) -> int:
    """Put a year's entries into the next year, on the same days, not done; return how many were added.

    Those that the next year has already by the same key are left as they are there, and those of bodies that are no
    more are left out.
    """
    held = _lock(organisation, year + 1, person)
    inside = WheelEvent._base_manager.filter(organisation__path__startswith=held.path or "-", year=year)
    rows = inside.filter(organisation__valid_to=None).select_related("organisation")
    events = [
        _event(
            old.organisation,
            year + 1,
            move_to(Span(old.first, old.last), year + 1),
            {name: getattr(old, name) for name in _CARRIED},
        )
        for old in rows
    ]
    if not events:
        raise DomainError(_("The wheel of %(year)s is empty; there is nothing to carry on.") % {"year": year})
    added = _add_missing(held, year + 1, events)
    if added:
        trail.write_wheel(held, year + 1, person, "carried", after={"from_year": year, "count": added})
    return added


@transaction.atomic
def add_event(
    *, organisation: Organisation, year: int, content: EventContent, person: Any, body: Organisation | None = None
) -> WheelEvent:
    """Add an entry to a year of a municipality, or of a body below it.

    DomainError for days outside the year, turned days, no title, an unknown role, and a body that lies elsewhere.
    """
    held = _lock(organisation, year, person)
    whose = held if body is None else body
    if not (whose.path or "").startswith(held.path or "-"):
        words = {"name": whose.name, "municipality": held.name}
        raise DomainError(_("%(name)s does not belong to %(municipality)s.") % words)
    _check(content, year)
    key = _free_key(content.title, _keys(whose, year))
    event: WheelEvent = WheelEvent._base_manager.create(organisation=whose, year=year, key=key, **_values(content))
    trail.write_event(event, person, "added", after=_told(content))
    return event


def _free_key(title: str, taken: Container[str]) -> str:
    base = slugify(title)[:LONGEST_KEY] or "entry"
    numbered = (f"{base}-{number}" for number in count(2))
    return next(key for key in chain([base], numbered) if key not in taken)


def _values(content: EventContent) -> dict[str, Any]:
    texts = {name: getattr(content, name).strip() for name in ("title", "others", "produces")}
    return {**texts, "first": content.first, "last": content.last, "roles": list(content.roles)}


def _told(content: EventContent) -> dict[str, Any]:
    values = _values(content)
    return {**values, "first": content.first.isoformat(), "last": content.last.isoformat()}


def content_of(event: WheelEvent) -> EventContent:
    """Return what people say of a stored entry."""
    return EventContent(event.title, event.first, event.last, tuple(event.roles), event.others, event.produces)


def _check(content: EventContent, year: int) -> None:
    if not content.title.strip():
        raise DomainError(_("Say what happens."))
    if content.last < content.first:
        raise DomainError(_("The last day comes before the first. Turn them round."))
    if (content.first.year, content.last.year) != (year, year):
        raise DomainError(
            _("Both days lie in %(year)s. What goes on over New Year is two entries, one in each year.")
            % {"year": year}
        )
    unknown = set(content.roles) - set(Role.values)
    if unknown:
        raise DomainError(_("There is no role “%(role)s”.") % {"role": min(unknown)})


@transaction.atomic
def change_event(*, event: WheelEvent, content: EventContent, person: Any) -> WheelEvent:
    """Change an entry; where it came from and what is printed there stay. Errors as ``add_event``, and Conflict."""
    require(person, LEAD, trail.owner_of(event.organisation))
    _check(content, event.year)
    before = _told(content_of(event))
    claim(event, **_values(content))
    if before != _told(content):
        trail.write_event(event, person, "changed", before=before, after=_told(content))
    return event


@transaction.atomic
def mark(*, event: WheelEvent, done: bool, person: Any) -> WheelEvent:
    """Say that an entry is done, or that it is not after all. DomainError where it is so already."""
    require(person, LEAD, trail.owner_of(event.organisation))
    if done == (event.done_on is not None):
        raise DomainError(_("It is marked as done already.") if done else _("It is not marked as done."))
    claim(event, done_on=clock.today() if done else None, done_by=person if done else None)
    trail.write_event(event, person, "done" if done else "undone")
    return event


@transaction.atomic
def remove_event(*, event: WheelEvent, why: str, person: Any) -> None:
    """Take an entry out of its year; the history keeps what it was, and why."""
    require(person, LEAD, trail.owner_of(event.organisation))
    if not why.strip():
        raise DomainError(_("Say why it is taken out."))
    claim(event)
    trail.write_event(event, person, "removed", before=_told(content_of(event)), why=why.strip())
    event.delete()
