import re
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from kompassros.charts import render
from kompassros.charts.figure import Figure
from kompassros.charts.render import inline, png, svg
from kompassros.charts.theme import TOKENS

NAMESPACE = {"s": "http://www.w3.org/2000/svg"}


@pytest.fixture
def figure(charts: Any) -> Figure:
    return charts.rose(charts.full(), charts.full("reference", "Median"), title="Större & bättre <än> 2022")


def test_svg_twice_is_the_same_text(figure: Figure) -> None:
    first = svg(figure)
    render._vega_svg.cache_clear()
    assert svg(figure) == first


def test_svg_has_role_name_description_and_language(figure: Figure) -> None:
    root = ET.fromstring(svg(figure, language="nb"))
    title, description = root.find("s:title", NAMESPACE), root.find("s:desc", NAMESPACE)
    assert title is not None
    assert description is not None
    assert (title.text, description.text) == (figure.title, figure.description)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert root.attrib["aria-describedby"] == description.attrib["id"]
    assert root.attrib["lang"] == "nb"
    assert root.attrib["viewBox"].startswith("0 0 760 ")


@pytest.mark.parametrize("draw", [svg, inline])
def test_drawings_hold_nothing_that_a_strict_policy_forbids(figure: Figure, draw: Callable[[Figure], str]) -> None:
    drawing = draw(figure)
    assert not re.search(r"<style|style=|<script|\son\w+=|href=|url\(|<image|<foreignObject", drawing)


def test_svg_text_stays_text(charts: Any, figure: Figure) -> None:
    texts = [element.text for element in ET.fromstring(svg(figure)).iter("{http://www.w3.org/2000/svg}text")]
    assert "Verksamhetsutveckling" in texts
    assert "Median" in texts


def test_svg_has_no_english_roles_of_its_parts(figure: Figure) -> None:
    assert svg(figure).count("role=") == 1
    assert "aria-roledescription" not in svg(figure)


def test_inline_has_only_variables_of_the_theme_with_their_light_colour(figure: Figure) -> None:
    drawing = inline(figure)
    for name, colour in re.findall(r"var\(--chart-([a-z]+), (#[0-9a-f]{6})\)", drawing):
        assert TOKENS[name].light == colour
    assert "#" not in re.sub(r"var\(--chart-[a-z]+, #[0-9a-f]{6}\)", "", drawing)


def test_inline_leaves_texts_that_look_like_a_colour_alone(charts: Any) -> None:
    figure = charts.rose(charts.full(label="Märkt #0b4f6c"), title="Färgen #0b4f6c")
    assert "Färgen #0b4f6c" in inline(figure)
    assert ">Märkt #0b4f6c<" in inline(figure)


def test_inline_gives_both_sizes_with_ids_of_their_own(figure: Figure) -> None:
    root = ET.fromstring(f"<main>{inline(figure)}</main>")
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(set(ids)) == len(ids) == 6
    assert [drawing.attrib["class"] for drawing in root] == ["chart chart-wide", "chart chart-compact"]


def test_inline_of_a_figure_with_one_size_gives_one_drawing(figure: Figure) -> None:
    root = ET.fromstring(f"<main>{inline(replace(figure, compact=None))}</main>")
    assert [drawing.attrib["class"] for drawing in root] == ["chart"]


def test_inline_has_no_ground_but_svg_has(figure: Figure) -> None:
    assert "<rect" not in inline(figure)
    assert svg(figure).count("<rect") == 1


@pytest.mark.parametrize(("size", "width"), [("wide", 1520), ("compact", 720)])
def test_png_is_twice_as_wide_as_the_drawing(figure: Figure, size: render.Size, width: int) -> None:
    data = png(figure, size=size)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", data[16:20])[0] == width


@pytest.mark.parametrize("name", ["", "a b", "å", 'x"y'])
def test_figure_refuses_a_name_that_cannot_be_an_id(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        Figure(name, {}, "", "", (), ())


def test_figure_refuses_a_ragged_table() -> None:
    with pytest.raises(ValueError, match="row"):
        Figure("table", {}, "", "", ("a", "b"), (("1",),))


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x1f", "\ufffe"])
def test_characters_that_xml_cannot_hold_do_not_end_the_process(character: str) -> None:
    figure = Figure(
        name="odd",
        spec={
            "width": 40,
            "height": 40,
            "marks": [{"type": "text", "encode": {"enter": {"text": {"value": f"a{character}b"}}}}],
        },
        title=f"t{character}t",
        description="d",
        columns=(),
        rows=(),
    )
    drawn = svg(figure)
    assert character not in drawn
    assert "a b" in drawn
