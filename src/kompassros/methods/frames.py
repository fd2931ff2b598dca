"""What an edition asks, as the frame that points are counted in, and how points are divided over it."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm


@dataclass(frozen=True)
class Criterion:
    """A criterion with its weight in the question, 1 or more."""

    id: str
    weight: int = 1


@dataclass(frozen=True)
class Question:
    """A question; ``maximum`` in points where it is published, else the area is divided by ``weight``, 1 or more."""

    id: str
    criteria: tuple[Criterion, ...]
    weight: int = 1
    maximum: Fraction | None = None


@dataclass(frozen=True)
class Area:
    """An area with the most points it can give, 0 or more."""

    id: str
    maximum: Fraction
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Frame:
    """What an edition asks, and how points are divided over it. Ids of criteria are unique."""

    areas: tuple[Area, ...]


@dataclass(frozen=True)
class Division:
    """How a frame's points are divided: exact maxima of questions, area by area, and of criteria, in order.

    Those of criteria are whole numbers over ``denominator``.
    """

    questions: tuple[tuple[Fraction, ...], ...]
    criteria: tuple[int, ...]
    denominator: int


def criteria_of(frame: Frame) -> tuple[Criterion, ...]:
    """Return the criteria in the order of the frame. Part of ``points.score``."""
    return tuple(one for area in frame.areas for question in area.questions for one in question.criteria)


def _divide_area(area: Area) -> tuple[Fraction, ...]:
    published = [question.maximum for question in area.questions if question.maximum is not None]
    left = area.maximum - sum(published)
    weights = sum(question.weight for question in area.questions if question.maximum is None)
    if min([area.maximum, *published]) < 0 or any(question.weight < 1 for question in area.questions):
        raise ValueError(f"area {area.id}: maxima must be 0 or more and weights 1 or more")
    if left < 0 or (left > 0 and area.questions and not weights):
        raise ValueError(f"area {area.id}: its questions' maxima do not add up to {area.maximum}")
    return tuple(
        left * question.weight / weights if question.maximum is None else question.maximum
        for question in area.questions
    )


def _divide_question(question: Question, maximum: Fraction) -> list[Fraction]:
    weights = sum(criterion.weight for criterion in question.criteria)
    return [maximum * criterion.weight / weights for criterion in question.criteria]


def _refuse_unfit_criteria(criteria: tuple[Criterion, ...]) -> None:
    if any(criterion.weight < 1 for criterion in criteria):
        raise ValueError("a criterion's weight must be 1 or more")
    if len({criterion.id for criterion in criteria}) < len(criteria):
        raise ValueError("a criterion occurs twice in the frame")


@lru_cache(maxsize=16)
def _divide_frame(frame: Frame) -> Division:
    _refuse_unfit_criteria(criteria_of(frame))
    questions = tuple(_divide_area(area) for area in frame.areas)
    exact = [
        maximum
        for area, maxima in zip(frame.areas, questions, strict=True)
        for question, most in zip(area.questions, maxima, strict=True)
        for maximum in _divide_question(question, most)
    ]
    denominator = lcm(*(maximum.denominator for maximum in exact))
    return Division(questions, tuple(int(maximum * denominator) for maximum in exact), denominator)


def divide(frame: Frame) -> Division:
    """Return the maxima of questions and criteria, in points. The last few frames are remembered.

    A question's maximum is the published one; what is left of the area is divided over the others by their weights.
    A criterion's is its question's, divided by the criteria's weights.

    ``ValueError`` for a negative maximum, a weight under 1, a criterion that occurs twice, and published maxima that
    pass their area's or are all there and fall short of it.

    Own choice: the criteria and weights behind published points are not public.
    """
    return _divide_frame(frame)
