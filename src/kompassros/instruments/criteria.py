"""The criteria of an edition: in order, each with its place, and as the frame that points are counted in."""

from dataclasses import dataclass
from fractions import Fraction

from kompassros.instruments.exchange_schema import Area, Criterion, EditionFile, Question, QuestionWithCriteria
from kompassros.instruments.outline import area_maximum
from kompassros.methods import points

OWN = "Kompassros"


@dataclass(frozen=True)
class Placed:
    """A criterion with its question and area; `number` is its printed place, such as "1.2.3"."""

    area: Area
    question: Question
    criterion: Criterion
    number: str


def criteria_of(question: Question) -> tuple[Criterion, ...]:
    """Return the criteria of a question in their order; none in an edition of format 1."""
    return question.criteria if isinstance(question, QuestionWithCriteria) else ()


def weight_of(question: Question) -> int:
    """Return the weight of a question in its area; 1 in an edition of format 1."""
    return question.weight if isinstance(question, QuestionWithCriteria) else 1


def placed(outline: EditionFile) -> dict[str, Placed]:
    """Return every criterion of an edition by its id, in the order of areas, questions and criteria."""
    return {
        criterion.id: Placed(area, question, criterion, f"{question.no}.{place}")
        for area in outline.areas
        for question in area.questions or ()
        for place, criterion in enumerate(criteria_of(question), start=1)
    }


def count_criteria(outline: EditionFile) -> int:
    """Return how many criteria an edition has; 0 in an edition of format 1."""
    return len(placed(outline))


def is_ours(outline: EditionFile) -> bool:
    """Return whether Kompassros itself owns the instrument, so that nobody takes its texts for an association's."""
    return OWN in outline.instrument.owners


def judged_areas(outline: EditionFile) -> tuple[Area, ...]:
    """Return the areas in which anything can be judged: those with a criterion."""
    return tuple(area for area in outline.areas if any(criteria_of(question) for question in area.questions or ()))


def frame(outline: EditionFile) -> points.Frame:
    """Return what points are counted in: every area of the edition, with weights and exact maxima.

    A question's maximum is None where it is not published; then the area is divided by the weights (methods/points).
    An area without criteria has no points, and so there is no total: a sum over some of the areas is never given.
    Areas whose maximum is not published are left out; nobody can order an evaluation by such an edition.
    """
    maxima = ((area, area_maximum(outline, area)) for area in outline.areas)
    return points.Frame(tuple(_framed(area, Fraction(most)) for area, most in maxima if most is not None))


def _framed(area: Area, maximum: Fraction) -> points.Area:
    return points.Area(area.id, maximum, tuple(_question(question) for question in area.questions or ()))


def has_all_maxima(outline: EditionFile) -> bool:
    """Return whether the maximum of every area is known, without which no points can be counted."""
    return all(area_maximum(outline, area) is not None for area in outline.areas)


def _question(question: Question) -> points.Question:
    criteria = tuple(points.Criterion(criterion.id, criterion.weight) for criterion in criteria_of(question))
    maximum = None if question.maximum is None else Fraction(question.maximum)
    return points.Question(question.id, criteria, weight_of(question), maximum)
