"""Two people rate a contact, unknown to each other: the one way to a mark, for every page, file and figure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import contact_trail
from kompassros.indicators.rounds.contact_making import lock_contact
from kompassros.indicators.rounds.contact_models import ContactRating, TestContact
from kompassros.indicators.rounds.contact_queries import REACHED, Channel, Outcome
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.methods.test_contacts import MarkPair
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError

RATERS = 2


@dataclass(frozen=True)
class Marks:
    """What somebody gives a contact, under the names of the columns."""

    quality: int | None = None
    reception: int | None = None
    remark: str = ""


@dataclass(frozen=True)
class Rated:
    """A contact that both have rated; the first is who made it, or else who rated first."""

    contact: TestContact
    first: ContactRating
    second: ContactRating

    @property
    def quality(self) -> MarkPair:
        """Both marks of the answer."""
        return self.first.quality, self.second.quality

    @property
    def reception(self) -> MarkPair:
        """Both marks of the reception."""
        return self.first.reception, self.second.reception

    @property
    def differs(self) -> bool:
        """Whether a mark of the two is not the same."""
        return any(first != second for first, second in (self.quality, self.reception))


def own_rating(contact: TestContact, person: Person) -> ContactRating | None:
    """Return what a person gave a contact."""
    found: ContactRating | None = ContactRating._base_manager.filter(contact=contact, rater=person).first()
    return found


def raters_of(contact: TestContact) -> set[int]:
    """Return who has rated a contact, without a word of how."""
    return set(ContactRating._base_manager.filter(contact=contact).values_list("rater_id", flat=True))


def present_in(one: CollectionRound) -> set[int]:
    """Return who rates in a round today."""
    return set(one.raters.filter(person__is_active=True).values_list("person_id", flat=True))


def rated_by_both(contacts: Iterable[TestContact]) -> list[Rated]:
    """Return the contacts that two people have rated, with both; of any other no mark is read."""
    known = {contact.pk: contact for contact in contacts}
    ratings: dict[int, list[ContactRating]] = {}
    rows = ContactRating._base_manager.filter(contact_id__in=known).select_related("rater").order_by("rated_at", "pk")
    for rating in rows:
        ratings.setdefault(rating.contact_id, []).append(rating)
    return [_rated(contact, ratings[pk]) for pk, contact in known.items() if len(ratings.get(pk, [])) == RATERS]


def _rated(contact: TestContact, both: list[ContactRating]) -> Rated:
    first, second = sorted(both, key=lambda rating: rating.rater_id != contact.made_by_id)
    return Rated(contact, first, second)


@transaction.atomic
def rate(*, contact: TestContact, marks: Marks, person: Person) -> ContactRating:
    """Store a person's marks of the contact as it was seen (its version).

    They may be changed until the second person has rated too. DomainError where two others have rated, or a mark is
    missing; Conflict where the answer was changed in between.
    """
    found = lock_contact(contact, person)
    if found.version != contact.version:
        raise Conflict(_("The answer was changed in the meantime. Read it once more, then save your marks."))
    _refuse_unrateable(found, marks)
    ratings = list(ContactRating._base_manager.select_for_update().filter(contact=found))
    own = next((rating for rating in ratings if rating.rater_id == person.pk), None)
    _refuse_crowd(found, ratings, own, person)
    rating = _store(found, own, marks, person)
    verb = "rated" if own is None else "rated_anew"
    contact_trail.write(one=found.participant.round, what=contact_trail.of_contact(found), verb=verb, person=person)
    return rating


def _store(found: TestContact, own: ContactRating | None, marks: Marks, person: Person) -> ContactRating:
    values = {"quality": marks.quality, "reception": marks.reception, "remark": marks.remark, "rated_at": clock.now()}
    if own is not None:
        claim(own, **values)
        return own
    made: ContactRating = ContactRating._base_manager.create(
        contact=found, organisation=found.organisation, rater=person, **values
    )
    return made


def _refuse_unrateable(found: TestContact, marks: Marks) -> None:
    if found.outcome not in REACHED:
        raise DomainError(_("Nobody has answered, so there is nothing to rate."))
    if found.outcome == Outcome.ANSWERED and marks.quality is None:
        raise DomainError(_("Say how good the answer was."))
    if found.outcome == Outcome.REFERRED and marks.quality is not None:
        raise DomainError(_("There was no direct answer, so only the reception is rated."))
    if found.script.channel == Channel.PHONE and marks.reception is None:
        raise DomainError(_("Say how the reception was."))


def _refuse_crowd(found: TestContact, ratings: list[ContactRating], own: ContactRating | None, person: Person) -> None:
    if own is not None:
        if len(ratings) == RATERS:
            raise DomainError(_("Both have rated this contact, so the marks stay as they are."))
        return
    raters = {rating.rater_id for rating in ratings}
    if not has_room(found, raters, present_in(found.participant.round), person):
        raise DomainError(_("Two people have rated this contact already. Choose another one from the list."))


def has_room(contact: TestContact, raters: set[int], present: set[int], person: Person) -> bool:
    """Return whether a person who has not rated a contact may: two do, and the one who made it is one of them.

    present: those who rate in the round today; a place is kept for whoever made the contact only while they do.
    """
    maker = contact.made_by_id
    kept = maker is not None and maker in present and maker not in raters and maker != person.pk
    return person.pk not in raters and len(raters) + kept < RATERS
