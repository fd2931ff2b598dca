"""What is stored of the test contacts of a round, and who may have to do with which of them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kompassros.indicators.rounds.contact_models import ContactPlan, ContactRater, ContactScript, TestContact
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.methods.test_contacts import Office
from kompassros.organisations.grants import granted_paths
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import DomainError

Outcome, Channel = TestContact.Outcome, ContactScript.Channel
REACHED = (Outcome.ANSWERED, Outcome.REFERRED)
MADE_IN = (CollectionRound.State.SIGN_UP, CollectionRound.State.COLLECTING)


def plan_of(one: CollectionRound) -> ContactPlan | None:
    """Return the plan of a round, as it is stored now."""
    return ContactPlan.objects.filter(round=one).first()


def tested(one: CollectionRound) -> QuerySet[Participant]:
    """Return the municipalities that take part in the test, in alphabetical order."""
    rows = Participant._base_manager.filter(round=one, contacts=True, withdrawn_at=None)
    return rows.select_related("organisation").order_by("organisation__sort_sv", "organisation__name")


def contacts_of(one: CollectionRound) -> QuerySet[TestContact]:
    """Return the contacts of a round with the municipalities that still take part, by day."""
    rows = TestContact._base_manager.filter(
        participant__round=one, participant__contacts=True, participant__withdrawn_at=None
    )
    return rows.select_related("organisation", "script", "participant__round").order_by(
        "due_on", "organisation__sort_sv", "script__channel", "script__position", "number"
    )


def is_locked(one: CollectionRound) -> bool:
    """Return whether a contact was made already, so that the words stay the same for every municipality."""
    return TestContact._base_manager.filter(participant__round=one, sent_at__isnull=False).exists()


def raters_of(one: CollectionRound) -> QuerySet[ContactRater]:
    """Return the raters of a round by name."""
    return one.raters.select_related("person").order_by("person__name", "person__email")


def has_role_in(person: Any, organisation: Organisation) -> bool:
    """Return whether a person has any role in a municipality today, or in something below it.

    A role that is held for the whole country is none in the municipality (own choice): those who carry a round through
    may make contacts.
    """
    inside = organisation.path or ""
    return bool(inside) and any(path.startswith(inside) for path in granted_paths(person, Role) if path)


def open_to(contacts: QuerySet[TestContact], person: Person) -> QuerySet[TestContact]:
    """Return the contacts with municipalities in which a person has no role."""
    own = (path for path in granted_paths(person, Role) if path)
    return contacts.exclude(organisation__path__in={node for path in own for node in _nodes_above(path)})


def _nodes_above(path: str) -> list[str]:
    """Return the paths of a node and of all above it: of "/1/7/" these are "/1/" and "/1/7/"."""
    parts = path.strip("/").split("/")
    return [f"/{'/'.join(parts[:depth])}/" for depth in range(1, len(parts) + 1)]


def open_plan(one: CollectionRound) -> ContactPlan:
    """Return the plan of a round whose contacts are being made; DomainError where there is none or it is finished."""
    plan = plan_of(one)
    if plan is None:
        raise DomainError(_("It is not planned yet which contacts are made."))
    if plan.finished_at is not None:
        raise DomainError(_("The test contacts of this round are finished. Open them again to change anything."))
    return plan


def begun_at(contact: TestContact) -> datetime:
    """Return when a contact was begun; ValueError for one that was not."""
    if contact.sent_at is None:
        raise ValueError("The contact has not been begun.")
    return contact.sent_at


def office_of(organisation: Organisation, plan: ContactPlan) -> Office:
    """Return by whose days the time of an answer is counted. Sweden and Norway have the product's own time zone."""
    return Office(organisation.country, timezone.get_default_timezone(), plan.working_days)
