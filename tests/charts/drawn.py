"""Checks that hold for every picture of a measure, in both sizes and both themes."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

from kompassros.charts.figure import Figure, Spec
from kompassros.charts.render import inline, png, svg
from kompassros.charts.theme import TOKENS
from tests.charts.conftest import meet, rows_of, text_boxes


def specs(figure: Figure) -> list[Spec]:
    """The wide drawing and, where there is one, that for a phone."""
    return [figure.spec, *([figure.compact] if figure.compact else [])]


def words(spec: Spec) -> list[str]:
    """Every text of a drawing, with plain spaces."""
    return [row["text"].replace("\N{NO-BREAK SPACE}", " ") for row in rows_of(spec, "texts")]


def check_drawn(figure: Figure) -> None:
    """Draws by vl-convert without error, text stays text, and every colour follows the theme of the page."""
    assert png(figure).startswith(b"\x89PNG")
    drawn = {element.text for element in ET.fromstring(svg(figure)).iter("{http://www.w3.org/2000/svg}text")}
    assert drawn == {row["text"] for row in rows_of(figure.spec, "texts")}
    page = inline(figure)
    for name, colour in re.findall(r"var\(--chart-([a-z]+), (#[0-9a-f]{6})\)", page):
        assert TOKENS[name].light == colour
    assert "#" not in re.sub(r"var\(--chart-[a-z]+, #[0-9a-f]{6}\)", "", page)
    assert not re.search(r"<style|style=|url\(|<image", page)


def check_marks_inside(figure: Figure) -> None:
    """No mark, bar, line or path reaches over the edge of its drawing."""
    for spec in specs(figure):
        for x, y in _places(spec):
            assert -0.5 <= x <= spec["width"] + 0.5, (figure.name, x)
            assert -0.5 <= y <= spec["height"] + 0.5, (figure.name, y)


def _places(spec: Spec) -> list[tuple[float, float]]:
    places: list[tuple[float, float]] = []
    for row in rows_of(spec, "signs"):
        radius = row["size"] ** 0.5 / 2
        places += [(row["x"] - radius, row["y"] - radius), (row["x"] + radius, row["y"] + radius)]
    for row in rows_of(spec, "bars"):
        places += [(row["x"], row["y"]), (row["x"] + row["width"], row["y"] + row["height"])]
    for layer in ("curves", "areas"):
        for row in rows_of(spec, layer):
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", row["path"])]
            places += zip(numbers[::2], numbers[1::2], strict=True)
    return places


def meeting_texts(spec: Spec) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other."""
    boxes = [(text, box) for text, group in text_boxes(spec).items() for box in group]
    return [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if meet(a, b)]
