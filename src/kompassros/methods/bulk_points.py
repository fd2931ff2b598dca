"""The points of many evaluations by one frame at once, equal to ``points.score`` and many times faster."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, repeat
from operator import attrgetter, getitem, sub
from typing import NamedTuple

from kompassros.methods.frames import Frame, criteria_of, divide
from kompassros.methods.judgements import Judgement, Level, Standing
from kompassros.methods.points import PARTLY, refuse_share

NOTHING_CODE, PARTLY_CODE, FULL_CODE, TAKEN_OUT_CODE = range(4)

_CODES = {
    Standing.UNJUDGED: NOTHING_CODE,
    Standing.NOTHING: NOTHING_CODE,
    Standing.UNSUPPORTED: NOTHING_CODE,
    Standing.EXAMPLE: NOTHING_CODE,
    Standing.PARTLY: PARTLY_CODE,
    Standing.FULL: FULL_CODE,
    Standing.TAKEN_OUT: TAKEN_OUT_CODE,
}
_NOT_JUDGED = Judgement(Level.NONE)
_standing = attrgetter("standing")


class Earned(NamedTuple):
    """Earned points of one evaluation as whole numbers over the compiled frame's denominator.

    In the frame's order; ``None`` where ``points.score`` gives none.
    """

    questions: list[int | None]
    areas: list[int | None]
    total: int | None


@dataclass(frozen=True)
class CompiledFrame:
    """A frame made ready for many rows.

    ``gains`` holds for each criterion what the codes 0 to 3 give, over ``denominator``. ``question_ends`` and
    ``area_ends`` are places in the running sum of a row; ``open_questions`` and ``open_areas`` have no points,
    because criteria are missing.
    """

    criteria: tuple[str, ...]
    denominator: int
    gains: tuple[tuple[int, int, int, int], ...]
    question_ends: tuple[int, ...]
    area_ends: tuple[int, ...]
    open_questions: tuple[int, ...]
    open_areas: tuple[int, ...]

    def points(self, numerator: int) -> Fraction:
        """Return points for one of the numbers of ``totals``."""
        return Fraction(numerator, self.denominator)


def compile_frame(frame: Frame, partly: Fraction = PARTLY) -> CompiledFrame:
    """Make a frame ready for ``totals``, once for many evaluations. Errors as ``points.score``."""
    refuse_share(partly)
    division = divide(frame)
    part, whole = partly.as_integer_ratio()
    questions = [question for area in frame.areas for question in area.questions]
    return CompiledFrame(
        criteria=tuple(criterion.id for criterion in criteria_of(frame)),
        denominator=division.denominator * whole,
        gains=tuple((0, maximum * part, maximum * whole, 0) for maximum in division.criteria),
        question_ends=_ends(len(question.criteria) for question in questions),
        area_ends=_ends(sum(len(question.criteria) for question in area.questions) for area in frame.areas),
        open_questions=tuple(place for place, question in enumerate(questions) if not question.criteria),
        open_areas=tuple(
            place
            for place, area in enumerate(frame.areas)
            if not area.questions or not all(question.criteria for question in area.questions)
        ),
    )


def _ends(lengths: Iterable[int]) -> tuple[int, ...]:
    return tuple(accumulate(lengths))


def encode(judgement: Judgement | None) -> int:
    """Return the code of a judgement in a row: 0 gives nothing, 1 partly, 2 in place, 3 taken out.

    A criterion without a judgement is ``None``.
    """
    return _CODES[Standing.UNJUDGED if judgement is None else judgement.standing]


def encode_row(compiled: CompiledFrame, judgements: Mapping[str, Judgement]) -> bytes:
    """Return one evaluation as a row: a byte for each criterion, in the frame's order.

    Judgements of criteria outside the frame are not looked at.
    """
    found = map(judgements.get, compiled.criteria, repeat(_NOT_JUDGED))
    return bytes(map(_CODES.__getitem__, map(_standing, found)))


def _differences(sums: list[int], ends: tuple[int, ...]) -> list[int | None]:
    """Return what was added between one end and the next."""
    reached = [sums[end] for end in ends]
    return [*map(sub, reached, [0, *reached])]


def _add_up(compiled: CompiledFrame, row: bytes) -> Earned:
    if len(row) != len(compiled.gains):
        raise ValueError(f"a row of {len(row)} criteria for a frame of {len(compiled.gains)}")
    sums = [*accumulate(map(getitem, compiled.gains, row), initial=0)]
    questions, areas = _differences(sums, compiled.question_ends), _differences(sums, compiled.area_ends)
    for place in compiled.open_questions:
        questions[place] = None
    for place in compiled.open_areas:
        areas[place] = None
    return Earned(questions, areas, None if compiled.open_areas or not areas else sums[-1])


def totals(compiled: CompiledFrame, rows: Iterable[bytes]) -> list[Earned]:
    """Return the earned points of many evaluations: of every question, every area, and in all.

    A row has one code for each criterion, as ``encode`` gives it. The numbers are whole, over the compiled frame's
    denominator, and equal what ``points.score`` calls ``earned``; "possible" and "rescaled" are left to that function.
    A question's points are the difference of two places in the running sum of its row, so a row is added up once.

    ``ValueError`` for a row of another length, ``IndexError`` for a code over 3.
    """
    return [_add_up(compiled, row) for row in rows]
