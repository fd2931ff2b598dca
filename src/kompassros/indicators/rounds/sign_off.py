"""Sign-off: somebody with the round's role stands by everything that is handed in."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.indicators.rounds import checks, trail, year_before
from kompassros.indicators.rounds.handing_in import data_of
from kompassros.indicators.rounds.models import AskedMeasure, Participant
from kompassros.indicators.rounds.policies import SIGN_OFF
from kompassros.indicators.rounds.saving import State, lock_participant, lock_round
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError

LONGEST_OFFICE = 120


@dataclass(frozen=True)
class Left:
    """What is left before sign-off: measures without an entry, and those that a check stops."""

    missing: list[AskedMeasure]
    stopped: list[AskedMeasure]


def left_of(participant: Participant) -> Left:
    """Return what is left to do before a participant's data can be signed off."""
    asked = list(participant.round.asked.select_related("round", "measure__indicator"))
    rows = data_of(participant)
    held_up = set(checks.stopped(asked, rows, year_before.of_participant(participant, asked)))
    return Left([one for one in asked if one.pk not in rows], [one for one in asked if one.pk in held_up])


@transaction.atomic
def sign_off(*, participant: Participant, office: str, person: Any) -> Participant:
    """Sign off what is handed in, as ``office``, for example "Head of development".

    DomainError where anything is missing or stopped, without an office, twice, and in another state of the round;
    Conflict where anything was changed since the participant was read.
    """
    require(person, SIGN_OFF, participant)
    lock_round(participant.round, (State.COLLECTING,))
    held = lock_participant(participant)
    if held.version != participant.version:
        raise Conflict(_("Somebody else has changed this in the meantime. Look at what changed, then save again."))
    _refuse_state(held, office.strip())
    _refuse_unfinished(held)
    values = {"signed_off_at": clock.now(), "signed_off_by": person, "signed_off_as": office.strip()}
    claim(participant, **values)
    trail.write_participant(held, person, "signed_off", after={"office": office.strip()})
    return participant


def _refuse_state(held: Participant, office: str) -> None:
    if held.withdrawn_at is not None:
        raise DomainError(_("%(name)s has left the round.") % {"name": held.organisation.name})
    if held.signed_off_at is not None:
        raise DomainError(_("The data are signed off already."))
    if not office:
        raise DomainError(_("Give the office in which you sign, for example “Head of development”."))
    if len(office) > LONGEST_OFFICE:
        raise DomainError(_("The office is longer than 120 characters. Shorten it."))


def _refuse_unfinished(held: Participant) -> None:
    if not held.round.asked.exists():
        raise DomainError(_("The round asks for nothing yet."))
    left = left_of(held)
    if left.missing:
        count = len(left.missing)
        text = ngettext(
            "%(count)s measure has no entry. Hand in a value, or say why there is none.",
            "%(count)s measures have no entry. Hand in a value for each, or say why there is none.",
            count,
        )
        raise DomainError(text % {"count": count})
    if left.stopped:
        count = len(left.stopped)
        text = ngettext(
            "A check stops %(count)s value. Mend or explain it first.",
            "Checks stop %(count)s values. Mend or explain them first.",
            count,
        )
        raise DomainError(text % {"count": count})
