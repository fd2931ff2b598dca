"""What the addresses of test contacts are about."""

from datetime import date, timedelta
from typing import Any

from kompassros.indicators.rounds.contact_models import ContactPlan, ContactRater, ContactScript, TestContact
from kompassros.organisations.models import Organisation, Person
from kompassros.records import clock
from tests.indicators.rounds.makers import make_participant, make_round


def contacts_of(organisation: Organisation, person: Person) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject: a round, and what is in it."""
    one = make_round(key=f"contacts-{organisation.key}")
    participant = make_participant(one, organisation, contacts=True)
    script = ContactScript.objects.create(round=one, channel="phone", position=1, subject="Swimming", text="When?")
    rater = ContactRater.objects.create(round=one, person=person)
    contact = TestContact._base_manager.create(
        participant=participant, organisation=organisation, script=script, number=1, due_on=date(2024, 9, 2)
    )
    return {
        "contact_round": {"key": one.key, "ending": "csv"},
        "contact_script": {"key": one.key, "pk": script.pk},
        "contact_rater": {"key": one.key, "pk": rater.pk},
        "contact": {"key": one.key, "pk": contact.pk},
        "contact_participant": {"key": one.key, "municipality": organisation.key},
    }


def begun_contacts_of(organisation: Organisation, person: Person) -> dict[str, dict[str, Any]]:
    """Return the same, with a plan by which the contact was begun a minute ago by the person."""
    found = contacts_of(organisation, person)
    contact = TestContact._base_manager.select_related("participant__round").get(pk=found["contact"]["pk"])
    ContactPlan.objects.create(round=contact.participant.round, first_day=contact.due_on, last_day=contact.due_on)
    contact.sent_at, contact.made_by = clock.now() - timedelta(minutes=1), person
    contact.save()
    return found
