"""Blocks as pandoc's syntax tree: no text of a user is ever read as markup. Each format adds what is its own."""

import base64
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Any

from kompassros.documents.blocks import (
    Block,
    BulletList,
    Cover,
    Deck,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Remark,
    Runs,
    Table,
)
from kompassros.documents.lettering import printable, written_day
from kompassros.documents.packages import Parts
from kompassros.documents.pandoc import Node
from kompassros.documents.pictures import as_png, stand_in

LANGUAGES = {"sv": "sv-SE", "nb": "nb-NO", "en": "en-GB"}
NOTHING: list[Any] = ["", [], []]
DEEPEST_IN_CONTENTS = 1
LEAST_LETTERS, MOST_LETTERS, GAP = 4, 44, 3
"""A column of a table gets a share of the line by its longest text, within these. Own choice."""


def inlines(text: str) -> list[Node]:
    """Return a text as pandoc's words; a line break stays one."""
    nodes: list[Node] = []
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            nodes.append({"t": "LineBreak"})
        nodes.append({"t": "Str", "c": line})
    return nodes


def styled(name: str, blocks: list[Node]) -> Node:
    """Return blocks in a style of the reference document, which is a class in HTML."""
    return {"t": "Div", "c": [["", [name.lower().replace(" ", "-")], [["custom-style", name]]], blocks]}


def about(document: Document | Deck) -> dict[str, list[Node]]:
    """Return what a file says of itself: title, language, kind and day, author."""
    meta = {"title": inlines(document.title), "lang": inlines(LANGUAGES[document.language])}
    kind = " · ".join(part for part in (document.kicker, written_day(document)) if part)
    return meta | {"subtitle": inlines(kind)} | ({"author": inlines(document.author)} if document.author else {})


@dataclass
class Tree:
    """Turns blocks into nodes; a format's own class says how it breaks a page and sets labels with their values.

    headings: level, text and the anchor of each heading so far, for a table of contents. pictures: what stands in for
    each picture, and the picture: pandoc takes half as long without their pixels.
    """

    headings: list[tuple[int, str, str]] = field(default_factory=list)
    pictures: dict[bytes, bytes] = field(default_factory=dict)

    def nodes(self, blocks: tuple[Block, ...]) -> list[Node]:
        """Return the nodes of all blocks."""
        return [node for block in blocks for node in self.node(block)]

    def page_break(self) -> list[Node]:
        """Return what begins a new page; nothing where there are no pages."""
        return []

    def facts(self, block: Facts) -> list[Node]:
        """Return labels with their values."""
        pairs = [[inlines(label), [[{"t": "Plain", "c": inlines(value)}]]] for label, value in block.pairs]
        return [{"t": "DefinitionList", "c": pairs}]

    def cover(self, cover: Cover) -> list[Node]:
        """Return the cover: its lines, its picture, what stands at its foot."""
        lines = [{"t": "Para", "c": inlines(line)} for line in cover.lines]
        foot = [{"t": "Para", "c": inlines(line)} for line in cover.foot]
        picture = self.nodes((cover.picture,)) if cover.picture else []
        above = [styled("Cover Line", lines)] if lines else []
        below = [styled("Cover Foot", foot)] if foot else []
        return [*above, *picture, *below]

    def picture(self, block: Figure) -> tuple[str, bytes]:
        """Return the media type and the bytes of a picture as the format shows it."""
        content = as_png(block)
        instead = stand_in(content, len(self.pictures))
        self.pictures[instead] = content
        return "image/png", instead

    def with_pictures(self, parts: Parts) -> Parts:
        """Return the parts of a written file with every picture in the place of what stands in for it."""
        return {name: self.pictures.get(content, content) for name, content in parts.items()}

    @singledispatchmethod
    def node(self, block: Block) -> list[Node]:
        """Return the nodes of one block."""
        raise TypeError(f"No tree is known of {type(block).__name__}")

    @node.register
    def _heading(self, block: Heading) -> list[Node]:
        anchor = block.anchor or f"part-{len(self.headings) + 1}"
        self.headings.append((block.level, block.text, anchor))
        return [{"t": "Header", "c": [block.level, [anchor, [], []], inlines(block.text)]}]

    @node.register
    def _paragraph(self, block: Paragraph) -> list[Node]:
        return [{"t": "Para", "c": _runs(block.runs)}]

    @node.register
    def _remark(self, block: Remark) -> list[Node]:
        return [styled("Remark", [{"t": "Para", "c": _runs(block.runs)}])]

    @node.register
    def _list(self, block: BulletList) -> list[Node]:
        return [{"t": "BulletList", "c": [[{"t": "Plain", "c": _runs(item)}] for item in block.items]}]

    @node.register
    def _facts(self, block: Facts) -> list[Node]:
        return self.facts(block)

    @node.register
    def _page_break(self, block: PageBreak) -> list[Node]:
        return [] if block.unless_left else self.page_break()

    @node.register
    def _figure(self, block: Figure) -> list[Node]:
        kind, content = self.picture(block)
        target = [f"data:{kind};base64,{base64.b64encode(content).decode()}", ""]
        size = ["", [], [["width", f"{block.share}%"]]]
        # Pandoc writes an image's words as its alternative text.
        image = {"t": "Image", "c": [size, inlines(block.alternative), target]}
        if not block.caption:
            return [{"t": "Para", "c": [image]}]
        caption = [{"t": "Plain", "c": inlines(block.caption)}]
        return [{"t": "Figure", "c": [NOTHING, [None, caption], [{"t": "Plain", "c": [image]}]]}]

    @node.register
    def _table(self, block: Table) -> list[Node]:
        sides = [{"t": "AlignRight" if column.numeric else "AlignLeft"} for column in block.columns]
        columns = [
            [side, {"t": "ColWidth", "c": share}] for side, share in zip(sides, column_shares(block), strict=True)
        ]
        heads = [_row([column.label for column in block.columns], sides)]
        body = [NOTHING, 1, [], [_row(row, sides) for row in block.rows]]
        caption = [None, [{"t": "Plain", "c": inlines(block.caption)}]]
        return [{"t": "Table", "c": [NOTHING, caption, columns, [NOTHING, heads], [body], [NOTHING, []]]}]


def column_shares(table: Table) -> list[float]:
    """Return how much of the line each column takes, by the longest text or number in it; 1 in all."""
    weights = [_letters(table, place) for place in range(len(table.columns))]
    return [round(weight / sum(weights), 4) for weight in weights]


def _letters(table: Table, place: int) -> int:
    column = table.columns[place]
    longest = max((len(line) for row in table.rows for line in row[place].split("\n")), default=0)
    word = max(len(word) for word in column.label.split())
    if column.numeric:
        return max(longest, word) + GAP
    return min(max(longest, word, LEAST_LETTERS), MOST_LETTERS) + GAP


def by_tab(block: Facts, tab: Node) -> list[Node]:
    """Return labels with their values as lines of their own style, a tab between them."""
    lines = [[*inlines(f"{label}:"), tab, *inlines(value)] for label, value in block.pairs]
    return [styled("Facts", [{"t": "Para", "c": line} for line in lines])]


def _runs(runs: Runs) -> list[Node]:
    nodes: list[Node] = []
    for run in runs:
        found = inlines(run.text)
        if run.strong:
            found = [{"t": "Strong", "c": found}]
        if run.emphasis:
            found = [{"t": "Emph", "c": found}]
        if run.link:
            found = [{"t": "Link", "c": [NOTHING, found, [run.link, ""]]}]
        nodes += found
    return nodes


def _row(cells: list[str] | tuple[str, ...], sides: list[Node]) -> list[Any]:
    placed = zip(cells, sides, strict=True)
    return [NOTHING, [[NOTHING, side, 1, 1, [{"t": "Plain", "c": inlines(cell)}]] for cell, side in placed]]
