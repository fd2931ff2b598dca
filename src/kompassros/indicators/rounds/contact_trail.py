"""The history of test contacts. It stands with the round's owner: who made or rated one is not for the municipality.

No answer and no mark is ever written here: an answer may name somebody, and marks stay unknown until both are given.
"""

from typing import Any

from kompassros.indicators.rounds.contact_models import ContactScript, TestContact
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.organisations.models import Person
from kompassros.records import history

PLAN, SCRIPT, RATER, CONTACT = "contact_plan", "contact_script", "contact_rater", "test_contact"


def write(
    *,
    one: CollectionRound,
    what: tuple[str, object, str],
    verb: str,
    person: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> None:
    """Write one row about a thing of the round; ``what`` is its kind, number and label."""
    kind, key, label = what
    history.write(
        person=person,
        verb=verb,
        subject=(kind, f"{one.key}/{key}", label),
        organisation_id=one.owner_id,
        before=before,
        after=after,
        why=why,
    )


def of_contact(contact: TestContact) -> tuple[str, object, str]:
    """Return a contact as the subject of a change."""
    return CONTACT, contact.pk, f"{contact.organisation}: {contact.script} ({contact.number})"


def of_script(script: ContactScript) -> tuple[str, object, str]:
    """Return a script as the subject of a change."""
    return SCRIPT, script.pk, script.subject
