from collections.abc import Callable
from typing import Any

import pytest

from kompassros.charts.figure import Figure

LABELS = ("Granby", "Storby", "Lillby", "Strandköping med ett långt namn", "Median, n = 31")


def test_side_by_side_has_a_mark_per_value_and_one_per_label(charts: Any) -> None:
    gap = charts.profile("Storby", "other", 50, None, 50, 50, 50, 50, 50, 50)
    figure = charts.side(charts.full(), gap)
    assert len(charts.rows_of(figure.spec, "signs")) == 8 + 7 + 2
    assert figure.rows[1] == (charts.names[1], "74", "uppgift saknas")
    assert f"Storby – {charts.names[1]}: uppgift saknas." in figure.description


def test_side_by_side_equal_values_do_not_hide_each_other(charts: Any) -> None:
    figure = charts.side(*(charts.full("other", label) for label in LABELS))
    for spec in (figure.spec, figure.compact):
        places = [(row["x"], row["y"]) for row in charts.rows_of(spec, "signs")]
        assert len(set(places)) == len(places)


def test_side_by_side_profiles_differ_by_more_than_colour(charts: Any) -> None:
    figure = charts.side(*(charts.full("other", label) for label in LABELS))
    looks = {(row["shape"], row["strokeWidth"]) for row in charts.rows_of(figure.spec, "signs")}
    assert len(looks) == len(LABELS)


@pytest.mark.parametrize("count", [2, 5])
def test_side_by_side_cuts_nothing(charts: Any, count: int, assert_nothing_cut: Callable[[Figure], None]) -> None:
    assert_nothing_cut(charts.side(*(charts.full("other", label) for label in LABELS[:count])))


@pytest.mark.parametrize("count", [1, 6])
def test_side_by_side_refuses_too_few_and_too_many(charts: Any, count: int) -> None:
    with pytest.raises(ValueError, match="2 to 5"):
        charts.side(*(charts.full("other", str(number)) for number in range(count)))
