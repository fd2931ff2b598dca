"""Several years printed in one cell: "2017=81; 2016=53", or "2012-2014: 4;-;6"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from kompassros.statistics.receiving.digits import DecimalSign
from kompassros.statistics.receiving.printed_numbers import Reading, Refusal, read_printed
from kompassros.statistics.receiving.symbols import SymbolMeanings
from kompassros.statistics.receiving.texts import quoted, tidy

_ITEM = re.compile(r"((?:19|20)[0-9]{2}) ?[=:] ?(.*)")
_RANGE = re.compile(r"((?:19|20)[0-9]{2}) ?[-–] ?((?:19|20)[0-9]{2}): ?(.*)")


def read_series(text: str, *, meanings: SymbolMeanings, decimal: DecimalSign | None = None) -> tuple[Reading, ...]:
    """Return the readings of a cell with values of several years, each with its period.

    A year in brackets behind a value ("2015=84,1 (2014)") is the value's own and goes before. A cell with one value
    is read as that. A second series behind a "|", and a range of years with another number of values, are refused.
    """
    plain, bar, _more = tidy(text).partition("|")
    readings = list(_series(plain.strip(), meanings, decimal))
    if bar:
        message = _("“%(text)s” holds a second series behind “|”. Put it into a column of its own.")
        readings.append(Reading(refusal=Refusal.NUMBERS, trouble=message % {"text": quoted(tidy(text))}))
    return tuple(readings)


def _series(text: str, meanings: SymbolMeanings, decimal: DecimalSign | None) -> Iterator[Reading]:
    span = _RANGE.fullmatch(text)
    if span:
        yield from _range(span, meanings, decimal)
        return
    for part in text.split(";"):
        item = _ITEM.fullmatch(part.strip())
        reading = read_printed(item[2] if item else part, meanings=meanings, decimal=decimal)
        yield replace(reading, period=reading.period or int(item[1])) if item else reading


def _range(span: re.Match[str], meanings: SymbolMeanings, decimal: DecimalSign | None) -> Iterator[Reading]:
    years = range(int(span[1]), int(span[2]) + 1)
    texts = span[3].split(";")
    if len(texts) != len(years):
        message = _("“%(text)s” has %(values)s values for %(years)s years. Correct the years, or the values.")
        values = {"text": quoted(span[0]), "values": len(texts), "years": len(years)}
        yield Reading(refusal=Refusal.NUMBERS, trouble=message % values)
        return
    for year, text in zip(years, texts, strict=True):
        reading = read_printed(text, meanings=meanings, decimal=decimal)
        yield replace(reading, period=reading.period or year)
