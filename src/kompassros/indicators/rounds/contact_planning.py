"""Planning the test contacts: which are made and on which days; and finishing them, or opening them again."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import contact_queries, contact_trail
from kompassros.indicators.rounds.contact_models import ContactPlan, ContactScript, TestContact
from kompassros.indicators.rounds.contact_queries import MADE_IN, Channel, Outcome, begun_at, office_of
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.indicators.rounds.saving import lock_round
from kompassros.methods.test_contacts import WORKING_DAYS, spread_over, time_is_up, working_days
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import DomainError

LONGEST_SPAN = 366
Place = tuple[int, int, int]


@dataclass(frozen=True)
class Wish:
    """What a plan says, under the names of its columns."""

    first_day: date
    last_day: date
    phone_times: int = 1
    mail_times: int = 1
    working_days: int = WORKING_DAYS


@transaction.atomic
def plan_contacts(*, one: CollectionRound, wish: Wish, person: Person | None, version: int = 1) -> ContactPlan:
    """Plan the contacts of a round, or plan anew those that are not made yet.

    version: of the plan that the person saw; 1 where there was none. DomainError says what is missing.
    """
    locked = lock_round(one, MADE_IN)
    _refuse_empty(locked, wish)
    known = ContactPlan.objects.filter(round=locked).first()
    before = None
    if known is None:
        plan = ContactPlan.objects.create(round=locked, **asdict(wish))
    else:
        plan = contact_queries.open_plan(locked)
        before = _as_record(plan)
        plan.version = version
        claim(plan, **asdict(wish))
    lay_out(locked, plan)
    contact_trail.write(
        one=locked,
        what=_subject(locked),
        verb="planned",
        person=person,
        before=before,
        after=_as_record(plan),
    )
    return plan


def _subject(one: CollectionRound) -> tuple[str, object, str]:
    return contact_trail.PLAN, "", str(one)


def _as_record(plan: ContactPlan) -> dict[str, object]:
    numbers = {name: getattr(plan, name) for name in ("phone_times", "mail_times", "working_days")}
    return {"first_day": plan.first_day.isoformat(), "last_day": plan.last_day.isoformat(), **numbers}


def _refuse_empty(one: CollectionRound, wish: Wish) -> None:
    if not one.scripts.exists():
        raise DomainError(_("There is no question yet. Write at least one, then plan the contacts."))
    if wish.last_day < wish.first_day:
        raise DomainError(_("The last day is before the first one."))
    if (wish.last_day - wish.first_day).days > LONGEST_SPAN:
        raise DomainError(_("The contacts of a round are made within a year. Choose days that are nearer."))
    if not working_days(wish.first_day, wish.last_day, one.owner.country):
        raise DomainError(_("There is no working day between these days. Choose others."))
    if not contact_queries.tested(one).exists():
        raise DomainError(_("No municipality has said yet that it takes part in the test contacts."))


def lay_out(one: CollectionRound, plan: ContactPlan) -> None:
    """Bring the contacts that are not made yet in line with the plan, the questions and who takes part."""
    wanted = _wanted(one, plan)
    for contact in TestContact._base_manager.filter(participant__round=one):
        place = (contact.participant_id, contact.script_id, contact.number)
        fresh = wanted.pop(place, None)
        if contact.sent_at is not None:
            continue
        if fresh is None:
            contact.delete()
        elif contact.due_on != fresh.due_on:
            TestContact._base_manager.filter(pk=contact.pk).update(due_on=fresh.due_on)
    TestContact._base_manager.bulk_create(wanted.values())


def _wanted(one: CollectionRound, plan: ContactPlan) -> dict[Place, TestContact]:
    days = working_days(plan.first_day, plan.last_day, one.owner.country)
    scripts = list(one.scripts.all())
    wanted: dict[Place, TestContact] = {}
    for row, participant in enumerate(contact_queries.tested(one)):
        rounds = _in_turn(scripts, plan)
        for place, (script, number) in enumerate(rounds):
            due = spread_over(days, municipality=row, contact=place, contacts=len(rounds))
            wanted[participant.pk, script.pk, number] = _contact(participant, script, number, due)
    return wanted


def _in_turn(scripts: list[ContactScript], plan: ContactPlan) -> list[tuple[ContactScript, int]]:
    """Return each question as often as it is put: all of them once, then all that come a second time, and so on."""
    times = {Channel.PHONE: plan.phone_times, Channel.MAIL: plan.mail_times}
    most = max(times.values())
    return [
        (script, turn) for turn in range(1, most + 1) for script in scripts if turn <= times[Channel(script.channel)]
    ]


def _contact(participant: Participant, script: ContactScript, number: int, due: date) -> TestContact:
    return TestContact(
        participant=participant, organisation=participant.organisation, script=script, number=number, due_on=due
    )


@transaction.atomic
def finish(*, one: CollectionRound, person: Person | None, version: int) -> ContactPlan:
    """Finish the contacts: from now on nothing is changed, and each municipality sees its figures.

    DomainError while a call is running or the time of a letter is not up.
    """
    locked = lock_round(one, MADE_IN)
    plan = contact_queries.open_plan(locked)
    _refuse_running(locked, plan)
    plan.version = version
    claim(plan, finished_at=clock.now())
    contact_trail.write(one=locked, what=_subject(locked), verb="finished", person=person)
    return plan


def _refuse_running(one: CollectionRound, plan: ContactPlan) -> None:
    now = clock.now()
    begun = contact_queries.contacts_of(one).filter(sent_at__isnull=False)
    if not begun.exists():
        raise DomainError(_("No contact has been made yet, so there is nothing to finish."))
    for contact in begun.filter(outcome=Outcome.WAITING):
        name = {"name": contact.organisation}
        if contact.script.channel == Channel.PHONE:
            raise DomainError(_("A call to %(name)s has no outcome yet.") % name)
        if now < time_is_up(begun_at(contact), office_of(contact.organisation, plan)):
            raise DomainError(
                _("An e-mail to %(name)s can still be answered in time.") % {"name": contact.organisation}
            )


@transaction.atomic
def reopen(*, one: CollectionRound, why: str, person: Person | None, version: int) -> ContactPlan:
    """Open finished contacts again; the municipalities then see nothing until they are finished anew."""
    locked = lock_round(one, MADE_IN)
    plan = contact_queries.plan_of(locked)
    if plan is None or plan.finished_at is None:
        raise DomainError(_("The test contacts of this round are not finished."))
    plan.version = version
    claim(plan, finished_at=None)
    contact_trail.write(one=locked, what=_subject(locked), verb="reopened", person=person, why=why)
    return plan
