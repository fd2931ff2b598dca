"""What the addresses of test contacts are about."""

from datetime import date
from typing import Any

from kompassros.indicators.rounds.contact_models import ContactRater, ContactScript, TestContact
from kompassros.organisations.models import Organisation, Person
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
        "contact_round": {"key": one.key},
        "contact_script": {"key": one.key, "pk": script.pk},
        "contact_rater": {"key": one.key, "pk": rater.pk},
        "contact": {"key": one.key, "pk": contact.pk},
        "contact_participant": {"key": one.key, "municipality": organisation.key},
    }
