"""What a body may cost and what it costs: frames by year, outcome and forecast by reporting period. No ledger."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.steering.plans.models import Card


class BudgetFrame(models.Model):
    """The net cost that a body may have in a year, in kronor: the plan's year or one of the three after it.

    Above zero for costs, below zero for a body that brings in more than it costs. A changed frame is a new row with
    the next ``vintage`` and the ``decision`` that changed it; the older one stays. ``amount`` None: taken back.
    Working table: read inside a scope only.
    """

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    vintage = models.PositiveSmallIntegerField(default=1)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    decision = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["card", "year", "vintage"], name="budget_frame_once"),
            models.CheckConstraint(
                condition=Q(vintage__gt=1) | Q(amount__isnull=False), name="budget_frame_begins_with_an_amount"
            ),
        )
        ordering = ("year", "vintage")


class BudgetOutcome(models.Model):
    """What a body has cost until the data date of a reporting period, and what it will cost in the whole year.

    In kronor, with the sign of the frame. ``period``: the key of a period of the plan. None is not known, not zero.
    A corrected figure is a new row with the next ``vintage``. Working table: read inside a scope only.
    """

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=20, blank=True)
    vintage = models.PositiveSmallIntegerField(default=1)
    outcome = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    forecast = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    source = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["card", "period", "vintage"], name="budget_outcome_once"),
            models.CheckConstraint(
                condition=Q(vintage__gt=1) | Q(outcome__isnull=False) | Q(forecast__isnull=False),
                name="budget_outcome_begins_with_an_amount",
            ),
        )
        ordering = ("period", "vintage")
