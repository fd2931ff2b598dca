"""Instruments, their editions and the mappings between editions; the texts are data, not columns."""

from typing import ClassVar

from django.db import models

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
