"""What the judgements suggest."""

from fractions import Fraction

from kompassros.evaluations.findings.suggesting import MOST, Suggestion, suggest
from kompassros.methods.points import Area, Criterion, Frame, Judgement, Level, Question, Reach, score

FRAME = Frame(
    (
        Area(
            "a",
            Fraction(100),
            (
                Question("q1", (Criterion("heavy", 3), Criterion("light", 1))),
                Question("q2", (Criterion("third"), Criterion("fourth"))),
            ),
        ),
    )
)


def judged(**levels: tuple[Level, Reach, int]) -> tuple[Suggestion, ...]:
    judgements = {criterion: Judgement(*given) for criterion, given in levels.items()}
    return suggest(score(FRAME, judgements), {})


def test_suggest_strengths_and_improvements_with_the_weightiest_first() -> None:
    found = judged(
        light=(Level.FULL, Reach.WHOLE, 1),
        heavy=(Level.FULL, Reach.WHOLE, 1),
        third=(Level.NONE, Reach.WHOLE, 0),
        fourth=(Level.PARTLY, Reach.WHOLE, 2),
    )
    assert [(one.kind, one.criterion) for one in found] == [
        ("strength", "heavy"),
        ("strength", "light"),
        ("improvement", "third"),
        ("improvement", "fourth"),
    ]
    assert {one.question for one in found if one.criterion in ("third", "fourth")} == {"q2"}


def test_suggest_nothing_of_what_is_unsupported_unjudged_or_in_one_department() -> None:
    found = judged(
        heavy=(Level.FULL, Reach.WHOLE, 0),
        light=(Level.FULL, Reach.ONE, 3),
        third=(Level.NOT_APPLICABLE, Reach.WHOLE, 0),
    )
    assert found == ()


def test_suggest_leaves_out_what_a_finding_of_the_same_kind_names() -> None:
    points = score(FRAME, {"third": Judgement(Level.PARTLY, Reach.WHOLE, 1)})
    assert [one.criterion for one in suggest(points, {"strength": {"third"}})] == ["third"]
    assert suggest(points, {"improvement": {"third"}}) == ()


def test_suggest_at_most_seven_of_a_kind_in_an_area() -> None:
    many = tuple(Criterion(f"c{number}") for number in range(MOST + 3))
    frame = Frame((Area("a", Fraction(100), (Question("q", many),)),))
    points = score(frame, {one.id: Judgement(Level.NONE, Reach.WHOLE, 0) for one in many})
    assert len(suggest(points, {})) == MOST
