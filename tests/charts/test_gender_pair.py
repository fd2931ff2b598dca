from collections.abc import Callable
from typing import Any

import pytest

from kompassros.charts.figure import Figure
from kompassros.charts.gender_pair import GenderPeriod, GenderTexts, Measured, gender_pair
from kompassros.charts.theme import colour
from tests.charts.drawn import check_drawn, check_marks_inside, meeting_texts, specs, words

TEXTS = GenderTexts("År", "Kvinnor", "Män", "K", "M")
MISSING = Measured(None, "uppgiften är för få personer och visas därför inte")


def value(number: float) -> Measured:
    """A value with its number as text."""
    return Measured(number, f"{number:.1f}")


def pair(*periods: tuple[str, Measured, Measured]) -> Figure:
    """The picture of some periods."""
    return gender_pair(
        name="pair",
        periods=[GenderPeriod(*period) for period in periods],
        title="t",
        description="d",
        format_number=str,
        decimals=1,
        texts=TEXTS,
    )


FIVE = tuple((str(2020 + n), value(1234567.5 + 1000 * n), value(1240000.5 - 900 * n)) for n in range(5))


def test_pair_is_drawn_in_both_sizes_and_themes() -> None:
    figure = pair(*FIVE, ("2025", value(1230000), MISSING))
    check_drawn(figure)
    check_marks_inside(figure)
    assert [spec["width"] for spec in specs(figure)] == [640, 340]


def test_pair_no_text_meets_another_or_is_cut(assert_nothing_cut: Callable[[Figure], None]) -> None:
    for periods in (FIVE, (*FIVE, ("2025", value(1230000), MISSING), ("2026", MISSING, MISSING)), FIVE[:1]):
        figure = pair(*periods)
        assert_nothing_cut(figure)
        assert [meeting_texts(spec) for spec in specs(figure)] == [[], []]


def test_pair_prints_every_value_after_its_short_word(charts: Any) -> None:
    figure = pair(("2023", value(52), value(48)), ("2024", value(47), value(50)))
    assert {"K 52.0", "M 48.0", "K 47.0", "M 50.0", "Kvinnor", "Män", "2023", "2024"} <= set(words(figure.spec))
    rows = {row["text"]: (row["x"], row["align"]) for row in charts.rows_of(figure.spec, "texts")}
    assert [rows[text][1] for text in ("K 52.0", "M 48.0", "K 47.0", "M 50.0")] == ["left", "right", "right", "left"]
    assert rows["M 48.0"][0] < rows["K 52.0"][0]


def test_pair_marks_differ_by_shape_and_are_joined(charts: Any) -> None:
    figure = pair(("2024", value(52), value(48)))
    signs = charts.rows_of(figure.spec, "signs")
    assert [(row["shape"], row["fill"]) for row in signs[:2]] == [
        ("square", colour("ground")),
        ("circle", colour("own")),
    ]
    assert len(signs) == 2 + 2
    assert len(charts.rows_of(figure.spec, "curves")) == 1


def test_pair_of_equal_values_shows_the_circle_within_the_square(charts: Any) -> None:
    square, circle, *_ = charts.rows_of(pair(("2024", value(50), value(50))).spec, "signs")
    assert (square["x"], square["y"]) == (circle["x"], circle["y"])
    assert (square["shape"], circle["shape"]) == ("square", "circle")
    assert circle["size"] < square["size"]


def test_pair_says_why_a_value_is_missing_and_draws_no_mark_for_it(charts: Any) -> None:
    figure = pair(("2023", value(52), MISSING), ("2024", MISSING, MISSING))
    assert len(charts.rows_of(figure.spec, "signs")) == 1 + 2
    assert not charts.rows_of(figure.spec, "curves")
    assert words(figure.spec).count(f"M {MISSING.text}") == 2
    assert figure.rows == (("2023", "52.0", MISSING.text), ("2024", MISSING.text, MISSING.text))
    assert figure.columns == ("År", "Kvinnor", "Män")


def test_pair_without_any_value_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a value"):
        pair(("2024", MISSING, MISSING))
