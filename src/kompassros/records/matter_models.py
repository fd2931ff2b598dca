"""Matters with their case number, and the agenda papers by which they reach a board."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Matter(models.Model):
    """A case of an organisation about one thing; the registry's case number is free text, and may be given later."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation_id = models.BigIntegerField(db_index=True)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=120)
    case_number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["subject_kind", "subject_key"], name="matters_of_subject"),)
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.case_number} {self.title}".strip()


class AgendaPaper(models.Model):
    """A paper to a board in one language. Once final it never changes, which the database holds too.

    content: the final paper as it was frozen, with ``sha256`` over its canonical JSON; None in a draft.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        FINAL = "final", _("final")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=120, blank=True)
    meeting_day = models.DateField(null=True)
    background = models.TextField(blank=True)
    assessment = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    sources = models.JSONField(default=list)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    content = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["matter", "number"], name="agenda_paper_once"),
            models.CheckConstraint(
                condition=Q(state="draft", content__isnull=True) | Q(state="final", content__isnull=False),
                name="agenda_paper_final_is_frozen",
            ),
        )
        ordering = ("matter", "number")

    def __str__(self) -> str:
        return self.title

    @property
    def is_final(self) -> bool:
        """Return whether nothing changes any more."""
        return self.state == self.State.FINAL
