"""Written files, opened again by other people's libraries: what a reader of each format gets to see."""

import io
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

from odf import teletype
from odf.namespaces import TEXTNS
from odf.opendocument import load

_VOID = {"br", "img", "meta"}


class _Builder(HTMLParser):
    """Builds elements from HTML, and fails where an end does not belong to what was begun last."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._root = ET.Element("document")
        self._open = [self._root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = ET.SubElement(self._open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in _VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        holder = self._open[-1]
        if len(holder):
            holder[-1].tail = (holder[-1].tail or "") + data
        else:
            holder.text = (holder.text or "") + data

    def finished(self) -> ET.Element:
        self.close()
        assert self._open == [self._root]
        return self._root[0]


def read_html(content: bytes) -> ET.Element:
    """Return the page as elements."""
    builder = _Builder()
    builder.feed(content.decode("utf-8"))
    return builder.finished()


def shown(element: ET.Element) -> str:
    """Return the text of an element of a page, its line breaks included."""
    own = "\n" if element.tag == "br" else element.text or ""
    return own + "".join(shown(child) + (child.tail or "") for child in element)


def read_odt(content: bytes) -> Any:
    """Return the text as odfpy has it."""
    return load(io.BytesIO(content))


def odt_paragraphs(opened: Any) -> list[tuple[str, str]]:
    """Return style and text of each heading and paragraph in their order."""
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        for child in node.childNodes:
            if getattr(child, "qname", None) in ((TEXTNS, "p"), (TEXTNS, "h")):
                found.append((child.getAttrNS(TEXTNS, "style-name"), teletype.extractText(child)))
            elif hasattr(child, "childNodes"):
                walk(child)

    walk(opened.body)
    return found
