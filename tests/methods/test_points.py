from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.points import (
    Area,
    Criterion,
    Frame,
    Judgement,
    Level,
    Points,
    Question,
    Reach,
    Standing,
    score,
    totals_by_share,
)
from tests.methods.strategies import JUDGEMENTS, MAXIMA, SHARES, judged_frames

FULL, PARTLY = Judgement(Level.FULL, Reach.WHOLE, 1), Judgement(Level.PARTLY, Reach.WHOLE, 1)
OUT, PLANNED, NONE = Judgement(Level.NOT_APPLICABLE), Judgement(Level.PLANNED), Judgement(Level.NONE)
LEVELS = (Level.NONE, Level.PLANNED, Level.PARTLY, Level.FULL)
REACHES = (Reach.UNIT, Reach.ONE, Reach.SEVERAL, Reach.WHOLE)
Judged = tuple[Frame, dict[str, Judgement]]


def area(key: str, *questions: int, maximum: int = 100) -> Area:
    """Questions with so many criteria each: a1.1, a1.2, a2.1 ..."""
    return Area(
        key,
        Fraction(maximum),
        tuple(
            Question(f"{key}{place}", tuple(Criterion(f"{key}{place}.{step}") for step in range(1, size + 1)))
            for place, size in enumerate(questions, start=1)
        ),
    )


TWO_AREAS = Frame((area("a", 2, 1), area("b", 4)))
HUNDRED = Frame((area("a", 100),))


def hundred(**counts: Judgement) -> dict[str, Judgement]:
    """All in place but for the named ones: ``a1_1=OUT``."""
    given = {f"a1.{step}": FULL for step in range(1, 101)}
    return given | {key.replace("_", "."): judgement for key, judgement in counts.items()}


def taken_out(number: int) -> Points:
    return score(HUNDRED, hundred(**{f"a1_{step}": OUT for step in range(1, number + 1)}))


def test_score_of_a_worked_example() -> None:
    given = {"a1.1": FULL, "a1.2": PARTLY, "a2.1": PLANNED, "b1.1": replace(FULL, reach=Reach.SEVERAL), "b1.2": NONE}
    points = score(TWO_AREAS, given)
    first, second = points.areas
    assert [(one.earned, one.possible, one.maximum) for one in first.questions] == [
        (Fraction("37.5"), 50, 50),
        (0, 50, 50),
    ]
    assert (first.earned, first.rescaled, first.judged, first.count) == (Fraction("37.5"), Fraction("37.5"), 3, 3)
    assert (second.earned, second.possible, second.judged, second.count) == (Fraction("12.5"), 100, 2, 4)
    assert (points.total.earned, points.total.possible, points.total.maximum) == (50, 200, 200)
    assert (points.total.judged, points.total.count, points.unjudged) == (5, 7, 2)
    assert (points.unsupported, points.example_only) == ((), ())


def test_score_lists_what_is_unsupported_and_what_is_an_example_only() -> None:
    given = {"a1.1": Judgement(Level.FULL), "a1.2": Judgement(Level.FULL, Reach.UNIT, 2), "a2.1": FULL}
    points = score(TWO_AREAS, given)
    assert (points.unsupported, points.example_only) == (("a1.1",), ("a1.2",))
    assert points.areas[0].earned == 50
    assert [one.standing for one in points.areas[0].questions[0].criteria] == [Standing.UNSUPPORTED, Standing.EXAMPLE]


def test_score_tells_what_a_criterion_has_lost() -> None:
    points = score(TWO_AREAS, {"b1.1": FULL, "b1.2": PARTLY, "b1.3": OUT})
    (question,) = points.areas[1].questions
    assert [one.lost for one in question.criteria] == [0, Fraction("12.5"), 0, 25]


def test_score_shares_what_is_taken_out_to_nobody_inside_its_question() -> None:
    first = score(TWO_AREAS, {"a1.1": FULL, "a1.2": OUT, "a2.1": NONE}).areas[0]
    assert (first.questions[0].earned, first.questions[0].possible) == (25, 25)
    assert (first.earned, first.possible, first.maximum, first.rescaled) == (25, 75, 100, Fraction(100, 3))


@pytest.mark.parametrize(("number", "comparable"), [(0, True), (9, True), (10, True), (11, False), (100, False)])
def test_score_area_compares_up_to_exactly_a_tenth_taken_out(number: int, comparable: bool) -> None:
    points = taken_out(number)
    assert (points.areas[0].comparable, points.total.comparable) == (comparable, comparable)


@pytest.mark.parametrize(("weight", "comparable"), [(9, True), (8, False)])
def test_score_area_does_not_compare_just_over_a_tenth(weight: int, comparable: bool) -> None:
    question = Question("q", (Criterion("out"), Criterion("rest", weight)))
    points = score(Frame((Area("a", Fraction(100), (question,)),)), {"out": OUT, "rest": FULL})
    assert points.areas[0].comparable is comparable


def test_score_area_that_is_taken_out_whole_has_nothing_to_rescale() -> None:
    points = score(TWO_AREAS, {"a1.1": OUT, "a1.2": OUT, "a2.1": OUT, "b1.1": FULL})
    assert (points.areas[0].earned, points.areas[0].possible, points.areas[0].rescaled) == (0, 0, None)
    assert (points.total.earned, points.total.possible, points.total.rescaled) == (25, 100, None)
    assert not points.total.comparable


def test_score_rescaled_total_is_the_sum_of_the_areas() -> None:
    given = {"a1.1": FULL, "a1.2": OUT, "a2.1": NONE, "b1.1": FULL, "b1.2": FULL, "b1.3": OUT, "b1.4": NONE}
    assert score(TWO_AREAS, given).total.rescaled == Fraction(100, 3) + Fraction(200, 3)


@pytest.mark.parametrize("without", [area("b"), area("b", 0), area("b", 2, 0)])
def test_score_where_criteria_are_missing_gives_no_area_and_no_total(without: Area) -> None:
    points = score(Frame((area("a", 1), without)), {"a1.1": FULL})
    assert (points.areas[0].earned, points.areas[0].rescaled) == (100, 100)
    missing = points.areas[1]
    assert (missing.earned, missing.possible, missing.rescaled, missing.comparable) == (None, None, None, False)
    total = points.total
    assert (total.earned, total.possible, total.rescaled, total.comparable) == (None, None, None, False)
    assert total.maximum == 200


def test_score_question_without_criteria_has_no_points() -> None:
    points = score(Frame((area("a", 1, 0),)), {"a1.1": FULL})
    assert [one.earned for one in points.areas[0].questions] == [50, None]


def test_score_empty_frame_has_no_total() -> None:
    points = score(Frame(()), {})
    assert (points.areas, points.total.earned, points.total.maximum, points.unjudged) == ((), None, 0, 0)


def test_score_refuses_judgements_outside_the_frame() -> None:
    with pytest.raises(ValueError, match="judgements of criteria outside the frame: x, y"):
        score(TWO_AREAS, {"y": FULL, "x": FULL, "a1.1": FULL})


@pytest.mark.parametrize("share", [Fraction(-1, 100), Fraction(101, 100)])
def test_score_refuses_a_share_outside_nothing_and_all(share: Fraction) -> None:
    with pytest.raises(ValueError, match="the share of partly must be from 0 to 1"):
        score(TWO_AREAS, {}, share)


@pytest.mark.parametrize(("share", "earned"), [(0, 0), (Fraction(1, 3), Fraction(50, 3)), (1, 50)])
def test_score_share_of_partly_is_a_parameter(share: Fraction, earned: Fraction) -> None:
    assert score(TWO_AREAS, {"a2.1": PARTLY}, Fraction(share)).total.earned == earned


def test_totals_by_share_prints_a_quarter_a_half_and_three_quarters() -> None:
    totals = totals_by_share(TWO_AREAS, {"a1.1": FULL, "a2.1": PARTLY})
    assert {share: total.earned for share, total in totals.items()} == {
        Fraction(1, 4): Fraction("37.5"),
        Fraction(1, 2): 50,
        Fraction(3, 4): Fraction("62.5"),
    }


def rises(judgement: Judgement) -> list[Judgement]:
    """Every judgement one step above: in level, in reach, in evidence."""
    higher = [replace(judgement, evidence=judgement.evidence + 1)]
    for field, order in (("level", LEVELS), ("reach", REACHES)):
        value = getattr(judgement, field)
        higher += [replace(judgement, **{field: one}) for one in order[order.index(value) + 1 :]]
    return higher


@given(judged_frames(), SHARES, st.data())
def test_score_never_falls_when_a_judgement_rises(judged: Judged, share: Fraction, data: st.DataObject) -> None:
    frame, given_before = judged
    on_the_scale = sorted(key for key, one in given_before.items() if one.level is not Level.NOT_APPLICABLE)
    key = data.draw(st.sampled_from(on_the_scale)) if on_the_scale else None
    if key is None:
        return
    before = score(frame, given_before, share)
    for higher in rises(given_before[key]):
        after = score(frame, given_before | {key: higher}, share)
        assert before.total.earned is not None
        assert after.total.earned is not None
        assert after.total.earned >= before.total.earned
        assert after.total.possible == before.total.possible
        for old, new in zip(before.areas, after.areas, strict=True):
            assert (old.rescaled is None) == (new.rescaled is None)
            assert old.rescaled is None or (new.rescaled is not None and new.rescaled >= old.rescaled)


@given(judged_frames(), st.sampled_from(Reach), st.integers(0, 2))
def test_score_planned_never_adds(judged: Judged, reach: Reach, evidence: int) -> None:
    frame, given_before = judged
    planned = Judgement(Level.PLANNED, reach, evidence)
    lowered = {key: planned if one.level in (Level.NONE, Level.PLANNED) else one for key, one in given_before.items()}
    unjudged = {key: one for key, one in lowered.items() if one is not planned}
    assert score(frame, lowered).total.earned == score(frame, unjudged).total.earned
    assert score(frame, dict.fromkeys(lowered, planned)).total.earned == 0


@given(judged_frames(), SHARES)
def test_score_never_passes_a_maximum_and_adds_up(judged: Judged, share: Fraction) -> None:
    points = score(*judged, share)
    questions = [question for one in points.areas for question in one.questions]
    criteria = [criterion for question in questions for criterion in question.criteria]
    for part in (*criteria, *questions, *points.areas, points.total):
        assert part.earned is not None
        assert part.possible is not None
        assert 0 <= part.earned <= part.possible <= part.maximum
    for whole in (*points.areas, points.total):
        assert whole.rescaled is None or 0 <= whole.rescaled <= whole.maximum
    assert sum(one.earned for one in criteria) == points.total.earned
    assert sum(one.lost for one in criteria) == sum(one.possible - one.earned for one in criteria)
    assert sum(one.count - one.judged for one in points.areas) == points.unjudged


@given(judged_frames(least_criteria=0), st.data())
def test_score_taking_out_never_divides_by_nothing(judged: Judged, data: st.DataObject) -> None:
    frame, given_before = judged
    out = data.draw(st.sets(st.sampled_from(sorted(given_before)))) if given_before else set()
    points = score(frame, given_before | dict.fromkeys(out, OUT))
    for one in points.areas:
        assert (one.rescaled is None) == (not one.possible)
        assert one.possible is None or one.comparable == ((one.maximum - one.possible) * 10 <= one.maximum)
    assert (points.total.rescaled is None) == (not points.areas or any(one.rescaled is None for one in points.areas))


@given(judged_frames(), SHARES)
def test_score_partly_lies_between_nothing_and_all(judged: Judged, share: Fraction) -> None:
    nothing, between, everything = (score(*judged, one).total.earned for one in (Fraction(0), share, Fraction(1)))
    assert nothing is not None
    assert between is not None
    assert everything is not None
    assert between == nothing + share * (everything - nothing)


@given(MAXIMA, JUDGEMENTS)
def test_score_everything_in_place_gives_the_maximum_of_whatever_size(maximum: Fraction, other: Judgement) -> None:
    frame = Frame((replace(area("a", 3, 2, 7), maximum=maximum), area("b", 1)))
    criteria = [criterion.id for one in frame.areas for question in one.questions for criterion in question.criteria]
    points = score(frame, dict.fromkeys(criteria, FULL) | {"b1.1": other})
    assert points.areas[0].earned == maximum
