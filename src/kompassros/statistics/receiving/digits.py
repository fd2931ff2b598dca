"""The digits of a printed number: which of point and comma is the decimal sign, and which groups thousands."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from kompassros.statistics.receiving.texts import tidy

DecimalSign = Literal[",", "."]
SIGNS: tuple[DecimalSign, ...] = (",", ".")
DIGITS = re.compile("[0-9](?:[.,]?[0-9]| [0-9])*")
"""A run of digits with single points, commas and plain blanks between them."""
_PLAIN_WHOLE = "[0-9]+"
_GROUPED_WHOLE = "[1-9][0-9]{{0,2}}(?:(?P<group>[ {other}])[0-9]{{3}})(?:(?P=group)[0-9]{{3}})*"


def _form(decimal: DecimalSign) -> re.Pattern[str]:
    other = "." if decimal == "," else ","
    grouped = _GROUPED_WHOLE.format(other=re.escape(other))
    return re.compile(f"(?P<whole>{_PLAIN_WHOLE}|{grouped})(?:{re.escape(decimal)}(?P<part>[0-9]+))?")


_FORMS = {decimal: _form(decimal) for decimal in SIGNS}


def possible_values(digits: str) -> dict[DecimalSign, Decimal]:
    """Return what the digits are under either decimal sign; empty where they are not one number.

    Thousands are grouped in threes throughout, by blanks or by the other sign, and never after a leading zero: so
    "0.123" and "1234,567" have one reading only, and "1.234" has two.
    """
    found = {}
    for decimal, form in _FORMS.items():
        match = form.fullmatch(digits)
        if match:
            whole = re.sub("[^0-9]", "", match["whole"])
            found[decimal] = Decimal(f"{whole}.{match['part']}" if match["part"] else whole)
    return found


def signs_in(texts: Iterable[str]) -> set[DecimalSign]:
    """Return the decimal signs of those numbers that can be read in one way only."""
    seen: set[DecimalSign] = set()
    for text in texts:
        digits = DIGITS.search(tidy(text))
        possible = possible_values(digits[0]) if digits else {}
        if len(possible) == 1:
            seen.update(possible)
    return seen


def column_sign(own: set[DecimalSign], around: set[DecimalSign]) -> DecimalSign | None:
    """Return the decimal sign of a column by the signs seen in it, or, where there are none, in the whole sheet.

    None where nothing tells, and where both signs are seen: both occur on one page.
    """
    seen = own or around
    return next(iter(seen)) if len(seen) == 1 else None
