"""Keys by which a calendar program follows a wheel without signing in: made, shown once, revoked, and found by use.

A key is 256 random bits; stored is its SHA-256 alone. It opens nothing but the calendar that its maker may see, and is
revoked for good when it is used though the account is closed or has no role in the municipality any more.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.policies import FOLLOW
from kompassros.steering.wheel import trail
from kompassros.steering.wheel.models import CalendarKey
from kompassros.steering.wheel.words import WHEEL_ROLES

MOST = 10
"""Keys of one person for one wheel that are in use at once. Own choice: one for each calendar that one has."""
NOTED_EVERY = timedelta(hours=1)
MOST_IN_A_MINUTE = 10
"""How often a key is answered in a minute. Own choice: calendar programs ask once an hour or less."""
_BYTES = 32


@transaction.atomic
def make_key(*, organisation: Organisation, role: str, person: Person) -> str:
    """Make a key and return its secret, which is kept nowhere. DomainError for an unknown role, and for too many."""
    require(person, FOLLOW, organisation)
    Person.objects.select_for_update().get(pk=person.pk)
    if role and role not in WHEEL_ROLES:
        raise DomainError(_("There is no role “%(role)s”.") % {"role": role})
    if keys_of(organisation, person).filter(revoked_at=None).count() >= MOST:
        raise DomainError(_("You have ten calendar addresses in use. Revoke one that you do not need."))
    secret = secrets.token_urlsafe(_BYTES)
    key = CalendarKey._base_manager.create(
        person=person, organisation=organisation, role=role, digest=_digest(secret), made_at=clock.now()
    )
    trail.write_key(key, person, "made", after={"roles": [role] if role else []})
    return secret


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def keys_of(organisation: Organisation, person: Any) -> QuerySet[CalendarKey]:
    """Return a person's own keys for a wheel, the latest first."""
    return CalendarKey._base_manager.filter(organisation=organisation, person=person).select_related("organisation")


@transaction.atomic
def revoke_key(*, key: CalendarKey, person: Any) -> CalendarKey:
    """Revoke a key for good. DomainError for somebody else's, and for one that is revoked already."""
    if person is not None and key.person_id != person.pk:
        raise DomainError(_("Only who made a calendar address revokes it."))
    if key.revoked_at is not None:
        raise DomainError(_("The address is revoked already."))
    claim(key, revoked_at=clock.now())
    trail.write_key(key, person, "revoked")
    return key


def use_key(secret: str) -> CalendarKey | None:
    """Return the key of a secret, None for one that is unknown or revoked; its use is noted once an hour at most."""
    rows = CalendarKey._base_manager.select_related("person", "organisation")
    key: CalendarKey | None = rows.filter(digest=_digest(secret), revoked_at=None).first()
    if key is None:
        return None
    if not FOLLOW.allows(key.person, key.organisation):
        revoke_key(key=key, person=None)
        return None
    _note_use(key)
    return key


def take_turn(key: CalendarKey) -> bool:
    """Count that a key is to be answered; False where it was often enough in this minute."""
    name = f"calendar-key-{key.pk}-{clock.now():%Y%m%d%H%M}"
    cache.add(name, 0, timeout=120)
    try:
        return bool(cache.incr(name) <= MOST_IN_A_MINUTE)
    except ValueError:
        return True


def _note_use(key: CalendarKey) -> None:
    now = clock.now()
    unnoted = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
    if key.last_used_at is None or key.last_used_at <= now - NOTED_EVERY:
        CalendarKey._base_manager.filter(unnoted, pk=key.pk).update(last_used_at=now)
