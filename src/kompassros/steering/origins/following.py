"""An indicator that follows a measure of the catalogue takes its values over from the store, with their source."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.models import Indicator
from kompassros.indicators.notes.queries import unit_of
from kompassros.records.errors import DomainError
from kompassros.statistics.values import Status, Value
from kompassros.steering.goals.indicator_services import Figure, record_value
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.goals.statuses import read_series
from kompassros.steering.origins.surroundings import Neighbours, rounded

YEARS = 5
_BOUNDS = {Status.BELOW: "<", Status.AT_MOST: "<=", Status.ABOVE: ">", Status.AT_LEAST: ">="}


@transaction.atomic
def follow(*, edition: IndicatorEdition, person: Any) -> int:
    """Record what the store has of an indicator's measure, five years back; return how many figures were new or other.

    A figure that the store has meanwhile restated is restated here too; the older one stays. What a figure stands
    beside is taken over with it, also where the figure itself is the same. DomainError for an indicator that follows
    no measure.
    """
    measure_of(edition)
    unit = unit_of(edition.indicator.owner)
    return 0 if unit is None else take_over(edition, Neighbours(unit), person)


def measure_of(edition: IndicatorEdition) -> Indicator:
    """Return the measure that an indicator follows; DomainError for one that follows none."""
    measure: Indicator | None = edition.indicator.catalogue
    if measure is None:
        raise DomainError(_("This indicator follows no measure of the catalogue; enter its figures yourself."))
    return measure


def take_over(edition: IndicatorEdition, among: Neighbours, person: Any) -> int:
    """Record the figures of one indicator; inside a transaction. Return how many were new or other."""
    measure = measure_of(edition)
    known = read_series([edition.indicator_id])[edition.indicator_id].values
    release = among.release(measure)
    count = 0
    for year, found in stored_values(edition, among):
        around = among.around(measure, year, release).content()
        figure, latest = figure_of(found, measure, around), known.get(year)
        if figure is None or (latest and says_same(latest, figure) and latest.around == around):
            continue
        count += latest is None or not says_same(latest, figure)
        seen = latest.vintage if latest else 0
        record_value(edition=edition, figure=figure, person=person, year=year, seen=seen)
    return count


def stored_values(edition: IndicatorEdition, among: Neighbours) -> Iterator[tuple[int, Value]]:
    """Yield the years that are taken over with what the store has of them."""
    values = among.values(measure_of(edition))
    for year in years_of(edition.plan.year):
        found = values.value(among.unit.number, year)
        if found is not None:
            yield year, found


def years_of(year: int) -> range:
    """Return the years that a plan's year takes over: itself and the five before."""
    return range(year - YEARS, year + 1)


def says_same(latest: IndicatorValue, figure: Figure) -> bool:
    """Return whether a figure is the one that is there already."""
    return (latest.printed, latest.preliminary) == (figure.printed, figure.preliminary)


def figure_of(value: Value, measure: Indicator, around: dict[str, Any] | None = None) -> Figure | None:
    """Return a value of the store as it would be printed; None for one that is no number."""
    if value.value is None:
        return None
    number = format(rounded(value.value, measure.decimals), "f").replace(".", ",")
    bound = _BOUNDS.get(Status(value.status))
    printed = f"{bound} {number}" if bound else number
    return Figure(printed, preliminary=value.status == Status.PRELIMINARY, source=measure.source, around=around)
