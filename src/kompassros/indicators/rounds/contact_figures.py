"""What the test contacts of a municipality come to, once they are finished; and taking that over as its own data."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import handing_in
from kompassros.indicators.rounds.contact_models import ContactPlan, TestContact
from kompassros.indicators.rounds.contact_queries import Channel, Outcome, begun_at, office_of, plan_of
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.models import AskedMeasure, OwnData, Participant
from kompassros.indicators.rounds.rating import rated_by_both
from kompassros.methods.test_contacts import Figure, Letter, mail_answered, phone_answered, phone_reception
from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError

Contacts = AskedMeasure.Contacts
Figures = Mapping[Contacts, Figure]


def made_with(participant: Participant) -> list[TestContact]:
    """Return the contacts that were made with a municipality, oldest first."""
    rows = TestContact._base_manager.filter(participant=participant, sent_at__isnull=False)
    return list(rows.select_related("script", "organisation").order_by("sent_at", "pk"))


def finished_plan(participant: Participant) -> ContactPlan | None:
    """Return the plan where its contacts are finished and the municipality took part in them, else None."""
    plan = plan_of(participant.round) if participant.contacts and participant.withdrawn_at is None else None
    return plan if plan is not None and plan.finished_at is not None else None


def figures_of(participant: Participant) -> Figures:
    """Return the figures of a municipality's finished contacts; none before, and none that rests on no contact."""
    plan = finished_plan(participant)
    if plan is None:
        return {}
    figures = _compute(participant, plan, made_with(participant))
    return {kind: figure for kind, figure in figures.items() if figure.denominator}


def _compute(participant: Participant, plan: ContactPlan, made: list[TestContact]) -> dict[Contacts, Figure]:
    letters = [contact for contact in made if contact.script.channel == Channel.MAIL]
    calls = [contact for contact in made if contact.script.channel == Channel.PHONE]
    office = office_of(participant.organisation, plan)
    return {
        Contacts.MAIL_ANSWERED: mail_answered(map(_letter, letters), office),
        Contacts.PHONE_ANSWERED: phone_answered(call.outcome == Outcome.ANSWERED for call in calls),
        Contacts.PHONE_RECEPTION: phone_reception(rated.reception for rated in rated_by_both(calls)),
    }


def _letter(contact: TestContact) -> Letter:
    """Return a letter as it counts: one that was only referred on is not answered (own choice)."""
    return Letter(begun_at(contact), contact.answered_at if contact.outcome == Outcome.ANSWERED else None)


@transaction.atomic
def take_over(*, participant: Participant, person: Person | None) -> list[OwnData]:
    """Hand in the figures as the municipality's own data, for the measures that are such figures.

    What is handed in already with these figures is left alone, and a comment is kept; DomainError where nothing is
    left to take over.
    """
    figures = figures_of(participant)
    asked = participant.round.asked.exclude(contacts=Contacts.NONE).select_related("measure")
    stored = handing_in.data_of(participant)
    days = _days_of(participant)
    wanted = [(one, entry) for one in asked if (entry := _entry(figures.get(Contacts(one.contacts)), days)) is not None]
    fresh = [(one, entry) for one, entry in wanted if not _is_stored(stored.get(one.pk), entry)]
    if not fresh:
        raise DomainError(_("There is no figure of the test contacts that is not handed in already."))
    why = _("Taken over from the test contacts.")
    return [
        handing_in.hand_in(
            participant=participant, asked=one, entry=_with_words(entry, stored.get(one.pk)), person=person, why=why
        )
        for one, entry in fresh
    ]


def _with_words(entry: Entry, row: OwnData | None) -> Entry:
    return entry if row is None else replace(entry, comment=row.comment, explanation=row.explanation)


def _days_of(participant: Participant) -> tuple[date | None, date | None]:
    days = [timezone.localtime(begun_at(contact)).date() for contact in made_with(participant)]
    return (min(days), max(days)) if days else (None, None)


def _entry(figure: Figure | None, days: tuple[date | None, date | None]) -> Entry | None:
    if figure is None:
        return None
    return Entry(
        value=figure.share,
        numerator=Decimal(figure.numerator),
        denominator=Decimal(figure.denominator),
        method=OwnData.Method.CONTACTS,
        cases=figure.denominator,
        period_from=days[0],
        period_to=days[1],
    )


def _is_stored(row: OwnData | None, entry: Entry) -> bool:
    names = ("status", "value", "numerator", "denominator", "method")
    return row is not None and all(getattr(row, name) == getattr(entry, name) for name in names)
