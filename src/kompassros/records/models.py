"""History, frozen rows and jobs."""

import uuid
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompassros.records import freezing

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class FrozenError(Exception):
    """Somebody tried to change a frozen row."""


class FrozenQuerySet(models.QuerySet[Row_co]):
    """A queryset that changes nothing; the database refuses too (records/triggers.py)."""

    def update(self, **kwargs: Any) -> int:
        raise FrozenError(f"{self.model.__name__} rows are frozen: add a new row that names the old one.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise FrozenError(f"{self.model.__name__} rows are frozen and stay.")


class FrozenManager(models.Manager[Row_co]):
    """The manager of frozen rows."""

    def get_queryset(self) -> FrozenQuerySet[Row_co]:
        """Return a queryset that changes nothing."""
        return FrozenQuerySet(self.model, using=self._db)


class Frozen(models.Model):
    """A row that never changes: content as JSON with its schema number and the SHA-256 over its canonical form."""

    KIND: ClassVar[str] = ""

    schema = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64, editable=False)

    objects: ClassVar[FrozenManager[Self]] = FrozenManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenError(f"{type(self).__name__} {self.pk} is frozen: add a new row that names the old one.")
        self.sha256 = freezing.digest(self.content)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise FrozenError(f"{type(self).__name__} {self.pk} is frozen and stays.")

    def is_intact(self) -> bool:
        """Return whether the content still has the checksum it was frozen with."""
        return self.sha256 == freezing.digest(self.content)

    def read(self) -> Any:
        """Return the content as the reader of its schema understands it."""
        return freezing.read(self.KIND, self.schema, self.content)


class HistoryEntry(models.Model):
    """One change: who, when, what it was before and after, and why. Kept without an end date."""

    at = models.DateTimeField(db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    person_label = models.CharField(max_length=200)
    organisation_id = models.BigIntegerField(null=True, db_index=True)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=120)
    subject_label = models.CharField(max_length=300)
    verb = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["subject_kind", "subject_key", "-at"], name="history_of_subject"),)
        ordering = ("-at", "-pk")


class Job(models.Model):
    """Long work: what it is, how far it has come, when it was last alive, how it ended."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        LOST = "lost", _("lost: the process that ran it ended")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    organisation_id = models.BigIntegerField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    arguments = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(done__lte=models.F("total")), name="job_done_within_total"),
        )

    def is_over(self) -> bool:
        """Return whether nothing more will happen to this job."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.LOST}
