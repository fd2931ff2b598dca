"""Instruments, their editions, drafts of editions, and the mappings between editions; texts are data, not columns."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.records.models import Frozen


class Instrument(models.Model):
    """An instrument such as Kommunkompassen; what it asks is in its editions."""

    key = models.SlugField(max_length=60, unique=True)
    names = models.JSONField()

    def __str__(self) -> str:
        return str(self.names.get("sv") or self.key)


class Edition(Frozen):
    """A version with a minor revision of an instrument. A change is a new revision; this row stays as it is."""

    KIND: ClassVar[str] = "edition"

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="editions")
    version = models.CharField(max_length=20)
    revision = models.PositiveSmallIntegerField(default=1)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["instrument", "version", "revision"], name="edition_once"),)

    def __str__(self) -> str:
        return f"{self.instrument.key} {self.version}"


class Mapping(Frozen):
    """How the questions or areas of one version answer to those of another, by our own reading."""

    KIND: ClassVar[str] = "mapping"

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="mappings")
    from_version = models.CharField(max_length=20)
    to_version = models.CharField(max_length=20)
    revision = models.PositiveSmallIntegerField(default=1)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["instrument", "from_version", "to_version", "revision"], name="mapping_once"
            ),
        )


class EditionDraft(models.Model):
    """An edition that somebody works on. Content has the shape of a file of format 2, and may break its rules.

    ``version`` counts the saves; that of the edition is in its content, and in ``edition_version`` for lists.
    ``waiting`` is content from a file that was checked and may replace the draft's own.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CHECKED = "checked", _("checked")
        PUBLISHED = "published", _("published")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    instrument_key = models.SlugField(max_length=60)
    edition_version = models.CharField(max_length=20)
    revision = models.PositiveSmallIntegerField(default=1)
    based_on = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    waiting = models.JSONField(null=True)
    waiting_from = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published_as = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="published", published_as__isnull=False)
                | (~models.Q(state="published") & models.Q(published_as=None)),
                name="draft_published_as_an_edition",
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument_key} {self.edition_version}"
