"""Closing: what was handed in is frozen, once, whatever was signed off; and the editions of a round.

Own choice: what nobody has signed off is frozen too, marked, and not released.
"""

from typing import Any

from django.db import transaction

from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.frozen_round import (
    SCHEMA,
    FrozenMeasure,
    FrozenParticipant,
    FrozenRound,
    as_content,
    frozen_value,
)
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, OwnData, Participant, RoundEdition
from kompassros.indicators.rounds.policies import MANAGE_ROUND
from kompassros.indicators.rounds.saving import lock_round
from kompassros.organisations.saving import claim, require
from kompassros.records import clock

State = CollectionRound.State


@transaction.atomic
def close_round(*, one: CollectionRound, person: Any, why: str = "") -> RoundEdition:
    """Close a round and freeze what was handed in as its first edition. DomainError where data are not collected now.

    Whoever hands in at the same moment is waited for, or finds the round closed.
    """
    require(person, MANAGE_ROUND, one)
    held = lock_round(one, (State.COLLECTING,))
    participants = list(taking_part(held).select_for_update(of=("self",)))
    frozen = _as_handed_in(held, participants)
    claim(one, state=State.CLOSED)
    edition = store_edition(held, frozen, person=person, why=why)
    told = {
        "state": str(State.CLOSED),
        "edition": edition.number,
        "municipalities": len(frozen.participants),
        "signed_off": len(frozen.released()),
        "sha256": edition.sha256,
    }
    trail.write_round(one, person, "closed", before={"state": held.state}, after=told, why=why)
    return edition


def taking_part(one: CollectionRound) -> Any:
    """Return the municipalities that take part and have not withdrawn, by name."""
    rows = Participant._base_manager.filter(round=one, withdrawn_at=None)
    return rows.select_related("organisation", "unit").order_by("unit__sort_key", "pk")


def store_edition(one: CollectionRound, frozen: FrozenRound, *, person: Any, why: str) -> RoundEdition:
    """Store a frozen round under the next number; inside the transaction that holds the round."""
    last = latest(one)
    edition = RoundEdition(
        round=one,
        number=last.number + 1 if last else 1,
        frozen_at=clock.now(),
        frozen_by=person,
        why=why,
        schema=SCHEMA,
        content=as_content(frozen),
    )
    edition.save()
    return edition


def latest(one: CollectionRound) -> RoundEdition | None:
    """Return the edition that is in force, None for a round that is not closed."""
    return RoundEdition.objects.filter(round=one).order_by("-number").first()


def editions(one: CollectionRound) -> list[RoundEdition]:
    """Return the editions of a round, the first one first."""
    return list(RoundEdition.objects.filter(round=one).select_related("frozen_by").order_by("number"))


def _as_handed_in(one: CollectionRound, participants: list[Participant]) -> FrozenRound:
    asked = list(one.asked.select_related("measure__indicator").order_by("position", "pk"))
    places = {row.pk: place for place, row in enumerate(asked)}
    rows: dict[int, list[OwnData]] = {}
    for row in OwnData._base_manager.filter(participant__in=participants):
        rows.setdefault(row.participant_id, []).append(row)
    return FrozenRound(
        key=one.key,
        title=one.title,
        owner=one.owner.name,
        set_key=one.measure_set.key,
        set_title=one.measure_set.title,
        year=one.year,
        made_up=one.made_up,
        measures=tuple(_measure(row) for row in asked),
        participants=tuple(_participant(row, rows.get(row.pk, []), places) for row in participants),
    )


def _measure(asked: AskedMeasure) -> FrozenMeasure:
    measure, indicator = asked.measure, asked.measure.indicator
    if indicator is None:
        raise LookupError(f"{measure} is asked for and has no indicator.")
    title = measure.title or indicator.title
    return FrozenMeasure(
        asked=asked.pk,
        indicator=indicator.number,
        code=indicator.code,
        title=title,
        area=measure.area,
        unit=indicator.unit,
    )


def _participant(row: Participant, handed_in: list[OwnData], places: dict[int, int]) -> FrozenParticipant:
    known = sorted(handed_in, key=lambda one: places[one.asked_id])
    return FrozenParticipant(
        key=row.organisation.key,
        code=row.organisation.code,
        name=row.organisation.name,
        made_up=row.organisation.made_up,
        unit=row.unit.number,
        signed_off_as=row.signed_off_as,
        signed_off_at=row.signed_off_at,
        late=row.late,
        values=tuple(frozen_value(one.asked_id, one) for one in known),
    )
