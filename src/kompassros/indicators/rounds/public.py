"""What everybody may know of a round: before its moment the dates and who takes part; from then on what was frozen.

The clock is asked once for each page, and all of the page follows from that answer. Own choice: what was corrected
before the moment is not told, for nobody outside had seen the value before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from kompassros.indicators.models import MeasureSet
from kompassros.indicators.rounds.freezing import taking_part
from kompassros.indicators.rounds.frozen_round import Correction, FrozenMeasure, FrozenRound, frozen_of
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.release import public_editions


@dataclass(frozen=True)
class PublicCorrection:
    """What was corrected after everybody could read it, and when."""

    number: int
    at: datetime
    measure: FrozenMeasure
    correction: Correction


@dataclass(frozen=True)
class PublicRound:
    """A round as everybody sees it. ``frozen`` is None until the moment of release has come."""

    one: CollectionRound
    frozen: FrozenRound | None
    number: int
    sha256: str
    corrections: tuple[PublicCorrection, ...]

    @property
    def names(self) -> list[str]:
        """Return who takes part, by name."""
        if self.frozen:
            return [one.name for one in self.frozen.participants]
        return [row.organisation.name for row in taking_part(self.one)]


def known_rounds() -> QuerySet[CollectionRound]:
    """Return the rounds that everybody may know of: those that are more than a plan."""
    rows = CollectionRound.objects.exclude(state=CollectionRound.State.PLANNED)
    return rows.select_related("owner", "measure_set").order_by("-year", "title")


def rounds_of_set(measure_set: MeasureSet) -> QuerySet[CollectionRound]:
    """Return the rounds of a set that everybody may know of."""
    return known_rounds().filter(measure_set=measure_set)


def find_public(key: str) -> PublicRound | None:
    """Return a round as everybody sees it now, None for one that nobody may know of."""
    one = known_rounds().filter(key=key).first()
    if one is None:
        return None
    editions = public_editions(one)
    if not editions:
        return PublicRound(one, None, 0, "", ())
    last, after_release = editions[-1], [(each.number, each.frozen_at, frozen_of(each)) for each in editions[1:]]
    told = tuple(_corrections(after_release))
    return PublicRound(one, frozen_of(last), last.number, last.sha256, told)


def _corrections(editions: list[tuple[int, datetime, FrozenRound]]) -> Iterator[PublicCorrection]:
    """Yield what each edition corrected of those that are released, the latest first."""
    for number, at, frozen in reversed(editions):
        done = frozen.correction
        released = {one.key for one in frozen.released()}
        if done and done.municipality in released:
            yield PublicCorrection(number, at, frozen.measure(done.asked), done)
