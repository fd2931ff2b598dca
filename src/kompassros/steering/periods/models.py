"""Reporting periods, what each body reports in them, and the editions that closing freezes."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.records.models import Frozen
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.words import ATTAINMENTS
from kompassros.steering.plans.models import Card, SteeringPlan


class ReportingPeriod(models.Model):
    """A period about which everybody reports. ``data_on``: until when the figures go; ``due_on``: the later deadline.

    ``key`` is also the period of the values ("T1", empty for the year). A closed period never opens again: what is
    corrected later is a new edition. Working table: read inside a scope only.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("period", "planned")
        OPEN = "open", pgettext_lazy("period", "open")
        CLOSED = "closed", pgettext_lazy("period", "closed")

    plan = models.ForeignKey(SteeringPlan, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=120)
    data_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "key"], name="period_once_in_a_plan"),
            models.CheckConstraint(condition=Q(due_on__gte=F("data_on")), name="period_due_after_its_data"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state="closed"), name="period_published_when_closed"
            ),
        )
        ordering = ("data_on", "pk")

    def __str__(self) -> str:
        return self.title


class CardReport(models.Model):
    """What a body reports about its card in a period: written, sent to the manager above, signed there.

    ``signed``: by the manager above, by name and office; ``decision``: the committee's, where there is one.
    ``stand_in``: who writes it instead of the manager. Working table: read inside a scope only.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("report", "not begun")
        DRAFT = "draft", _("being written")
        SENT = "sent", _("sent to the manager above")
        SIGNED = "signed", pgettext_lazy("report", "signed")

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="+")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    text = models.TextField(blank=True)
    stand_in = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["period", "card"], name="card_reported_once_in_a_period"),)


class ReportLine(models.Model):
    """What is said of one goal in a report: a forecast or verdict with reasons, and what is done about it."""

    report = models.ForeignKey(CardReport, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(GoalEdition, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    attainment = models.CharField(max_length=12, choices=ATTAINMENTS.items(), blank=True)
    reasons = models.TextField(blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "goal"], name="goal_once_in_a_report"),
            models.CheckConstraint(condition=Q(attainment="") | ~Q(reasons=""), name="line_has_reasons"),
        )


class PeriodEdition(Frozen):
    """A period as it was closed: every card, goal, indicator, value, status and text. A correction is a new edition."""

    KIND: ClassVar[str] = "steering_period"

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["period", "number"], name="period_edition_once"),)
        ordering = ("period", "-number")


class ReportReminder(models.Model):
    """That somebody was reminded of a report on a day: at most once a day each. ``by``: None where the clock did it."""

    report = models.ForeignKey(CardReport, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "person", "on"], name="reminded_once_a_day"),)
        ordering = ("-at", "-pk")
