"""A round with test contacts: three made-up municipalities, two questions, three raters, one of them from Granby."""

from dataclasses import dataclass
from datetime import date

from kompassros.indicators.rounds import contact_making, contact_planning, contact_raters, contact_scripts, rating
from kompassros.indicators.rounds.contact_models import ContactRating, TestContact
from kompassros.indicators.rounds.contact_queries import Channel, Outcome, contacts_of
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from tests.indicators.rounds.makers import make_participant, make_person, make_round

GOOD, FAIR, POOR = ContactRating.Mark.GOOD, ContactRating.Mark.FAIR, ContactRating.Mark.POOR
FIRST_DAY, LAST_DAY = date(2026, 8, 31), date(2026, 9, 11)
MORNING = "2026-09-02T09:00:00+02:00"
PHONE = contact_scripts.Wish(Channel.PHONE, "Swimming", "When is the swimming hall open?", "The hours of the week")
MAIL = contact_scripts.Wish(Channel.MAIL, "Bins", "What does a second bin cost?")


@dataclass(frozen=True)
class Case:
    """What the tests need of a planned round."""

    one: CollectionRound
    granby: Participant
    norrvik: Participant
    first: Person
    second: Person
    third: Person

    def contact(self, participant: Participant, channel: str = Channel.PHONE) -> TestContact:
        """Return a contact as it is stored now."""
        rows = contacts_of(self.one).filter(participant=participant, script__channel=channel)
        found: TestContact = rows.earliest("number")
        return found


def again(contact: TestContact) -> TestContact:
    """Return a contact as it is stored now."""
    found: TestContact = TestContact._base_manager.select_related("participant__round", "script", "organisation").get(
        pk=contact.pk
    )
    return found


def plan_wish(**changes: object) -> contact_planning.Wish:
    """Return a plan of two weeks, every question once."""
    return contact_planning.Wish(**({"first_day": FIRST_DAY, "last_day": LAST_DAY} | changes))  # type: ignore[arg-type]


def planned_case() -> Case:
    """Make the round with everything planned and nothing begun. ``third`` has a role in Granby."""
    one = make_round(contacts_until=date(2024, 8, 31))
    granby = make_participant(one, "granby", contacts=True)
    norrvik = make_participant(one, "norrvik", contacts=True)
    third = make_person(Role.READER, Organisation.objects.get(key="granby"), "third")
    raters = [_rater(one, name) for name in ("first", "second", "third")]
    for wish in (PHONE, MAIL):
        contact_scripts.add_script(one=one, wish=wish, person=None)
    contact_planning.plan_contacts(one=one, wish=plan_wish(), person=None)
    assert raters[2] == third
    return Case(one, granby, norrvik, *raters)


def _rater(one: CollectionRound, name: str) -> Person:
    return contact_raters.appoint(one=one, email=f"{name}@demo.example", name=name.title(), person=None).person


def answered_call(case: Case, participant: Participant | None = None) -> TestContact:
    """Return a call of the first rater that somebody answered."""
    contact = case.contact(participant or case.norrvik)
    contact_making.begin(contact=contact, person=case.first)
    result = contact_making.Result(Outcome.ANSWERED, "Every day until eight.")
    contact_making.store_result(contact=again(contact), result=result, person=case.first)
    return again(contact)


def rated(contact: TestContact, person: Person, quality: int = GOOD, reception: int = GOOD, remark: str = "") -> None:
    """Rate a contact as it is stored now."""
    rating.rate(contact=again(contact), marks=rating.Marks(quality, reception, remark), person=person)
