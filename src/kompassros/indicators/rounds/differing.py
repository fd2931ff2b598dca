"""What differs between two editions of a round: which value of which municipality, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from kompassros.indicators.rounds.frozen_round import FrozenMeasure, FrozenRound, FrozenValue


@dataclass(frozen=True)
class Difference:
    """One value that is another one. None: the edition has nothing for it."""

    municipality: str
    measure: FrozenMeasure
    before: FrozenValue | None
    after: FrozenValue | None


def differences(before: FrozenRound, after: FrozenRound) -> list[Difference]:
    """Return what differs, in the order of the municipalities and measures of the later edition."""
    return list(_differences(before, after))


def _differences(before: FrozenRound, after: FrozenRound) -> Iterator[Difference]:
    for participant in after.participants:
        earlier = before.participant(participant.key)
        for measure in after.measures:
            old = earlier.value_of(measure.asked) if earlier else None
            new = participant.value_of(measure.asked)
            if old != new:
                yield Difference(participant.name, measure, old, new)
