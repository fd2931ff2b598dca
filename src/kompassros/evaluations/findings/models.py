"""Findings and the municipality's replies; the bank of good examples."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import OfCourse
from kompassros.evaluations.evidence.models import Evidence
from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.records.models import File


class Finding(OfCourse):
    """A strength or an area for improvement. The same matter may be both; ``criteria`` says what it grew out of."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("strength")
        IMPROVEMENT = "improvement", _("area for improvement")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    area = models.CharField(max_length=20)
    question = models.CharField(max_length=20, blank=True)
    criteria = models.JSONField(default=list)
    text = models.TextField()
    emphasised = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    suggested = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)


class Reply(OfCourse):
    """What the municipality says of a finding, and what the team answers. Both voices stay."""

    class Outcome(models.TextChoices):
        OPEN = "", _("not answered yet")
        KEPT = "kept", _("the finding stays")
        CHANGED = "changed", _("the finding was changed")

    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="reply")
    agrees = models.BooleanField()
    text = models.TextField(blank=True)
    evidence = models.ManyToManyField(Evidence, related_name="replies", blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    original = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)


class GoodExample(models.Model):
    """A good example in the bank. ``organisation`` is whose it is; shown only with its owner's leave.

    instrument and questions: ids of an instrument's questions, so that it is found beside them. measures: codes of
    indicators that it is about, to be found beside their values. gold_star is the
    Norwegian association's mark (Gullstjerne) and is for Norwegian examples only.
    """

    class Leave(models.TextChoices):
        NOT_ASKED = "not_asked", _("the owner has not been asked")
        ASKED = "asked", _("the owner has been asked")
        GIVEN = "given", _("the owner has given leave")
        REFUSED = "refused", _("the owner has refused")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=2, default="sv")
    year = models.PositiveSmallIntegerField(null=True)
    link = models.URLField(max_length=500, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    instrument = models.CharField(max_length=60)
    questions = models.JSONField(default=list)
    measures = models.JSONField(default=list)
    gold_star = models.BooleanField(default=False)
    leave = models.CharField(max_length=12, choices=Leave.choices, default=Leave.NOT_ASKED)
    leave_by = models.CharField(max_length=200, blank=True)
    leave_on = models.DateField(null=True)
    search_key = models.TextField(blank=True)
    made_up = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(leave="given") | ~models.Q(leave_by=""), name="leave_says_who_gave_it"
            ),
        )

    def __str__(self) -> str:
        return self.title


class ExampleFile(models.Model):
    """A picture or document of a good example; a picture has a sentence that says what it shows."""

    example = models.ForeignKey(GoodExample, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    alternative = models.CharField(max_length=300, blank=True)
    rights = models.CharField(max_length=200, blank=True)


class ExampleUse(OfCourse):
    """A good example that an evaluation points to, beside a question or an area."""

    example = models.ForeignKey(GoodExample, on_delete=models.PROTECT, related_name="uses")
    area = models.CharField(max_length=20)
    question = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["course", "example", "area", "question"], name="example_use_once"),
        )
