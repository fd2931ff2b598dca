"""Sections of the report that people write, and what each said before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import OfCourse


class ReportSection(OfCourse):
    """A text of the report: the summary, what is said of an area, facts, method. ``key`` is the area's id or a word.

    A section is there from the day somebody writes it or is to write it. assigned_to: who is to write it; the others
    of the team may too.
    """

    class State(models.TextChoices):
        EMPTY = "empty", _("not begun")
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready")

    key = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.EMPTY)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["course", "key"], name="report_section_once"),)


class SectionVersion(OfCourse):
    """What a section said when somebody had written it; ``number`` counts within the section, from 1."""

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["section", "number"], name="section_version_once"),)
