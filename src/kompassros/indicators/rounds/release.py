"""From when on a closed round is public: a condition on reading, asked of the clock, to the second.

The moment is set after closing, moved while it lies ahead, and never taken back once it has come. The dataset into
which the values go is chosen before it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.freezing import editions
from kompassros.indicators.rounds.models import CollectionRound, RoundEdition
from kompassros.indicators.rounds.policies import MANAGE_ROUND
from kompassros.indicators.rounds.saving import lock_round
from kompassros.organisations.saving import claim, require
from kompassros.records import clock, signals
from kompassros.records.errors import DomainError
from kompassros.statistics.models import Dataset

_CLOSED = (CollectionRound.State.CLOSED,)


def is_public(one: CollectionRound) -> bool:
    """Return whether everybody may see what was frozen."""
    return one.public_at is not None and one.public_at <= clock.now()


def held(one: CollectionRound) -> bool:
    """Return whether a round is closed and its moment has not come, or nobody has set one."""
    return one.state == CollectionRound.State.CLOSED and not is_public(one)


def public_editions(one: CollectionRound) -> list[RoundEdition]:
    """Return the editions that everybody may see, the first one first.

    They are the one in force when the round became public, and those after it: what was corrected before was never
    seen.
    """
    if one.public_at is None or not is_public(one):
        return []
    found = editions(one)
    before = [edition for edition in found if edition.frozen_at <= one.public_at]
    return found[max(len(before) - 1, 0) :]


def public_rounds() -> QuerySet[CollectionRound]:
    """Return the rounds whose values everybody may see."""
    return CollectionRound.objects.filter(state=CollectionRound.State.CLOSED, public_at__lte=clock.now())


@transaction.atomic
def decide(*, one: CollectionRound, at: datetime | None, person: Any) -> CollectionRound:
    """Set or move the moment from which a closed round is public; None is now.

    DomainError for a round that is public already, for a moment that has passed, and where no dataset is chosen.
    """
    require(person, MANAGE_ROUND, one)
    stored = lock_round(one, _CLOSED)
    _refuse_public(stored)
    if stored.dataset is None:
        raise DomainError(_("Choose first which dataset the values go into."))
    _refuse_mixed(stored, stored.dataset)
    if at is not None and at <= clock.now():
        raise DomainError(_("The moment must lie ahead. Choose a later one, or release now."))
    moment = at or clock.now()
    claim(one, public_at=moment)
    before = {"public_at": stored.public_at.isoformat() if stored.public_at else None}
    trail.write_round(one, person, "release_decided", before=before, after={"public_at": moment.isoformat()})
    signals.published_changed.announce()
    return one


def _refuse_public(stored: CollectionRound) -> None:
    if is_public(stored):
        raise DomainError(_("The round is public: what everybody may have read cannot be held back."))


def _refuse_mixed(stored: CollectionRound, dataset: Dataset) -> None:
    if dataset.made_up != stored.made_up:
        raise DomainError(_("Values of a made-up round go into a made-up dataset, and no others do."))


@transaction.atomic
def choose_dataset(*, one: CollectionRound, dataset: Dataset, person: Any) -> CollectionRound:
    """Choose into which dataset the values go. DomainError once the round is public, or made-up among real ones."""
    require(person, MANAGE_ROUND, one)
    stored = lock_round(one, CollectionRound.State.values)
    _refuse_public(stored)
    _refuse_mixed(stored, dataset)
    before = stored.dataset.title if stored.dataset else ""
    claim(one, dataset=dataset)
    if before != dataset.title:
        trail.write_round(one, person, "changed", before={"dataset": before}, after={"dataset": dataset.title})
    return one
