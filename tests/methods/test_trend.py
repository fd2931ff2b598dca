from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.direction import Direction
from kompassros.methods.trend import (
    Band,
    BandKind,
    Change,
    Dated,
    IndicatorSeries,
    NoTrend,
    ThreePeriods,
    Trend,
    Turn,
    change,
    three_periods,
)

PRINTED = Band(decimals=1)
TURNED = {Direction.HIGH: Direction.LOW, Direction.LOW: Direction.HIGH, Direction.NONE: Direction.NONE}
OPPOSITE = {
    Turn.BETTER: Turn.WORSE,
    Turn.WORSE: Turn.BETTER,
    Turn.UP: Turn.DOWN,
    Turn.DOWN: Turn.UP,
    Turn.UNCHANGED: Turn.UNCHANGED,
    None: None,
}
TWICE = {
    Turn.BETTER: Trend.BETTER_TWICE,
    Turn.WORSE: Trend.WORSE_TWICE,
    Turn.UP: Trend.UP_TWICE,
    Turn.DOWN: Trend.DOWN_TWICE,
    Turn.UNCHANGED: Trend.UNCHANGED,
}
HUNDREDTHS = st.integers(-300, 300).map(lambda hundredths: hundredths / 100)
WIDTHS = st.none() | st.integers(0, 200).map(lambda hundredths: Decimal(hundredths) / 100)
BANDS = st.builds(Band, decimals=st.integers(0, 3), margin=WIDTHS, chosen=WIDTHS)
SERIES = st.builds(
    IndicatorSeries,
    values=st.dictionaries(st.integers(2015, 2024), st.none() | HUNDREDTHS, max_size=10),
    direction=st.sampled_from(Direction),
    band=BANDS,
    frequency=st.integers(1, 3),
    breaks=st.frozensets(st.integers(2013, 2026), max_size=1),
)
PERIODS = st.none() | st.integers(2014, 2025)


def series(
    values: Mapping[int, float | None],
    direction: Direction = Direction.HIGH,
    band: Band = PRINTED,
    frequency: int = 1,
    breaks: tuple[int, ...] = (),
) -> IndicatorSeries:
    return IndicatorSeries(values, direction, band, frequency, breaks)


def naive_turn(before: float, after: float, given_series: IndicatorSeries) -> Turn:
    """The rule on whole thousandths, which hold all the generated values and bands."""
    first, second = round(before * 1000), round(after * 1000)
    band, step = given_series.band, 10 ** (3 - given_series.band.decimals)
    widths = [width for width in (band.margin, band.chosen) if width is not None]
    if widths:
        alike = abs(second - first) <= widths[0] * 1000
    else:
        printed = [(abs(one) * 2 + step) // (2 * step) * (1 if one > 0 else -1) for one in (first, second)]
        alike = printed[0] == printed[1]
    if alike:
        return Turn.UNCHANGED
    if given_series.direction is Direction.NONE:
        return Turn.UP if second > first else Turn.DOWN
    gain = second - first if given_series.direction is Direction.HIGH else first - second
    return Turn.BETTER if gain > 0 else Turn.WORSE


def naive_reason(given_series: IndicatorSeries, wanted: list[int]) -> NoTrend | None:
    values = [given_series.values.get(period) for period in wanted]
    if values[-1] is None:
        return NoTrend.NO_VALUE
    if any(period in given_series.breaks for period in range(wanted[0] + 1, wanted[-1] + 1)):
        return NoTrend.BREAK
    return NoTrend.MISSING if None in values else None


def naive(given_series: IndicatorSeries, period: int | None, number: int) -> tuple[tuple[Dated, ...], object]:
    """The points, and either the reason why there is no trend or the list of turns."""
    known = [one for one, value in given_series.values.items() if value is not None]
    if period is None and not known:
        return (), NoTrend.NO_VALUE
    last = max(known) if period is None else period
    wanted = [last - step * given_series.frequency for step in reversed(range(number))]
    points = tuple(Dated(one, given_series.values.get(one)) for one in wanted)
    reason = naive_reason(given_series, wanted)
    values = [point.value for point in points if point.value is not None]
    return points, reason or [naive_turn(values[step], values[step + 1], given_series) for step in range(number - 1)]


@given(SERIES, PERIODS)
def test_change_equals_the_rule_in_whole_numbers(given_series: IndicatorSeries, period: int | None) -> None:
    found = change(given_series, period)
    points, expected = naive(given_series, period, 2)
    assert found.points == points
    assert (found.reason or [found.turn]) == expected
    assert (found.difference is None) is (found.turn is None) is (found.reason is not None)


@given(SERIES, PERIODS)
def test_three_periods_equal_the_rule_in_whole_numbers(given_series: IndicatorSeries, period: int | None) -> None:
    found = three_periods(given_series, period)
    points, expected = naive(given_series, period, 3)
    assert found.points == points
    if isinstance(expected, list):
        first, second = expected
        assert (found.trend, found.reason) == (TWICE[first] if first == second else Trend.MIXED, None)
    else:
        assert (found.trend, found.reason) == (None, expected)


@given(SERIES, PERIODS)
def test_change_turns_round_with_the_sign_and_with_the_direction(
    given_series: IndicatorSeries, period: int | None
) -> None:
    negative = {one: None if value is None else -value for one, value in given_series.values.items()}
    parts = (given_series.band, given_series.frequency, given_series.breaks)
    found = change(given_series, period)
    both = change(IndicatorSeries(negative, TURNED[given_series.direction], *parts), period)
    assert both.turn is (OPPOSITE[found.turn] if given_series.direction is Direction.NONE else found.turn)
    assert change(IndicatorSeries(negative, given_series.direction, *parts), period).turn is OPPOSITE[found.turn]


@given(SERIES)
def test_three_periods_are_two_changes(given_series: IndicatorSeries) -> None:
    found = three_periods(given_series)
    if found.trend:
        _, middle, last = found.points
        turns = [change(given_series, point.period).turn for point in (middle, last)]
        assert found.trend is (TWICE[turns[0]] if turns[0] and turns[0] is turns[1] else Trend.MIXED)


@pytest.mark.parametrize(
    ("before", "after", "high", "low", "none"),
    [
        (75.3, 75.4, Turn.BETTER, Turn.WORSE, Turn.UP),
        (75.4, 75.3, Turn.WORSE, Turn.BETTER, Turn.DOWN),
        (75.3, 75.3, Turn.UNCHANGED, Turn.UNCHANGED, Turn.UNCHANGED),
        (75.26, 75.34, Turn.UNCHANGED, Turn.UNCHANGED, Turn.UNCHANGED),
        (75.34, 75.35, Turn.BETTER, Turn.WORSE, Turn.UP),
        (-0.04, 0.04, Turn.UNCHANGED, Turn.UNCHANGED, Turn.UNCHANGED),
        (-0.0, 0.0, Turn.UNCHANGED, Turn.UNCHANGED, Turn.UNCHANGED),
    ],
)
def test_change_follows_the_direction(before: float, after: float, high: Turn, low: Turn, none: Turn) -> None:
    values = {2023: before, 2024: after}
    assert change(series(values, Direction.HIGH)).turn is high
    assert change(series(values, Direction.LOW)).turn is low
    assert change(series(values, Direction.NONE)).turn is none


def test_change_is_exact_on_the_numbers_as_written() -> None:
    found = change(series({2023: 75.1, 2024: 75.3}))
    assert found == Change((Dated(2023, 75.1), Dated(2024, 75.3)), Turn.BETTER, Fraction(1, 5), None)


@pytest.mark.parametrize(
    ("after", "turn"), [(75.3, Turn.UNCHANGED), (75.31, Turn.BETTER), (74.9, Turn.UNCHANGED), (74.89, Turn.WORSE)]
)
def test_change_up_to_the_end_of_the_band_is_unchanged(after: float, turn: Turn) -> None:
    for band in (Band(1, margin=Decimal("0.2")), Band(1, chosen=Decimal("0.2"))):
        assert change(series({2023: 75.1, 2024: after}, band=band)).turn is turn


def test_band_takes_the_margin_first_then_the_chosen_then_print() -> None:
    both = Band(0, margin=Decimal(1), chosen=Decimal(3))
    assert (both.kind, both.width) == (BandKind.MARGIN, Decimal(1))
    assert (Band(0, chosen=Decimal(3)).kind, Band(0, chosen=Decimal(3)).width) == (BandKind.SET, Decimal(3))
    assert (Band(0).kind, Band(0).width) == (BandKind.PRINTED, None)


def test_band_of_zero_is_known_and_lets_nothing_through() -> None:
    values = {2023: 75.31, 2024: 75.32}
    assert change(series(values, band=Band(1, margin=Decimal(0), chosen=Decimal(5)))).turn is Turn.BETTER
    assert change(series(values, band=Band(1, chosen=Decimal(0)))).turn is Turn.BETTER


@pytest.mark.parametrize(
    "wrong", [{"decimals": -1}, {"decimals": 1, "margin": Decimal(-1)}, {"decimals": 1, "chosen": Decimal("-0.1")}]
)
def test_band_refuses_negative_numbers(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        Band(**wrong)  # type: ignore[arg-type]


def test_change_of_every_second_year_skips_the_year_between() -> None:
    values = {2020: 5.0, 2022: 6.0, 2023: 1.0, 2024: 7.0}
    assert change(series(values, frequency=2)).points == (Dated(2022, 6.0), Dated(2024, 7.0))
    assert three_periods(series(values, frequency=2)).trend is Trend.BETTER_TWICE


def test_change_starts_from_the_last_period_with_a_value_unless_told() -> None:
    given_series = series({2021: 5.0, 2022: 6.0, 2023: 4.0, 2024: None})
    assert change(given_series).points == (Dated(2022, 6.0), Dated(2023, 4.0))
    assert change(given_series, 2022).turn is Turn.BETTER
    assert change(given_series, 2024) == Change((Dated(2023, 4.0), Dated(2024, None)), None, None, NoTrend.NO_VALUE)


@pytest.mark.parametrize("values", [{}, {2024: None}])
def test_change_of_a_series_without_values_is_none(values: dict[int, float | None]) -> None:
    assert change(series(values)) == Change((), None, None, NoTrend.NO_VALUE)
    assert three_periods(series(values)) == ThreePeriods((), None, NoTrend.NO_VALUE)


@pytest.mark.parametrize("values", [{2022: 5.0, 2024: 6.0}, {2022: 5.0, 2023: None, 2024: 6.0}])
def test_change_is_not_given_over_a_missing_period(values: dict[int, float | None]) -> None:
    found = change(series(values))
    assert found == Change((Dated(2023, None), Dated(2024, 6.0)), None, None, NoTrend.MISSING)
    assert three_periods(series(values)).reason is NoTrend.MISSING


@pytest.mark.parametrize(
    ("period", "one", "three"),
    [
        (2021, None, None),
        (2022, None, None),
        (2023, None, NoTrend.BREAK),
        (2024, NoTrend.BREAK, NoTrend.BREAK),
        (2025, None, None),
    ],
)
def test_change_is_not_given_over_a_break(period: int, one: NoTrend | None, three: NoTrend | None) -> None:
    given_series = series({2022: 5.0, 2023: 6.0, 2024: 7.0}, breaks=(period,))
    assert change(given_series).reason is one
    assert three_periods(given_series).reason is three
    assert (three_periods(given_series).trend is Trend.BETTER_TWICE) is (three is None)


def test_change_over_a_break_in_a_year_between_is_not_given() -> None:
    assert change(series({2022: 5.0, 2024: 6.0}, frequency=2, breaks=(2023,))).reason is NoTrend.BREAK


def test_change_names_the_break_before_the_missing_period() -> None:
    assert change(series({2024: 6.0}, breaks=(2024,))).reason is NoTrend.BREAK
    assert change(series({2023: 6.0}, breaks=(2024,)), 2024).reason is NoTrend.NO_VALUE


@pytest.mark.parametrize(
    ("values", "direction", "trend"),
    [
        ((1.0, 2.0, 3.0), Direction.HIGH, Trend.BETTER_TWICE),
        ((3.0, 2.0, 1.0), Direction.HIGH, Trend.WORSE_TWICE),
        ((1.0, 2.0, 3.0), Direction.LOW, Trend.WORSE_TWICE),
        ((3.0, 2.0, 1.0), Direction.LOW, Trend.BETTER_TWICE),
        ((1.0, 2.0, 3.0), Direction.NONE, Trend.UP_TWICE),
        ((3.0, 2.0, 1.0), Direction.NONE, Trend.DOWN_TWICE),
        ((1.0, 1.0, 1.0), Direction.HIGH, Trend.UNCHANGED),
        ((1.0, 2.0, 1.0), Direction.HIGH, Trend.MIXED),
        ((1.0, 2.0, 2.0), Direction.HIGH, Trend.MIXED),
        ((1.0, 1.0, 2.0), Direction.NONE, Trend.MIXED),
    ],
)
def test_three_periods_name_what_happens_twice_running(
    values: tuple[float, float, float], direction: Direction, trend: Trend
) -> None:
    found = three_periods(series(dict(zip((2022, 2023, 2024), values, strict=True)), direction))
    assert (found.trend, [point.value for point in found.points]) == (trend, [*values])


def test_three_periods_that_creep_within_the_band_are_unchanged() -> None:
    band = Band(1, margin=Decimal(1))
    assert three_periods(series({2022: 1.0, 2023: 2.0, 2024: 3.0}, band=band)).trend is Trend.UNCHANGED


@pytest.mark.parametrize("wrong", [nan, inf, -inf])
def test_change_refuses_what_is_no_finite_number(wrong: float) -> None:
    with pytest.raises(ValueError):
        change(series({2023: 1.0, 2024: wrong}))


@pytest.mark.parametrize("frequency", [0, -1])
def test_indicator_series_refuses_a_frequency_under_one(frequency: int) -> None:
    with pytest.raises(ValueError):
        series({}, frequency=frequency)
