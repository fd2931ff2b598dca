"""An evaluation on its way: what was ordered, who is in the team, where it stands, its meetings."""

import re
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.workflow import Part, State
from kompassros.instruments.models import Edition
from kompassros.methods.comparability import EvaluatorKind, Level
from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager

EVALUATOR_KINDS = [
    (EvaluatorKind.ASSOCIATION.value, _("the association's team")),
    (EvaluatorKind.PEERS.value, _("peers from other municipalities")),
    (EvaluatorKind.SELF.value, _("the municipality itself")),
]
LEVELS = [
    (Level.UNITS.value, _("down to the result units")),
    (Level.BOARDS.value, _("down to the committees and boards")),
    (Level.GROUP.value, _("the group as a whole")),
]


class JointEvaluation(models.Model):
    """Several municipalities evaluated side by side, with a summary that they share."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    def __str__(self) -> str:
        return self.name


class Course(models.Model):
    """The course of one evaluation. ``organisation`` is the one evaluated; the edition is fixed from the order on."""

    slug = models.SlugField(max_length=120, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    evaluator_kind = models.CharField(max_length=12, choices=EVALUATOR_KINDS, default=EvaluatorKind.ASSOCIATION.value)
    state = models.CharField(max_length=20, choices=State.choices, default=State.QUEUED, db_index=True)
    year = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, default="sv")
    made_up = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    ordered_on = models.DateField()
    ordered_by = models.CharField(max_length=200)
    wished_from = models.DateField(null=True)
    wished_to = models.DateField(null=True)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(0))])
    currency = models.CharField(max_length=3, blank=True)
    order_note = models.TextField(blank=True)
    scope_organisation = models.CharField(max_length=120, blank=True)
    scope_level = models.CharField(max_length=10, choices=LEVELS, default=Level.UNITS.value)
    scope_companies = models.BooleanField(default=False)
    joint = models.ForeignKey(JointEvaluation, null=True, on_delete=models.PROTECT, related_name="courses")

    answers_due = models.DateField(null=True)
    visit_from = models.DateField(null=True)
    visit_to = models.DateField(null=True)
    reply_due = models.DateField(null=True)
    embargo_until = models.DateTimeField(null=True)
    correcting = models.BooleanField(default=False)
    correction_why = models.TextField(blank=True)
    withdrawn_why = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(visit_to=None) | Q(visit_from__isnull=False, visit_to__gte=F("visit_from")),
                name="course_visit_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(wished_to=None) | Q(wished_from=None) | Q(wished_to__gte=F("wished_from")),
                name="course_wish_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}{self._number}"

    @property
    def _number(self) -> str:
        """From the second evaluation of a year on, the number at the end of the address (":2"), to tell them apart."""
        found = re.search(rf"-{self.year}-(\d+)$", self.slug)
        return f":{found[1]}" if found and found[1] != "1" else ""

    @property
    def stands(self) -> State:
        """Return the state as a member of its enumeration."""
        return State(self.state)

    @property
    def has_visit(self) -> bool:
        """Return whether a visit belongs to the course: a municipality that evaluates itself may do without."""
        return self.evaluator_kind != EvaluatorKind.SELF


class OfCourse(models.Model):
    """A row of working data of a course: carries the organisation for the scope, and a version for two editors."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="%(class)ss")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        abstract = True


class TeamMember(OfCourse):
    """A person in the team of one evaluation. ``home`` is the municipality that a peer comes from."""

    PARTS = [(part.value, part.label) for part in (Part.LEAD, Part.EVALUATOR, Part.PEER)]

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    part = models.CharField(max_length=12, choices=PARTS)
    home = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["course", "person"], condition=Q(left_at=None), name="team_member_once"),
            models.CheckConstraint(condition=~Q(part=Part.PEER) | Q(home__isnull=False), name="peer_has_a_home"),
            models.CheckConstraint(condition=Q(home=None) | ~Q(home=F("organisation")), name="peer_from_elsewhere"),
        )


class AreaDuty(OfCourse):
    """Who judges an area of an evaluation, and who reads it a second time. ``area`` is the edition's id of the area."""

    area = models.CharField(max_length=20)
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    second_reader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["course", "area"], name="area_duty_once"),
            models.CheckConstraint(
                condition=Q(judge=None) | Q(second_reader=None) | ~Q(judge=F("second_reader")),
                name="second_reader_is_another",
            ),
        )


class Meeting(OfCourse):
    """A meeting of an evaluation with the municipality: start, first feedback, presentation of the result.

    ``cancelled_why``: why it will not be; empty while it stands. A cancelled one stays in the list and in calendars.
    """

    class Kind(models.TextChoices):
        START = "start", _("start meeting")
        FIRST_FEEDBACK = "first_feedback", _("first feedback, on the last day of the visit")
        FEEDBACK = "feedback", _("feedback meeting: the result is presented")
        OTHER = "other", _("other meeting")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    held = models.BooleanField(default=False)
    cancelled_why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(held=False) | Q(cancelled_why=""), name="held_meeting_is_not_cancelled"),
        )


class DisposalDecision(OfCourse):
    """A decision to dispose of the team's interview notes, with its case number, and when it was carried out.

    Nothing is erased by a timer: only a decision like this lets the notes and the names of the interviewed go.
    """

    case_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    carried_out_at = models.DateTimeField(null=True)
    carried_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    notes = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
