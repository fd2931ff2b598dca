"""Where a note belongs: the question or the criterion that its writer names by number, such as #1.2 or #1.2.3."""

import re
from dataclasses import dataclass

from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.preparing.questions import PlacedQuestion, placed_questions
from kompassros.instruments.criteria import Placed
from kompassros.instruments.models import Edition
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.web.formats import current_language

_SIGN = re.compile(r"\s*#(?P<number>\d+(?:\.\d+)+)(?:[.:,;–-]?(?:\s+|$))(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A question, and the criterion in it; both empty where a note is tied to nothing. ``number``: as printed."""

    question: str = ""
    criterion: str = ""
    number: str = ""
    label: str = ""


NOWHERE = Place()


def places_of(edition: Edition) -> dict[str, Place]:
    """Return number -> place of every question and criterion of an edition, each question before its criteria."""
    found: dict[str, Place] = {}
    criteria = framework_of(edition).placed.values()
    for placed in placed_questions(edition_outline(edition)).values():
        found[placed.question.no] = _question(placed)
        found |= {one.number: _criterion(one) for one in criteria if one.question.id == placed.question.id}
    return found


def place_of(edition: Edition, question: str, criterion: str) -> Place:
    """Return the place with these ids; the criterion decides. NOWHERE for ids that the edition does not have."""
    placed = framework_of(edition).placed.get(criterion)
    if placed is not None:
        return _criterion(placed)
    found = placed_questions(edition_outline(edition)).get(question) if question else None
    return _question(found) if found else NOWHERE


def _question(placed: PlacedQuestion) -> Place:
    return Place(placed.question.id, "", placed.question.no, placed.label())


def _criterion(placed: Placed) -> Place:
    text = in_language(placed.criterion.text, current_language())
    return Place(placed.question.id, placed.criterion.id, placed.number, f"{placed.number} {text}")


def read_place(edition: Edition, text: str) -> tuple[Place | None, str]:
    """Return the place that a note names at its start, and the text without it.

    None where it names none or one that the edition does not have: then the text stays whole. A note that is nothing
    but a number keeps it as its text.
    """
    match = _SIGN.match(text)
    place = places_of(edition).get(match["number"]) if match else None
    if match is None or place is None:
        return None, text.strip()
    return place, match["rest"].strip() or text.strip()
