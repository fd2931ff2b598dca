"""From a figure to SVG and PNG: the same bytes for the same figure, and nothing a strict CSP forbids."""

import json
import re
from functools import lru_cache
from typing import Any, Literal
from xml.etree import ElementTree as ET

import vl_convert

from kompassros.charts.figure import Figure, Spec
from kompassros.charts.theme import TOKENS, colour

Size = Literal["wide", "compact"]

_SVG = "http://www.w3.org/2000/svg"
_KEPT_ON_ROOT = ("width", "height", "viewBox")
_DROPPED = ("class", "role", "aria-hidden", "aria-roledescription", "aria-label")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMES = {token.light: name for name, token in TOKENS.items()}


def svg(figure: Figure, *, language: str = "sv", size: Size = "wide") -> str:
    """The drawing on its own light ground, as a file of its own.

    role="img", named by <title> and <desc> in `language`; text stays text; neither style attributes nor
    <style>. size "compact" gives the wide drawing where the figure has no compact one. ValueError for a
    faulty specification.
    """
    return _document(figure, language=language, size=size, ground=True)


def inline(figure: Figure, *, language: str = "sv") -> str:
    """The drawing for an HTML page: no ground, every colour var(--chart-NAME, #light).

    A figure with a compact drawing gives two svg elements, class "chart chart-wide" and "chart
    chart-compact", of which the page's CSS shows one by the width; a figure with one drawing gives one,
    class "chart".
    """
    sizes: tuple[Size, ...] = ("wide", "compact") if figure.compact else ("wide",)
    return "".join(_document(figure, language=language, size=size, ground=False) for size in sizes)


def png(figure: Figure, scale: float = 2, *, size: Size = "wide") -> bytes:
    """The drawing on its light ground as PNG; scale 2 gives 1520 pixels for a chart of 760."""
    return bytes(vl_convert.svg_to_png(svg(figure, size=size), scale=scale))


def _document(figure: Figure, *, language: str, size: Size, ground: bool) -> str:
    compact = figure.compact if size == "compact" else None
    name = f"{figure.name}-compact" if compact else figure.name
    vega = _vega_svg(json.dumps(_clean(compact or figure.spec), sort_keys=True))
    drawing = ET.fromstring(vega)  # noqa: S314 - written by Vega in this process, which escapes all text
    root = ET.Element("svg", _root_attributes(drawing, name, language))
    if not ground:
        root.set("class", f"chart chart-{'compact' if compact else 'wide'}" if figure.compact else "chart")
    for tag, text in (("title", figure.title), ("desc", figure.description)):
        ET.SubElement(root, tag, {"id": f"{name}-{tag}"}).text = _shown(text)
    if ground:
        corner = {"width": drawing.attrib["width"], "height": drawing.attrib["height"]}
        ET.SubElement(root, "rect", {**corner, "fill": colour("ground")})
    body = _bare(drawing[0])
    if not ground:
        _use_variables(body)
    root.append(body)
    return ET.tostring(root, encoding="unicode")


def _shown(text: str) -> str:
    """The text without the characters that XML cannot hold: the renderer would end the whole process over one."""
    return _UNPRINTABLE.sub(" ", text)


def _clean(part: Any) -> Any:
    """A specification with every text in it cleaned."""
    if isinstance(part, dict):
        return {key: _clean(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_clean(value) for value in part]
    return _shown(part) if isinstance(part, str) else part


def forget_drawings() -> None:
    """Draw every figure anew from now on; for measuring."""
    _vega_svg.cache_clear()


@lru_cache(maxsize=512)
def _vega_svg(spec: str) -> str:
    """Vega's own SVG of a specification as JSON text; kept, as a drawing holds the interpreter for 40 ms."""
    parsed: Spec = json.loads(spec)
    return str(vl_convert.vega_to_svg(parsed))


def _root_attributes(drawing: ET.Element, name: str, language: str) -> dict[str, str]:
    size = {key: drawing.attrib[key] for key in _KEPT_ON_ROOT}
    named = {"role": "img", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc"}
    return {"xmlns": _SVG, **size, "id": name, "lang": language, "xml:lang": language, **named}


def _bare(element: ET.Element) -> ET.Element:
    """The element without Vega's English roles and classes, its empty paths and its needless groups."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    kept = {key: value for key, value in element.attrib.items() if key not in _DROPPED}
    kept = {key: value for key, value in kept.items() if value != "translate(0,0)"}
    if tag == "text" and "stroke" in kept:
        kept["paint-order"] = "stroke"
    copy = ET.Element(tag, kept)
    copy.text = element.text
    copy.extend(_bare(child) for child in element if not _is_frame(child))
    return copy[0] if tag == "g" and not kept and len(copy) == 1 else copy


def _use_variables(body: ET.Element) -> None:
    """Replace every colour of the theme by its variable, with the colour itself as what holds without CSS."""
    for element in body.iter():
        for paint in ("fill", "stroke"):
            if name := _NAMES.get(element.attrib.get(paint, "")):
                element.set(paint, f"var(--chart-{name}, {element.attrib[paint]})")


def _is_frame(element: ET.Element) -> bool:
    return element.attrib.get("class") in ("background", "foreground")
