"""Test contacts: what is asked, the calls and letters that were made, and how two people rated each."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.methods.test_contacts import WORKING_DAYS
from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import scoped_manager


class ContactPlan(models.Model):
    """How the test contacts of a round are carried through; there is none until somebody has planned them.

    ``working_days``: within how many an e-mail is answered in time. ``phone_times`` and ``mail_times``: how often each
    question is put to each municipality. ``finished_at``: from when on the municipalities see their figures.
    """

    MOST_TIMES: ClassVar[int] = 20

    round = models.OneToOneField(CollectionRound, on_delete=models.CASCADE, related_name="contact_plan")
    working_days = models.PositiveSmallIntegerField(default=WORKING_DAYS)
    phone_times = models.PositiveSmallIntegerField(default=1)
    mail_times = models.PositiveSmallIntegerField(default=1)
    first_day = models.DateField()
    last_day = models.DateField()
    finished_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="contact_plan_days_in_order"),
        )


class ContactScript(models.Model):
    """One question that is put to every municipality in the same words, by telephone or by e-mail.

    ``good_answer``: what a full answer holds, for those who rate.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("telephone")
        MAIL = "mail", _("e-mail")

    round = models.ForeignKey(CollectionRound, on_delete=models.CASCADE, related_name="scripts")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    position = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=120)
    text = models.TextField()
    good_answer = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "channel", "position"], name="contact_script_once"),)
        ordering = ("round", "channel", "position")

    def __str__(self) -> str:
        return self.subject


class ContactRater(models.Model):
    """Somebody who makes test contacts and rates them, in a round."""

    round = models.ForeignKey(CollectionRound, on_delete=models.CASCADE, related_name="raters")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "person"], name="rater_once_in_a_round"),)


class TestContact(models.Model):
    """One call or letter to a municipality, planned or made. Working table: read inside a scope only.

    ``due_on``: the day it is planned for. ``sent_at``: when it was begun, None before. ``answered_at``: when a person
    gave an answer; an automatic reply is none, and only ``automatic`` tells of it. ``waited``: seconds until a call was
    taken. ``answer``: what was said, without names.
    """

    __test__ = False

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        ANSWERED = "answered", _("answered directly")
        REFERRED = "referred", _("referred on, or asked to come back")
        UNANSWERED = "unanswered", _("no answer")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    script = models.ForeignKey(ContactScript, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    automatic = models.BooleanField(default=False)
    waited = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["participant", "script", "number"], name="test_contact_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=models.F("sent_at")),
                name="test_contact_answered_after_sent",
            ),
        )
        ordering = ("script__channel", "script__position", "number")


class ContactRating(models.Model):
    """How one person rated a contact, without having seen the other's marks. Working table: read inside a scope only.

    ``quality``: of the answer; ``reception``: how one was met. None where the contact gave nothing to rate.
    """

    class Mark(models.IntegerChoices):
        POOR = 1, _("poor")
        FAIR = 2, _("fair")
        GOOD = 3, _("good")

    contact = models.ForeignKey(TestContact, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    quality = models.PositiveSmallIntegerField(choices=Mark.choices, null=True)
    reception = models.PositiveSmallIntegerField(choices=Mark.choices, null=True)
    remark = models.TextField(blank=True)
    rated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Any]] = scoped_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contact", "rater"], name="contact_rated_once_by_each"),)
