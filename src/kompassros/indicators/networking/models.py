"""Networks of municipalities that compare themselves through the year; meetings of networks and rounds."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds.models import CollectionRound
from kompassros.organisations.models import Organisation
from kompassros.statistics.models import UnitGroup


class MeasureNetwork(models.Model):
    """Municipalities that work with the same measures: a group of units, a set of measures, and who keeps it together.

    ``organisation``: the one whose coordinator keeps the network, or the country.
    """

    key = models.SlugField(max_length=60, unique=True)
    group = models.OneToOneField(UnitGroup, on_delete=models.PROTECT, related_name="network")
    measure_set = models.ForeignKey("indicators.MeasureSet", on_delete=models.PROTECT, related_name="networks")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.group.title


class NetworkYear(models.Model):
    """What a network writes of a year in its compilation: what was seen, what was learned, what is done next."""

    network = models.ForeignKey(MeasureNetwork, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    seen = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    public = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["network", "year"], name="network_year_once"),)
        ordering = ("network", "-year")


class RoundMeeting(models.Model):
    """A meeting of a round or of a network, for people's calendars."""

    class Kind(models.TextChoices):
        RESULTS = "results", _("presentation of the results (January, all)")
        DEVELOPMENT = "development", _("development questions (May, project leaders)")
        START = "start", _("start of the collection (September, all)")
        NETWORK = "network", _("meeting of the network")
        OTHER = "other", _("other meeting")

    round = models.ForeignKey(CollectionRound, null=True, on_delete=models.CASCADE, related_name="meetings")
    network = models.ForeignKey(MeasureNetwork, null=True, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(round__isnull=False, network=None) | Q(round=None, network__isnull=False),
                name="meeting_of_a_round_or_a_network",
            ),
        )
        ordering = ("starts_at", "pk")
