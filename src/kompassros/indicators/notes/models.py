"""What people write about a measure in a year."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager


class MeasureNote(models.Model):
    """One text about an indicator in a municipality and year: the comment, or the answer to a question.

    ``public``: whether the results report shows it to everybody; else only the municipality's own people read it.
    Working table: read inside a scope only.
    """

    class Question(models.TextChoices):
        COMMENT = "comment", _("Comment on this year's value")
        MEASURES = "measures", _("What does it measure?")
        MEANS = "means", _("What does the result mean?")
        PROCESSES = "processes", _("Which processes affect it?")
        BEST = "best", _("What do the best do?")
        UNITS = "units", _("Do the municipality's own units differ?")
        PROVIDERS = "providers", _("Do own and external providers differ?")
        OFTEN = "often", _("Could it be measured more often?")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey("indicators.Indicator", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=10, choices=Question.choices)
    text = models.TextField(blank=True)
    public = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "indicator", "year", "question"], name="note_once"),
        )
