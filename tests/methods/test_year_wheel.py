from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.year_wheel import LEAST_TURN, Span, Standing, days_of, lay_out, move_to, standing_of, turn_of

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SPANS = st.tuples(DAYS, DAYS).map(lambda days: Span(min(days), max(days)))


def on(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("month 1", on(1, 1), on(1, 31)),
        ("month 2", on(2, 1), on(2, 28)),
        ("month 12", on(12, 1), on(12, 31)),
        ("months 4-5", on(4, 1), on(5, 31)),
        ("quarter 1", on(1, 1), on(3, 31)),
        ("quarter 4", on(10, 1), on(12, 31)),
        ("tertial 1", on(1, 1), on(4, 30)),
        ("tertial 2", on(5, 1), on(8, 31)),
        ("tertial 3", on(9, 1), on(12, 31)),
        ("day 4-30", on(4, 30), on(4, 30)),
        ("days 3-15 to 4-15", on(3, 15), on(4, 15)),
    ],
)
def test_days_of_printed_periods(period: str, first: date, last: date) -> None:
    assert days_of(period, 2026) == Span(first, last)


def test_days_of_february_in_a_leap_year() -> None:
    assert days_of("month 2", 2028).last == date(2028, 2, 29)


@pytest.mark.parametrize(
    "period", ["", "month 13", "month 0", "quarter 5", "tertial 4", "day 2-30", "months 5-4", "days 5-1 to 4-1", "Q1"]
)
def test_days_of_what_is_no_period_is_an_error(period: str) -> None:
    with pytest.raises(ValueError):
        days_of(period, 2026)


def test_move_keeps_the_day_and_the_last_of_a_month() -> None:
    assert move_to(Span(on(4, 1), on(5, 31)), 2027) == Span(on(4, 1, 2027), on(5, 31, 2027))
    assert move_to(Span(on(2, 15), on(2, 28)), 2028) == Span(on(2, 15, 2028), on(2, 29, 2028))
    assert move_to(Span(on(2, 29, 2028), on(2, 29, 2028)), 2029) == Span(on(2, 28, 2029), on(2, 28, 2029))


def test_turn_gives_every_month_a_twelfth() -> None:
    assert [turn_of(on(month, 1)) * 12 for month in range(1, 13)] == pytest.approx(range(12))
    assert turn_of(on(12, 31), after=True) == 1
    assert turn_of(on(4, 16)) == pytest.approx(3.5 / 12)


def test_lay_out_parts_what_overlaps_and_joins_what_follows() -> None:
    spring, april, autumn = Span(on(1, 1), on(4, 30)), Span(on(4, 1), on(5, 31)), Span(on(9, 1), on(12, 31))
    arcs = lay_out([april, spring, autumn], 2026)
    assert [arc.lane for arc in arcs] == [1, 0, 0]
    assert (arcs[1].start, arcs[1].end) == (0, pytest.approx(4 / 12))


def test_lay_out_gives_a_single_day_room_for_its_number() -> None:
    days = [Span(on(2, 15), on(2, 15)), Span(on(2, 20), on(2, 20)), Span(on(4, 30), on(4, 30))]
    assert [arc.lane for arc in lay_out(days, 2026)] == [0, 1, 0]


def test_lay_out_cuts_off_days_outside_the_year() -> None:
    (arc,) = lay_out([Span(date(2025, 12, 1), date(2027, 1, 31))], 2026)
    assert (arc.start, arc.end) == (0, 1)


@given(st.lists(SPANS, max_size=30))
def test_lay_out_never_lets_two_of_a_lane_meet(spans: list[Span]) -> None:
    arcs = lay_out(spans, 2026)
    for lane in {arc.lane for arc in arcs}:
        own = sorted((arc for arc in arcs if arc.lane == lane), key=lambda arc: arc.start + arc.end)
        for one, other in pairwise(own):
            assert one.end <= other.start + 1e-9
            middles = (other.start + other.end - one.start - one.end) / 2
            assert middles >= LEAST_TURN - 1e-5
    assert {arc.lane for arc in arcs} == set(range(len({arc.lane for arc in arcs})))


def test_standing_turns_on_the_first_day_and_the_day_after_the_last() -> None:
    span = Span(on(4, 1), on(5, 31))
    days = [span.first - timedelta(days=1), span.first, span.last, span.last + timedelta(days=1)]
    standings = [standing_of(span, done=False, today=day) for day in days]
    assert standings == [Standing.AHEAD, Standing.NOW, Standing.NOW, Standing.OVERDUE]
    assert {standing_of(span, done=True, today=day) for day in days} == {Standing.DONE}
