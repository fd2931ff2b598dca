"""How far the test contacts of a round have come, and which of them a rater may take on."""

from collections import Counter
from dataclasses import dataclass

from kompassros.indicators.rounds import contact_queries
from kompassros.indicators.rounds.contact_models import ContactRating, TestContact
from kompassros.indicators.rounds.contact_queries import REACHED, Outcome
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.rating import RATERS, has_room, present_in
from kompassros.organisations.models import Organisation, Person


@dataclass(frozen=True)
class Standing:
    """The contacts with one municipality: planned in all, made, over, to be rated, rated by both."""

    organisation: Organisation
    planned: int
    made: int
    over: int
    to_rate: int
    rated: int


def standings(one: CollectionRound) -> list[Standing]:
    """Return how far the contacts with each municipality that takes part have come, in alphabetical order."""
    by_municipality: dict[int, list[TestContact]] = {}
    for contact in contact_queries.contacts_of(one):
        by_municipality.setdefault(contact.participant_id, []).append(contact)
    counts = _ratings_of(one)
    return [_standing(row.organisation, by_municipality.get(row.pk, []), counts) for row in contact_queries.tested(one)]


def _ratings_of(one: CollectionRound) -> Counter[int]:
    rows = ContactRating._base_manager.filter(contact__participant__round=one)
    return Counter(rows.values_list("contact_id", flat=True))


def _standing(organisation: Organisation, contacts: list[TestContact], counts: Counter[int]) -> Standing:
    reached = [contact for contact in contacts if contact.outcome in REACHED]
    return Standing(
        organisation=organisation,
        planned=len(contacts),
        made=sum(contact.sent_at is not None for contact in contacts),
        over=sum(contact.outcome != Outcome.WAITING for contact in contacts),
        to_rate=len(reached),
        rated=sum(counts[contact.pk] >= RATERS for contact in reached),
    )


@dataclass(frozen=True)
class Work:
    """The contacts that a rater has to do with, each in one list only."""

    running: list[TestContact]
    to_make: list[TestContact]
    to_rate: list[TestContact]
    rated: list[tuple[TestContact, bool]]


def work_of(one: CollectionRound, person: Person) -> Work:
    """Return what a rater can do. ``rated`` tells with each contact whether the other has rated it too."""
    contacts = list(contact_queries.open_to(contact_queries.contacts_of(one), person))
    raters = _raters_by_contact(one)
    present = present_in(one)
    reached = [contact for contact in contacts if contact.outcome in REACHED]
    return Work(
        running=[row for row in contacts if row.made_by_id == person.pk and row.outcome == Outcome.WAITING],
        to_make=[row for row in contacts if row.sent_at is None],
        to_rate=[row for row in reached if has_room(row, raters.get(row.pk, set()), present, person)],
        rated=[(row, len(found) >= RATERS) for row in reached if person.pk in (found := raters.get(row.pk, set()))],
    )


def _raters_by_contact(one: CollectionRound) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = ContactRating._base_manager.filter(contact__participant__round=one)
    for contact_id, rater_id in rows.values_list("contact_id", "rater_id"):
        found.setdefault(contact_id, set()).add(rater_id)
    return found
