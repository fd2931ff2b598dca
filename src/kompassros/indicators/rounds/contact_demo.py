"""Test contacts with Granby in the made-up round: some are made, timed and rated by two people, some are to be made."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from kompassros.indicators.rounds import contact_making, contact_planning, contact_raters, contact_scripts, rating
from kompassros.indicators.rounds.contact_making import Result
from kompassros.indicators.rounds.contact_models import ContactRating, TestContact
from kompassros.indicators.rounds.contact_queries import Channel, Outcome, contacts_of, tested
from kompassros.indicators.rounds.demo import KEY
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.rating import Marks
from kompassros.methods.test_contacts import working_days
from kompassros.organisations.demo import DOMAIN, demo_address
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.demo import Loader, register

RATERS = (demo_address(Role.ADMINISTRATOR), f"coordinator.norrvik@{DOMAIN}")
GOOD, FAIR, POOR = ContactRating.Mark.GOOD, ContactRating.Mark.FAIR, ContactRating.Mark.POOR
_BEFORE, _AFTER = timedelta(days=21), timedelta(days=28)
_SCRIPTS = (
    contact_scripts.Wish(
        Channel.PHONE,
        "Simhallens öppettider",
        "Påhittat: Hej, när har simhallen öppet för allmänheten i helgen, och vad kostar det för en familj?",
        "Tiderna för lördag och söndag, priset för en familj, och var man kan läsa det själv.",
    ),
    contact_scripts.Wish(
        Channel.PHONE,
        "Plats i förskolan",
        "Påhittat: Hej, vi flyttar hit i höst med ett barn på två år. Hur söker vi plats i förskolan?",
        "Hur och när man söker, hur lång tid det brukar ta, och vem som hjälper till.",
    ),
    contact_scripts.Wish(
        Channel.MAIL,
        "Ett extra sopkärl",
        "Påhittat: Hej! Vad kostar ett extra sopkärl för en villa, och hur beställer jag det?",
        "Priset, hur man beställer, och när kärlet kommer.",
    ),
)


class _Made(NamedTuple):
    """A contact that was made: how it went, and the marks of the two; None where nobody could rate."""

    waited: int | None
    outcome: str
    answer: str = ""
    marks: tuple[Marks, Marks] | None = None


_CALLS = (
    _Made(35, Outcome.ANSWERED, "Påhittat: båda tiderna och priset.", (Marks(GOOD, GOOD), Marks(GOOD, GOOD))),
    _Made(
        *(140, Outcome.ANSWERED, "Påhittat: man söker på webben; hur lång tid det tar visste ingen."),
        (Marks(FAIR, GOOD), Marks(POOR, GOOD, "Påhittat: halva frågan blev utan svar.")),
    ),
    _Made(
        *(75, Outcome.REFERRED, "Påhittat: vi blev ombedda att ringa simhallen själva."),
        (Marks(None, FAIR), Marks(None, FAIR)),
    ),
    _Made(None, Outcome.UNANSWERED),
)
_LETTERS = (
    _Made(
        *(None, Outcome.ANSWERED, "Påhittat: priset, en länk till blanketten och vem man kan ringa."),
        (Marks(GOOD, GOOD), Marks(GOOD, FAIR)),
    ),
    _Made(None, Outcome.WAITING),
)


def load_contacts() -> int:
    """Plan the contacts of the made-up round once and make some of them; return how many are made."""
    one = CollectionRound.objects.filter(key=KEY, made_up=True).first()
    raters = list(Person.objects.filter(email__in=RATERS).order_by("pk"))
    if one is None or one.scripts.exists() or len(raters) < len(RATERS) or not tested(one).exists():
        return 0
    _plan(one, raters)
    return sum(
        _make(one, channel, made, raters) for channel, made in ((Channel.PHONE, _CALLS), (Channel.MAIL, _LETTERS))
    )


def _plan(one: CollectionRound, raters: list[Person]) -> None:
    for wish in _SCRIPTS:
        contact_scripts.add_script(one=one, wish=wish, person=None)
    for rater in raters:
        contact_raters.appoint(one=one, email=rater.email, name=rater.name, person=None)
    today = clock.today()
    planned = contact_planning.Wish(today - _BEFORE, today + _AFTER, phone_times=3, mail_times=3)
    contact_planning.plan_contacts(one=one, wish=planned, person=None)


def _make(one: CollectionRound, channel: str, several: tuple[_Made, ...], raters: list[Person]) -> int:
    """Make the first contacts of a channel, in turn by each rater, on working days that have passed."""
    contacts = list(contacts_of(one).filter(script__channel=channel)[: len(several)])
    days = working_days(clock.today() - _BEFORE, clock.today() - timedelta(days=1), one.owner.country)
    for place, (contact, made) in enumerate(zip(contacts, several, strict=False)):
        begun = timezone.make_aware(datetime.combine(days[place * 2], time(9 + place, 20)))
        _make_one(contact, made, begun, raters[place % 2])
        for person, marks in zip(raters, made.marks or (), strict=False):
            rating.rate(contact=_again(contact), marks=marks, person=person)
    return len(contacts)


def _make_one(contact: TestContact, made: _Made, begun: datetime, person: Person) -> None:
    """Make a contact by the product's own steps, then let it have been on its day: the steps tell the present time."""
    contact_making.begin(contact=contact, person=person)
    rows = TestContact._base_manager.filter(pk=contact.pk)
    rows.update(sent_at=begun, due_on=begun.date(), waited=made.waited)
    if made.outcome == Outcome.WAITING:
        return
    took = timedelta(hours=5) if contact.script.channel == Channel.MAIL else timedelta(seconds=made.waited or 0)
    answered = begun + took if made.outcome == Outcome.ANSWERED else None
    contact_making.store_result(
        contact=_again(contact), result=Result(made.outcome, made.answer, answered_at=answered), person=person
    )
    rows.update(answered_at=answered)


def _again(contact: TestContact) -> TestContact:
    found: TestContact = contacts_of(contact.participant.round).get(pk=contact.pk)
    return found


register(Loader("made-up test contacts", 96, True, load_contacts))
