"""What an auditor says of a closed period, beside the edition and never inside it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager
from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod


class AuditVerdict(models.Model):
    """An auditor's own verdict on whether the result of a period agrees with what the council decided on.

    ``financial`` and ``operational``: of the goals for the finances and for the operations, each by itself;
    ``overall``: of both. ``edition``: what was read. A later verdict is a new row with the next ``number``; the last
    one holds, the others stay. Working table: read inside a scope only.
    """

    class Conclusion(models.TextChoices):
        CONSISTENT = "consistent", _("consistent with the goals")
        PARTLY = "partly", _("partly consistent with the goals")
        NOT = "not", _("not consistent with the goals")
        UNKNOWN = "unknown", _("cannot be assessed")

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(PeriodEdition, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    financial = models.CharField(max_length=10, choices=Conclusion.choices)
    operational = models.CharField(max_length=10, choices=Conclusion.choices)
    overall = models.CharField(max_length=10, choices=Conclusion.choices)
    reasons = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["period", "number"], name="audit_verdict_once"),
            models.CheckConstraint(condition=~Q(reasons=""), name="audit_verdict_has_reasons"),
        )
        ordering = ("period", "-number")
