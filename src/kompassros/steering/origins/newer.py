"""Which figures of the store are newer than those on cards, for many indicators at once; all taken over at once."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kompassros.indicators.notes.queries import unit_of
from kompassros.indicators.unit_values import Slot, unit_values
from kompassros.records.errors import Conflict
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Gender
from kompassros.steering.goals.indicator_services import Figure
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.goals.statuses import read_series
from kompassros.steering.origins.following import figure_of, measure_of, says_same, take_over, years_of
from kompassros.steering.origins.surroundings import Neighbours
from kompassros.steering.plans.models import Card, SteeringPlan


@dataclass(frozen=True)
class Newer:
    """A figure of the store that a card does not have; ``before``: the one that it has of the year."""

    edition: IndicatorEdition
    year: int
    before: IndicatorValue | None
    figure: Figure


def following(cards: QuerySet[Card]) -> list[IndicatorEdition]:
    """Return the indicators of cards that follow a measure, but not of closed plans or withdrawn goals; one query."""
    rows = IndicatorEdition._base_manager.filter(
        indicator__catalogue__isnull=False, goal__withdrawn_on=None, goal__card__in=cards
    ).exclude(plan__state=SteeringPlan.State.CLOSED)
    related = ("indicator__catalogue", "indicator__owner", "goal__card", "plan__organisation", "organisation")
    return list(rows.select_related(*related).order_by("organisation__sort_sv", "goal__position", "position", "pk"))


def newer_of(editions: Sequence[IndicatorEdition]) -> list[Newer]:
    """Return what the store has newer for indicators of one municipality's plan; three queries, however many."""
    unit = unit_of(editions[0].indicator.owner) if editions else None
    if unit is None:
        return []
    found = _stored(editions, unit)
    series = read_series(each.indicator_id for each in editions)
    newer = []
    for edition in editions:
        known = series[edition.indicator_id].values
        for year in years_of(edition.plan.year):
            figure, before = found.get((edition.pk, year)), known.get(year)
            if figure is not None and not (before and says_same(before, figure)):
                newer.append(Newer(edition, year, before, figure))
    return newer


def _stored(editions: Sequence[IndicatorEdition], unit: Unit) -> dict[tuple[int, int], Figure]:
    """Return the figures of the store by edition and year."""
    periods = sorted({year for each in editions for year in years_of(each.plan.year)})
    numbers = sorted({measure_of(each).number for each in editions})
    read = unit_values(unit=unit.number, unit_class=unit.unit_class_id, indicators=numbers, periods=periods)
    found = {}
    for edition in editions:
        measure = measure_of(edition)
        for year in years_of(edition.plan.year):
            value = read.values.get(Slot(measure.number, year, Gender.TOTAL))
            figure = figure_of(value, measure) if value else None
            if figure is not None:
                found[edition.pk, year] = figure
    return found


def checksum(newer: Iterable[Newer]) -> str:
    """Return by what it is known that nothing has changed since it was looked over."""
    told = [
        (each.edition.pk, each.year, each.before.vintage if each.before else 0, each.figure.printed) for each in newer
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@transaction.atomic
def take_all_over(*, editions: Sequence[IndicatorEdition], told: str, person: Any) -> int:
    """Take the store's values over for all of a plan's or card's indicators; return how many figures were new or other.

    Every figure has its row in the history of its indicator. Conflict where it would take over something else than was
    looked over; DomainError where a card may not be changed.
    """
    newer = newer_of(editions)
    if checksum(newer) != told:
        raise Conflict(_("The store or the cards have changed since you looked. Look at the figures again."))
    unit = unit_of(editions[0].indicator.owner) if editions else None
    if unit is None:
        return 0
    among = Neighbours(unit)
    return sum(
        take_over(edition, among, person) for edition in {each.edition.pk: each.edition for each in newer}.values()
    )
