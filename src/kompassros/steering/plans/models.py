"""A municipality's steering of one year, and the card of each body in it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager


class SteeringPlan(models.Model):
    """The goals and cards of a municipality in one year (mål och budget, handlingsprogram).

    ``structure``: the steering model as it was when the plan was made – its levels, perspectives and words – so that a
    later change of the model leaves the year alone. ``decision``: the council's, when it adopted the plan.
    Working table: read inside a scope only.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("adopted")
        CLOSED = "closed", _("closed")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    structure = models.JSONField()
    vision = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    adopted_on = models.DateField(null=True)
    decision = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300, blank=True)
    made_up = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "year"], name="plan_once_a_year"),
            models.CheckConstraint(condition=Q(state="draft") | ~Q(decision=""), name="plan_adopted_by_a_decision"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"


class Card(models.Model):
    """What one body shall reach in a year: the council's card, a planning area's, a company's, a unit's.

    ``organisation``: the body; ``level``: key of the plan's level. A card is drafted, discussed with the manager above
    and agreed; ``talk_on`` and ``talk_points`` keep that talk. ``ended_on``: the day from which its goals stand on
    other cards, where the body was merged or split in the year. Working table: read inside a scope only.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DISCUSSED = "discussed", _("discussed")
        AGREED = "agreed", _("agreed")

    plan = models.ForeignKey(SteeringPlan, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=30)
    purpose = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    talk_on = models.DateField(null=True)
    talk_points = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["plan", "organisation"], name="card_once_in_a_plan"),)
