"""Corrections after a round is closed: a new edition with its reason; the edition before stays as it was.

Own choice: a correction by the municipality's own signing role or by whoever carries the round through; the edition
tells which of the two. It gives no sign-off: values that nobody stands by stay marked and are not released.
"""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.checks import troubles
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.freezing import latest, store_edition
from kompassros.indicators.rounds.frozen_round import (
    By,
    Correction,
    FrozenParticipant,
    FrozenRound,
    FrozenValue,
    frozen_value,
)
from kompassros.indicators.rounds.handing_in import refuse_impossible
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, OwnData, Participant, RoundEdition
from kompassros.indicators.rounds.policies import CORRECT_ROUND_DATA, SIGN_OFF
from kompassros.indicators.rounds.saving import lock_round
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError

Status = OwnData.Status


@transaction.atomic
def correct(*, participant: Participant, asked: AskedMeasure, entry: Entry, why: str, person: Any) -> RoundEdition:
    """Freeze a new edition with another value for one measure of a municipality.

    Where the round is public the new value is public at once, and is laid over the dataset anew. DomainError without a
    reason, where nothing differs, for a value that the measure cannot have, and for a round that is not closed.
    """
    require(person, CORRECT_ROUND_DATA, participant)
    if not why.strip():
        raise DomainError(_("Say why the value is corrected."))
    one = lock_round(participant.round, (CollectionRound.State.CLOSED,))
    check_entry(asked, entry)
    before = _in_force(one)
    corrected = _with(before, participant, asked, entry, why=why.strip(), by=_by(person, participant))
    claim(participant)
    _keep(participant, asked, entry, person)
    edition = store_edition(one, corrected, person=person, why=why.strip())
    CollectionRound.objects.filter(pk=one.pk).update(stored_at=None)
    _write(one, corrected, edition, person)
    return edition


def _in_force(one: CollectionRound) -> FrozenRound:
    edition = latest(one)
    if edition is None:
        raise DomainError(_("The round has no frozen edition."))
    frozen: FrozenRound = edition.read()
    return frozen


def _by(person: Any, participant: Participant) -> By:
    if person is None:
        return "system"
    return "municipality" if SIGN_OFF.allows(person, participant) else "officer"


def check_entry(asked: AskedMeasure, entry: Entry) -> None:
    """Refuse what cannot be a value of the measure; what is only doubtful the reason of the correction explains."""
    refuse_impossible(entry)
    final = [trouble.sentence for trouble in troubles(asked, entry, None) if trouble.final]
    if final:
        raise DomainError(" ".join(final))


def _with(
    before: FrozenRound, participant: Participant, asked: AskedMeasure, entry: Entry, *, why: str, by: By
) -> FrozenRound:
    """Return the round with another value in one place, and what was done to it."""
    frozen = before.participant(participant.organisation.key)
    if frozen is None or all(one.asked != asked.pk for one in before.measures):
        raise DomainError(_("The frozen edition has no such municipality or measure."))
    old, new = frozen.value_of(asked.pk), frozen_value(asked.pk, entry)
    if old == new:
        raise DomainError(_("Nothing differs from what is frozen."))
    changed = _replaced(before, frozen, new)
    told = Correction(municipality=frozen.key, name=frozen.name, asked=asked.pk, by=by, why=why, before=old, after=new)
    everybody = tuple(changed if one.key == changed.key else one for one in before.participants)
    return before.model_copy(update={"participants": everybody, "correction": told})


def _replaced(before: FrozenRound, frozen: FrozenParticipant, new: FrozenValue) -> FrozenParticipant:
    places = {one.asked: place for place, one in enumerate(before.measures)}
    others = [one for one in frozen.values if one.asked != new.asked]
    values = tuple(sorted([*others, new], key=lambda one: places[one.asked]))
    return frozen.model_copy(update={"values": values})


def _keep(participant: Participant, asked: AskedMeasure, entry: Entry, person: Any) -> None:
    """Let the working table say the same as the edition in force."""
    values = {**asdict(entry), "entered_by": person, "entered_at": clock.now()}
    found = OwnData._base_manager.filter(participant=participant, asked=asked).first()
    if found is None:
        OwnData._base_manager.create(
            participant=participant, organisation=participant.organisation, asked=asked, **values
        )
    else:
        claim(found, **values)


def _write(one: CollectionRound, frozen: FrozenRound, edition: RoundEdition, person: Any) -> None:
    done = frozen.correction
    if done is None:
        return
    place = {"municipality": done.name, "measure": frozen.measure(done.asked).title}
    trail.write_round(
        one,
        person,
        "corrected",
        before=place | {"value": told_value(done.before)},
        after=place | {"value": told_value(done.after), "edition": edition.number, "by": done.by},
        why=done.why,
    )


def told_value(value: FrozenValue | None) -> str:
    """Return a value as the history tells it: the number, women and men apart, or why there is none."""
    if value is None:
        return ""
    if value.status != Status.VALUE:
        return str(value.status)
    apart = [f"{letter} {text}" for letter, text in (("K", value.women), ("M", value.men)) if text is not None]
    return ", ".join([value.value or "", *apart])
