"""The form to take home: what its columns are, and how the words of its drop-downs are read back.

The layout is our own: the national office's forms are not public. One sheet per area, and a sheet that says for which
round and municipality the form is. Row 1 of each sheet holds the columns' keys and is hidden; so is the column with
the number of the measure. Words are read in every language the product speaks, so a form may change its language.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds.models import AskedMeasure, OwnData
from kompassros.records.filled_forms import meanings

ABOUT, FORM, VERSION = "kompassros", "round-own-data", 1
NUMBER = "asked"
TOLD = ("measure", "unit", "guidance", "before")
HEADS: dict[str, str | Promise] = {
    NUMBER: _("number"),
    "measure": _("Measure"),
    "unit": _("Unit"),
    "guidance": _("Guidance"),
    "before": _("Before"),
    "status": _("What there is"),
    "value": _("Value"),
    "women": _("Women"),
    "men": _("Men"),
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "method": _("Method"),
    "cases": _("Cases that were looked at"),
    "population": _("Cases in all"),
    "period_from": _("Measured from"),
    "period_to": _("Measured to"),
    "comment": _("Comment"),
    "explanation": _("Explanation"),
}
NUMBERS = ("value", "women", "men", "numerator", "denominator")
COUNTS = ("cases", "population")
DAYS = ("period_from", "period_to")
TEXTS = ("comment", "explanation")
FILLED = tuple(name for name in HEADS if name != NUMBER and name not in TOLD)
CHOICES: dict[str, Any] = {"status": OwnData.Status, "method": OwnData.Method}
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


@cache
def words_of(column: str) -> dict[str, str]:
    """Return what may stand in a drop-down's cell, in lower case, with the key that it means."""
    return meanings(CHOICES[column].choices)


def by_sheet(asked: Iterable[AskedMeasure], nameless: str) -> dict[str, list[AskedMeasure]]:
    """Return what is asked by the name of its sheet: the area's, without what a sheet's name cannot hold."""
    sheets: dict[str, list[AskedMeasure]] = {}
    known: dict[str, str] = {}
    for one in asked:
        area = one.measure.area or nameless
        if area not in known:
            known[area] = _free_name(area, sheets)
        sheets.setdefault(known[area], []).append(one)
    return sheets


def _free_name(area: str, taken: Iterable[str]) -> str:
    plain = _NOT_IN_NAMES.sub(" ", area).strip()[:_LONGEST_NAME].strip() or "-"
    used = {name.lower() for name in taken} | {ABOUT, "history"}
    name, number = plain, 2
    while name.lower() in used:
        name, number = f"{plain[: _LONGEST_NAME - 4].strip()} {number}", number + 1
    return name
