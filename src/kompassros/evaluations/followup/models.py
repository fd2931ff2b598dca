"""The action plan."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import OfCourse
from kompassros.evaluations.findings.models import Finding


class Action(OfCourse):
    """Something that the municipality will do, mostly because of a finding; ``outcome`` says what became of it.

    ``reminded_for``: the day of which whoever answers for it was reminded.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        ONGOING = "ongoing", _("begun")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(max_length=300)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True)
    reminded_for = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    outcome = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    added_at = models.DateTimeField()
