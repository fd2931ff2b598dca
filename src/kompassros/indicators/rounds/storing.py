"""From the moment of release on, the values of a round are laid over its dataset, as a release like any other.

May be done by two workers at once and again after a crash: what the dataset has already makes no release, and of two
that switch it at the same time one is refused and comes back later.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.freezing import latest
from kompassros.indicators.rounds.frozen_round import STATUSES, FrozenRound, FrozenValue, frozen_of
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.release import public_editions, public_rounds
from kompassros.records import clock, jobs, signals
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.jobs import Progress
from kompassros.records.models import Job
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import Made, make_release
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Gender, Observation, Status

JOB = "rounds.store"
WAIT_AFTER_FAILURE = timedelta(minutes=10)
_Key = tuple[int, int, int]


def due() -> QuerySet[CollectionRound]:
    """Return the public rounds whose edition in force is not in their dataset yet."""
    return public_rounds().filter(stored_at=None).exclude(dataset=None).select_related("dataset", "owner")


def store_due() -> int:
    """Store what is due; return how many rounds. DomainError at the end names the rounds that could not be stored."""
    stored, refused = 0, []
    for one in due():
        try:
            stored += store(one)
        except Conflict:
            continue
        except DomainError as error:
            refused.append(f"{one.title}: {error}")
    if refused:
        raise DomainError(" ".join(refused))
    return stored


def store(one: CollectionRound) -> bool:
    """Lay the edition in force over the round's dataset; False where a newer edition came meanwhile."""
    shown = public_editions(one)
    if not shown or one.dataset is None:
        return False
    observations = list(observations_of([frozen_of(edition) for edition in shown], made_up=one.dataset.made_up))
    made = None
    if observations:
        note = _("Own data of %(round)s, edition %(number)s.") % {"round": one.title, "number": shown[-1].number}
        made = make_release(dataset_key=one.dataset.key, observations=table_of(observations), note=note)
    return _mark(one, shown[-1].number, made)


@transaction.atomic
def _mark(one: CollectionRound, number: int, made: Made | None) -> bool:
    held = CollectionRound.objects.select_for_update(of=("self",)).get(pk=one.pk)
    edition = latest(held)
    if held.stored_at is not None or edition is None or edition.number != number:
        return False
    CollectionRound.objects.filter(pk=one.pk).update(stored_at=clock.now())
    told = {"edition": number, "dataset": str(one.dataset), "release": made.release.number if made else None}
    trail.write_round(one, None, "stored", after=told)
    return True


def observations_of(editions: list[FrozenRound], *, made_up: bool) -> Iterator[Observation]:
    """Yield the values of the last edition, of the municipalities that are signed off.

    What an edition before told and the last one tells no more (a value of women or men) is missing from now on. Units
    that are made up go into a made-up dataset only, and no others do.
    """
    last, units = editions[-1], _units(editions[-1], made_up=made_up)
    now = _told(last)
    before = {key for edition in editions[:-1] for key in _told(edition)}
    for key in sorted(now.keys() | before):
        indicator, gender, unit = key
        if unit in units:
            value, status = now.get(key, (None, Status.MISSING))
            yield Observation(indicator, last.year, gender, unit, units[unit], value, status)


def _units(frozen: FrozenRound, *, made_up: bool) -> dict[int, int]:
    """Return the units of a round with the numbers of their classes."""
    numbers = [one.unit for one in frozen.released()]
    rows = Unit.objects.filter(number__in=numbers, unit_class__made_up=made_up)
    return dict(rows.values_list("number", "unit_class_id"))


def _told(frozen: FrozenRound) -> dict[_Key, tuple[float | None, Status]]:
    """Return every value by indicator, gender and unit; where two measures have the same indicator, the first one's."""
    found: dict[_Key, tuple[float | None, Status]] = {}
    indicators = {one.asked: one.indicator for one in frozen.measures}
    for participant in frozen.released():
        for value in participant.values:
            for gender, number in _numbers(value):
                found.setdefault((indicators[value.asked], gender, participant.unit), (number, STATUSES[value.status]))
    return found


def _numbers(value: FrozenValue) -> Iterator[tuple[Gender, float | None]]:
    for gender, text in value.numbers().items():
        yield gender, None if text is None else float(text)


def queue_due() -> None:
    """Let a worker store what is due, unless one is at it or has just failed."""
    if not due().exists():
        return
    since = clock.now() - WAIT_AFTER_FAILURE
    at_it = Q(state__in=(Job.State.QUEUED, Job.State.RUNNING)) | Q(state=Job.State.FAILED, finished_at__gt=since)
    if not Job.objects.filter(at_it, kind=JOB).exists():
        jobs.start_once(JOB)


def _run(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    return {"rounds": store_due()}


jobs.register(JOB, _run, queue=jobs.LONG_QUEUE)
signals.each_round.hear(lambda **kwargs: queue_due(), name="indicators.rounds.storing")
