from collections.abc import Callable
from typing import Any

import pytest

from kompassros.charts.figure import Figure
from kompassros.charts.theme import colour


def test_bars_are_as_long_as_their_values(charts: Any) -> None:
    figure = charts.bars(charts.profile("Granby", "own", 100, 50, 25, 0, 100, 100, 100, 100))
    for spec in (figure.spec, figure.compact):
        lengths = [row["width"] for row in charts.rows_of(spec, "bars")]
        # Both lengths are rounded to hundredths of a pixel.
        assert lengths[1:4] == pytest.approx([lengths[0] * share for share in (0.5, 0.25, 0)], rel=0, abs=0.0101)


def test_bars_start_where_the_scale_says_zero(charts: Any) -> None:
    spec = charts.bars(charts.full()).spec
    zero = next(row for row in charts.rows_of(spec, "texts") if row["text"] == "0")
    assert {row["x"] for row in charts.rows_of(spec, "bars")[:8]} == {zero["x"]}


def test_bars_with_a_missing_value_say_so_and_draw_none(charts: Any) -> None:
    own = charts.profile("Granby", "own", 74, None, 78, 55, 67, 64, 60, 64)
    figure = charts.bars(own, charts.full("reference", "Median"))
    assert len(charts.rows_of(figure.spec, "bars")) == 7 + 1
    assert "uppgift saknas" in {row["text"] for row in charts.rows_of(figure.spec, "texts")}
    assert figure.rows[1] == (charts.names[1], "uppgift saknas", "74")
    assert f"Granby – {charts.names[1]}: uppgift saknas." in figure.description


def test_bars_reference_is_a_tick_at_its_value(charts: Any) -> None:
    figure = charts.bars(charts.full(), charts.profile("Median", "reference", *[50] * 7, None))
    ticks = [row["path"] for row in charts.rows_of(figure.spec, "curves") if row["stroke"] == colour("reference")]
    half = next(row["x"] for row in charts.rows_of(figure.spec, "texts") if row["text"] == "50")
    assert sum(path.startswith(f"M{half},") for path in ticks) == 7


def test_bars_without_reference_have_no_tick(charts: Any) -> None:
    assert not charts.rows_of(charts.bars(charts.full()).spec, "curves")


def test_bars_cut_no_name(charts: Any, assert_nothing_cut: Callable[[Figure], None]) -> None:
    assert_nothing_cut(charts.bars(charts.full(), charts.full("reference", "Median av utvärderade kommuner, n = 31")))


def test_bars_refuse_no_areas(charts: Any) -> None:
    from kompassros.charts.bars import area_bars

    with pytest.raises(ValueError, match="one area"):
        area_bars(name="bars", axes=(), own=charts.profile("Granby", "own"), reference=None, **charts.words)
