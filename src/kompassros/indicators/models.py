"""Indicators with their dated versions and breaks, the groups a source puts them in, and sets of measures."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.networking.models import MeasureNetwork, NetworkYear, RoundMeeting
from kompassros.indicators.notes.models import MeasureNote
from kompassros.indicators.rounds.contact_models import (
    ContactPlan,
    ContactRater,
    ContactRating,
    ContactScript,
    TestContact,
)
from kompassros.indicators.rounds.models import (
    AskedMeasure,
    CollectionRound,
    OwnData,
    Participant,
    RoundEdition,
    SampleDraw,
)
from kompassros.indicators.tables.models import TableImport
from kompassros.organisations.models import Organisation

__all__ = [
    "AskedMeasure",
    "Break",
    "CollectionRound",
    "ContactPlan",
    "ContactRater",
    "ContactRating",
    "ContactScript",
    "Indicator",
    "IndicatorGroup",
    "IndicatorGroupMember",
    "IndicatorVersion",
    "Measure",
    "MeasureNetwork",
    "MeasureNote",
    "MeasureSet",
    "NetworkYear",
    "OwnData",
    "Participant",
    "RoundEdition",
    "RoundMeeting",
    "SampleDraw",
    "TableImport",
    "TestContact",
]


class Indicator(models.Model):
    """One thing that is measured: national, municipal or of a unit, with one identity across the years.

    ``number`` stands in the store's files and never changes; ``code`` is the source's id ("N00945") or an own one.
    The columns hold what is in force: the source's entry, read, and then corrected by hand. What the source itself
    said, and when, stands in the versions; ``corrected`` names the fields that differ from it.
    """

    class Direction(models.TextChoices):
        HIGH = "high", _("a high value is good")
        LOW = "low", _("a low value is good")
        NONE = "none", _("neither is good in itself")

    class Dimension(models.TextChoices):
        ACTIVITY = "activity", _("activity")
        PERFORMANCE = "performance", _("performance")
        QUALITY = "quality", _("quality")
        COST = "cost", _("cost")
        RESULT = "result", _("result")

    number = models.AutoField(primary_key=True)
    code = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.NONE)
    direction_basis = models.CharField(max_length=200, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=200, blank=True)
    numerator = models.CharField(max_length=300, blank=True)
    denominator = models.CharField(max_length=300, blank=True)
    definition = models.TextField(blank=True)
    collected_by = models.CharField(max_length=120, blank=True)
    frequency = models.PositiveSmallIntegerField(default=1)
    dimension = models.CharField(max_length=12, choices=Dimension.choices, blank=True)
    owner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="indicators")
    valid_from = models.PositiveSmallIntegerField(null=True)
    valid_to = models.PositiveSmallIntegerField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaces")
    by_gender = models.BooleanField(default=False)
    by_workplace = models.BooleanField(default=False)
    about = models.CharField(max_length=1, blank=True)
    auspice = models.CharField(max_length=1, blank=True)
    operating_area = models.CharField(max_length=120, blank=True)
    perspective = models.CharField(max_length=60, blank=True)
    publication = models.JSONField(default=dict)
    corrected = models.JSONField(default=list)
    vanished_on = models.DateField(null=True)
    search_key = models.CharField(max_length=350)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(frequency__gte=1), name="indicator_comes_back"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="indicator_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.title


class IndicatorVersion(models.Model):
    """What a source said of an indicator from a day on; a new row whenever its entry is another."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="versions")
    seen_on = models.DateField()
    source = models.CharField(max_length=60)
    entry = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["indicator", "source", "seen_on"], name="version_once_a_day"),)
        ordering = ("indicator", "-seen_on", "-pk")


class Break(models.Model):
    """From this period on the values are not comparable with those before it, and why."""

    class Reason(models.TextChoices):
        DEFINITION = "definition", _("new definition")
        METHOD = "method", _("new method")
        POPULATION = "population", _("another population")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="breaks")
    period = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["indicator", "period"], name="break_once"),)
        ordering = ("indicator", "period")


class IndicatorGroup(models.Model):
    """Indicators that a source puts together, under its own id ("GKPI118"); titles may occur twice."""

    code = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    search_key = models.CharField(max_length=250)

    def __str__(self) -> str:
        return self.title


class IndicatorGroupMember(models.Model):
    """One place in a group. ``indicator`` is empty for one that the catalogue no longer has; its title then stays."""

    group = models.ForeignKey(IndicatorGroup, on_delete=models.CASCADE, related_name="members")
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="group_places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group", "code"], name="indicator_once_in_a_group"),)
        ordering = ("group", "position")


class MeasureSet(models.Model):
    """A list of measures that are read together, such as KKiK of one year. ``complete`` says whether all are known.

    ``owner``: whose own set it is, None for those that the product carries. ``signs``: what its results are marked by.
    """

    class Signs(models.TextChoices):
        GROUPS = "groups", _("groups by place")
        ARROWS = "arrows", _("arrows by the change, as Öppna jämförelser prints them")

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True)
    complete = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="measure_sets")
    signs = models.CharField(max_length=10, choices=Signs.choices, default=Signs.GROUPS)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """One measure of a set: its area and number there, and the words that the set itself uses for it.

    ``level``: for whom it is first of all; a few for the council, more for committees and units. Empty: not said.
    """

    class Level(models.TextChoices):
        NOT_SAID = "", _("not said")
        COUNCIL = "council", _("the council")
        COMMITTEE = "committee", _("the committees")
        UNIT = "unit", _("the units")

    measure_set = models.ForeignKey(MeasureSet, on_delete=models.CASCADE, related_name="measures")
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="measures")
    code = models.CharField(max_length=30, blank=True)
    area = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300)
    direction = models.CharField(max_length=4, choices=Indicator.Direction.choices, blank=True)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.NOT_SAID, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("measure_set", "position")
