"""What the municipality sends before the visit."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import OfCourse


class DocumentRequest(OfCourse):
    """A document that the team asks the municipality for, with its day. ``questions`` are ids of the edition.

    ``reminded_for``: the day of which the municipality was reminded.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        RECEIVED = "received", _("received")
        NOT_AVAILABLE = "not_available", _("does not exist")

    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    questions = models.JSONField(default=list)
    due = models.DateField(null=True)
    reminded_for = models.DateField(null=True)
    state = models.CharField(max_length=15, choices=State.choices, default=State.ASKED)
    answer = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)


class SelfAnswer(OfCourse):
    """What the municipality says of itself on one question of the edition; made empty when preparing begins.

    ``reminded_for``: the day of which the respondent was reminded.
    """

    class State(models.TextChoices):
        EMPTY = "empty", _("not begun")
        DRAFT = "draft", _("draft")
        DONE = "done", _("ready")

    question = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.EMPTY)
    respondent = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True)
    reminded_for = models.DateField(null=True)
    reused_from = models.CharField(max_length=120, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["course", "question"], name="self_answer_once"),
            models.CheckConstraint(
                condition=Q(state="empty", text="") | ~Q(state="empty"), name="empty_answer_is_empty"
            ),
        )
