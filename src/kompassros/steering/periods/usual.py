"""The periods that a municipality usually reports in: own choice of names and deadlines, days of data as in print.

Data days: the ends of the tertials, 30 April and 31 August, and of the year. In Sweden the statutory interim report
covers half to two thirds of the year, and 31 August is two thirds of it. Deadlines are our own choice: books close
about the tenth of the next month, so everybody has ten days more; for the year the whole of January.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

YEAR_WORD = "year"
"""How the period of the whole year, whose key is empty, is called in addresses and commands."""
_FIRST_INTERIM, _LAST_INTERIM = (6, 30), (8, 31)


@dataclass(frozen=True)
class PeriodContent:
    """What a period is: its key, its title, the day until which figures go, and the deadline."""

    key: str
    title: str
    data_on: date
    due_on: date


def usual_periods(year: int, country: str) -> list[PeriodContent]:
    """Return the two tertials and the year, for a country by its code."""
    second = _("Second tertial and interim report %(year)s") if country == "SE" else _("Second tertial %(year)s")
    words = {"year": year}
    return [
        PeriodContent("T1", _("First tertial %(year)s") % words, date(year, 4, 30), date(year, 5, 20)),
        PeriodContent("T2", second % words, date(year, 8, 31), date(year, 9, 20)),
        PeriodContent("", _("The year %(year)s") % words, date(year, 12, 31), date(year + 1, 1, 31)),
    ]


def is_interim(day: date) -> bool:
    """Return whether a report until this day is a statutory interim report in Sweden: half to two thirds of a year."""
    return _FIRST_INTERIM <= (day.month, day.day) <= _LAST_INTERIM


def word_of(key: str) -> str:
    """Return how a period is named in an address."""
    return key or YEAR_WORD


def key_of(word: str) -> str:
    """Return the key that an address names."""
    return "" if word == YEAR_WORD else word
