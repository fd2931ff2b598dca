"""An indicator that follows a measure of the catalogue takes its values over from the store, with their source."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.measure_values import measure_values
from kompassros.indicators.notes.queries import unit_of
from kompassros.records.errors import DomainError
from kompassros.statistics.values import Gender, Status, Value
from kompassros.steering.goals.indicator_services import Figure, record_value
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.goals.statuses import read_series

YEARS = 5
_BOUNDS = {Status.BELOW: "<", Status.AT_MOST: "<=", Status.ABOVE: ">", Status.AT_LEAST: ">="}


@transaction.atomic
def follow(*, edition: IndicatorEdition, person: Any) -> int:
    """Record what the store has of an indicator's measure, five years back; return how many figures were new or other.

    A figure that the store has meanwhile restated is restated here too; the older one stays. DomainError for an
    indicator that follows no measure.
    """
    measure = edition.indicator.catalogue
    if measure is None:
        raise DomainError(_("This indicator follows no measure of the catalogue; enter its figures yourself."))
    unit = unit_of(edition.indicator.owner)
    if unit is None:
        return 0
    values = measure_values(measure.number, unit.unit_class_id)
    known = read_series([edition.indicator_id])[edition.indicator_id].values
    count = 0
    for year in range(edition.plan.year - YEARS, edition.plan.year + 1):
        found = values.value(unit.number, year, Gender.TOTAL)
        figure = _figure(found, measure.decimals, measure.source) if found else None
        if figure is None or (year in known and known[year].printed == figure.printed):
            continue
        seen = known[year].vintage if year in known else 0
        record_value(edition=edition, figure=figure, person=person, year=year, seen=seen)
        count += 1
    return count


def _figure(value: Value, decimals: int, source: str) -> Figure | None:
    """Return a value of the store as it would be printed; None for one that is no number."""
    if value.value is None:
        return None
    number = format(round(Decimal(str(value.value)), decimals), "f").replace(".", ",")
    bound = _BOUNDS.get(Status(value.status))
    printed = f"{bound} {number}" if bound else number
    return Figure(printed, preliminary=value.status == Status.PRELIMINARY, source=source)
