"""The year wheel: what happens when, who takes part, what comes out of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager


class WheelEvent(models.Model):
    """Something that comes back every year, in one year of a municipality or of one of its bodies.

    ``first`` and ``last``: the days between which it happens. ``roles``: for whom it is, as role keys or as the words
    of the source for those who have no role here; ``produces``: what is there afterwards. ``printed``: the period as a
    source prints it, ``note``: what is odd about that. ``key``: the same thing in another year has the same key.
    ``reminded_for``: the first day for which people were reminded. Working table: read inside a scope only.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=300)
    first = models.DateField()
    last = models.DateField()
    roles = models.JSONField(default=list)
    others = models.CharField(max_length=200, blank=True)
    produces = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    printed = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    reminded_for = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "year", "key"], name="wheel_event_once_a_year"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="wheel_event_ends_after_start"),
        )
        ordering = ("first", "last", "pk")

    def __str__(self) -> str:
        return self.title


class CalendarKey(models.Model):
    """By what a calendar program reads a wheel without signing in, as one person who has a role there.

    ``organisation``: the municipality whose wheel it is; ``role``: of whom the entries are, empty for all that the
    person sees. ``digest``: SHA-256 of the secret, which itself is kept nowhere. ``last_used_at``: to the hour.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
