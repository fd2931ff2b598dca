"""Years in printed texts. Only whole years are periods here."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompassros.statistics.receiving.texts import quoted, sign

_YEAR = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9])")
_PART_OF_A_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s?(?:[/-][0-9]{1,2}(?![0-9])|[mkqtv]\s?[0-9])")


class PeriodReading(NamedTuple):
    """The year of a text, or why there is none."""

    period: int | None = None
    trouble: str | None = None


def years_in(text: str) -> tuple[int, ...]:
    """Return the different years from 1900 to 2099 that stand in a text, in their order."""
    return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))


def without_years(text: str) -> str:
    """Return a text without its years."""
    return " ".join(_YEAR.sub(" ", text).split())


def read_period(text: str) -> PeriodReading:
    """Return the one year that a heading or cell names ("2019", "Utfall 2019", "2019*").

    Two years, a month, a quarter and a school year are told: which year is meant is not for us to guess.
    """
    years, values = years_in(text), {"text": quoted(text)}
    if _PART_OF_A_YEAR.search(sign(text)):
        return PeriodReading(None, _("“%(text)s” is not a whole year. Only years can be taken in.") % values)
    if len(years) > 1:
        message = _("“%(text)s” names several years. Say which of them the values are of.")
        return PeriodReading(None, message % values)
    if not years:
        return PeriodReading(None, _("“%(text)s” names no year. Write the year in four digits.") % values)
    return PeriodReading(years[0])
