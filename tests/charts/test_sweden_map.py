import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kompassros.charts.figure import Figure
from kompassros.charts.geography import HEIGHT, simplified
from kompassros.charts.map_layout import free_box, inner_place, shapes
from kompassros.charts.render import svg
from kompassros.charts.sweden_map import Group, MapPlace, MapTexts, sweden_map
from kompassros.charts.theme import colour
from tests.charts.drawn import check_drawn, check_marks_inside, meeting_texts, words

GROUPS: tuple[Group, ...] = ("best", "middle", "middle", "worst")
TEXTS = MapTexts(
    heads=("Kommun", "Andel (%)", "Grupp"),
    groups={
        "best": "Bland den bästa fjärdedelen av landets kommuner (73)",
        "middle": "I den mellersta hälften (144)",
        "worst": "Bland den sämsta fjärdedelen (72)",
        "none": "Uppgift saknas, ej tillämplig eller sekretess (1)",
    },
    parts=("Stockholm", "Göteborg", "Malmö"),
)
PLACES = tuple(MapPlace(code, f"Kommun {code}", code[1:], GROUPS[n % 4]) for n, code in enumerate(simplified()))


def drawn(*places: MapPlace, own: str | None = None) -> Figure:
    """The map of some places."""
    return sweden_map(name="map", places=places, own=own, title="t", description="d", texts=TEXTS)


def area(charts: Any, figure: Figure, fill: str, edge: str) -> str:
    """The path of the areas of one look."""
    rows = [row for row in charts.rows_of(figure.spec, "areas") if row["fill"] == colour(fill)]
    return next((row["path"] for row in rows if row.get("stroke") == colour(edge) and len(row["path"]) > 80), "")


def test_map_has_all_290_municipalities_and_the_islands() -> None:
    assert len(simplified()) == 290
    assert all(re.fullmatch(r"\d{4}", code) for code in simplified())
    gotland, stockholm, kiruna, malmo = (inner_place(code) for code in ("0980", "0180", "2584", "1280"))
    assert gotland[0] > stockholm[0] > malmo[0]
    assert kiruna[1] < stockholm[1] < gotland[1] < malmo[1]


def test_map_keeps_the_shape_of_the_country() -> None:
    bounds = [shape.bounds for shape in simplified().values()]
    width = max(box[2] for box in bounds) - min(box[0] for box in bounds)
    # In SWEREF 99 TM the mainland and its islands are about 1573 km high and 655 km wide.
    assert width == pytest.approx(HEIGHT * 655 / 1573, abs=2)


def test_map_enlarges_the_municipalities_that_are_too_small_to_be_seen() -> None:
    small = {code for code, shape in simplified().items() if shape.area < 10}
    unseen = {code for code in small if shapes()[code].area < 20}
    assert len(small) >= 10
    # Oxelösund and Hammarö stand alone, far from any other small one.
    assert unseen == {"0481", "1761"}


def test_map_is_drawn_in_both_themes_below_150_kilobytes() -> None:
    figure = drawn(*PLACES, own="0138")
    check_drawn(figure)
    check_marks_inside(figure)
    assert figure.compact is None
    assert figure.spec["width"] == 340
    assert 650 < figure.spec["height"] < 780
    assert len(svg(figure).encode()) < 150_000


def test_map_has_a_ring_per_municipality_in_the_look_of_its_group(charts: Any) -> None:
    figure = drawn(*PLACES[:-1])
    paths = {
        "best": area(charts, figure, "own", "ground"),
        "middle": area(charts, figure, "ring", "ground"),
        "worst": area(charts, figure, "ground", "reference"),
        "none": area(charts, figure, "ground", "older"),
    }
    for group, path in paths.items():
        codes = [place.code for place in PLACES[:-1] if place.group == group] or [PLACES[-1].code]
        polygons = sum(len(shapes()[code].geoms) for code in codes)
        assert path.count("Z") == polygons + sum(len(p.interiors) for code in codes for p in shapes()[code].geoms)


def test_map_hatches_every_municipality_of_the_worst_group_and_no_other(charts: Any) -> None:
    import shapely

    def hatching(*places: MapPlace) -> list[str]:
        rows = charts.rows_of(drawn(*places).spec, "curves")
        return [row["path"] for row in rows if row["stroke"] == colour("reference")]

    on_map, _sample = hatching(*PLACES)
    numbers = re.findall(r"M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)", on_map)
    middles = shapely.points([((float(a) + float(c)) / 2, (float(b) + float(d)) / 2) for a, b, c, d in numbers])
    for place in PLACES:
        hatched = bool(shapely.contains(shapes()[place.code].buffer(-0.1), middles).any())
        assert hatched == (place.group == "worst"), place.code
    assert len(hatching(*(place for place in PLACES if place.group != "worst"))) == 1


def test_map_legend_has_the_words_of_every_group_and_of_the_parts() -> None:
    text = " ".join(words(drawn(*PLACES, own="0980").spec))
    for wanted in (*TEXTS.groups.values(), *TEXTS.parts, "Kommun 0980"):
        assert wanted in text


def test_map_outlines_and_names_the_own_municipality_only_where_there_is_one(charts: Any) -> None:
    def strong(figure: Figure) -> int:
        rows = charts.rows_of(figure.spec, "curves")
        return sum(row["stroke"] == colour("text") and row["strokeWidth"] == 2 for row in rows)

    # On the map, in the enlarged part, and in the legend.
    assert strong(drawn(*PLACES, own="0183")) == 3
    assert strong(drawn(*PLACES)) == 0
    assert words(drawn(MapPlace("0980", "Gotland", "1", "best"), own="0980").spec).count("Gotland") == 2


@pytest.mark.parametrize("code", ["0114", "0180", "0980", "1214", "1480", "1980", "2284", "2321", "2584", "2583"])
def test_map_name_stands_free_of_the_country_and_is_not_cut(
    code: str, assert_nothing_cut: Callable[[Figure], None]
) -> None:
    named = [replace(place, name="Skinnskatteberg") for place in PLACES if place.code == code]
    figure = drawn(*named, own=code)
    assert_nothing_cut(figure)
    assert not meeting_texts(figure.spec)


def test_map_name_wider_than_any_free_place_is_still_drawn(assert_nothing_cut: Callable[[Figure], None]) -> None:
    assert_nothing_cut(drawn(MapPlace("2284", "Örnsköldsviksområdetskommun", "1", "best"), own="2284"))


def test_free_box_is_the_nearest_free_one() -> None:
    import shapely

    x, y = inner_place("2284")
    box = shapely.box(*free_box((x, y), width=100, height=36))
    assert not any(shapely.intersects(shape, box) for shape in shapes().values())
    assert box.distance(shapely.Point(x, y)) < 80
    assert box.bounds[0] >= 8
    assert box.bounds[2] <= 332


def test_map_table_has_every_place_with_its_group() -> None:
    figure = drawn(*PLACES)
    assert figure.columns == ("Kommun", "Andel (%)", "Grupp")
    assert len(figure.rows) == 290
    assert Counter(row[2] for row in figure.rows) == {
        TEXTS.groups["best"]: 73,
        TEXTS.groups["middle"]: 145,
        TEXTS.groups["worst"]: 72,
    }


def test_map_refuses_a_region_and_an_own_municipality_that_is_not_among_the_places() -> None:
    with pytest.raises(ValueError, match="0001"):
        drawn(MapPlace("0001", "Region Stockholm", "1", "best"))
    with pytest.raises(ValueError, match="0180 is not among"):
        drawn(*(place for place in PLACES if place.code != "0180"), own="0180")
