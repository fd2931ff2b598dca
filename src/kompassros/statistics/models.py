"""Units and their groups, datasets, and the releases that say which files hold a dataset's values."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.records.models import Frozen

MOST_CLASSES = 255


class UnitClass(models.Model):
    """Units that are compared with each other: a country's municipalities, its regions, its preschools ...

    ``number`` stands in the store's files, where there is room for 0 to 255. Units of different classes never share a
    place, a mean or a group.
    ``ranked`` is false for the country itself, which stands beside its parts and not among them.
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        MUNICIPALITY = "municipality", _("municipality")
        WORKPLACE = "workplace", _("organisational unit")

    number = models.PositiveSmallIntegerField(primary_key=True)
    key = models.CharField(max_length=40, unique=True)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    name = models.CharField(max_length=120, blank=True)
    made_up = models.BooleanField(default=False)
    ranked = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(number__lte=MOST_CLASSES), name="unit_class_has_room"),
        )

    def __str__(self) -> str:
        return self.key


class Unit(models.Model):
    """What a value is about: a country, region, municipality or organisational unit (a school, a home-care team).

    ``number`` stands in the store's files and never changes. ``code`` is the unit's code in its source: "0180" for
    Stockholm, "V11E100135" for a preschool; unique within a country. ``organisation`` is the same unit in the tree of
    organisations, where it stands there; ``parent`` the municipality or region of an organisational unit.
    """

    number = models.AutoField(primary_key=True)
    country = models.CharField(max_length=2)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    unit_class = models.ForeignKey(UnitClass, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="units")
    search_key = models.CharField(max_length=250)
    sort_key = models.CharField(max_length=255)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["country", "code"], name="unit_once_in_a_country"),)
        indexes = (models.Index(fields=["unit_class", "sort_key"], name="unit_in_order"),)

    def __str__(self) -> str:
        return self.name


class UnitGroup(models.Model):
    """Units that are compared with each other by somebody's choice, under the source's id ("G114418") or an own one.

    A group of similar municipalities belongs to one unit (``around``), one service area and one year; the unit itself
    is not among its members. ``owner`` is the organisation whose own network it is.
    """

    class Kind(models.TextChoices):
        SIMILAR = "similar", _("similar municipalities")
        STRUCTURE = "structure", _("group by structure")
        NETWORK = "network", _("network")

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    service_area = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    around = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="similar_groups")
    owner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="unit_groups")
    search_key = models.CharField(max_length=250)
    members: "models.ManyToManyField[Unit, UnitGroupMember]" = models.ManyToManyField(
        Unit, through="UnitGroupMember", related_name="groups"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(kind="similar") | Q(around__isnull=False), name="similar_to_a_unit"),
        )

    def __str__(self) -> str:
        return self.title


class UnitGroupMember(models.Model):
    """One unit in one group; ``position`` keeps the source's order."""

    group = models.ForeignKey(UnitGroup, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group", "unit"], name="unit_once_in_a_group"),)
        ordering = ("group", "position")


class Dataset(models.Model):
    """Values of one source: its name, how it may be used, and which of its releases is read now.

    Switching is one update of ``current``. Of two datasets that hold the same indicator for the same class of units,
    the one with the lowest ``rank`` is shown. ``made_up`` values are labelled wherever they are seen.
    """

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=200, blank=True)
    made_up = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField(default=100)
    owner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="datasets")
    current = models.ForeignKey("Release", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        """The title as it is shown: a packaged one in the reader's language."""
        return self.title if self.owner_id else gettext(self.title)


class Release(Frozen):
    """One published state of a dataset: a frozen manifest of files, each with the indicators that are read from it."""

    KIND: ClassVar[str] = "release"

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["dataset", "number"], name="release_once"),)
        ordering = ("dataset", "-number")

    def __str__(self) -> str:
        return f"{self.dataset.key} {self.number}"


class KeptMapping(models.Model):
    """How files of one shape are read, as somebody looked it over; used again for the next file of that shape.

    ``fingerprint``: of the headings and the names of the sheets, or of a dataset's dimensions; no value counts.
    ``mapping``: of ``receiving.mapping``, as JSON; of a scorecard what each column is. ``owner``: whose files it is
    for, the country's or, of scorecards, the municipality's.
    """

    class Kind(models.TextChoices):
        TABLE = "table", _("table")
        DATASET = "dataset", _("dataset (JSON-stat)")
        SCORECARD = "scorecard", _("scorecard")

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    mapping = models.JSONField()
    dataset = models.ForeignKey(Dataset, null=True, on_delete=models.PROTECT, related_name="+")
    times_used = models.PositiveIntegerField(default=1)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner", "kind", "fingerprint"], name="mapping_once_for_a_shape"),
        )

    def __str__(self) -> str:
        return self.name
