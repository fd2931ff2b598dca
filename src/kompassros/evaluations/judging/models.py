"""Judgements, one a criterion, and the blind marks of a calibration."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import OfCourse


class Level(models.TextChoices):
    """How far a criterion is met."""

    NONE = "none", _("not in place")
    PLANNED = "planned", _("planned")
    PARTLY = "partly", _("partly in place")
    FULL = "full", _("in place")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class Reach(models.TextChoices):
    """How much of the organisation does so."""

    WHOLE = "whole", _("the whole municipality")
    SEVERAL = "several", _("several departments")
    ONE = "one", _("one department")
    UNIT = "unit", _("a single unit")


class Judgement(OfCourse):
    """The judgement of one criterion; made empty when reading begins.

    basis: a sentence that can be published and explains the point (why, where it is not applicable).
    remark: the team's own. The second reader's view stands beside, with a version of its own (``second_version``), so
    that judge and second reader never stand in each other's way; ``settled_by`` is whoever settled a difference.
    """

    criterion = models.CharField(max_length=20)
    level = models.CharField(max_length=15, choices=Level.choices, blank=True)
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.WHOLE)
    basis = models.TextField(blank=True)
    remark = models.TextField(blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True)
    second_level = models.CharField(max_length=15, choices=Level.choices, blank=True)
    second_reach = models.CharField(max_length=10, choices=Reach.choices, blank=True)
    second_remark = models.TextField(blank=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_version = models.PositiveIntegerField(default=1)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["course", "criterion"], name="judgement_once"),
            models.CheckConstraint(condition=~Q(level="not_applicable", basis=""), name="not_applicable_has_a_reason"),
        )

    @property
    def differs(self) -> bool:
        """Return whether the second reader sees it otherwise and nobody has settled it."""
        settled = self.settled_by_id is not None or bool(self.settled_why)
        return not settled and views_differ(self.level, self.reach, self.second_level, self.second_reach)


def views_differ(level: str, reach: str, second_level: str, second_reach: str) -> bool:
    """Return whether two views of a criterion differ; an empty level is no view. What does not apply has no reach."""
    if not level or not second_level:
        return False
    if level == second_level == Level.NOT_APPLICABLE:
        return False
    return (level, reach) != (second_level, second_reach)


class Calibration(OfCourse):
    """A round of blind double marking over some criteria; nobody sees another's marks until it is shown."""

    title = models.CharField(max_length=200)
    criteria = models.JSONField(default=list)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)


class BlindMark(OfCourse):
    """One evaluator's mark in a calibration."""

    calibration = models.ForeignKey(Calibration, on_delete=models.CASCADE, related_name="+")
    criterion = models.CharField(max_length=20)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=15, choices=Level.choices)
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.WHOLE)
    remark = models.TextField(blank=True)
    marked_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["calibration", "criterion", "person"], name="blind_mark_once"),)
