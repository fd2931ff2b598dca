"""Decks as PowerPoint files by pandoc: its layouts and placeholders in our look, and then finished by our own code."""

import base64
import re

from kompassros.documents.blocks import Deck, Figure
from kompassros.documents.deck_checks import check_deck
from kompassros.documents.fitting import Page, SectionPage, fitted
from kompassros.documents.packages import Parts, end_with, unzipped, zipped
from kompassros.documents.pandoc import Node, write_tree
from kompassros.documents.pptx_slides import finished
from kompassros.documents.reference_pptx import UNUSED, reference_presentation
from kompassros.documents.tree import LANGUAGES, NOTHING, Tree, about, inlines

_CORE = "docProps/core.xml"
_TYPES = "[Content_Types].xml"
_PRESENTATION = "ppt/presentation.xml"
# In its sandbox pandoc knows no clock, and says this.
_NO_TIME = b"1970-01-01T00:00:00Z"
_SECTION_LEVEL, _SLIDE_LEVEL = 1, 2


def write_pptx(deck: Deck) -> bytes:
    """Return the PPTX; equal decks give equal bytes. Raises DocumentError where a slide is not in order."""
    check_deck(deck)
    pages = fitted(deck)
    tree = _SlideTree()
    nodes = [node for page in pages for node in tree.page(page)]
    options = (f"--slide-level={_SLIDE_LEVEL}",)
    written = write_tree(about(deck), nodes, to="pptx", reference=reference_presentation(), options=options)
    parts = _without_unused(unzipped(written))
    _tell_about(parts, deck)
    for number, page in enumerate((None, *pages), start=1):
        name = f"ppt/slides/slide{number}.xml"
        parts[name] = finished(parts[name], page, deck, number)
    return zipped(tree.with_pictures(parts))


class _SlideTree(Tree):
    """Slides as pandoc has them: a header begins one, and columns choose a layout with room for two things."""

    def page(self, page: Page | SectionPage) -> list[Node]:
        """Return the nodes of one slide; where everything stands is put in afterwards."""
        if isinstance(page, SectionPage):
            return [_header(_SECTION_LEVEL, page.section.title)]
        left = [*self.nodes(page.above), *self._bare_table(page)]
        right = [self._bare_picture(page.picture)] if page.picture else self.nodes(page.below)
        body = (
            [_group("columns", [_group("column", left), _group("column", right)])] if left and right else left + right
        )
        return [_header(_SLIDE_LEVEL, page.title), *body]

    def _bare_table(self, page: Page) -> list[Node]:
        """Return the table without its caption, which pandoc would set below it."""
        if not page.table:
            return []
        (node,) = self.node(page.table.table)
        node["c"][1] = [None, []]
        return [node]

    def _bare_picture(self, figure: Figure) -> Node:
        """Return the picture without its words, which pandoc would set below it."""
        kind, content = self.picture(figure)
        target = [f"data:{kind};base64,{base64.b64encode(content).decode()}", ""]
        return {"t": "Para", "c": [{"t": "Image", "c": [NOTHING, [], target]}]}


def _header(level: int, title: str) -> Node:
    return {"t": "Header", "c": [level, NOTHING, inlines(title)]}


def _group(name: str, nodes: list[Node]) -> Node:
    return {"t": "Div", "c": [["", [name], []], nodes]}


def _tell_about(parts: Parts, deck: Deck) -> None:
    """Put day and language where office programs look for them."""
    language = LANGUAGES[deck.language]
    parts[_CORE] = parts[_CORE].replace(_NO_TIME, f"{deck.day.isoformat()}T00:00:00Z".encode())
    end_with(parts, _CORE, "</cp:coreProperties>", f"<dc:language>{language}</dc:language></cp:coreProperties>")
    parts[_PRESENTATION] = parts[_PRESENTATION].replace(b'lang="en-US"', f'lang="{language}"'.encode())


def _without_unused(parts: Parts) -> Parts:
    """Return the parts without those that pandoc adds from its own reference though nothing leads to them."""
    parts[_TYPES] = re.sub(rb'<Override [^>]*"/(ppt/[^"]*)"[^>]*>', _kept, parts[_TYPES])
    return {name: content for name, content in parts.items() if not UNUSED.match(name)}


def _kept(found: re.Match[bytes]) -> bytes:
    return b"" if UNUSED.match(found.group(1).decode()) else found.group()
