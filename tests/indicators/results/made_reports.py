"""A report of 40 measures from the made-up values, and figures written without the code that makes documents."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from kompassros.indicators import queries
from kompassros.indicators.results.building import build_report
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.methods.quarters import QUARTER_GROUPS, SignSetting
from kompassros.statistics import unit_queries

CODE, SET, YEAR = "M007", "kkik-2024", 2024


def made_report(code: str = CODE, setting: SignSetting = QUARTER_GROUPS, year: int = YEAR) -> ResultsReport:
    unit, measure_set = unit_queries.unit(code, country="XX"), queries.measure_set(SET)
    assert unit is not None
    assert measure_set is not None
    return build_report(unit=unit, measure_set=measure_set, year=year, setting=setting)


def with_result(report: ResultsReport, **other: Any) -> tuple[ResultsReport, MeasureResult]:
    """Return the report with only its first measure that has a group, changed as asked, and that measure."""
    first = next(one for one in report.results if one.group)
    changed = replace(first, **other)
    return replace(report, results=(changed,)), changed


def in_order(report: ResultsReport) -> list[MeasureResult]:
    return [one for area in report.areas for one in area.results]


def figure(value: float | Fraction, decimals: int, language: str = "en") -> str:
    exact = (
        Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(repr(value))
    )
    text = f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
    return text if language == "en" else text.replace(",", " ").replace(".", ",").replace("-", "−")


def levels(one: MeasureResult, language: str = "en") -> list[str]:
    """Return mean, worst and best as they must stand."""
    assert one.cell is not None
    ends = [one.cell.least, one.cell.most]
    worst, best = reversed(ends) if one.direction.value == "low" else ends
    return [figure(value, one.indicator.decimals, language) for value in (one.cell.mean, worst, best)]


def points(one: MeasureResult, language: str = "en") -> list[str | None]:
    """Return the figures of the measurements; None for one without a value."""
    return [
        None if point.value is None else figure(point.value, one.indicator.decimals, language)
        for point in (one.trend.points if one.trend else ())
    ]
