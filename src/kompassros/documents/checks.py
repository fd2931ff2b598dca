"""What a document must have before it is written: the writers refuse less, and say no place."""

import re
from collections.abc import Iterator
from functools import singledispatch

from kompassros.documents.blocks import (
    ANCHOR,
    DEEPEST,
    Block,
    BulletList,
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

LANGUAGES = ("sv", "nb", "en")
_SENTENCE = re.compile(r"\S+\s+\S.*[.!?…][”\"'’)]*\Z", re.DOTALL)
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>\"]+\Z")


class DocumentError(ValueError):
    """A document that cannot be written; ``troubles`` say which block and what is wrong, each in one sentence."""

    def __init__(self, troubles: list[str]) -> None:
        super().__init__(" ".join(troubles))
        self.troubles = troubles


def check(document: Document) -> None:
    """Raise DocumentError with every trouble of the document; blocks are counted from 1."""
    troubles = list(_of_document(document))
    level = 0
    anchors: set[str] = set()
    for number, block in enumerate(document.blocks, start=1):
        name = f"Block {number} ({type(block).__name__})"
        troubles += [f"{name}: {trouble}" for trouble in _of_block(block)]
        if isinstance(block, Heading):
            if block.level > level + 1:
                troubles.append(f"{name}: level {block.level} follows on level {level}; no level may be skipped.")
            level = block.level
            if block.anchor.lower() in anchors:
                troubles.append(f"{name}: the anchor {block.anchor!r} is taken by a heading before.")
            anchors |= {block.anchor.lower()} - {""}
    if troubles:
        raise DocumentError(troubles)


def _of_document(document: Document) -> Iterator[str]:
    if not document.title.strip():
        yield "The document has no title."
    if document.language not in LANGUAGES:
        yield f"The document's language is {document.language!r}, not one of {', '.join(LANGUAGES)}."
    if not document.blocks:
        yield "The document has no blocks."


@singledispatch
def _of_block(block: Block) -> Iterator[str]:
    """Say what is wrong with one block by itself; most kinds have nothing to be wrong."""
    return iter(())


@_of_block.register
def _of_heading(block: Heading) -> Iterator[str]:
    if not block.text.strip():
        yield "the heading is blank."
    if not 1 <= block.level <= DEEPEST:
        yield f"there is no level {block.level}, only 1 to {DEEPEST}."
    if block.anchor and not ANCHOR.match(block.anchor):
        yield f"the anchor {block.anchor!r} is not up to 40 letters, digits and hyphens with a letter first."


@_of_block.register
def _of_paragraph(block: Paragraph) -> Iterator[str]:
    yield from _of_runs(block.runs, "the paragraph")


@_of_block.register
def _of_remark(block: Remark) -> Iterator[str]:
    yield from _of_runs(block.runs, "the remark")


@_of_block.register
def _of_list(block: BulletList) -> Iterator[str]:
    if not block.items:
        yield "the list is empty."
    for number, item in enumerate(block.items, start=1):
        yield from _of_runs(item, f"item {number}")


@_of_block.register
def _of_table(block: Table) -> Iterator[str]:
    if not block.caption.strip():
        yield "the table has no caption."
    if not block.columns or not all(column.label.strip() for column in block.columns):
        yield "every column needs a head."
    for number, row in enumerate(block.rows, start=1):
        if len(row) != len(block.columns):
            yield f"row {number} has {len(row)} cells for {len(block.columns)} columns."


@_of_block.register
def _of_figure(block: Figure) -> Iterator[str]:
    if not _SENTENCE.match(block.alternative.strip()):
        yield "the alternative text must be a sentence that says what the picture shows."
    if not 1 <= block.share <= 100:
        yield f"the picture cannot take {block.share} per cent of the line."
    if block.format == "svg" and b"<svg" not in block.picture[:1000]:
        yield "the picture is neither SVG nor PNG."


@_of_block.register
def _of_page_break(block: PageBreak) -> Iterator[str]:
    if not 0 <= block.unless_left < 100:
        yield f"{block.unless_left} per cent of a page cannot be left."


@_of_block.register
def _of_facts(block: Facts) -> Iterator[str]:
    if not block.pairs:
        yield "there are no facts."
    if not all(label.strip() and value.strip() for label, value in block.pairs):
        yield "every fact needs a label and a value."


def _of_runs(runs: Runs, where: str) -> Iterator[str]:
    if not "".join(run.text for run in runs).strip():
        yield f"{where} is blank."
    for run in runs:
        if run.link and not _ADDRESS.match(run.link):
            yield f"{where} has a link that is no web or mail address: {run.link!r}."
