from fractions import Fraction

import pytest
from hypothesis import given

from kompassros.methods.frames import Area, Criterion, Frame, Question, criteria_of, divide
from tests.methods.strategies import frames


def frame(*questions: Question, maximum: int = 100) -> Frame:
    return Frame((Area("a", Fraction(maximum), questions),))


def question(key: str, *weights: int, weight: int = 1, maximum: int | None = None) -> Question:
    criteria = tuple(Criterion(f"{key}.{place}", one) for place, one in enumerate(weights))
    return Question(key, criteria, weight, None if maximum is None else Fraction(maximum))


def test_divide_shares_equally_where_no_weight_is_set() -> None:
    division = divide(frame(question("q", 1, 1), question("r", 1, 1, 1)))
    assert division.questions == ((Fraction(50), Fraction(50)),)
    assert (division.criteria, division.denominator) == ((75, 75, 50, 50, 50), 3)


def test_divide_weighs_questions_and_criteria() -> None:
    division = divide(frame(question("q", 1, 3, weight=1), question("r", 1, weight=4)))
    assert division.questions == ((Fraction(20), Fraction(80)),)
    assert (division.criteria, division.denominator) == ((5, 15, 80), 1)


def test_divide_takes_the_published_maximum_and_divides_the_rest() -> None:
    division = divide(frame(question("q", 1, maximum=40), question("r", 1), question("s", 1)))
    assert division.questions == ((Fraction(40), Fraction(30), Fraction(30)),)


@pytest.mark.parametrize("last", [59, 61])
def test_divide_refuses_published_maxima_that_do_not_add_up(last: int) -> None:
    with pytest.raises(ValueError, match="area a: its questions' maxima do not add up to 100"):
        divide(frame(question("q", 1, maximum=40), question("r", 1, maximum=last)))


def test_divide_accepts_published_maxima_that_add_up() -> None:
    division = divide(frame(question("q", 1, maximum=40), question("r", 1, maximum=60)))
    assert (division.criteria, division.denominator) == ((40, 60), 1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (frame(question("q", 0)), "a criterion's weight must be 1 or more"),
        (frame(question("q", 1, weight=0)), "maxima must be 0 or more and weights 1 or more"),
        (frame(question("q", 1), maximum=-1), "maxima must be 0 or more and weights 1 or more"),
        (frame(question("q", 1, maximum=-1)), "maxima must be 0 or more and weights 1 or more"),
        (frame(question("q", 1), question("q", 1)), "a criterion occurs twice in the frame"),
    ],
)
def test_divide_refuses_a_frame_that_cannot_hold(wrong: Frame, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        divide(wrong)


def test_divide_area_without_points_or_criteria() -> None:
    assert divide(frame(question("q", 1), maximum=0)).criteria == (0,)
    assert divide(frame(question("q"))).questions == ((Fraction(100),),)
    assert divide(frame()).questions == ((),)


@given(frames())
def test_divide_gives_away_every_area_exactly(made: Frame) -> None:
    division = divide(made)
    assert [sum(maxima) for maxima in division.questions] == [area.maximum for area in made.areas]
    assert len(division.criteria) == len(criteria_of(made))
    assert Fraction(sum(division.criteria), division.denominator) == sum(area.maximum for area in made.areas)
    assert all(maximum >= 0 for maximum in division.criteria)
