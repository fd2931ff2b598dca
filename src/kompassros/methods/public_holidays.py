"""The days on which offices are shut in Sweden and Norway, beside Saturdays and Sundays."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5
_MIDSUMMER_FROM, _ALL_SAINTS_FROM = (6, 20), (10, 31)
_NATIONAL_DAY_SINCE = 2005


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar.

    Source: the algorithm known as Meeus/Jones/Butcher (J. Meeus, "Astronomical Algorithms", 1991, chapter 8).
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    fours, ones = divmod(rest, 4)
    to_sunday = (32 + 2 * left + 2 * fours - epact - ones) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)


def _around_easter(year: int, *days: int) -> set[date]:
    return {easter(year) + timedelta(days=after) for after in days}


def _swedish(year: int) -> set[date]:
    fixed = {(1, 1), (1, 6), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)}
    days = {date(year, *day) for day in fixed} | _around_easter(year, -2, 0, 1, 39, 49)
    midsummer = _saturday_from(date(year, *_MIDSUMMER_FROM))
    days |= {midsummer - timedelta(days=1), midsummer, _saturday_from(date(year, *_ALL_SAINTS_FROM))}
    return days | ({date(year, 6, 6)} if year >= _NATIONAL_DAY_SINCE else _around_easter(year, 50))


def _norwegian(year: int) -> set[date]:
    fixed = {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}
    return {date(year, *day) for day in fixed} | _around_easter(year, -3, -2, 0, 1, 39, 49, 50)


_COUNTRIES: dict[str, Callable[[int], set[date]]] = {"SE": _swedish, "NO": _norwegian}


@lru_cache(maxsize=256)
def _days_of(country: str, year: int) -> frozenset[date]:
    of_year = _COUNTRIES.get(country)
    return frozenset(of_year(year)) if of_year else frozenset()


def public_holidays(country: str, year: int) -> frozenset[date]:
    """Return the days of a year on which nobody works in a country's offices, whatever day of the week they are.

    ``country`` is "SE" or "NO"; of any other nothing is known, and no day is returned.

    Sources: Sweden, lag (1989:253) om allmänna helgdagar, and lag (1930:173) om beräkning av lagstadgad tid, section
    2, by which Midsummer Eve, Christmas Eve and New Year's Eve count as holidays; until 2004 Whit Monday and not 6
    June. Norway, lov om helligdager og helgefred (1995-02-24 no. 12), section 2, and lov om 1 og 17 mai som
    høgtidsdagar (1947-04-26 no. 1). Own choice: half days before a holiday are working days.
    """
    return _days_of(country, year)


def is_working_day(day: date, country: str) -> bool:
    """Return whether a day is neither a Saturday, a Sunday nor a public holiday of the country."""
    return day.weekday() < _SATURDAY and day not in public_holidays(country, day.year)
