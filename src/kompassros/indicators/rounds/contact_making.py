"""Making a test contact: begun, taken, over. The server's clock gives every time but those of a letter's answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import contact_queries, contact_trail
from kompassros.indicators.rounds.contact_models import ContactRating, TestContact
from kompassros.indicators.rounds.contact_queries import MADE_IN, REACHED, Channel, Outcome, begun_at, office_of
from kompassros.indicators.rounds.policies import RATE_CONTACTS
from kompassros.indicators.rounds.saving import lock_round
from kompassros.methods.test_contacts import time_is_up
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError


@dataclass(frozen=True)
class Result:
    """How a contact ended. ``answered_at``: of a letter, when a person answered it."""

    outcome: str
    answer: str = ""
    automatic: bool = False
    answered_at: datetime | None = None


def lock_contact(contact: TestContact, person: Person) -> TestContact:
    """Return a contact's row, held until the end of the transaction, for somebody who may work on it now.

    DomainError where the contacts are not open, the municipality no longer takes part, or the person has a role there.
    """
    one = lock_round(contact.participant.round, MADE_IN)
    contact_queries.open_plan(one)
    found: TestContact | None = contact_queries.contacts_of(one).filter(pk=contact.pk).first()
    if found is None:
        raise DomainError(_("The municipality no longer takes part in the test contacts."))
    if not RATE_CONTACTS.allows(person, one):
        raise DomainError(_("You do not rate in this round."))
    if contact_queries.has_role_in(person, found.organisation):
        raise DomainError(_("You have a role in this municipality, so you neither make nor rate contacts with it."))
    found.participant.round = one
    return found


@transaction.atomic
def begin(*, contact: TestContact, person: Person) -> TestContact:
    """Begin a call, or say that a letter was sent just now. Conflict where somebody else was first."""
    found = lock_contact(contact, person)
    if found.sent_at is not None:
        raise Conflict(_("This contact has been begun already. Choose another one from the list."))
    claim(found, sent_at=clock.now(), made_by=person)
    _tell(found, "begun", person)
    return found


@transaction.atomic
def put_back(*, contact: TestContact, person: Person) -> TestContact:
    """Undo a beginning by mistake; the contact is made another time."""
    found = _own(contact, person)
    if found.outcome != Outcome.WAITING:
        raise DomainError(_("This contact has an outcome already, so it was no mistake."))
    claim(found, sent_at=None, made_by=None, waited=None, automatic=False, answer="")
    _tell(found, "put_back", person)
    return found


@transaction.atomic
def take(*, contact: TestContact, person: Person) -> TestContact:
    """Say that a call is taken now: that long it had to wait."""
    found = _own(contact, person)
    if found.script.channel != Channel.PHONE or found.outcome != Outcome.WAITING:
        raise DomainError(_("Only a call that is running can be taken."))
    if found.waited is None:
        claim(found, waited=max(0, int((clock.now() - begun_at(found)).total_seconds())))
        _tell(found, "taken", person)
    return found


@transaction.atomic
def store_result(*, contact: TestContact, result: Result, person: Person) -> TestContact:
    """Store how a contact ended. DomainError where something is missing, or once it is rated."""
    found = _own(contact, person)
    if ContactRating._base_manager.filter(contact=found).exists():
        raise DomainError(_("This contact has been rated, so its outcome and answer stay as they are."))
    _refuse_incomplete(found, result)
    _refuse_impossible(found, result)
    found.version = contact.version
    before = {"outcome": found.outcome}
    claim(
        found,
        outcome=result.outcome,
        answer=result.answer,
        automatic=result.automatic,
        answered_at=_answered_at(found, result),
    )
    _tell(found, "ended", person, before=before, after={"outcome": found.outcome})
    return found


def _own(contact: TestContact, person: Person) -> TestContact:
    found = lock_contact(contact, person)
    if found.sent_at is None:
        raise DomainError(_("This contact has not been begun yet."))
    if found.made_by_id != person.pk:
        raise DomainError(_("Somebody else made this contact and says how it ended."))
    return found


def _refuse_incomplete(found: TestContact, result: Result) -> None:
    if result.outcome in REACHED and not result.answer.strip():
        raise DomainError(_("Write down what was answered, without names: the second rater rates by it."))
    answered_letter = found.script.channel == Channel.MAIL and result.outcome == Outcome.ANSWERED
    if answered_letter and result.answered_at is None:
        raise DomainError(_("Say when the answer came."))


def _refuse_impossible(found: TestContact, result: Result) -> None:
    now = clock.now()
    if result.answered_at is not None and not begun_at(found) <= result.answered_at <= now:
        raise DomainError(_("An answer comes after the question and not in the future. Look at the time once more."))
    if found.script.channel != Channel.MAIL or result.outcome != Outcome.UNANSWERED:
        return
    plan = contact_queries.open_plan(found.participant.round)
    if now < time_is_up(begun_at(found), office_of(found.organisation, plan)):
        raise DomainError(_("The time for an answer is not up yet. Leave the e-mail as waiting until then."))


def _answered_at(found: TestContact, result: Result) -> datetime | None:
    if result.outcome != Outcome.ANSWERED:
        return None
    if found.script.channel == Channel.MAIL:
        return result.answered_at
    return found.answered_at or clock.now()


def _tell(
    found: TestContact,
    verb: str,
    person: Person,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    one = found.participant.round
    contact_trail.write(
        one=one, what=contact_trail.of_contact(found), verb=verb, person=person, before=before, after=after
    )
