"""A set of measures with values for 24 municipalities, and one of which little is known."""

from collections.abc import Sequence

from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.statistics.datasets import KOLADA, ensure_datasets
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Observation
from tests.portal.measures.measure_cases import add_indicator

SET, PARTLY = "kkik-2931", "kkik-2921"
DIRECTIONS = ("high", "low", "none")


def add_set(indicators: Sequence[Indicator], key: str = SET, year: int = 2024) -> MeasureSet:
    """Store a complete set of these measures in two areas."""
    found = MeasureSet.objects.create(key=key, title="Mått att läsa", year=year, complete=True, source="A test.")
    half = (len(indicators) + 1) // 2
    for position, indicator in enumerate(indicators):
        area = "Barn" if position < half else "Miljö"
        Measure.objects.create(
            measure_set=found, indicator=indicator, code=indicator.code, area=area, title="", position=position
        )
    return found


def add_measures(count: int) -> list[Indicator]:
    """Store measures that are good when high, good when low, and neither, in turn."""
    return [add_indicator(f"N97{n:03}", f"Mätning {n}", DIRECTIONS[n % 3]) for n in range(count)]


def add_values(
    indicators: Sequence[Indicator], units: Sequence[Unit], years: Sequence[int] = (2022, 2023, 2024)
) -> None:
    """Give each unit its own place, the same in all measures, and each year one more than the one before."""
    ensure_datasets()
    rows = [
        Observation(indicator.number, year, 0, unit.number, unit.unit_class_id, 40.0 + place + year - 2022)
        for indicator in indicators
        for year in years
        for place, unit in enumerate(units)
    ]
    make_release(dataset_key=KOLADA, observations=table_of(rows), note="test")


def add_partly_known() -> MeasureSet:
    """Store a set of which one measure has only words and one only a code that the catalogue lacks."""
    found = MeasureSet.objects.create(key=PARTLY, title="Halvt känd", year=2921, complete=False)
    Measure.objects.create(measure_set=found, title="Bara orden", direction="low", position=0)
    Measure.objects.create(measure_set=found, title="", code="N97999", area="Barn", position=1)
    return found
