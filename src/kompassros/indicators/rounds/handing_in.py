"""Handing in own data: one entry per asked measure, changed until the round is closed."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.data_trail import write_entry
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.models import AskedMeasure, OwnData, Participant
from kompassros.indicators.rounds.policies import HAND_IN
from kompassros.indicators.rounds.saving import State, lock_participant, lock_round
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError

Status = OwnData.Status
_NUMBERS = ("value", "women", "men", "numerator", "denominator")
_LARGEST, _STEP, _MOST_CASES = Decimal(10) ** 12, Decimal("0.000001"), 2**31 - 1


def data_of(participant: Participant) -> dict[int, OwnData]:
    """Return what a participant has handed in, by the number of the asked measure."""
    rows = OwnData._base_manager.filter(participant=participant).select_related("entered_by")
    return {row.asked_id: row for row in rows}


@transaction.atomic
def hand_in(
    *,
    participant: Participant,
    asked: AskedMeasure,
    entry: Entry,
    person: Any,
    why: str = "",
    seen: int | None = None,
) -> OwnData:
    """Store an entry for a measure; what the checks find in it is told, and stops the sign-off only.

    seen: the version of the entry that the person saw, 0 for none, None for whichever there is. After a sign-off a
    reason is needed, and the sign-off is taken away. DomainError in another state, for a municipality that has left,
    and for what cannot be stored; Conflict where somebody else has changed the entry.
    """
    held = _held(participant, asked, person)
    refuse_impossible(entry)
    row = _row(held, asked, seen)
    before = plain(row) if row is not None else None
    if row is not None and before == plain_entry(entry):
        return row
    _take_sign_off(held, person, why)
    stored = _store(held, asked, entry, person, row)
    claim(held, late=held.late or clock.today() > held.round.collect_until)
    _keep_up(participant, held)
    write_entry(held, asked, person, "handed_in", before=before, after=plain(stored), why=why)
    return stored


@transaction.atomic
def take_away(
    *, participant: Participant, asked: AskedMeasure, person: Any, why: str = "", seen: int | None = None
) -> None:
    """Take an entry away, as if nothing had been handed in for the measure; the history keeps it."""
    held = _held(participant, asked, person)
    row = _row(held, asked, seen)
    if row is None:
        raise DomainError(_("Nothing is handed in for this measure."))
    _take_sign_off(held, person, why)
    before = plain(row)
    row.delete()
    claim(held)
    _keep_up(participant, held)
    write_entry(held, asked, person, "taken_away", before=before, after=None, why=why)


def _held(participant: Participant, asked: AskedMeasure, person: Any) -> Participant:
    require(person, HAND_IN, participant)
    one = lock_round(participant.round, (State.COLLECTING,))
    held = lock_participant(participant)
    if held.withdrawn_at is not None:
        raise DomainError(_("%(name)s has left the round.") % {"name": held.organisation.name})
    if asked.round_id != one.pk:
        raise DomainError(_("The round does not ask for this measure."))
    return held


def _row(held: Participant, asked: AskedMeasure, seen: int | None) -> OwnData | None:
    row: OwnData | None = OwnData._base_manager.filter(participant=held, asked=asked).first()
    if seen is not None and seen != (row.version if row else 0):
        raise Conflict(_("Somebody else has changed this in the meantime. Look at what changed, then save again."))
    return row


def refuse_impossible(entry: Entry) -> None:
    """Refuse what cannot be stored, with a sentence; what is only doubtful is left to the checks."""
    numbers = [number for name in _NUMBERS if (number := getattr(entry, name)) is not None]
    if entry.status == Status.VALUE and entry.value is None:
        raise DomainError(_("Give the value, or choose why there is none."))
    if entry.status != Status.VALUE and numbers:
        raise DomainError(_("A measure without a value has no numbers. Take them away, or choose “a value”."))
    if any(not number.is_finite() or abs(number) >= _LARGEST for number in numbers):
        raise DomainError(_("A number has at most twelve digits before the decimal point."))
    if any(number != round(number, 6) for number in numbers):
        raise DomainError(_("A number has at most six decimals."))
    if any(count is not None and not 0 <= count <= _MOST_CASES for count in (entry.cases, entry.population)):
        raise DomainError(_("A number of cases is a whole number from 0."))
    if entry.method and entry.method not in OwnData.Method.values:
        raise DomainError(_("This method is not known. Choose one of the list."))
    if entry.period_from and entry.period_to and entry.period_to < entry.period_from:
        raise DomainError(_("The period ends before it begins. Change one of the two days."))


def _take_sign_off(held: Participant, person: Any, why: str) -> None:
    """Take the sign-off away, with the reason that is asked for then."""
    if held.signed_off_at is None:
        return
    if not why.strip():
        raise DomainError(_("The data are signed off. Say why they change; the sign-off is then taken away."))
    before = {"office": held.signed_off_as}
    claim(held, signed_off_at=None, signed_off_by=None, signed_off_as="")
    trail.write_participant(held, person, "sign_off_taken", before=before, after={"office": ""}, why=why.strip())


def _store(held: Participant, asked: AskedMeasure, entry: Entry, person: Any, row: OwnData | None) -> OwnData:
    values = {**asdict(entry), "entered_by": person, "entered_at": clock.now()}
    if row is None:
        made: OwnData = OwnData._base_manager.create(
            participant=held, organisation=held.organisation, asked=asked, **values
        )
        return made
    claim(row, **values)
    return row


def _keep_up(participant: Participant, held: Participant) -> None:
    """Let the caller's participant say what is stored now."""
    for name in ("version", "late", "signed_off_at", "signed_off_as"):
        setattr(participant, name, getattr(held, name))


def plain(row: OwnData) -> dict[str, Any]:
    """Return what is stored as the history keeps it: exact numbers as text, fields without content left out."""
    return _plain_values({name: getattr(row, name) for name in asdict(Entry())})


def plain_entry(entry: Entry) -> dict[str, Any]:
    """Return an entry in the same way."""
    return _plain_values(asdict(entry))


def _plain_values(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if isinstance(value, int) else str(value)
