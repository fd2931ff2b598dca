"""The values of a whole set of measures, as they are asked for."""

from kompassros.indicators import queries
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.publishing.found import Wanted
from kompassros.indicators.publishing.sources import datasets
from kompassros.statistics.models import UnitClass


def values_of_set(
    measure_set: MeasureSet,
    *,
    kind: str,
    country: str,
    periods: tuple[int, ...] = (),
    genders: tuple[int, ...] = (),
) -> Wanted:
    """Return what is read of a set for all units of a kind; without periods or genders all. Classes may be none."""
    classes = UnitClass.objects.filter(kind=kind, country=country).values_list("number", flat=True)
    return Wanted(
        indicators={one.indicator.number: one.indicator for one in queries.measures(measure_set) if one.indicator},
        units=(),
        classes=tuple(classes),
        periods=periods,
        genders=genders,
        datasets=tuple(datasets()),
        one_country=True,
    )
