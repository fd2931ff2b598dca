"""Reports of a closed period that several people write together, and the editions that publishing freezes."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.records.models import FileRevision, Frozen
from kompassros.steering.goals.models import Goal
from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod


class WrittenReport(models.Model):
    """A period's report that people write: its figures are those of ``edition`` and of no other.

    ``comments_open``: whether residents may comment on its chapters, ``comments_until``: the last day for that.
    Working table: read inside a scope only.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "draft")
        PUBLISHED = "published", pgettext_lazy("report", "published")

    period = models.OneToOneField(ReportingPeriod, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(PeriodEdition, on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    comments_open = models.BooleanField(default=False)
    comments_until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None) | Q(state="published", published_at__isnull=False),
                name="written_report_published_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ReportSection(models.Model):
    """A chapter of a written report. ``uid``: its identity through all editions.

    ``kind`` says which figures of the edition stand in it: those of ``goal``, of ``body``'s card, of all, or none.
    ``so_what``: what it means for those who live there. ``picture``: an upload, with what it shows and whose it is.
    Working table: read inside a scope only.
    """

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("chapter", "text only")
        SUMMARY = "summary", pgettext_lazy("chapter", "the year in short")
        GOAL = "goal", pgettext_lazy("chapter", "a goal")
        BODY = "body", pgettext_lazy("chapter", "a body's card")
        MONEY = "money", pgettext_lazy("chapter", "the money")
        ASKED = "asked", pgettext_lazy("chapter", "what the council asked for")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("chapter", "not begun")
        WRITING = "writing", pgettext_lazy("chapter", "being written")
        READY = "ready", pgettext_lazy("chapter", "ready")

    report = models.ForeignKey(WrittenReport, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TEXT)
    heading = models.CharField(max_length=200)
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    so_what = models.TextField(blank=True)
    picture = models.ForeignKey(FileRevision, null=True, on_delete=models.PROTECT, related_name="+")
    picture_alt = models.CharField(max_length=300, blank=True)
    picture_credit = models.CharField(max_length=120, blank=True)
    film = models.URLField(max_length=300, blank=True)
    film_title = models.CharField(max_length=200, blank=True)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(heading=""), name="chapter_has_a_heading"),
            models.CheckConstraint(
                condition=(Q(kind="goal") & Q(goal__isnull=False)) | (~Q(kind="goal") & Q(goal=None)),
                name="chapter_of_a_goal_names_it",
            ),
            models.CheckConstraint(
                condition=(Q(kind="body") & Q(body__isnull=False)) | (~Q(kind="body") & Q(body=None)),
                name="chapter_of_a_body_names_it",
            ),
        )
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.heading


class WrittenEdition(Frozen):
    """A written report as it was published, with its figures. A correction is a new edition with ``why``."""

    KIND: ClassVar[str] = "steering_written_report"

    report = models.ForeignKey(WrittenReport, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="written_edition_once"),)
        ordering = ("report", "-number")
