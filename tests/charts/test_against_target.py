from collections.abc import Callable
from typing import Any

import pytest

from kompassros.charts.against_target import Against, AgainstTexts, against_target
from kompassros.charts.figure import Figure
from kompassros.charts.theme import colour
from tests.charts.drawn import check_drawn, check_marks_inside, meeting_texts, specs, words

TEXTS = AgainstTexts("Indikator", "2026", "Tidigare", "Mål")
BELOW = Against("Sjukfrånvaro", "6,2 %", "7,1 %", "< 6 %", 6.2, 7.1, (None, 6))
BETWEEN = Against("Resultat", "1,9 %", "2,4 %", "mellan 1,75 och 3 %", 1.9, 2.4, (1.75, 3))
SENTENCE = "Andel elever i årskurs nio som är behöriga till yrkesprogram på gymnasiet i kommunens egna skolor, " * 3
LONG = Against(
    SENTENCE.strip(), "88 %", "inte mätt", "minst 90 %; lägsta godtagbara nivå är 84 %", 88, None, (90, None)
)
MISSING = Against("Nöjda brukare", "inte mätt", "inte mätt", "> 70", None, None, (70, None))
WORDS_ONLY = Against("Tre tal", "8 / 3 / 19", "inte mätt", "bättre", None)


def drawn(*indicators: Against) -> Figure:
    """The picture of some indicators."""
    return against_target(name="targets", indicators=indicators, title="t", description="d", texts=TEXTS)


def test_targets_are_drawn_in_both_sizes_and_themes() -> None:
    figure = drawn(BELOW, BETWEEN, LONG, MISSING, WORDS_ONLY)
    check_drawn(figure)
    check_marks_inside(figure)
    assert [spec["width"] for spec in specs(figure)] == [760, 360]


def test_targets_no_text_meets_another_or_is_cut(assert_nothing_cut: Callable[[Figure], None]) -> None:
    for indicators in ((BELOW,), (LONG, LONG), (BELOW, BETWEEN, LONG, MISSING, WORDS_ONLY), (WORDS_ONLY,)):
        figure = drawn(*indicators)
        assert_nothing_cut(figure)
        assert [meeting_texts(spec) for spec in specs(figure)] == [[], []]


def test_targets_marks_lie_in_the_order_of_their_numbers(charts: Any) -> None:
    figure = drawn(BELOW)
    (bar,) = charts.rows_of(figure.spec, "bars")
    now, before = sorted(charts.rows_of(figure.spec, "signs"), key=lambda row: row["y"])[:2]
    places = {row["fill"]: row["x"] for row in (now, before)}
    assert bar["x"] + bar["width"] < places[colour("own")] < places[colour("ground")]


def test_targets_open_ends_reach_the_end_of_the_scale(charts: Any) -> None:
    (low,) = charts.rows_of(drawn(BELOW).spec, "bars")
    (high,) = charts.rows_of(drawn(MISSING).spec, "bars")
    (both,) = charts.rows_of(drawn(BETWEEN).spec, "bars")
    assert low["x"] < both["x"]
    assert high["x"] + high["width"] > both["x"] + both["width"]


def test_targets_without_a_number_have_words_and_no_mark(charts: Any) -> None:
    figure = drawn(WORDS_ONLY)
    assert {"8 / 3 / 19", "bättre"} <= set(words(figure.spec))
    assert charts.rows_of(figure.spec, "signs") == []


def test_targets_table_has_everything_as_printed() -> None:
    figure = drawn(BELOW, WORDS_ONLY)
    assert figure.columns == ("Indikator", "Tidigare", "2026", "Mål")
    assert figure.rows == (
        ("Sjukfrånvaro", "7,1 %", "6,2 %", "< 6 %"),
        ("Tre tal", "inte mätt", "8 / 3 / 19", "bättre"),
    )


def test_targets_need_an_indicator() -> None:
    with pytest.raises(ValueError, match="at least one indicator"):
        drawn()
