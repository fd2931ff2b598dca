"""A file of statistics on its way in."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.records.models import Job
from kompassros.statistics.models import Dataset, KeptMapping, Release


class TableImport(models.Model):
    """A file of statistics: read by a mapping, looked over and corrected, then stored as a release or put aside.

    Working table: read inside a scope only. ``mapping``: of ``statistics.receiving.mapping``, empty until a first one
    is guessed. ``kept``: the kept mapping that it began with. ``report``: what the file comes to by the mapping.
    ``name``: under which the mapping is kept. ``job``: the latest one about the file.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        REFUSED = "refused", _("cannot be read")
        READ = "read", _("to be looked over")
        STORING = "storing", _("being stored")
        STORED = "stored", _("stored")
        WITHDRAWN = "withdrawn", _("withdrawn")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    mapping = models.JSONField(null=True)
    kept = models.ForeignKey(KeptMapping, null=True, on_delete=models.PROTECT, related_name="+")
    report = models.JSONField(default=dict)
    dataset = models.ForeignKey(Dataset, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True)
    release = models.ForeignKey(Release, null=True, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()
