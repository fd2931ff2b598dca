"""What a report says of single measures: without a value, preliminary, bounded, of an earlier year, after a break."""

from dataclasses import replace

import pytest

from kompassros.documents.blocks import Table
from kompassros.indicators.models import Measure
from kompassros.indicators.results import tables, words
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.indicators.results.report import results_report
from kompassros.methods.direction import Direction
from kompassros.methods.quarters import NoGroups, SignRule, SignSetting
from kompassros.methods.trend import Change, Dated, NoTrend, ThreePeriods
from kompassros.statistics.values import Status
from tests.indicators.results.made_reports import with_result


def with_status(report: ResultsReport, status: Status, value: float | None) -> tuple[ResultsReport, MeasureResult]:
    _only, one = with_result(report)
    assert one.value is not None
    return with_result(report, value=one.value._replace(status=status, value=value), group=None)


@pytest.mark.parametrize(
    ("status", "value", "said"),
    [
        (Status.MISSING, None, "value missing"),
        (Status.SUPPRESSED, None, "not shown, for secrecy"),
        (Status.NOT_APPLICABLE, None, "does not apply"),
    ],
)
def test_value_that_is_not_there_is_said_in_words(
    report: ResultsReport, status: Status, value: float | None, said: str
) -> None:
    only, one = with_status(report, status, value)
    assert words.value_said(one, only) == said
    assert words.group_said(one, only.setting) == "○ no group: no value to compare"


def test_bounded_value_has_its_sign_and_unit_and_no_group(report: ResultsReport) -> None:
    only, one = with_status(report, Status.BELOW, 5.0)
    unit = one.indicator.unit
    assert words.value_said(one, only, between=" ").replace("\N{NO-BREAK SPACE}", " ").startswith("< 5")
    assert unit in words.value_said(one, only, between=" ")
    assert words.group_said(one, only.setting).startswith("○ no group")


def test_preliminary_value_says_so_and_has_no_group(report: ResultsReport) -> None:
    only, one = with_status(report, Status.PRELIMINARY, 71.5)
    assert words.value_said(one, only, between=" ").endswith("(preliminary)")
    assert words.group_said(one, only.setting) == "○ no group: preliminary value"


def test_value_of_an_earlier_year_has_its_year(report: ResultsReport) -> None:
    _only, one = with_result(report)
    assert one.period is not None
    only, earlier = with_result(report, period=report.year - 2)
    assert words.value_said(earlier, only, between=" ").endswith(f"({report.year - 2})")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"direction": Direction.NONE}, "neither end is good in itself"),
        ({"no_groups": NoGroups.TOO_FEW}, "fewer than 20 have a value"),
        ({"no_groups": NoGroups.SHARED_VALUE}, "too many share one value"),
    ],
)
def test_measure_without_a_group_says_why(report: ResultsReport, other: dict[str, object], said: str) -> None:
    only, one = with_result(report, group=None, **other)
    assert words.group_said(one, only.setting) == f"○ no group: {said}"


def test_break_gives_no_change_and_no_trend(report: ResultsReport) -> None:
    found = (Dated(2022, 1.0), Dated(2023, 2.0), Dated(2024, 3.0))
    only, one = with_result(
        report,
        change=Change(found[1:], None, None, NoTrend.BREAK),
        trend=ThreePeriods(found, None, NoTrend.BREAK),
    )
    row = tables.changes_table(only, only.areas[0]).rows[0]
    assert row[-1] == "not told: the series has a break"
    assert len(row) == 5
    assert one.title in row[0]


def test_place_without_direction_says_how_many_have_a_value(report: ResultsReport) -> None:
    _only, one = with_result(report, ranks=None)
    assert one.cell is not None
    assert words.place_said(one) == f"no place, of {one.cell.n}"


def test_unknown_measures_and_a_list_that_is_not_complete_are_told(report: ResultsReport) -> None:
    measure_set = report.measure_set
    measure_set.complete = False
    unknown = Measure(measure_set=measure_set, code="U00000", title="Gone measure", position=41)
    told = results_report(replace(report, unknown=(unknown,)))
    said = " ".join(
        run.text
        for block in told.blocks
        for runs in getattr(block, "items", [getattr(block, "runs", ())])
        for run in runs
    )
    assert "The list of this set is not complete" in said
    assert "1 measure of the set is not in the catalogue" in said
    assert "U00000 Gone measure" in said


def test_mean_rule_tells_its_band(report: ResultsReport) -> None:
    said = " ".join(words.rule_sentences(SignSetting(SignRule.AGAINST_MEAN)))
    assert "at most 10 per cent of the mean" in said


def test_table_of_groups_adds_up(report: ResultsReport) -> None:
    table = tables.groups_table(report)
    assert isinstance(table, Table)
    numbers = [[int(cell) for cell in row[1:]] for row in table.rows]
    assert [sum(row[:-1]) for row in numbers] == [row[-1] for row in numbers]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert numbers[-1][-1] == len(report.results)
