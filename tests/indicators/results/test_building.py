"""What a results report says of a unit, on a small store of 24 made-up municipalities."""

from collections.abc import Mapping

import pytest

from kompassros.indicators.models import Break, MeasureSet
from kompassros.indicators.results import building
from kompassros.indicators.results.building import build_report
from kompassros.methods.direction import Direction
from kompassros.methods.quarters import QUARTER_GROUPS, Group, NoGroups, Ranks, SignSetting
from kompassros.methods.trend import NoTrend, Trend, Turn
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Status
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
)

pytestmark = pytest.mark.usefixtures("empty_store")


# --- value, mean, ends, place, group


@pytest.mark.parametrize(
    ("direction", "best", "worst", "ranks", "group"),
    [
        ("high", 24.0, 1.0, Ranks(24, 1), Group.WORST),
        ("low", 1.0, 24.0, Ranks(1, 24), Group.BEST),
        ("none", 24.0, 1.0, None, None),
    ],
)
def test_measure_tells_value_mean_ends_place_and_group_by_direction(
    units: list[Unit],
    measure_set: MeasureSet,
    direction: str,
    best: float,
    worst: float,
    ranks: Ranks | None,
    group: Group | None,
) -> None:
    indicator = add_indicator(direction)
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {YEAR: range(1, N + 1)}))
    found = report_of(units, measure_set)
    assert found.cell is not None
    assert (found.number, found.cell.mean, found.cell.n, found.period) == (1.0, 12.5, N, YEAR)
    assert (found.best, found.worst, found.ranks, found.group) == (best, worst, ranks, group)
    sizes = {Group.BEST: 6, Group.MIDDLE: 12, Group.WORST: 6} if group else None
    assert (found.sizes, found.no_groups) == (sizes, None)


@pytest.mark.parametrize(
    ("at", "group"), [(5, Group.WORST), (6, Group.MIDDLE), (17, Group.MIDDLE), (18, Group.BEST), (23, Group.BEST)]
)
def test_group_changes_at_the_quarters(units: list[Unit], measure_set: MeasureSet, at: int, group: Group) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {YEAR: range(1, N + 1)}))
    assert report_of(units, measure_set, at).group is group


def test_direction_of_the_set_goes_before_the_catalogues(units: list[Unit], measure_set: MeasureSet) -> None:
    indicator = add_indicator("none")
    add_measure(measure_set, indicator, direction="low")
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {YEAR - 1: [2.0] * N, YEAR: range(1, N + 1)}))
    by_set, by_catalogue = build_report(unit=units[0], measure_set=measure_set).results
    assert (by_set.direction, by_set.group, by_set.best) == (Direction.LOW, Group.BEST, 1.0)
    assert (by_catalogue.direction, by_catalogue.group, by_catalogue.best) == (Direction.NONE, None, 24.0)
    assert [one.change and one.change.turn for one in (by_set, by_catalogue)] == [Turn.BETTER, Turn.DOWN]


@pytest.mark.parametrize("setting", [QUARTER_GROUPS, FOURTHS], ids=["quarters", "fourths"])
@pytest.mark.parametrize(
    ("values", "reason"),
    [([float(at) for at in range(19)], NoGroups.TOO_FEW), ([1.0] * 10 + [2.0] * 14, NoGroups.SHARED_VALUE)],
    ids=["too few", "shared value"],
)
def test_cell_without_groups_says_why(
    units: list[Unit], measure_set: MeasureSet, values: list[float], reason: NoGroups, setting: SignSetting
) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {YEAR: values}))
    found = report_of(units, measure_set, setting=setting)
    assert (found.group, found.sizes, found.no_groups) == (None, None, reason)
    assert found.ranks is not None


@pytest.mark.parametrize("setting", [QUARTER_GROUPS, FOURTHS, AGAINST_MEAN], ids=lambda setting: setting.rule)
def test_preliminary_value_has_a_place_and_no_group(
    units: list[Unit], measure_set: MeasureSet, setting: SignSetting
) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    others = rows_of(indicator, units, {YEAR: [None, *range(2, N + 1)]})
    release([*others, row(indicator, units[0], YEAR, 1.0, Status.PRELIMINARY)])
    found = report_of(units, measure_set, setting=setting)
    assert (found.number, found.ranks, found.group) == (1.0, Ranks(24, 1), None)
    assert found.sizes is not None
    assert sum(found.sizes.values()) == N


# --- other sign rules


@pytest.mark.parametrize(
    ("at", "group"),
    [
        (5, Group.WORST),
        (6, Group.WORSE_MIDDLE),
        (11, Group.WORSE_MIDDLE),
        (12, Group.BETTER_MIDDLE),
        (17, Group.BETTER_MIDDLE),
        (18, Group.BEST),
    ],
)
def test_four_groups_divide_the_middle(units: list[Unit], measure_set: MeasureSet, at: int, group: Group) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {YEAR: range(1, N + 1)}))
    found = report_of(units, measure_set, at, setting=FOURTHS)
    fourths = (Group.BEST, Group.BETTER_MIDDLE, Group.WORSE_MIDDLE, Group.WORST)
    assert (found.group, found.sizes) == (group, dict.fromkeys(fourths, 6))


@pytest.mark.parametrize(
    ("at", "group"), [(11, Group.BEST), (12, Group.MIDDLE), (17, Group.MIDDLE), (18, Group.WORST), (23, Group.WORST)]
)
def test_groups_against_the_mean_keep_to_the_band(
    units: list[Unit], measure_set: MeasureSet, at: int, group: Group
) -> None:
    """The mean is 376/24, the band a fifth of it: from 13 to 18 is the middle, and a low value is good."""
    indicator = add_indicator("low")
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {YEAR: [*range(1, N), 100]}))
    found = report_of(units, measure_set, at, setting=AGAINST_MEAN)
    assert (found.group, found.sizes) == (group, {Group.BEST: 12, Group.MIDDLE: 6, Group.WORST: 6})


@pytest.mark.parametrize("setting", [FOURTHS, AGAINST_MEAN], ids=lambda setting: setting.rule)
def test_other_rules_take_the_year_of_the_value(
    units: list[Unit], measure_set: MeasureSet, setting: SignSetting
) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    late = [float(N - at) for at in range(N)]
    release(rows_of(indicator, units, {YEAR - 1: late, YEAR: [None, *range(2, N + 1)]}))
    found = report_of(units, measure_set, setting=setting)
    assert (found.period, found.group) == (YEAR - 1, Group.BEST)


@pytest.mark.parametrize("setting", [QUARTER_GROUPS, FOURTHS, AGAINST_MEAN], ids=lambda setting: setting.rule)
def test_unit_without_a_value_has_no_group_and_the_others_have_sizes(
    units: list[Unit], measure_set: MeasureSet, setting: SignSetting
) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {YEAR: [None, *range(2, N + 1)]}))
    found = report_of(units, measure_set, setting=setting)
    assert (found.period, found.value, found.group, found.ranks, found.change) == (None, None, None, None, None)
    assert found.sizes is not None
    assert sum(found.sizes.values()) == N - 1


# --- which year


@pytest.mark.parametrize(("years_late", "period"), [(0, YEAR), (1, YEAR - 1), (3, YEAR - 3), (4, None)])
def test_late_value_is_shown_with_its_year_for_three_years(
    units: list[Unit], measure_set: MeasureSet, years_late: int, period: int | None
) -> None:
    indicator = add_indicator("none")
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {YEAR - years_late: range(1, N + 1), YEAR + 1: range(N)}))
    found = report_of(units, measure_set)
    assert (found.period, found.number) == (period, 1.0 if period else None)
    assert (found.cell is not None) is (period is not None)


@pytest.mark.parametrize("status", [Status.MISSING, Status.SUPPRESSED, Status.NOT_APPLICABLE])
def test_number_goes_before_a_later_reason(units: list[Unit], measure_set: MeasureSet, status: Status) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    release(
        [*rows_of(indicator, units, {YEAR - 2: range(1, N + 1)}), row(indicator, units[0], YEAR, None, status)],
    )
    found = report_of(units, measure_set)
    assert (found.period, found.number, found.group) == (YEAR - 2, 1.0, Group.WORST)


@pytest.mark.parametrize("status", [Status.MISSING, Status.SUPPRESSED, Status.NOT_APPLICABLE])
def test_latest_reason_is_told_where_there_is_no_number(
    units: list[Unit], measure_set: MeasureSet, status: Status
) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    own = [row(indicator, units[0], YEAR - 1, None, status), row(indicator, units[0], YEAR - 2, None, Status.MISSING)]
    release([*own, *rows_of(indicator, units, {YEAR - 1: [None, *range(2, N + 1)]})])
    found = report_of(units, measure_set)
    assert found.value is not None
    assert found.cell is not None
    assert (found.period, Status(found.value.status), found.number, found.group) == (YEAR - 1, status, None, None)
    assert (found.ranks, found.cell.n) == (None, N - 1)
    assert found.change is not None
    assert found.change.reason is NoTrend.NO_VALUE


def test_bound_of_an_inequality_is_told_before_an_older_number(units: list[Unit], measure_set: MeasureSet) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    release(
        [*rows_of(indicator, units, {YEAR - 1: range(1, N + 1)}), row(indicator, units[0], YEAR, 5.0, Status.BELOW)],
    )
    found = report_of(units, measure_set)
    assert found.value is not None
    assert (found.period, found.value.value, Status(found.value.status)) == (YEAR, 5.0, Status.BELOW)
    assert (found.number, found.ranks, found.group, found.similar) == (None, None, None, None)


def test_year_is_the_sets_unless_another_is_asked_for(
    units: list[Unit], measure_set: MeasureSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicator = add_indicator()
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {year: [float(year)] for year in (2020, 2024, 2026)}))
    assert report_of(units, measure_set).period == YEAR
    assert only(build_report(unit=units[0], measure_set=measure_set, year=2021)).number == 2020.0
    without_year = MeasureSet.objects.create(key="results-without-year", title="A set")
    add_measure(without_year, indicator)
    today = building.clock.today()
    monkeypatch.setattr(building.clock, "today", lambda: today.replace(year=2026, day=1))
    assert build_report(unit=units[0], measure_set=without_year).year == 2026


# --- change and trend


@pytest.mark.parametrize(
    ("frequency", "values", "turn", "trend"),
    [
        (1, {2022: 1.0, 2023: 2.0, 2024: 3.0}, Turn.BETTER, Trend.BETTER_TWICE),
        (1, {2022: 3.0, 2023: 2.0, 2024: 3.0}, Turn.BETTER, Trend.MIXED),
        (1, {2022: 1.0, 2024: 3.0}, None, None),
        (2, {2020: 1.0, 2022: 2.0, 2023: 9.0, 2024: 1.0}, Turn.WORSE, Trend.MIXED),
        (2, {2019: 3.0, 2021: 2.0, 2023: 1.0}, Turn.WORSE, Trend.WORSE_TWICE),
        (3, {2015: 1.0, 2018: 2.0, 2021: 3.0}, Turn.BETTER, Trend.BETTER_TWICE),
    ],
)
def test_change_and_trend_follow_the_indicators_own_frequency(
    units: list[Unit],
    measure_set: MeasureSet,
    frequency: int,
    values: Mapping[int, float],
    turn: Turn | None,
    trend: Trend | None,
) -> None:
    indicator = add_indicator(frequency=frequency)
    add_measure(measure_set, indicator)
    release(rows_of(indicator, units, {period: [value] for period, value in values.items()}))
    found = report_of(units, measure_set)
    assert found.period == max(values)
    assert found.change is not None
    assert found.trend is not None
    assert (found.change.turn, found.trend.trend) == (turn, trend)
    assert [point.period for point in found.trend.points] == [max(values) - back * frequency for back in (2, 1, 0)]


def test_change_and_trend_stop_at_a_break_of_that_indicator(units: list[Unit], measure_set: MeasureSet) -> None:
    broken, whole = add_indicator(), add_indicator()
    for indicator in (broken, whole):
        add_measure(measure_set, indicator)
    Break.objects.create(indicator=broken, period=YEAR - 1, reason=Break.Reason.METHOD)
    cells = {YEAR - 2: [1.0], YEAR - 1: [2.0], YEAR: [3.0]}
    release([*rows_of(broken, units, cells), *rows_of(whole, units, cells)])
    first, second = build_report(unit=units[0], measure_set=measure_set).results
    assert first.change is not None
    assert first.trend is not None
    assert second.trend is not None
    assert (first.change.turn, first.trend.trend, first.trend.reason) == (Turn.BETTER, None, NoTrend.BREAK)
    assert second.trend.trend is Trend.BETTER_TWICE
