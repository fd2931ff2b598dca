"""The visit plan and what the team heard. Persons and notes never leave the team."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import OfCourse


class Group(models.TextChoices):
    """Whom one interviews together, as in the visit plans of Kommunkompassen."""

    DIRECTOR = "director", _("chief executive and heads of staff functions")
    POLITICIANS = "politicians", _("leading politicians")
    DEPARTMENTS = "departments", _("heads of department")
    UNITS = "units", _("unit managers")
    UNIONS = "unions", _("trade union representatives")


SMALLEST_GROUP = 5


class Interview(OfCourse):
    """A talk of the visit plan. ``present`` is how many took part; None until it was held.

    A group under SMALLEST_GROUP is never shown as evidence outside the team (design rule: own choice).
    """

    group = models.CharField(max_length=15, choices=Group.choices)
    title = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    expected = models.PositiveSmallIntegerField(null=True)
    present = models.PositiveSmallIntegerField(null=True)
    interviewers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="interview_ends_after_start"),
        )


class Interviewed(OfCourse):
    """A person of an interview, for the team's eyes only until the notes are disposed of."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=200, blank=True)


class Note(OfCourse):
    """What the team wrote down, tied to a question or a criterion where it fits. The team's working paper.

    ``uid`` is made by the writer's browser, so that a note that was sent twice is kept once.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    interview = models.ForeignKey(Interview, null=True, on_delete=models.CASCADE, related_name="notes")
    question = models.CharField(max_length=20, blank=True)
    criterion = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
