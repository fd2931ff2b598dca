"""What residents say of the chapters of a published report."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager


class ResidentComment(models.Model):
    """A comment on a chapter, sent without an account; only those that are shown are public.

    ``section``: the identity of the chapter; ``heading``: what it was called then. ``name``: what the sender calls
    themselves, empty for nobody's name. ``reason``: why it was refused. It is an official document: a refused one
    stays. Nothing else of the sender is kept. Working table: read inside a scope only.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("comment", "waiting")
        SHOWN = "shown", pgettext_lazy("comment", "shown")
        REFUSED = "refused", pgettext_lazy("comment", "refused")

    report = models.ForeignKey("steering.WrittenReport", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    section = models.UUIDField()
    heading = models.CharField(max_length=200)
    name = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    sent_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_at__isnull=False), name="comment_decided_at_some_time"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="comment_refused_with_reason"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="comment_answered_at_some_time"
            ),
        )
        indexes = (models.Index(fields=["report", "section", "state", "sent_at"], name="comment_of_a_chapter"),)
        ordering = ("sent_at", "pk")

    def __str__(self) -> str:
        return f"{self.heading} ({self.sent_at:%Y-%m-%d})"
