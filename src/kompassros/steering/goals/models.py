"""Goals and indicators with an identity across the years, their editions of each year, targets and values."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompassros.methods.targets import Attainment, Comparison, NotMeasured, TargetKind
from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.records.models import Frozen
from kompassros.steering.goals.words import ATTAINMENTS, COMPARISONS, REASONS, TARGET_KINDS
from kompassros.steering.plans.models import Card, SteeringPlan


class Goal(models.Model):
    """A goal across years and renames. ``owner``: the municipality. What it is called stands in its editions."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")


class GoalEdition(models.Model):
    """A goal as it stands on a card of one year. ``perspective``: key of one of the plan's, or empty.

    ``serves``: the goal above it, on a higher card of the same plan; nothing is copied from there. ``withdrawn_on``:
    taken out in the year, with the decision in the history. Working table: read inside a scope only.
    """

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SteeringPlan, on_delete=models.PROTECT, related_name="+")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    perspective = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    serves = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    responsible = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    withdrawn_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["goal", "plan"], name="goal_once_in_a_plan"),)
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class SteeringIndicator(models.Model):
    """An indicator of a municipality's steering across years and renames.

    ``catalogue``: the measure of the catalogue from which its values come; None for one whose values are typed in.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    catalogue = models.ForeignKey("indicators.Indicator", null=True, on_delete=models.PROTECT, related_name="+")


class IndicatorEdition(models.Model):
    """An indicator under a goal of one year: what it is, its target, and its computed status.

    ``purpose``: the main purpose of the service, as Gausdal asks for it. ``baseline`` and ``target_text`` as they are
    printed; ``target_kind`` with ``comparison``, ``low`` and ``high`` what is computed with, empty for none.
    ``acceptable``: the lowest acceptable level. ``attainment``, ``reason`` and ``compared`` were computed by the rule's
    version ``rule`` when a value or the target last changed. Working table: read inside a scope only.
    """

    class Direction(models.TextChoices):
        HIGH = "high", _("a high value is good")
        LOW = "low", _("a low value is good")
        NONE = "none", _("neither is good in itself")

    indicator = models.ForeignKey(SteeringIndicator, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(GoalEdition, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SteeringPlan, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    definition = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.NONE)
    decimals = models.PositiveSmallIntegerField(default=1)
    baseline = models.CharField(max_length=60, blank=True)
    target_text = models.CharField(max_length=120, blank=True)
    target_kind = models.CharField(max_length=20, choices=TARGET_KINDS.items(), blank=True)
    comparison = models.CharField(max_length=7, choices=COMPARISONS.items(), blank=True)
    low = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    high = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    acceptable = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    measured_in = models.PositiveSmallIntegerField(null=True)
    frequency = models.PositiveSmallIntegerField(default=1)
    responsible = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    attainment = models.CharField(max_length=12, choices=ATTAINMENTS.items(), default=Attainment.NOT_MEASURED)
    reason = models.CharField(max_length=12, choices=REASONS.items(), blank=True, default=NotMeasured.NO_VALUE)
    compared = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    rule = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["indicator", "plan"], name="indicator_once_in_a_plan"),
            models.CheckConstraint(
                condition=Q(measured_in=None) | Q(measured_in__range=(1, 12)), name="indicator_measured_in_a_month"
            ),
        )
        indexes = (models.Index(fields=["plan", "organisation", "attainment", "goal"], name="attainment_in_a_plan"),)
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class IndicatorValue(models.Model):
    """One result of an indicator for a year or a part of one, as it was known at a time.

    ``period``: key of a reporting period ("T1"), empty for the year. ``printed``: what stood there, kept as it is;
    ``value`` with ``bound`` what can be computed with ("> 70"), None for a figure that is not a number. A restated
    figure is a new row with the next ``vintage``; the older one stays. ``broken``: the series begins anew here.
    ``around``: of a figure of the store, what it stood beside there when it was taken over, as ``surroundings`` reads
    it; None for any other. Working table: read inside a scope only.
    """

    indicator = models.ForeignKey(SteeringIndicator, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=20, blank=True)
    vintage = models.PositiveSmallIntegerField(default=1)
    printed = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    bound = models.CharField(max_length=2, blank=True)
    preliminary = models.BooleanField(default=False)
    broken = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    around = models.JSONField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["indicator", "year", "period", "vintage"], name="indicator_value_once"),
        )
        ordering = ("year", "period", "vintage")


class Verdict(models.Model):
    """What a person says of a goal or an indicator, with reasons, beside what is computed.

    ``forecast``: what is expected at the end of the year, not what is. A later verdict is a new row; the last one
    holds. Working table: read inside a scope only.
    """

    goal = models.ForeignKey(GoalEdition, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(IndicatorEdition, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    forecast = models.BooleanField(default=False)
    attainment = models.CharField(max_length=12, choices=ATTAINMENTS.items())
    reasons = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reasons=""), name="verdict_has_reasons"),)
        ordering = ("at", "pk")


class GoalRevision(Frozen):
    """A goal with its indicators and targets as they stood from a moment on; for whoever asks what held on a day."""

    KIND: ClassVar[str] = "steering_goal"

    goal = models.ForeignKey(GoalEdition, on_delete=models.PROTECT, related_name="revisions")
    at = models.DateTimeField(db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("at", "pk")


class GoalOrigin(models.Model):
    """Where a goal came from: a finding of an evaluation, a measure, or what somebody said in a dialogue.

    ``key`` names the thing in its own app: a finding's uid, an indicator's code; ``said`` is how it was called then.
    """

    class Kind(models.TextChoices):
        FINDING = "finding", _("finding of an evaluation")
        MEASURE = "measure", _("measure")
        INPUT = "input", _("input from a dialogue")

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=60, db_index=True)
    year = models.PositiveSmallIntegerField(null=True)
    said = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["goal", "kind", "key"], name="goal_origin_once"),)


__all__ = [
    "Comparison",
    "Goal",
    "GoalEdition",
    "GoalOrigin",
    "GoalRevision",
    "IndicatorEdition",
    "IndicatorValue",
    "SteeringIndicator",
    "TargetKind",
    "Verdict",
]
