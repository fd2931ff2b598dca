"""The points of an evaluation: from judged criteria to questions, areas and the total."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from kompassros.methods.frames import Area, Criterion, Frame, Question, criteria_of, divide
from kompassros.methods.judgements import Judgement, Level, Reach, Standing

__all__ = [
    "Area",
    "AreaPoints",
    "Criterion",
    "CriterionPoints",
    "Frame",
    "Judgement",
    "Level",
    "Points",
    "Question",
    "QuestionPoints",
    "Reach",
    "Standing",
    "Sum",
    "score",
    "totals_by_share",
]

PARTLY = Fraction(1, 2)
PRINTED_SHARES = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
MOST_TAKEN_OUT = Fraction(1, 10)


@dataclass(frozen=True)
class CriterionPoints:
    """What a criterion gives, could give, and gives at most in the frame. Nothing is possible where it is taken out."""

    id: str
    standing: Standing
    earned: Fraction
    possible: Fraction
    maximum: Fraction

    @property
    def lost(self) -> Fraction:
        """What "in place in the whole organisation, with evidence" would give, less what the criterion gives."""
        return self.possible - self.earned


@dataclass(frozen=True)
class QuestionPoints:
    """A question's points; ``earned`` and ``possible`` are ``None`` where it has no criteria."""

    id: str
    earned: Fraction | None
    possible: Fraction | None
    maximum: Fraction
    criteria: tuple[CriterionPoints, ...]


@dataclass(frozen=True)
class Sum:
    """The points of an area or in all.

    ``earned`` and ``possible`` are ``None`` where a question has no criteria; ``rescaled`` also where nothing is
    possible. ``judged`` of ``count`` criteria have a judgement, "not applicable" among them.
    """

    earned: Fraction | None
    possible: Fraction | None
    maximum: Fraction
    rescaled: Fraction | None
    comparable: bool
    judged: int
    count: int


@dataclass(frozen=True)
class AreaPoints(Sum):
    """An area's points with its questions, in the order of the frame."""

    id: str
    questions: tuple[QuestionPoints, ...]


@dataclass(frozen=True)
class Points:
    """The tree of points, and the ids of criteria that need a word, in the order of the frame.

    ``unsupported`` are judged above planned without evidence, ``example_only`` in place in one department or unit
    alone; both give nothing. ``unjudged`` is the number of criteria that give nothing yet.
    """

    areas: tuple[AreaPoints, ...]
    total: Sum
    unsupported: tuple[str, ...]
    example_only: tuple[str, ...]
    unjudged: int


class _Tally(NamedTuple):
    """A criterion's points as whole numbers over the denominator of the whole computation."""

    id: str
    standing: Standing
    earned: int
    possible: int
    maximum: int


def refuse_share(partly: Fraction) -> None:
    """Raise ``ValueError`` unless the share is from 0 to 1. Part of ``score``."""
    if not 0 <= partly <= 1:
        raise ValueError(f"the share of partly must be from 0 to 1, not {partly}")


def _all_or_none(values: Iterable[Fraction | None]) -> Fraction | None:
    """Add up, unless one is missing or there is none: a sum over some of the parts is never given."""
    given = list(values)
    known = [value for value in given if value is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(given) else None


def _tally(frame: Frame, judgements: Mapping[str, Judgement], partly: Fraction) -> Iterator[_Tally]:
    """Yield the criteria in order; the denominator is the frame's times the share's."""
    part, whole = partly.as_integer_ratio()
    factors = {Standing.FULL: whole, Standing.PARTLY: part}
    for criterion, maximum in zip(criteria_of(frame), divide(frame).criteria, strict=True):
        judgement = judgements.get(criterion.id)
        counts_as = Standing.UNJUDGED if judgement is None else judgement.standing
        possible = 0 if counts_as is Standing.TAKEN_OUT else maximum * whole
        yield _Tally(criterion.id, counts_as, maximum * factors.get(counts_as, 0), possible, maximum * whole)


def _score_question(question: Question, maximum: Fraction, tallies: list[_Tally], denominator: int) -> QuestionPoints:
    criteria = tuple(
        CriterionPoints(one.id, one.standing, *(Fraction(number, denominator) for number in one[2:])) for one in tallies
    )
    if not criteria:
        return QuestionPoints(question.id, None, None, maximum, ())
    earned, possible = (sum(numbers) for numbers in zip(*((one.earned, one.possible) for one in tallies), strict=True))
    return QuestionPoints(
        question.id, Fraction(earned, denominator), Fraction(possible, denominator), maximum, criteria
    )


def _score_area(area: Area, questions: tuple[QuestionPoints, ...]) -> AreaPoints:
    standings = [criterion.standing for question in questions for criterion in question.criteria]
    earned = _all_or_none(question.earned for question in questions)
    possible = _all_or_none(question.possible for question in questions)
    return AreaPoints(
        earned=earned,
        possible=possible,
        maximum=area.maximum,
        rescaled=earned * area.maximum / possible if earned is not None and possible else None,
        comparable=possible is not None and area.maximum - possible <= area.maximum * MOST_TAKEN_OUT,
        judged=sum(one is not Standing.UNJUDGED for one in standings),
        count=len(standings),
        id=area.id,
        questions=questions,
    )


def _score_areas(frame: Frame, tallies: list[_Tally], denominator: int) -> Iterator[AreaPoints]:
    following = iter(tallies)
    for area, maxima in zip(frame.areas, divide(frame).questions, strict=True):
        questions = tuple(
            _score_question(question, maximum, [*islice(following, len(question.criteria))], denominator)
            for question, maximum in zip(area.questions, maxima, strict=True)
        )
        yield _score_area(area, questions)


def _add_up(areas: tuple[AreaPoints, ...]) -> Sum:
    return Sum(
        earned=_all_or_none(area.earned for area in areas),
        possible=_all_or_none(area.possible for area in areas),
        maximum=sum((area.maximum for area in areas), Fraction(0)),
        rescaled=_all_or_none(area.rescaled for area in areas),
        comparable=bool(areas) and all(area.comparable for area in areas),
        judged=sum(area.judged for area in areas),
        count=sum(area.count for area in areas),
    )


def score(frame: Frame, judgements: Mapping[str, Judgement], partly: Fraction = PARTLY) -> Points:
    """Return the points of an evaluation, from every criterion up to the total.

    ``judgements`` holds what is judged, by the criterion's id; ``partly`` is the share that "partly in place" gives,
    from 0 to 1. Points are exact and in the unit of the areas' maxima; round them once, when they are printed.

        criterion = its maximum x (1 in place, ``partly`` partly in place, else 0)        see ``weigh``
        question  = sum of its criteria        area = sum of its questions        total = sum of the areas
        possible  = the same with every criterion in place, less those that are "not applicable"
        rescaled  = earned x maximum / possible for an area; the sum of the areas' for the total

    * What is "not applicable" is taken out and shared out to nobody inside its question; the area alone is rescaled.
      An area with nothing possible has no rescaled points, and then there are none in all.
    * An area is not comparable when strictly more than ``MOST_TAKEN_OUT`` of its maximum is taken out, or when it
      has no points; the total is comparable when every area is.
    * A criterion without a judgement gives nothing yet; it stays possible and is counted in ``unjudged``.
    * A question without criteria has no points, nor has its area, nor is there a total: a sum over some of the
      questions or areas is never given.

    ``ValueError`` for a judgement of a criterion outside the frame, a share outside 0 to 1, and a frame whose maxima
    or weights do not fit (``divide``).

    Own choice: the shares and what is taken out. No association publishes how it does this.
    """
    refuse_share(partly)
    tallies = list(_tally(frame, judgements, partly))
    unknown = sorted(judgements.keys() - {one.id for one in tallies})
    if unknown:
        raise ValueError(f"judgements of criteria outside the frame: {', '.join(unknown)}")
    areas = tuple(_score_areas(frame, tallies, divide(frame).denominator * partly.denominator))
    return Points(
        areas=areas,
        total=_add_up(areas),
        unsupported=tuple(one.id for one in tallies if one.standing is Standing.UNSUPPORTED),
        example_only=tuple(one.id for one in tallies if one.standing is Standing.EXAMPLE),
        unjudged=sum(one.standing is Standing.UNJUDGED for one in tallies),
    )


def totals_by_share(
    frame: Frame, judgements: Mapping[str, Judgement], shares: Iterable[Fraction] = PRINTED_SHARES
) -> dict[Fraction, Sum]:
    """Return the total for several shares of "partly in place", by share in the order given.

    It shows how much of a total rests on that choice. Errors as ``score``. Own choice.
    """
    return {share: score(frame, judgements, share).total for share in shares}
