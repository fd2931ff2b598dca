from collections.abc import Callable
from math import hypot

import pytest

from kompassros.charts.figure import Figure
from kompassros.charts.theme import colour
from kompassros.charts.wheel import Kind, WheelArc, year_wheel
from kompassros.methods.year_wheel import days_of, lay_out
from kompassros.steering.wheel.templates import packaged_wheels
from tests.charts.conftest import rows_of
from tests.charts.drawn import check_drawn, check_marks_inside, meeting_texts, specs, words

MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec")
KINDS: dict[Kind, str] = {"overdue": "över, inte klar", "now": "pågår", "ahead": "kommer", "done": "klar"}


def wheel(*arcs: WheelArc, month: int | None = 4) -> Figure:
    rows = [(str(number), arc.text, arc.days) for number, arc in enumerate(arcs, start=1)]
    return year_wheel(
        name="wheel", months=MONTHS, arcs=arcs, month=month, hub="2026", kinds=KINDS, title="Året", description="Året.",
        columns=("Nr", "Vad", "När"), rows=rows,
    )  # fmt: skip


def packaged(key: str) -> Figure:
    events = packaged_wheels()[key].events
    arcs = lay_out([days_of(event.when, 2026) for event in events], 2026)
    kinds: list[Kind] = ["done", "overdue", "now", "ahead"]
    return wheel(
        *(
            WheelArc(arc.start, arc.end, arc.lane, kinds[number % 4], event.title, "1 apr.–31 maj")
            for number, (arc, event) in enumerate(zip(arcs, events, strict=True))
        )
    )


@pytest.mark.parametrize("key", list(packaged_wheels()))
def test_wheel_of_every_template_is_drawn_whole(key: str, assert_nothing_cut: Callable[[Figure], None]) -> None:
    figure = packaged(key)
    check_drawn(figure)
    check_marks_inside(figure)
    assert_nothing_cut(figure)
    assert [meeting_texts(spec) for spec in specs(figure)] == [[], []]


def test_wheel_numbers_each_arc_and_says_what_it_means() -> None:
    figure = packaged("gausdal")
    for spec in specs(figure):
        assert [words(spec).count(str(number)) for number in range(1, 7)] == [2] * 6
        assert "Dialogseminar" in words(spec)
        assert set(MONTHS) <= set(words(spec))


def test_wheel_begins_at_the_top_and_goes_clockwise() -> None:
    spec = wheel(WheelArc(0.25, 0.5, 0, "now", "x", "y"), month=None).spec
    (path,) = [row["path"] for row in rows_of(spec, "curves")][:1]
    places = [tuple(map(float, place.split(","))) for place in path[1:].split("L")]
    centre = (380, 258)
    (x, y), (x2, y2) = places[0], places[-1]
    assert (y, x2) == (pytest.approx(centre[1], abs=0.1), pytest.approx(centre[0], abs=0.1))
    assert x > centre[0]
    assert y2 > centre[1]
    assert hypot(x - centre[0], y - centre[1]) == pytest.approx(hypot(x2 - centre[0], y2 - centre[1]), abs=0.1)


def test_wheel_tells_kinds_apart_without_colour() -> None:
    arcs = [WheelArc(number / 4, number / 4 + 0.2, 0, kind, "x", "y") for number, kind in enumerate(KINDS)]
    drawn = rows_of(wheel(*arcs, month=None).spec, "curves")[:4]
    assert len({(row["strokeWidth"], tuple(row.get("dash", ()))) for row in drawn}) == 4


def test_wheel_marks_the_present_month_alone() -> None:
    arc = WheelArc(0.1, 0.2, 0, "done", "x", "y")
    bold = [row["text"] for row in rows_of(wheel(arc).spec, "texts") if row["fill"] == colour("own")]
    none = [row["text"] for row in rows_of(wheel(arc, month=None).spec, "texts") if row["fill"] == colour("own")]
    assert (bold, none) == (["apr"], [])


def test_wheel_refuses_a_year_of_other_months_and_turned_arcs() -> None:
    with pytest.raises(ValueError):
        wheel(WheelArc(0.5, 0.4, 0, "now", "x", "y"))
    with pytest.raises(ValueError):
        year_wheel(
            name="wheel", months=MONTHS[:11], arcs=[], month=None, hub="", kinds=KINDS, title="", description="",
            columns=(), rows=[],
        )  # fmt: skip
