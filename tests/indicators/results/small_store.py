"""A small store of 24 made-up municipalities that a test fills itself; nothing of it is kept for the next test."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import count
from typing import Any

from kompassros.indicators import unit_values
from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.indicators.results.building import build_report
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.methods.quarters import QUARTER_GROUPS, SignRule, SignSetting
from kompassros.statistics import reading
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset, Unit, UnitGroup, UnitGroupMember
from kompassros.statistics.values import Gender, Observation, Status

YEAR, N = 2024, 24
NUMBERS = count(1)
FOURTHS = SignSetting(SignRule.FOURTHS)
AGAINST_MEAN = SignSetting(SignRule.AGAINST_MEAN, band=Fraction(1, 5))
Cells = Mapping[int, Sequence[float | None]]


def forget_reads() -> None:
    reading.manifest_of.cache_clear()
    unit_values._read.cache_clear()


def add_indicator(direction: str = "high", **other: Any) -> Indicator:
    code = f"Z{next(NUMBERS):05}"
    return Indicator.objects.create(code=code, title=f"Measure {code}", direction=direction, **other)


def add_measure(measure_set: MeasureSet, indicator: Indicator | None, **other: Any) -> Measure:
    return Measure.objects.create(
        measure_set=measure_set, indicator=indicator, position=measure_set.measures.count() + 1, **other
    )


def release(rows: Sequence[Observation], *, key: str = "results", rank: int = 10) -> Dataset:
    dataset, _ = Dataset.objects.get_or_create(key=key, defaults={"title": key, "source": key, "rank": rank})
    make_release(dataset_key=key, observations=table_of(rows), note="a test")
    return dataset


def rows_of(indicator: Indicator, units: Sequence[Unit], cells: Cells) -> list[Observation]:
    """Return the first units' values of the years; None leaves a row out."""
    return [
        Observation(indicator.number, period, Gender.TOTAL, unit.number, unit.unit_class_id, value)
        for period, values in cells.items()
        for unit, value in zip(units, values, strict=False)
        if value is not None
    ]


def row(indicator: Indicator, unit: Unit, period: int, value: float | None, status: Status) -> Observation:
    return Observation(indicator.number, period, Gender.TOTAL, unit.number, unit.unit_class_id, value, status)


def only(report: ResultsReport) -> MeasureResult:
    (result,) = report.results
    return result


def report_of(
    units: Sequence[Unit], measure_set: MeasureSet, at: int = 0, *, setting: SignSetting = QUARTER_GROUPS
) -> MeasureResult:
    return only(build_report(unit=units[at], measure_set=measure_set, setting=setting))


def similar_to(unit: Unit, members: Sequence[Unit], *, area: str, year: int = 2024) -> None:
    group = UnitGroup.objects.create(
        code=f"G-{next(NUMBERS)}", title=area, kind="similar", around=unit, service_area=area, year=year
    )
    UnitGroupMember.objects.bulk_create(
        UnitGroupMember(group=group, unit=one, position=at) for at, one in enumerate(members)
    )
