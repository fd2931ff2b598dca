"""The latest value before a round's year, from the statistics store: what a value that is handed in is held against."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, Participant
from kompassros.methods.rounding import as_written
from kompassros.statistics import reading
from kompassros.statistics.values import COUNTED, Gender

LOOKED_BACK = 3


@dataclass(frozen=True)
class Before:
    """A value that is in the store already, and the year it is of."""

    value: Decimal
    year: int


Place = tuple[int, int]


def of_participant(participant: Participant, asked: Iterable[AskedMeasure]) -> dict[int, Before]:
    """Return the latest value of each measure, by the number of what is asked; measures without one are left out."""
    measures = list(asked)
    found = of_units(participant.round, [participant.unit_id], measures)
    return {one.pk: found[place] for one in measures if (place := (participant.unit_id, one.pk)) in found}


def of_units(one: CollectionRound, units: Iterable[int], asked: Iterable[AskedMeasure]) -> dict[Place, Before]:
    """Return the latest values of several units by unit and asked measure: of at most three years before; one read."""
    by_indicator: dict[int, list[int]] = {}
    for each in asked:
        if each.measure.indicator_id is not None:
            by_indicator.setdefault(each.measure.indicator_id, []).append(each.pk)
    numbers = sorted(set(units))
    if not by_indicator or not numbers:
        return {}
    periods = list(range(one.year - LOOKED_BACK, one.year))
    rows = reading.values(indicators=sorted(by_indicator), periods=periods, units=numbers, genders=[Gender.TOTAL])
    return {
        (row.unit, pk): Before(as_written(row.value), row.period)
        for row in rows  # in the order of periods, so that the latest stays
        if row.status in COUNTED and row.value is not None
        for pk in by_indicator[row.indicator]
    }
