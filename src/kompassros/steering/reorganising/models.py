"""Reorganisations in the year: what became of which body, by which decision, and of all that was theirs."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.steering.plans.models import SteeringPlan


class Reorganisation(models.Model):
    """Bodies of a municipality moved, merged or split from a day on, by a decision. It is not undone, only followed.

    ``organisation``: the municipality. ``told``: what became of each row, as it was shown before and done then: a list
    of ``{"what", "which", "before", "after", "fate"}``. ``kept``: the cards that ended, as they were read until then,
    by their ids. Working table: read inside a scope only.
    """

    class Kind(models.TextChoices):
        MOVE = "move", pgettext_lazy("reorganisation", "moved")
        MERGE = "merge", pgettext_lazy("reorganisation", "merged")
        SPLIT = "split", pgettext_lazy("reorganisation", "split")

    plan = models.ForeignKey(SteeringPlan, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    on = models.DateField()
    decision = models.CharField(max_length=120)
    told = models.JSONField(default=list)
    kept = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(decision=""), name="reorganisation_by_a_decision"),)
        ordering = ("-on", "-pk")


class BodyChange(models.Model):
    """What one body became: another one, one of several, or, where it was moved, itself below another one.

    ``organisation``: the body as it was; ``was_below`` and ``now_below`` only where it was moved.
    Working table: read inside a scope only.
    """

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    became = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    was_below = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    now_below = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["reorganisation", "organisation", "became"], name="body_changed_once"),
        )
        ordering = ("pk",)
