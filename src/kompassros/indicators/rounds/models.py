"""A round: what is collected and when, who takes part, what they hand in, what was frozen."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import scoped_manager
from kompassros.records.models import Frozen
from kompassros.statistics.models import Dataset, Unit

SIGN_OFF_ROLES = (Role.COORDINATOR, Role.RESPONDENT, Role.UNIT_MANAGER)


class CollectionRound(models.Model):
    """One round, such as KKiK 2026. ``owner``: the country or network that carries it through; ``year``: of the values.

    A round opens for sign-up, then for data, and is closed once: closing freezes what was handed in. The values are
    public from ``public_at`` on, which stays empty until somebody decides on it; ``stored_at``: when they came into the
    dataset after that. ``dataset``: into which they go, chosen before the release.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        SIGN_UP = "sign_up", _("open for sign-up")
        COLLECTING = "collecting", _("data are handed in")
        CLOSED = "closed", _("closed and frozen")

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    measure_set = models.ForeignKey("indicators.MeasureSet", on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    sign_up_until = models.DateField()
    contacts_until = models.DateField(null=True)
    collect_from = models.DateField()
    collect_until = models.DateField()
    sign_off_role = models.CharField(max_length=20, choices=Role.choices, default=Role.COORDINATOR)
    dataset = models.ForeignKey(Dataset, null=True, on_delete=models.PROTECT, related_name="+")
    public_at = models.DateTimeField(null=True)
    stored_at = models.DateTimeField(null=True)
    made_up = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(collect_until__gte=F("collect_from")) & Q(collect_from__gte=F("sign_up_until")),
                name="round_days_in_order",
            ),
            models.CheckConstraint(condition=Q(public_at=None) | Q(state="closed"), name="round_public_when_closed"),
        )
        ordering = ("-year", "key")

    def __str__(self) -> str:
        return self.title


class AskedMeasure(models.Model):
    """A measure of the set for which the municipalities hand in data, and what its values are checked by.

    ``least`` and ``most``: what a value can be, None where nothing bounds it. ``largest_change``: per cent against the
    year before, above which an explanation is asked for; None asks for none. ``fraction``: numerator and denominator
    are asked for. ``contacts``: which figure of the test contacts the value is, empty for all other measures.
    """

    class Contacts(models.TextChoices):
        NONE = "", _("not from test contacts")
        MAIL_ANSWERED = "mail_answered", _("share of e-mails answered in time")
        PHONE_ANSWERED = "phone_answered", _("share of calls with a direct answer")
        PHONE_RECEPTION = "phone_reception", _("share of calls with a good reception")

    round = models.ForeignKey(CollectionRound, on_delete=models.CASCADE, related_name="asked")
    measure = models.ForeignKey("indicators.Measure", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    least = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    most = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    largest_change = models.PositiveSmallIntegerField(null=True)
    fraction = models.BooleanField(default=False)
    guidance = models.TextField(blank=True)
    contacts = models.CharField(max_length=20, choices=Contacts.choices, default=Contacts.NONE, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "measure"], name="measure_asked_once_in_a_round"),)
        ordering = ("round", "position")


class Participant(models.Model):
    """A municipality in a round. Working table: read inside a scope only.

    ``contacts``: whether it takes part in the test by telephone and e-mail. ``signed_off_at``: when somebody with the
    round's role stood by the data; a later change takes the sign-off away, and the history tells of both.
    """

    round = models.ForeignKey(CollectionRound, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    contacts = models.BooleanField(default=False)
    signed_up_at = models.DateTimeField()
    signed_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    signed_off_at = models.DateTimeField(null=True)
    signed_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_off_as = models.CharField(max_length=120, blank=True)
    late = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "organisation"], name="participant_once_in_a_round"),)


class OwnData(models.Model):
    """What a participant hands in for one asked measure: the value, how it was found, and a comment.

    ``cases``: how many were looked at, of ``population`` there were. ``explanation``: why a value that a check stopped
    at is right. Working table: read inside a scope only.
    """

    class Status(models.TextChoices):
        VALUE = "value", _("a value")
        NOT_MEASURED = "not_measured", _("not measured")
        NOT_APPLICABLE = "not_applicable", _("does not apply here")

    class Method(models.TextChoices):
        REGISTER = "register", _("all cases of the period, from a register")
        SAMPLE = "sample", _("a random sample of the cases")
        SURVEY = "survey", _("a survey")
        CONTACTS = "contacts", _("test contacts")
        OTHER = "other", _("otherwise, see the comment")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(AskedMeasure, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=15, choices=Status.choices, default=Status.VALUE)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    women = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    men = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    numerator = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    method = models.CharField(max_length=10, choices=Method.choices, blank=True)
    cases = models.PositiveIntegerField(null=True)
    population = models.PositiveIntegerField(null=True)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    comment = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["participant", "asked"], name="own_data_once"),
            models.CheckConstraint(
                condition=Q(period_to=None) | Q(period_from=None) | Q(period_to__gte=F("period_from")),
                name="own_data_period_in_order",
            ),
        )


class SampleDraw(models.Model):
    """A random draw of cases. The list is not kept: only how long it was, its checksum, the seed, and which rows.

    ``rows``: numbers of the drawn lines, from 1, in the list's order. Working table: read inside a scope only.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(AskedMeasure, null=True, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    population = models.PositiveIntegerField()
    rows = models.JSONField()
    sha256 = models.CharField(max_length=64)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        ordering = ("-drawn_at", "-pk")


class RoundEdition(Frozen):
    """What all participants handed in, as it was frozen; a later correction is a new edition, with its reason."""

    KIND: ClassVar[str] = "collection_round"

    round = models.ForeignKey(CollectionRound, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "number"], name="round_edition_once"),)
        ordering = ("round", "-number")
