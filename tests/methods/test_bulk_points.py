from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.bulk_points import CompiledFrame, Earned, compile_frame, encode, encode_row, totals
from kompassros.methods.frames import Area, Criterion, Frame, Question
from kompassros.methods.judgements import Judgement, Level, Reach
from kompassros.methods.points import score
from tests.methods.strategies import SHARES, judged_frames

QUESTION = Question("q", (Criterion("c"), Criterion("d", 2)))
FRAME = Frame((Area("a", Fraction(100), (QUESTION, Question("r", (Criterion("e"),)))),))


@pytest.mark.parametrize(
    ("judgement", "code"),
    [
        (None, 0),
        (Judgement(Level.PLANNED, Reach.WHOLE, 1), 0),
        (Judgement(Level.FULL, Reach.WHOLE, 0), 0),
        (Judgement(Level.FULL, Reach.UNIT, 1), 0),
        (Judgement(Level.FULL, Reach.SEVERAL, 1), 1),
        (Judgement(Level.PARTLY, Reach.WHOLE, 1), 1),
        (Judgement(Level.FULL, Reach.WHOLE, 1), 2),
        (Judgement(Level.NOT_APPLICABLE), 3),
    ],
)
def test_encode_gives_the_code_of_what_a_judgement_counts_as(judgement: Judgement | None, code: int) -> None:
    assert encode(judgement) == code


def test_totals_of_a_worked_example() -> None:
    compiled = compile_frame(FRAME)
    assert compiled.denominator == 6
    assert totals(compiled, [bytes([2, 1, 0]), bytes([0, 3, 2])]) == [
        Earned(questions=[200, 0], areas=[200], total=200),
        Earned(questions=[0, 300], areas=[300], total=300),
    ]
    assert compiled.points(200) == Fraction(100, 3)


def test_totals_without_rows_are_none_at_all() -> None:
    assert totals(compile_frame(FRAME), []) == []


@pytest.mark.parametrize("length", [2, 4])
def test_totals_refuses_a_row_of_another_length(length: int) -> None:
    with pytest.raises(ValueError, match=f"a row of {length} criteria for a frame of 3"):
        totals(compile_frame(FRAME), [bytes(length)])


def test_totals_refuses_an_unknown_code() -> None:
    with pytest.raises(IndexError):
        totals(compile_frame(FRAME), [bytes([0, 4, 0])])


def test_compile_frame_refuses_a_share_outside_nothing_and_all() -> None:
    with pytest.raises(ValueError, match="the share of partly must be from 0 to 1"):
        compile_frame(FRAME, Fraction(3, 2))


def in_points(compiled: CompiledFrame, numbers: list[int | None]) -> list[Fraction | None]:
    return [None if number is None else compiled.points(number) for number in numbers]


@given(judged_frames(least_criteria=0), SHARES, st.booleans())
def test_totals_equal_the_points_of_score(
    judged: tuple[Frame, dict[str, Judgement]], share: Fraction, after_another: bool
) -> None:
    frame, given_here = judged
    compiled, points = compile_frame(frame, share), score(frame, given_here, share)
    row = encode_row(compiled, given_here)
    assert row == bytes(encode(given_here.get(criterion)) for criterion in compiled.criteria)
    earned = totals(compiled, [bytes([2]) * len(row), row] if after_another else [row])[-1]
    questions = [question.earned for area in points.areas for question in area.questions]
    assert in_points(compiled, earned.questions) == questions
    assert in_points(compiled, earned.areas) == [area.earned for area in points.areas]
    assert in_points(compiled, [earned.total]) == [points.total.earned]
