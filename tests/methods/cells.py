"""Generated cells for the tests of indicators: a few values or many, with and without ties."""

from random import Random

from hypothesis import strategies as st

MOST_UNITS = 400
WRITTEN = st.integers(-9999, 99999).map(lambda tenths: tenths / 10)
HALVES = st.integers(-(10**9), 10**9).map(lambda whole: (whole + 0.5) / 1e6)
VALUES = st.one_of(WRITTEN, HALVES, st.floats(-1e6, 1e6), st.just(-0.0), st.just(0.0))


@st.composite
def cells(draw: st.DrawFn, least: int = 1) -> list[float]:
    """Values of ``least`` to 400 units: any of a pool of up to twelve, or mostly different from each other."""
    number, random = draw(st.integers(least, MOST_UNITS)), Random(draw(st.integers(0, 10**6)))
    pool = draw(st.lists(VALUES, min_size=1, max_size=12))
    share_of_ties = draw(st.sampled_from([0.0, 0.4, 0.9, 1.0]))
    return [
        random.choice(pool)
        if random.random() < share_of_ties
        else round(random.uniform(-1e4, 1e4), random.randint(0, 8))
        for _ in range(number)
    ]


@st.composite
def cells_with_gaps(draw: st.DrawFn) -> list[float | None]:
    """Cells in which about a fifth of the units have no value."""
    values, random = draw(cells()), Random(draw(st.integers(0, 10**6)))
    return [None if random.random() < 0.2 else value for value in values]
