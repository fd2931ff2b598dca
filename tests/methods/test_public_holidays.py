"""The days on which offices are shut."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.public_holidays import easter, is_working_day, public_holidays

YEARS = st.integers(1990, 2199)


@pytest.mark.parametrize(
    "day",
    [
        date(1818, 3, 22),
        date(1943, 4, 25),
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2000, 4, 23),
        date(2012, 4, 8),
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2038, 4, 25),
        date(2285, 3, 22),
    ],
)
def test_easter_in_years_known_from_almanacs(day: date) -> None:
    assert easter(day.year) == day


@given(YEARS)
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    day = easter(year)
    assert (day.weekday(), date(year, 3, 22) <= day <= date(year, 4, 25)) == (6, True)


def test_swedish_holidays_of_2012() -> None:
    days = "01-01 01-06 04-06 04-08 04-09 05-01 05-17 05-27 06-06 06-22 06-23 11-03 12-24 12-25 12-26 12-31"
    assert sorted(public_holidays("SE", 2012)) == [date.fromisoformat(f"2012-{day}") for day in days.split()]


def test_norwegian_holidays_of_2026() -> None:
    days = "01-01 04-02 04-03 04-05 04-06 05-01 05-14 05-17 05-24 05-25 12-25 12-26"
    assert sorted(public_holidays("NO", 2026)) == [date.fromisoformat(f"2026-{day}") for day in days.split()]


@pytest.mark.parametrize(("day", "works"), [("2004-05-31", False), ("2005-05-16", True)])
def test_whit_monday_in_sweden_until_2004(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day), "SE") is works


@given(YEARS)
def test_midsummer_and_all_saints_days_are_saturdays_in_their_weeks(year: int) -> None:
    days = public_holidays("SE", year)
    midsummer = [day for day in days if day.weekday() == 5 and date(year, 6, 20) <= day <= date(year, 6, 26)]
    saints = [day for day in days if day.weekday() == 5 and date(year, 10, 31) <= day <= date(year, 11, 6)]
    assert (len(midsummer), len(saints)) == (1, 1)


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        ("2026-06-19", "SE", False),
        ("2026-06-19", "NO", True),
        ("2027-05-17", "NO", False),
        ("2027-05-17", "SE", True),
        ("2026-12-24", "NO", True),
        ("2026-11-28", "SE", False),
        ("2026-12-24", "DK", True),
        ("2026-11-29", "DK", False),
    ],
)
def test_working_days_by_country(day: str, country: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day), country) is works
