"""Which findings the judgements suggest: the choice of criteria, without texts.

A strength is a criterion that is in place with its points; an area for improvement is one that gives nothing or only
part of them. Own choice: at most MOST of a kind an area, as the feedback of 2015 has three to seven; those that weigh
most come first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kompassros.methods.points import AreaPoints, CriterionPoints, Points, Standing

MOST = 7
STRENGTH, IMPROVEMENT = "strength", "improvement"
_STANDINGS = {STRENGTH: (Standing.FULL,), IMPROVEMENT: (Standing.NOTHING, Standing.PARTLY)}


@dataclass(frozen=True)
class Suggestion:
    """A criterion that may become a finding; kind is "strength" or "improvement"."""

    kind: str
    area: str
    question: str
    criterion: str


def suggest(points: Points, taken: Mapping[str, Collection[str]]) -> tuple[Suggestion, ...]:
    """Return the suggestions in the order of the areas, strengths first.

    taken: kind -> criteria that a finding of that kind names already; the same matter may be a strength and an area
    for improvement, so each kind is looked at by itself. Criteria that are not judged, not applicable, without
    evidence, or in place in one department alone suggest nothing.
    """
    return tuple(
        suggestion
        for area in points.areas
        for kind in _STANDINGS
        for suggestion in _of_area(area, kind, taken.get(kind, ()))
    )


def _of_area(area: AreaPoints, kind: str, taken: Collection[str]) -> list[Suggestion]:
    fitting = [
        (_weight(kind, criterion), Suggestion(kind, area.id, question.id, criterion.id))
        for question in area.questions
        for criterion in question.criteria
        if criterion.standing in _STANDINGS[kind] and criterion.id not in taken
    ]
    fitting.sort(key=lambda entry: entry[0], reverse=True)
    return [suggestion for _weight_of_it, suggestion in fitting[:MOST]]


def _weight(kind: str, criterion: CriterionPoints) -> Fraction:
    return criterion.earned if kind == STRENGTH else criterion.lost
