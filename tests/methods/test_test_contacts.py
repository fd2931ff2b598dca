"""Figures of test contacts: answered in time, answered directly, well received; how far two raters agree."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.agreement import Reason
from kompassros.methods.public_holidays import is_working_day
from kompassros.methods.test_contacts import (
    Figure,
    Letter,
    Mark,
    Office,
    agreement,
    is_in_time,
    mail_answered,
    phone_answered,
    phone_reception,
    spread_over,
    time_is_up,
    working_days,
    working_days_between,
)

ZONE = ZoneInfo("Europe/Stockholm")
SWEDEN = Office("SE", ZONE)
NORWAY = Office("NO", ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("sent", "late_from", "office"),
    [
        ("2026-10-07 09:00", "2026-10-10 00:00", SWEDEN),  # Wednesday: Thursday, Friday
        ("2026-10-09 16:59", "2026-10-14 00:00", SWEDEN),  # Friday: Monday, Tuesday
        ("2026-10-10 00:00", "2026-10-14 00:00", SWEDEN),  # Saturday: the same
        ("2026-10-11 23:59", "2026-10-14 00:00", SWEDEN),  # Sunday: the same
        ("2026-04-01 10:00", "2026-04-08 00:00", SWEDEN),  # Maundy Thursday, then Easter, then Tuesday
        ("2026-04-01 10:00", "2026-04-09 00:00", NORWAY),  # Maundy Thursday is a holiday in Norway
        ("2026-06-18 10:00", "2026-06-24 00:00", SWEDEN),  # Midsummer Eve and Day
        ("2026-12-22 10:00", "2026-12-29 00:00", SWEDEN),  # Christmas Eve to Sunday
        ("2026-12-30 10:00", "2027-01-06 00:00", SWEDEN),  # New Year's Eve to Sunday, then two days before Epiphany
        ("2027-05-13 10:00", "2027-05-19 00:00", NORWAY),  # 17 May on a Monday
    ],
)
def test_time_is_up_after_two_working_days(sent: str, late_from: str, office: Office) -> None:
    assert time_is_up(at(sent), office) == at(late_from)


def test_time_with_another_number_of_working_days() -> None:
    assert time_is_up(at("2026-10-09 12:00"), Office("SE", ZONE, 1)) == at("2026-10-13 00:00")
    with pytest.raises(ValueError, match="one working day"):
        time_is_up(at("2026-10-09 12:00"), Office("SE", ZONE, 0))


@pytest.mark.parametrize(
    ("answered", "in_time"),
    [
        ("2026-10-09 23:59:59.999999", True),
        ("2026-10-10 00:00:00", False),
        ("2026-10-07 09:00:00", True),
        (None, False),
    ],
)
def test_answer_at_the_midnight_that_ends_the_time(answered: str | None, in_time: bool) -> None:
    letter = Letter(at("2026-10-07 09:00"), at(answered) if answered else None)
    assert is_in_time(letter, SWEDEN) is in_time


def test_times_in_another_zone_are_counted_in_the_offices_own() -> None:
    utc = ZoneInfo("UTC")
    sent = datetime(2026, 10, 7, 22, 30, tzinfo=utc)  # Thursday 00:30 in Stockholm
    assert time_is_up(sent, SWEDEN) == at("2026-10-13 00:00")
    assert is_in_time(Letter(sent, datetime(2026, 10, 12, 21, 59, 59, tzinfo=utc)), SWEDEN)
    assert not is_in_time(Letter(sent, datetime(2026, 10, 12, 22, 0, tzinfo=utc)), SWEDEN)


@pytest.mark.parametrize(
    ("sent", "last_second"),
    [
        ("2026-10-22 12:00", datetime(2026, 10, 26, 22, 59, 59, tzinfo=ZoneInfo("UTC"))),  # clocks back on the Sunday
        ("2027-03-18 12:00", datetime(2027, 3, 22, 22, 59, 59, tzinfo=ZoneInfo("UTC"))),
        ("2026-03-27 12:00", datetime(2026, 3, 31, 21, 59, 59, tzinfo=ZoneInfo("UTC"))),  # clocks on on the Sunday
    ],
)
def test_nights_in_which_the_clocks_change_move_no_midnight(sent: str, last_second: datetime) -> None:
    assert is_in_time(Letter(at(sent), last_second), SWEDEN)
    assert not is_in_time(Letter(at(sent), last_second + timedelta(seconds=1)), SWEDEN)


@pytest.mark.parametrize(
    ("answered", "days"),
    [("2026-10-09 23:59", 0), ("2026-10-10 10:00", 0), ("2026-10-12 00:00", 1), ("2026-10-13 08:00", 2)],
)
def test_working_days_between_a_friday_and_later(answered: str, days: int) -> None:
    assert working_days_between(at("2026-10-09 08:00"), at(answered), SWEDEN) == days


@given(st.dates(date(2005, 1, 1), date(2100, 1, 1)), st.integers(0, 40), st.sampled_from(["SE", "NO", "DK"]))
def test_working_days_are_those_that_pass_one_by_one(first: date, length: int, country: str) -> None:
    span = [first + timedelta(days=day) for day in range(length + 1)]
    assert working_days(first, span[-1], country) == [day for day in span if is_working_day(day, country)]
    assert working_days(first, first - timedelta(days=1), country) == []


@given(st.datetimes(datetime(2005, 1, 1), datetime(2100, 1, 1)), st.integers(1, 10))  # noqa: DTZ001 - made aware below
def test_last_moment_in_time_has_as_many_working_days_as_are_given(sent: datetime, days: int) -> None:
    office, begun = Office("SE", ZONE, days), sent.replace(tzinfo=ZONE)
    end = time_is_up(begun, office)
    assert working_days_between(begun, end - timedelta(hours=1), office) == days
    assert (end.hour, end.minute, end.second) == (0, 0, 0)


def test_share_of_letters_counts_those_without_an_answer() -> None:
    sent = at("2026-10-07 09:00")
    letters = [Letter(sent, at("2026-10-08 09:00")), Letter(sent, at("2026-10-12 09:00")), Letter(sent, None)]
    assert mail_answered(letters, SWEDEN) == Figure(1, 3)
    assert mail_answered(letters, SWEDEN).share == Decimal("33.3")
    assert mail_answered([], SWEDEN).share is None


def test_share_of_calls_counts_those_that_nobody_took() -> None:
    assert phone_answered([True, True, False]) == Figure(2, 3)
    assert phone_answered([True, True, False]).share == Decimal("66.7")
    assert phone_answered([]) == Figure(0, 0)


@pytest.mark.parametrize(
    ("pairs", "figure"),
    [
        ([(3, 3), (3, 2), (2, 2), (1, 1)], Figure(1, 4)),
        ([(3, None), (None, 3), (None, None)], Figure(0, 0)),
        ([(3, 3), (3, None)], Figure(1, 1)),
        ([], Figure(0, 0)),
    ],
)
def test_good_reception_needs_both_raters(pairs: list[tuple[int | None, int | None]], figure: Figure) -> None:
    assert phone_reception(pairs) == figure


def test_half_a_tenth_of_a_per_cent_is_rounded_up() -> None:
    assert Figure(1, 16).share == Decimal("6.3")
    assert Figure(0, 7).share == Decimal("0.0")


def test_agreement_of_raters_who_differ_once() -> None:
    pairs = [(Mark.POOR, Mark.POOR), (Mark.FAIR, Mark.GOOD), (Mark.GOOD, Mark.GOOD), (Mark.GOOD, None)]
    found = agreement(pairs)
    assert found.percent.share == Fraction(2, 3)
    # By hand: used 2, 1, 3 of n = 6; met(fair, good) = 1; d = 2.25, 12.25... over poor-fair, poor-good, fair-good.
    distance = {("p", "f"): Fraction(3, 2) ** 2, ("p", "g"): Fraction(7, 2) ** 2, ("f", "g"): Fraction(2) ** 2}
    expected = 2 * 1 * distance["p", "f"] + 2 * 3 * distance["p", "g"] + 1 * 3 * distance["f", "g"]
    assert found.alpha.value == 1 - 5 * 1 * distance["f", "g"] / expected


def test_agreement_without_pairs_says_why_there_is_none() -> None:
    found = agreement([(3, None)])
    assert (found.percent.reason, found.alpha.reason) == (Reason.TOO_FEW_PAIRS, Reason.TOO_FEW_PAIRS)
    assert agreement([(3, 3), (3, 3)]).alpha.reason == Reason.ALL_ALIKE


@given(st.integers(1, 30), st.integers(1, 20), st.integers(0, 300))
def test_contacts_of_a_municipality_are_spread_evenly(length: int, contacts: int, municipality: int) -> None:
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(length)]
    used = [spread_over(days, municipality=municipality, contact=one, contacts=contacts) for one in range(contacts)]
    per_day = [used.count(day) for day in days]
    assert sum(per_day) == contacts
    assert max(per_day) - min(per_day) <= 1
