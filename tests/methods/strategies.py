"""Generated frames and judgements for the tests of points."""

from fractions import Fraction

from hypothesis import strategies as st

from kompassros.methods.frames import Area, Criterion, Frame, Question, criteria_of
from kompassros.methods.judgements import Judgement, Level, Reach

WEIGHTS = st.integers(1, 4)
SHARES = st.sampled_from([Fraction(step, parts) for parts in (7, 12) for step in range(parts + 1)])
MAXIMA = st.integers(0, 600).map(lambda sixths: Fraction(sixths, 6))
EVERY_KIND = [Judgement(level, reach, evidence) for level in Level for reach in Reach for evidence in range(3)]
JUDGEMENTS = st.sampled_from(EVERY_KIND)
Published = tuple[list[int], int, Fraction | None]


def build_frame(areas: list[tuple[list[Published], Fraction]]) -> Frame:
    """Number everything; an area's maximum is what its questions have published, and the rest for the others."""
    built, number = [], 0
    for place, (given, rest) in enumerate(areas):
        questions = []
        for weights, weight, maximum in given:
            criteria = tuple(Criterion(f"c{number + step}", one) for step, one in enumerate(weights))
            number += len(weights)
            questions.append(Question(f"q{place}.{len(questions)}", criteria, weight, maximum))
        published = [one.maximum for one in questions if one.maximum is not None]
        whole = sum(published, Fraction(0)) + (rest if len(published) < len(questions) else 0)
        built.append(Area(f"a{place}", whole, tuple(questions)))
    return Frame(tuple(built))


def frames(least_criteria: int = 1) -> st.SearchStrategy[Frame]:
    """Frames of one to three areas; with ``least_criteria`` 0 some questions and areas are empty."""
    weights = st.lists(WEIGHTS, min_size=least_criteria, max_size=3)
    questions = st.lists(st.tuples(weights, WEIGHTS, st.none() | MAXIMA), min_size=min(1, least_criteria), max_size=3)
    return st.lists(st.tuples(questions, MAXIMA), min_size=least_criteria, max_size=3).map(build_frame)


@st.composite
def judged_frames(draw: st.DrawFn, least_criteria: int = 1) -> tuple[Frame, dict[str, Judgement]]:
    """A frame with judgements of some of its criteria."""
    frame = draw(frames(least_criteria))
    criteria = [one.id for one in criteria_of(frame)]
    given = draw(st.lists(st.sampled_from([None, *EVERY_KIND]), min_size=len(criteria), max_size=len(criteria)))
    return frame, {key: one for key, one in zip(criteria, given, strict=True) if one is not None}
