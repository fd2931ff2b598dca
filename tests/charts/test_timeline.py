from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kompassros.charts.figure import Figure
from kompassros.charts.theme import colour
from kompassros.charts.timeline import TimelineTexts, totals_over_time
from kompassros.methods.series import Point, segments

TEXTS = TimelineTexts(
    "År",
    "Version",
    "Poäng",
    "år ej angivet",
    "version ej angiven",
    lambda version: f"Kommunkompassen {version}",
)
HISTORY = (
    (2007, 402, "v1"),
    (2009, 431, "v1"),
    (2010, 452, None),
    (2012, 470, "2.0"),
    (2015, 536, "2.0"),
    (2018, 541, "2016"),
    (None, 466, None),
)


def timeline(*points: tuple[int | None, int, str | None], maximum: int = 800) -> Figure:
    """A chart of plain points."""
    divided = segments(Point(year, Decimal(value), version) for year, value, version in points)
    words = {"title": "Poäng över tid (påhittat)", "description": "Påhittade siffror.", "format_number": str}
    return totals_over_time(name="time", segments=divided, maximum=maximum, texts=TEXTS, **words)


def lines(charts: Any, figure: Figure) -> list[str]:
    """The paths of the series itself."""
    return [row["path"] for row in charts.rows_of(figure.spec, "curves") if row["stroke"] == colour("own")]


def test_timeline_joins_only_points_of_one_stated_version(charts: Any) -> None:
    drawn = lines(charts, timeline(*HISTORY))
    assert [path.count("L") for path in drawn] == [1, 1]


def test_timeline_never_joins_versions_that_are_not_stated(charts: Any) -> None:
    assert not lines(charts, timeline((2010, 452, None), (2012, 460, None), (2015, 536, "2.0")))


def test_timeline_marks_without_stated_version_are_hollow(charts: Any) -> None:
    signs = charts.rows_of(timeline(*HISTORY).spec, "signs")
    hollow = [row for row in signs if row["fill"] == colour("ground")]
    assert len(signs) == 7
    assert len(hollow) == 2


def test_timeline_names_every_version_and_every_total(charts: Any) -> None:
    texts = [row["text"] for row in charts.rows_of(timeline(*HISTORY).spec, "texts")]
    assert {"Kommunkompassen v1", "Kommunkompassen 2.0", "Kommunkompassen 2016"} <= set(texts)
    assert texts.count("version ej angiven") == 2
    assert {str(value) for _, value, _ in HISTORY} <= set(texts)


def test_timeline_undated_total_stands_right_of_the_last_year(charts: Any) -> None:
    signs = charts.rows_of(timeline(*HISTORY).spec, "signs")
    assert signs[-1]["x"] > signs[-2]["x"]
    assert timeline(*HISTORY).rows[-1] == ("år ej angivet", "version ej angiven", "466")


def test_timeline_height_of_marks_follows_the_scale_from_zero(charts: Any) -> None:
    figure = timeline((2010, 0, "2.0"), (2012, 400, "2.0"), (2015, 800, "2.0"))
    low, middle, high = (row["y"] for row in charts.rows_of(figure.spec, "signs"))
    assert low - middle == pytest.approx(middle - high)
    bases = [row["y"] for row in charts.rows_of(figure.spec, "rules")]
    assert (low, high) == (max(bases), min(bases))


def test_timeline_shows_a_broken_line_at_each_break(charts: Any) -> None:
    curves = charts.rows_of(timeline(*HISTORY).spec, "curves")
    assert len([row for row in curves if row.get("dash")]) == 3 + 1


@pytest.mark.parametrize(
    "points",
    [
        HISTORY,
        ((2015, 536, "2.0"),),
        ((None, 466, None),),
        ((2008, 440, "v1"), (2010, 480, "v1"), (2010, 470, "2.0"), (2012, 800, "2.0")),
        tuple((year, 400 + year % 7, "2.0") for year in range(2005, 2021)),
    ],
)
def test_timeline_cuts_nothing_and_its_years_do_not_meet(
    charts: Any, points: Any, assert_nothing_cut: Callable[[Figure], None]
) -> None:
    figure = timeline(*points)
    assert_nothing_cut(figure)
    for spec in (figure.spec, figure.compact):
        texts = charts.text_boxes(spec)
        years = [box for text, boxes in texts.items() for box in boxes if text.isdigit() and 2000 < int(text) < 2030]
        assert not [(a, b) for i, a in enumerate(years) for b in years[i + 1 :] if charts.meet(a, b)]


def test_timeline_on_a_phone_keeps_the_first_and_the_last_year(charts: Any) -> None:
    texts = {row["text"] for row in charts.rows_of(timeline(*HISTORY).compact, "texts")}
    assert {"2007", "2018"} <= texts


def test_timeline_version_names_do_not_meet(charts: Any) -> None:
    for spec in (timeline(*HISTORY).spec, timeline(*HISTORY).compact):
        texts = charts.text_boxes(spec)
        names = [box for text, boxes in texts.items() for box in boxes if "ompassen" in text or "version" in text]
        assert len(names) == 5
        assert not [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if charts.meet(a, b)]


@pytest.mark.parametrize("points", [(), ((2015, 801, "2.0"),)])
def test_timeline_refuses_no_total_and_one_over_the_maximum(points: Any) -> None:
    with pytest.raises(ValueError, match="at least one total"):
        timeline(*points)
