"""Reminders: a notice, and a letter to whoever wants letters, for the coordinators who have not answered."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import notifying, progress, trail
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.policies import MANAGE_ROUND
from kompassros.indicators.rounds.saving import State, lock_round
from kompassros.indicators.rounds.taking_part import coordinators_of
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import require
from kompassros.records.errors import DomainError


@dataclass(frozen=True)
class Reminded:
    """How many people were told, for which municipalities; and which have nobody who could be told."""

    people: int
    municipalities: tuple[Organisation, ...]
    nobody: tuple[Organisation, ...]


@transaction.atomic
def remind(*, one: CollectionRound, person: Any) -> Reminded:
    """Tell the coordinators of every municipality that has not answered, each once; the history keeps of which.

    DomainError while no data are collected, and where all have answered.
    """
    require(person, MANAGE_ROUND, one)
    held = lock_round(one, (State.COLLECTING,))
    waiting = [each.participant.organisation for each in progress.unanswered(progress.of_round(held))]
    if not waiting:
        raise DomainError(_("Everybody has answered; there is nobody to remind."))
    found = coordinators_of(waiting)
    people = {each.pk: each for organisation in waiting for each in found[organisation.pk]}
    told = notifying.tell(held, notifying.REMINDED, people.values(), held.collect_until.isoformat())
    reached = tuple(organisation for organisation in waiting if found[organisation.pk])
    names = [organisation.name for organisation in reached]
    trail.write_round(held, person, "reminded", after={"municipalities": names, "people": told})
    return Reminded(told, reached, tuple(organisation for organisation in waiting if not found[organisation.pk]))
