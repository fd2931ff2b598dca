"""What is done to reach a goal, and what the council has asked for between its plans."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import SteeringPlan


class Activity(models.Model):
    """Something that somebody does by a day for a goal of a card. ``organisation``: the body that does it.

    ``owner``: who answers for it, by name or office. ``cost``: in kronor, None where nobody has said. Late is a status
    of its own, said by a person; what is only past its deadline is shown so without being called late.
    Working table: read inside a scope only.
    """

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", pgettext_lazy("activity", "not started")
        STARTED = "started", pgettext_lazy("activity", "started")
        LATE = "late", pgettext_lazy("activity", "late")
        DONE = "done", pgettext_lazy("activity", "done")
        CANCELLED = "cancelled", pgettext_lazy("activity", "cancelled")

    plan = models.ForeignKey(SteeringPlan, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(GoalEdition, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    owner = models.CharField(max_length=120, blank=True)
    deadline = models.DateField(null=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="activity_cost_not_below_zero"),
        )
        ordering = ("deadline", "pk")

    def __str__(self) -> str:
        return self.title


class ActivityEntry(models.Model):
    """A line of an activity's log: what was said of it, and its status from then on."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Activity.Status.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        ordering = ("at", "pk")


class Assignment(models.Model):
    """What the council has asked for between its plans (verbalvedtak, uppdrag), with the answer.

    ``organisation``: the body that shall answer; ``decision`` and ``decided_on``: the council's. A text without an
    answer is open. Working table: read inside a scope only.
    """

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    decision = models.CharField(max_length=120)
    decided_on = models.DateField()
    due_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(Q(answer="") & Q(answered_on=None)) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="assignment_answered_on_a_day",
            ),
        )
        ordering = ("due_on", "pk")
