"""The words for the parts of an edition, and the places of faults in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.instruments.editing import Content
from kompassros.instruments.trouble import Steps
from kompassros.web.formats import format_list

GROUPS = {
    "director": _("chief executive and heads of staff functions"),
    "politicians": _("leading politicians"),
    "departments": _("heads of department"),
    "units": _("unit managers"),
    "unions": _("trade union representatives"),
}
LANGUAGE_NAMES = {"sv": _("Swedish"), "nb": _("Norwegian"), "en": _("English")}
FIELDS = {
    "text": _("Text"),
    "partly": _("Partly in place"),
    "full": _("In place"),
    "ask_for": _("What to ask for"),
    "ask": _("Whom to interview"),
    "weight": _("Weight"),
    "maximum": _("Maximum"),
    "name": _("Name"),
    "own": _("Own translation in"),
    "place": _("Place"),
    "below": _("Below"),
    "instrument": _("Instrument"),
    "id": _("Id"),
    "kind": _("What it examines"),
    "owners": _("Owners"),
    "version": _("Version"),
    "revision": _("Revision"),
    "valid_from": _("In use from"),
    "valid_to": _("In use until"),
    "area_maximum": _("Maximum of every area"),
    "total_maximum": _("Maximum in all"),
    "decimals": _("Decimals"),
    "sources": _("Sources"),
    "notes": _("Notes"),
    "level3": _("Below the questions"),
    "count": _("Number of criteria"),
    "dimensions": _("Dimensions"),
    "labels": _("Other printed names"),
    "areas": _("Areas"),
    "questions": _("Questions"),
    "criteria": _("Criteria"),
}
KINDS = {
    "municipality": _("municipalities"),
    "region": _("regions"),
    "school": _("schools"),
    "any": _("organisations of any kind"),
}


@dataclass(frozen=True)
class Place:
    """A place in words, and the id of the part to edit there ("" for the edition as a whole)."""

    text: str
    part: str


def groups_in_words(groups: Iterable[str]) -> str:
    """Return whom to ask as one list; a group that is not known stands as it is written."""
    return format_list(str(GROUPS.get(group, group)) for group in groups)


def part_in_words(number: str) -> str:
    """Return "Area 1", "Question 1.2" or "Criterion 1.2.3" for a printed number."""
    names = [gettext("Area %(number)s"), gettext("Question %(number)s"), gettext("Criterion %(number)s")]
    return names[min(number.count("."), 2)] % {"number": number}


def fields_in_words(steps: Iterable[object]) -> str:
    """Return the names of fields and languages, such as "In place, Norwegian"; numbers are left out."""
    named = [step for step in steps if isinstance(step, str)]
    return ", ".join(str(FIELDS.get(step) or LANGUAGE_NAMES.get(step) or step) for step in named)


def place_in_words(content: Content, steps: Steps) -> Place:
    """Say where in the content a fault is: in which area, question or criterion, and in which field of it."""
    found: Any = content
    numbers: list[str] = []
    part = ""
    rest = steps
    while len(rest) >= 2 and rest[0] in ("areas", "questions", "criteria") and isinstance(rest[1], int):
        found = found[rest[0]][rest[1]]
        numbers.append(str(rest[1] + 1))
        part = found["id"] if rest[0] != "criteria" else part
        rest = rest[2:]
    whole = part_in_words(".".join(numbers)) if numbers else gettext("The edition as a whole")
    field = fields_in_words(rest)
    return Place(f"{whole}: {field}" if field else whole, part)
