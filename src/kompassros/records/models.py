"""History, frozen rows, jobs, handled requests, files, comments, mail and notices."""

import uuid
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompassros.records import freezing
from kompassros.records.matter_models import AgendaPaper, Matter  # noqa: F401 - Django looks for them here

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


class HandledRequest(models.Model):
    """A request of a person that was taken in, under the id that the client gave it, and what came of it."""

    request_id = models.UUIDField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    outcome = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "request_id"], name="request_handled_once"),)


class File(models.Model):
    """A document of an organisation; its contents are its revisions, of which the last is the present one."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation_id = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.title


class FileRevision(models.Model):
    """One upload of a file, numbered from 1. The row never changes; the content is stored under its SHA-256."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects: ClassVar[FrozenManager[Self]] = FrozenManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["file", "number"], name="file_revision_once"),)
        ordering = ("file", "number")

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """What somebody wrote about a thing; withdrawn it keeps its place, without its text being shown."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=120)
    organisation_id = models.BigIntegerField(db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["subject_kind", "subject_key", "at"], name="comments_on_subject"),)
        ordering = ("at", "pk")


class OutgoingMail(models.Model):
    """A letter by e-mail in its receiver's language; ``due_at`` is when it is tried next, while it is queued."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    to = models.EmailField()
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["state", "due_at"], name="mail_that_is_due"),)


class Notice(models.Model):
    """A sentence for one person about something that happened; the kind says which sentence, the values fill it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    organisation_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=300)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "-at"], name="notices_of_person"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="unread_notices"),
        )
        ordering = ("-at", "-pk")
