from collections.abc import Callable
from decimal import Decimal
from math import hypot
from typing import Any

import pytest

from kompassros.charts.figure import Figure
from kompassros.charts.lettering import wrap
from kompassros.charts.rose import small_rose
from kompassros.charts.theme import colour


@pytest.mark.parametrize("count", range(3, 13))
def test_rose_of_any_size_cuts_no_name_and_lets_none_meet(
    charts: Any, count: int, assert_nothing_cut: Callable[[Figure], None]
) -> None:
    for start in range(0, 12, 3):
        names = (charts.names[start:] + charts.names[:start])[:count]
        own = charts.profile("Granby", "own", *[50] * count)
        figure = charts.rose(own, axes=names)
        assert_nothing_cut(figure)
        boxes = [box for group in charts.text_boxes(figure.spec).values() for box in group]
        assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if charts.meet(a, b)]


def test_rose_keeps_every_word_of_every_name(charts: Any) -> None:
    texts = {row["text"] for row in charts.rows_of(charts.rose().spec, "texts")}
    for name in charts.names[:8]:
        assert set(wrap(name, 150, 15)) <= texts


def test_rose_puts_names_outside_the_rim(charts: Any) -> None:
    spec = charts.rose().spec
    rim = max(charts.rows_of(spec, "rings"), key=lambda row: row["size"])
    radius = rim["size"] ** 0.5 / 2
    words = {line for name in charts.names[:8] for line in wrap(name, 150, 15)}
    for text, boxes in charts.text_boxes(spec).items():
        for left, upper, right, lower in boxes if text in words else ():
            nearest = max(left - rim["x"], 0, rim["x"] - right), max(upper - rim["y"], 0, rim["y"] - lower)
            assert hypot(*nearest) > radius, text


def test_rose_places_values_clockwise_from_the_top(charts: Any) -> None:
    own = charts.profile("Granby", "own", 100, 50, 100, 0)
    spec = charts.rose(own, axes=("a", "b", "c", "d")).spec
    rim = max(charts.rows_of(spec, "rings"), key=lambda row: row["size"])
    radius = rim["size"] ** 0.5 / 2
    signs = [(row["x"] - rim["x"], row["y"] - rim["y"]) for row in charts.rows_of(spec, "signs")[:4]]
    expected = [(0, -radius), (radius / 2, 0), (0, radius), (0, 0)]
    assert signs == [pytest.approx(place, abs=0.02) for place in expected]


def test_rose_own_profile_is_strong_unfilled_and_on_top(charts: Any) -> None:
    profiles = [charts.full(), charts.full("reference", "Median"), charts.full("earlier", "2022")]
    curves = charts.rows_of(charts.rose(*profiles).spec, "curves")
    own = next(row for row in reversed(curves[:3]) if row["stroke"] == colour("own"))
    assert curves.index(own) == 2
    assert own["strokeWidth"] == max(row["strokeWidth"] for row in curves)
    assert all("fill" not in row for row in curves)
    reference = next(row for row in curves if row["stroke"] == colour("reference"))
    assert reference["dash"]
    assert "dash" not in own


def test_rose_lines_differ_by_more_than_colour(charts: Any) -> None:
    others = [charts.full("other", f"Kommun {number}") for number in range(4)]
    earlier = [charts.full("earlier", str(year)) for year in (2022, 2018, 2014)]
    references = [charts.full("reference", label) for label in ("Median", "Medel")]
    curves = charts.rows_of(charts.rose(charts.full(), *references, *earlier, *others).spec, "curves")
    looks = [(row["strokeWidth"], tuple(row.get("dash", ()))) for row in curves[:10]]
    assert len(set(looks)) == 10


def test_rose_with_missing_values_has_gaps_and_says_so(charts: Any) -> None:
    own = charts.profile("Granby", "own", 74, None, 78, 55, None, 64, None, 64.5)
    figure = charts.rose(own, charts.full("reference", "Median"))
    line = next(row for row in charts.rows_of(figure.spec, "curves") if row["stroke"] == colour("own"))
    assert line["path"].count("M") == 4
    assert "Z" not in line["path"]
    assert len(charts.rows_of(figure.spec, "signs")) == 5 + 1
    assert figure.rows[1] == (charts.names[1], "uppgift saknas", "74")
    assert f"Granby – {charts.names[1]}, {charts.names[4]}, {charts.names[6]}: uppgift saknas." in figure.description
    assert [row["text"] for row in charts.rows_of(figure.spec, "texts")].count("uppgift saknas") == 3
    assert "0" not in {row["text"] for row in charts.rows_of(figure.spec, "texts")}


def test_rose_zero_is_a_value_and_no_gap(charts: Any) -> None:
    figure = charts.rose(charts.profile("Granby", "own", 0, 10, 20), count=3)
    assert figure.rows[0][1] == "0"
    assert figure.description == charts.words["description"]
    assert charts.rows_of(figure.spec, "curves")[0]["path"].endswith("Z")


def test_rose_value_between_two_gaps_of_a_line_without_points_is_still_seen(charts: Any) -> None:
    median = charts.profile("Median", "reference", 50, None, 60, None, None)
    signs = charts.rows_of(charts.rose(median, count=5).spec, "signs")
    assert [row["fill"] for row in signs] == [colour("reference")] * 2


def test_rose_table_has_every_number_as_text(charts: Any) -> None:
    figure = charts.rose(charts.full(), charts.full("reference", "Median, n = 31"))
    assert figure.columns == ("Område", "Granby 2026", "Median, n = 31")
    assert figure.rows[7] == ("Kommunen som samhällsbyggare", "64,5", "64,5")


def test_rose_rings_are_the_quarters_of_the_maximum(charts: Any) -> None:
    figure = charts.rose(charts.profile("Granby", "own", 5, 10, 50), count=3, maximum=50)
    texts = {row["text"] for row in charts.rows_of(figure.spec, "texts")}
    assert {"12,5", "25", "37,5", "50"} <= texts


def test_rose_for_a_phone_has_a_number_per_area_and_every_name_in_its_list(charts: Any) -> None:
    compact = charts.rose().compact
    texts = [row["text"] for row in charts.rows_of(compact, "texts")]
    assert compact["width"] == 360
    assert all(texts.count(str(number)) == 2 for number in range(1, 9))
    assert " ".join(wrap(charts.names[3], 270, 15)) == charts.names[3]
    assert set(wrap(charts.names[3], 270, 15)) <= set(texts)


@pytest.mark.parametrize(
    ("values", "count"),
    [((50, 50), 2), ((50,) * 13, 13), ((50, 50), 3), ((50, 50, 101), 3), ((50, -1, 50), 3)],
)
def test_rose_refuses_what_it_cannot_draw(charts: Any, values: tuple[int, ...], count: int) -> None:
    axes = [f"Område {number}" for number in range(count)]
    with pytest.raises(ValueError, match=r"areas|outside"):
        charts.rose(charts.profile("Granby", "own", *values), axes=axes)


def test_rose_refuses_two_own_profiles(charts: Any) -> None:
    with pytest.raises(ValueError, match="role own"):
        charts.rose(charts.full(), charts.full(label="Storby"))


def test_small_rose_has_no_text_and_its_table(charts: Any) -> None:
    words = {**charts.words, "column_heads": ("Område", "Poäng")}
    values = [Decimal(50), None, Decimal(70)]
    figure = small_rose(name="small", values=values, axes=("a", "b", "c"), **words)
    assert figure.spec["width"] == figure.spec["height"] == 96
    assert not charts.rows_of(figure.spec, "texts")
    assert figure.rows == (("a", "50"), ("b", "uppgift saknas"), ("c", "70"))
    assert figure.columns == ("Område", "Poäng")
    assert figure.compact is None
