"""Organisations, their names and codes over time, how they follow on each other; people and grants."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.roles import Role
from kompassros.records import policies

_ends_after_start = Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from"))


class Organisation(models.Model):
    """A node of the tree. Its present name and code stand here too, kept by services.designate alone."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        MUNICIPALITY = "municipality", _("municipality")
        COMPANY = "company", _("municipal company")
        DEPARTMENT = "department", _("department or planning area")
        COMMITTEE = "committee", _("committee")
        UNIT = "unit", _("unit")
        NETWORK = "network", _("comparison network")

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    country = models.CharField(max_length=2)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, unique=True, null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    made_up = models.BooleanField(default=False)
    to_complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=12, blank=True)
    sort_sv = models.CharField(max_length=255)
    sort_nb = models.CharField(max_length=255)
    sort_en = models.CharField(max_length=255)

    class Meta:
        constraints = (models.CheckConstraint(condition=_ends_after_start, name="organisation_ends_after_start"),)
        indexes = (models.Index(fields=["kind", "country"]),)

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        """Return whether the organisation exists on a day; an unknown start or end counts as open."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Designation(models.Model):
    """A period in which an organisation had this name and this official code; a change of either starts a new one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="designations")
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=12, blank=True)
    search_key = models.CharField(max_length=250, db_index=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_ends_after_start, name="designation_ends_after_start"),
            models.UniqueConstraint(fields=["organisation", "name", "code", "valid_from"], name="designation_once"),
        )

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One organisation followed on another: merged into it, split off from it, or took over part of it."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")
        PART_MOVED = "part_moved", _("part moved")

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="followed_by")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="follows")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    day = models.DateField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["predecessor", "successor", "day"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
        )


class Inhabitants(models.Model):
    """How many people lived in a municipality at the end of a year, with the source of the figure."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="inhabitants")
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "year"], name="inhabitants_once_a_year"),)


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the e-mail address is the sign-in name, its case does not count."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "Person":
        """Return a new stored person; without password nobody can sign in until one is set by e-mail."""
        person = self.model(email=self.normalise(email), **values)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find a person by e-mail address, whatever its case."""
        return self.get(email=self.normalise(username or ""))

    @staticmethod
    def normalise(email: str) -> str:
        """Return the address as it is stored."""
        return email.strip().casefold()


class Person(AbstractBaseUser):
    """Somebody with an account. What a person may do follows from the grants, through the policies.

    language and notices_by_mail: how letters are written to the person, and whether notices come as letters too.
    """

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    made_up = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    notices_by_mail = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, policy: str, subject: Any = None) -> bool:
        """Ask a policy whether this person may act on ``subject``; nobody inactive may do anything."""
        return self.is_active and policies.holds(policy, self, subject)


class Grant(models.Model):
    """A person has a role on a node and everything below it, from one day to another (both included).

    One that is withdrawn holds no more from that moment on, whatever its last day.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="grant_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "organisation", "valid_from"],
                condition=Q(withdrawn_at=None),
                name="grant_once",
            ),
        )
