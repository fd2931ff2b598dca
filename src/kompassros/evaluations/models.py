"""Evaluations, references, and the frozen score sheets that the public sees; imports on their way in.

The working data of an evaluation on its way lies in the rooms of this app (courses, judging, findings ...).
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import (
    AreaDuty,
    Course,
    DisposalDecision,
    JointEvaluation,
    Meeting,
    TeamMember,
)
from kompassros.evaluations.drafting.models import ReportSection, SectionVersion
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.findings.models import ExampleFile, ExampleUse, Finding, GoodExample, Reply
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.interviews.models import Interview, Interviewed, Note
from kompassros.evaluations.judging.models import BlindMark, Calibration, Judgement
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.instruments.models import Edition, Instrument
from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.records.models import Frozen

__all__ = [
    "Action",
    "AreaDuty",
    "BlindMark",
    "Calibration",
    "Course",
    "DisposalDecision",
    "DocumentRequest",
    "Embargo",
    "Evaluation",
    "Evidence",
    "ExampleFile",
    "ExampleUse",
    "Finding",
    "GoodExample",
    "Interview",
    "Interviewed",
    "JointEvaluation",
    "Judgement",
    "Meeting",
    "Note",
    "Reference",
    "Reply",
    "ReportSection",
    "ResultImport",
    "ScoreSheet",
    "SectionVersion",
    "SelfAnswer",
    "Support",
    "TeamMember",
]


class Evaluation(models.Model):
    """An instrument applied to an organisation. Working table: read inside a scope only."""

    slug = models.SlugField(max_length=120, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    version_printed = models.CharField(max_length=60, blank=True)
    identity = models.CharField(max_length=200, unique=True)
    made_up = models.BooleanField(default=False)
    course = models.OneToOneField(Course, null=True, on_delete=models.PROTECT, related_name="evaluation")

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    def __str__(self) -> str:
        return self.slug


class Reference(models.Model):
    """A reference value that a source prints: the median, mean or best of a named set of evaluations."""

    slug = models.SlugField(max_length=120, unique=True)
    country = models.CharField(max_length=3)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    identity = models.CharField(max_length=300, unique=True)

    def __str__(self) -> str:
        return self.slug


class ScoreSheet(Frozen):
    """The points of an evaluation or a reference as published. A correction is a new sheet that names the old one."""

    KIND: ClassVar[str] = "score_sheet"

    evaluation = models.ForeignKey(Evaluation, null=True, on_delete=models.PROTECT, related_name="sheets")
    reference = models.ForeignKey(Reference, null=True, on_delete=models.PROTECT, related_name="sheets")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="sheets")
    slug = models.SlugField(max_length=120)
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    published_at = models.DateTimeField(db_index=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["slug", "number"], name="sheet_number_once"),
            models.CheckConstraint(
                condition=Q(evaluation=None, reference__isnull=False) | Q(evaluation__isnull=False, reference=None),
                name="sheet_of_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(number=1, replaces=None) | Q(number__gt=1, replaces__isnull=False),
                name="sheet_correction_names_the_old",
            ),
        )


class Embargo(models.Model):
    """Until when the public does not see a sheet; nobody's job lifts it: every public read asks for ``until``.

    It stands beside the frozen row, whose ``published_at`` stays the time that was set when it was frozen, so that it
    can be moved while it lasts; each move is in the history. ``announced``: that its time has come was told.
    """

    sheet = models.OneToOneField(ScoreSheet, on_delete=models.PROTECT, related_name="embargo")
    until = models.DateTimeField(db_index=True)
    announced = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)


class ResultImport(models.Model):
    """A file of published results on its way in: uploaded, checked, then stored at once or thrown away."""

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        REFUSED = "refused", _("has errors")
        READY = "ready", _("ready to be stored")
        STORED = "stored", _("stored")
        WITHDRAWN = "withdrawn", _("withdrawn")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    report = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()
