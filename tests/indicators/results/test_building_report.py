"""What a report is put together of: similar units, sets, datasets; and many reports at once, on a small store."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompassros.indicators.models import Break, Measure, MeasureSet
from kompassros.indicators.results.building import build_report, build_reports
from kompassros.methods.quarters import QUARTER_GROUPS, SignSetting
from kompassros.statistics.models import Unit
from kompassros.statistics.unit_queries import OVERALL
from kompassros.statistics.values import Status
from tests.indicators.results import small_store
from tests.indicators.results.small_store import (
    AGAINST_MEAN,
    FOURTHS,
    YEAR,
    N,
    add_indicator,
    add_measure,
    only,
    release,
    report_of,
    row,
    rows_of,
    similar_to,
)

pytestmark = pytest.mark.usefixtures("empty_store")


# --- similar units


@pytest.mark.parametrize("setting", [QUARTER_GROUPS, FOURTHS, AGAINST_MEAN], ids=lambda setting: setting.rule)
def test_place_among_similar_is_of_those_alike_overall(
    units: list[Unit], measure_set: MeasureSet, setting: SignSetting
) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    similar_to(units[2], [units[23], units[22]], area="grundskola")
    similar_to(units[2], [units[20], units[21]], area=OVERALL, year=2020)
    similar_to(units[2], [units[0], units[1], units[3], units[4], units[5]], area=OVERALL)
    others = rows_of(indicator, units, {YEAR: [1.0, 3.0, 3.0, 9.0, None, None, *range(10, 28)]})
    release([*others, row(indicator, units[5], YEAR, 8.0, Status.BELOW)])
    found = report_of(units, measure_set, 2, setting=setting).similar
    assert found is not None
    assert (found.place, found.of, found.tied, found.missing) == (2, 4, 1, 2)


def test_similar_in_one_service_alone_are_not_taken_for_similar(units: list[Unit], measure_set: MeasureSet) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    similar_to(units[0], units[1:8], area="grundskola")
    release(rows_of(indicator, units, {YEAR: range(1, N + 1)}))
    assert report_of(units, measure_set).similar is None


# --- the report


def test_measures_that_the_catalogue_lacks_are_named(units: list[Unit], measure_set: MeasureSet) -> None:
    known = add_indicator()
    gone = add_measure(measure_set, None, code="U00000", title="Gone")
    add_measure(measure_set, known, title="Words of the set")
    report = build_report(unit=units[0], measure_set=measure_set)
    assert report.unknown == (gone,)
    assert (only(report).title, only(report).period, only(report).cell) == ("Words of the set", None, None)


def test_set_of_unknown_measures_has_no_results(units: list[Unit], measure_set: MeasureSet) -> None:
    release(rows_of(add_indicator(), units, {YEAR: [1.0]}))
    add_measure(measure_set, None, title="Gone")
    for setting in (QUARTER_GROUPS, FOURTHS):
        report = build_report(unit=units[0], measure_set=measure_set, setting=setting)
        assert (report.results, report.areas, report.datasets) == ((), (), ())


def test_areas_stand_in_the_sets_order(units: list[Unit], measure_set: MeasureSet) -> None:
    titles = [("B", "one"), ("A", "two"), ("B", "three")]
    for area, title in titles:
        add_measure(measure_set, add_indicator(), area=area, title=title)
    areas = build_report(unit=units[0], measure_set=measure_set).areas
    assert [(area.name, [one.title for one in area.results]) for area in areas] == [
        ("B", ["one", "three"]),
        ("A", ["two"]),
    ]


def test_only_datasets_that_are_read_for_the_measures_are_named(units: list[Unit], measure_set: MeasureSet) -> None:
    indicator, other = add_indicator(), add_indicator()
    add_measure(measure_set, indicator)
    release(rows_of(other, units, {YEAR: [1.0]}), key="of-another-measure", rank=1)
    release(rows_of(indicator, units, {YEAR: [2.0]}), key="read", rank=2)
    release(rows_of(indicator, units, {YEAR: [3.0]}), key="hidden-by-the-one-before", rank=3)
    report = build_report(unit=units[0], measure_set=measure_set)
    assert ([one.key for one in report.datasets], only(report).number) == (["read"], 2.0)


@pytest.mark.parametrize("setting", [QUARTER_GROUPS, FOURTHS, AGAINST_MEAN], ids=lambda setting: setting.rule)
def test_number_of_queries_does_not_grow_with_the_measures(units: list[Unit], setting: SignSetting) -> None:
    indicators = [add_indicator() for _ in range(40)]
    similar_to(units[0], units[1:8], area=OVERALL)
    release([one for indicator in indicators for one in rows_of(indicator, units, {YEAR: range(1, N + 1)})])
    queries = []
    for key, size in (("three", 3), ("forty", 40)):
        measure_set = MeasureSet.objects.create(key=f"results-{key}", title=key, year=YEAR)
        for indicator in indicators[:size]:
            add_measure(measure_set, indicator)
        small_store.forget_reads()
        with CaptureQueriesContext(connection) as captured:
            report = build_report(unit=units[0], measure_set=measure_set, setting=setting)
        assert [one.group for one in report.results] == [report.results[0].group] * size
        queries.append(len(captured))
    assert queries[0] == queries[1] <= 10


# --- many reports at once


@pytest.mark.parametrize("setting", [QUARTER_GROUPS, FOURTHS, AGAINST_MEAN], ids=lambda setting: setting.rule)
def test_reports_of_all_are_those_that_are_made_alone(
    units: list[Unit], measure_set: MeasureSet, setting: SignSetting
) -> None:
    high, low, broken = add_indicator(frequency=2), add_indicator("low"), add_indicator("none")
    for indicator in (high, low, broken, None):
        add_measure(measure_set, indicator, title="" if indicator else "Gone")
    Break.objects.create(indicator=broken, period=YEAR, reason=Break.Reason.METHOD)
    for at in (0, 3, 23):
        similar_to(units[at], units[: at + 2], area=OVERALL)
    waits = row(high, units[4], YEAR, 3.0, Status.PRELIMINARY)
    bounded = row(low, units[5], YEAR, 5.0, Status.BELOW)
    release(
        [
            *rows_of(high, units, {YEAR - 2: range(N), YEAR: [7.0, 7.0, None, 9.5, None, *range(19)]}),
            *rows_of(low, units, {YEAR - 1: range(N, 0, -1), YEAR: [4.0, *range(4), None, None, *range(17)]}),
            *rows_of(broken, units, {YEAR - 1: range(N), YEAR: range(0, 2 * N, 2)}),
            *(waits, bounded, row(broken, units[6], YEAR + 1, 1.0, Status.PRESENT)),
        ]
    )
    together = list(build_reports(units=units, measure_set=measure_set, setting=setting))
    small_store.forget_reads()
    alone = [build_report(unit=unit, measure_set=measure_set, setting=setting) for unit in units]
    assert together == alone
    assert any(one.similar for report in together for one in report.results)


def test_number_of_queries_does_not_grow_with_the_units(units: list[Unit], measure_set: MeasureSet) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    for unit in units:
        similar_to(unit, units[:3], area=OVERALL)
    release(rows_of(indicator, units, {YEAR: range(1, N + 1)}))
    counts = []
    for size in (2, N):
        small_store.forget_reads()
        with CaptureQueriesContext(connection) as captured:
            assert len(list(build_reports(units=units[:size], measure_set=measure_set))) == size
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 10


def test_report_can_be_narrowed_to_a_level(units: list[Unit], measure_set: MeasureSet) -> None:
    council, other = add_indicator(), add_indicator()
    add_measure(measure_set, council, level=Measure.Level.COUNCIL)
    add_measure(measure_set, other)
    add_measure(measure_set, None, title="Gone", level=Measure.Level.UNIT)
    release([*rows_of(council, units, {YEAR: [1.0]}), *rows_of(other, units, {YEAR: [2.0]})])
    whole = build_report(unit=units[0], measure_set=measure_set)
    narrow = build_report(unit=units[0], measure_set=measure_set, level="council")
    assert (len(whole.results), len(whole.unknown), whole.level) == (2, 1, "")
    assert ([one.number for one in narrow.results], narrow.unknown, narrow.level) == ([1.0], (), "council")
