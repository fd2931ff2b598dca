"""Documents as PDF by our own Typst template: accessible (PDF/UA-1) and fit for an archive (PDF/A-2a) at once.

The document goes in as JSON, so that no text of a user is ever read as markup.
"""

import json
from functools import lru_cache, singledispatch
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from kompassros.documents.blocks import (
    Block,
    BulletList,
    Cover,
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
from kompassros.documents.checks import check
from kompassros.documents.lettering import FONT, font_folder, settable, written_day

_one_at_a_time = Lock()


def write_pdf(document: Document) -> bytes:
    """Return the PDF; equal documents give equal bytes. Raises DocumentError where a block is not in order."""
    check(document)
    return typeset("document.typ", _data(document))


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF that one of our templates makes of the data, which it has in the input "document"."""
    told = json.dumps(data, ensure_ascii=False, sort_keys=True)
    with _one_at_a_time:
        written = _compiler(template).compile(
            format="pdf", sys_inputs={"document": told}, pdf_standards=["a-2a", "ua-1"]
        )
    if not isinstance(written, bytes):
        raise TypeError("Typst returned no PDF")
    return written


@lru_cache
def _compiler(template: str) -> typst.Compiler:
    """Return the compiler, kept: it has read the fonts and the template."""
    path = Path(str(files("kompassros.documents"))) / template
    fonts = [str(font_folder())]
    return typst.Compiler(str(path), root=str(path.parent), font_paths=fonts, ignore_system_fonts=True)


def _data(document: Document) -> dict[str, Any]:
    return {
        "title": settable(document.title),
        "language": document.language,
        "kicker": settable(document.kicker),
        "author": settable(document.author),
        "day": [document.day.year, document.day.month, document.day.day],
        "written_day": written_day(document),
        "font": FONT,
        "contents": settable(document.contents),
        "sheet": document.sheet,
        "cover": _cover(document.cover) if document.cover else None,
        "blocks": [_block(block) for block in document.blocks],
    }


def _cover(cover: Cover) -> dict[str, Any]:
    return {
        "lines": [settable(line) for line in cover.lines],
        "picture": _block(cover.picture) if cover.picture else None,
        "foot": [settable(line) for line in cover.foot],
    }


@singledispatch
def _block(block: Block) -> dict[str, Any]:
    raise TypeError(f"The PDF writer knows no {type(block).__name__}")


@_block.register
def _heading(block: Heading) -> dict[str, Any]:
    return {"kind": "heading", "level": block.level, "text": settable(block.text)}


@_block.register
def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "runs": _runs(block.runs)}


@_block.register
def _list(block: BulletList) -> dict[str, Any]:
    return {"kind": "list", "items": [_runs(item) for item in block.items]}


@_block.register
def _table(block: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": settable(block.caption),
        "columns": [{"label": settable(column.label), "numeric": column.numeric} for column in block.columns],
        "rows": [[settable(cell) for cell in row] for row in block.rows],
    }


@_block.register
def _figure(block: Figure) -> dict[str, Any]:
    picture = list(block.picture) if block.format == "png" else block.picture.decode("utf-8")
    said = {"alternative": settable(block.alternative), "caption": settable(block.caption), "share": block.share}
    return {"kind": "figure", "format": block.format, "picture": picture, **said}


@_block.register
def _facts(block: Facts) -> dict[str, Any]:
    return {"kind": "facts", "pairs": [[settable(label), settable(value)] for label, value in block.pairs]}


@_block.register
def _remark(block: Remark) -> dict[str, Any]:
    return {"kind": "remark", "runs": _runs(block.runs)}


@_block.register
def _page_break(block: PageBreak) -> dict[str, Any]:
    return {"kind": "page_break", "unless_left": block.unless_left}


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [
        {"text": settable(run.text), "strong": run.strong, "emphasis": run.emphasis, "link": run.link} for run in runs
    ]
