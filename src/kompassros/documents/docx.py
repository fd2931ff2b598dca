"""Documents as DOCX by pandoc, from its own syntax tree: no text of a user is ever read as markup.

Pandoc runs as a program of its own, in its sandbox: it opens no file that a document could name.
"""

import base64
import io
import json
import subprocess
import tempfile
import zipfile
from datetime import date
from functools import singledispatch
from pathlib import Path
from typing import Any

import pypandoc
import vl_convert

from kompassros.documents.blocks import (
    Block,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Runs,
    Table,
)
from kompassros.documents.checks import check
from kompassros.documents.lettering import printable, written_day
from kompassros.documents.reference_docx import reference_document, zipped

_TREE_VERSION = [1, 23, 1]
_CORE = "docProps/core.xml"
# In its sandbox pandoc knows no clock, and says this.
_NO_TIME = b"1970-01-01T00:00:00Z"
_LANGUAGES = {"sv": "sv-SE", "nb": "nb-NO", "en": "en-GB"}
_NOTHING: list[Any] = ["", [], []]
_TAB = {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}
_BREAK = {"t": "RawBlock", "c": ["openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>']}
_PICTURE_SCALE = 3
Node = dict[str, Any]


def write_docx(document: Document) -> bytes:
    """Return the DOCX; equal documents give equal bytes. Raises DocumentError where a block is not in order."""
    check(document)
    tree = json.dumps(_tree(document), ensure_ascii=False).encode()
    with tempfile.TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_document())
        command = [pypandoc.get_pandoc_path(), "--sandbox", "--from=json", "--to=docx", "--output=-"]
        run = subprocess.run(  # noqa: S603 - our own program, and the document comes in as data
            [*command, f"--reference-doc={reference}"],
            input=tree,
            capture_output=True,
            check=True,
        )
    return _dated(run.stdout, document.day)


def _dated(written: bytes, day: date) -> bytes:
    """Return the file with the document's day as the day of its making."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = parts[_CORE].replace(_NO_TIME, f"{day.isoformat()}T00:00:00Z".encode())
    return zipped(parts)


def _tree(document: Document) -> Node:
    meta = {"title": _inlines(document.title), "lang": _inlines(_LANGUAGES[document.language])}
    about = " · ".join(part for part in (document.kicker, written_day(document)) if part)
    meta |= {"subtitle": _inlines(about)} | ({"author": _inlines(document.author)} if document.author else {})
    blocks = [node for block in document.blocks for node in _block(block)]
    told = {key: {"t": "MetaInlines", "c": inlines} for key, inlines in meta.items()}
    return {"pandoc-api-version": _TREE_VERSION, "meta": told, "blocks": blocks}


def _inlines(text: str) -> list[Node]:
    """Return a text as pandoc's words; a line break stays one."""
    nodes: list[Node] = []
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            nodes.append({"t": "LineBreak"})
        nodes.append({"t": "Str", "c": line})
    return nodes


def _runs(runs: Runs) -> list[Node]:
    nodes: list[Node] = []
    for run in runs:
        inlines = _inlines(run.text)
        if run.strong:
            inlines = [{"t": "Strong", "c": inlines}]
        if run.emphasis:
            inlines = [{"t": "Emph", "c": inlines}]
        if run.link:
            inlines = [{"t": "Link", "c": [_NOTHING, inlines, [run.link, ""]]}]
        nodes += inlines
    return nodes


@singledispatch
def _block(block: Block) -> list[Node]:
    raise TypeError(f"The DOCX writer knows no {type(block).__name__}")


@_block.register
def _heading(block: Heading) -> list[Node]:
    return [{"t": "Header", "c": [block.level, _NOTHING, _inlines(block.text)]}]


@_block.register
def _paragraph(block: Paragraph) -> list[Node]:
    return [{"t": "Para", "c": _runs(block.runs)}]


@_block.register
def _list(block: BulletList) -> list[Node]:
    return [{"t": "BulletList", "c": [[{"t": "Plain", "c": _runs(item)}] for item in block.items]}]


@_block.register
def _facts(block: Facts) -> list[Node]:
    lines = [[*_inlines(f"{label}:"), _TAB, *_inlines(value)] for label, value in block.pairs]
    styled = ["", [], [["custom-style", "Facts"]]]
    return [{"t": "Div", "c": [styled, [{"t": "Para", "c": line} for line in lines]]}]


@_block.register
def _page_break(block: PageBreak) -> list[Node]:
    return [_BREAK]


@_block.register
def _figure(block: Figure) -> list[Node]:
    target = [f"data:image/png;base64,{base64.b64encode(_as_png(block)).decode()}", ""]
    # Pandoc writes an image's words as its alternative text.
    size = ["", [], [["width", f"{block.share}%"]]]
    image = {"t": "Image", "c": [size, _inlines(block.alternative), target]}
    body = [{"t": "Plain", "c": [image]}]
    caption = [{"t": "Plain", "c": _inlines(block.caption)}] if block.caption else []
    return [{"t": "Figure", "c": [_NOTHING, [None, caption], body]}] if caption else [{"t": "Para", "c": [image]}]


def _as_png(block: Figure) -> bytes:
    """Return the picture as PNG: pandoc would need another program for SVG."""
    if block.format == "png":
        return block.picture
    return bytes(vl_convert.svg_to_png(block.picture.decode("utf-8"), scale=_PICTURE_SCALE))


@_block.register
def _table(block: Table) -> list[Node]:
    sides = [{"t": "AlignRight" if column.numeric else "AlignLeft"} for column in block.columns]
    columns = [[side, {"t": "ColWidthDefault"}] for side in sides]
    heads = [_row([column.label for column in block.columns], sides)]
    body = [_NOTHING, 1, [], [_row(row, sides) for row in block.rows]]
    caption = [None, [{"t": "Plain", "c": _inlines(block.caption)}]]
    return [{"t": "Table", "c": [_NOTHING, caption, columns, [_NOTHING, heads], [body], [_NOTHING, []]]}]


def _row(cells: list[str] | tuple[str, ...], sides: list[Node]) -> list[Any]:
    placed = zip(cells, sides, strict=True)
    return [_NOTHING, [[_NOTHING, side, 1, 1, [{"t": "Plain", "c": _inlines(cell)}]] for cell, side in placed]]
