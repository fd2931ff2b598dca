"""Documents as HTML files that need nothing else: style and pictures are inside, no script, no request to anyone.

The page is a tree of elements until it is printed, so that no text of a user is ever read as markup.
"""

import base64
from collections.abc import Sequence
from functools import singledispatch
from importlib.resources import files
from xml.etree import ElementTree as ET

from kompassros.documents.blocks import (
    Block,
    BulletList,
    Column,
    Cover,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Remark,
    Run,
    Runs,
    Table,
)
from kompassros.documents.checks import check
from kompassros.documents.lettering import printable, written_day
from kompassros.documents.tree import DEEPEST_IN_CONTENTS

Content = ET.Element | str
_ONLY_WHAT_IS_INSIDE = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_CONTENTS = "contents"
_TAGS = ("h2", "h3", "h4", "h5")
_WIDE = 5  # columns from which a table is not made as narrow as a phone. Own choice.


def write_html(document: Document) -> bytes:
    """Return the page; equal documents give equal bytes. Raises DocumentError where a block is not in order."""
    check(document)
    page = _element("html", {"lang": document.language}, _head(document), _body(document))
    return f"<!DOCTYPE html>\n{ET.tostring(page, encoding='unicode', method='html')}\n".encode()


def _element(name: str, attributes: dict[str, str], *contents: Content) -> ET.Element:
    """Return an element that holds texts and elements in their order."""
    made = ET.Element(name, attributes)
    for content in contents:
        if isinstance(content, ET.Element):
            made.append(content)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + content
        else:
            made.text = (made.text or "") + content
    return made


def _head(document: Document) -> ET.Element:
    style = (files("kompassros.documents") / "document.css").read_text(encoding="utf-8")
    told = {"viewport": "width=device-width, initial-scale=1", "color-scheme": "light dark", "author": document.author}
    return _element(
        "head",
        {},
        _element("meta", {"charset": "utf-8"}),
        _element("meta", {"http-equiv": "Content-Security-Policy", "content": _ONLY_WHAT_IS_INSIDE}),
        *(_element("meta", {"name": name, "content": _line(value)}) for name, value in told.items() if value),
        _element("title", {}, _line(document.title)),
        _element("style", {}, style),
    )


def _body(document: Document) -> ET.Element:
    main = _main(document.blocks)
    for number, made in enumerate((made for made in main if made.tag in _TAGS), start=1):
        made.set("id", _anchor(number))
    contents = [_nav(document)] if document.contents else []
    return _element("body", {}, _header(document), "\n", *contents, "\n", main)


def _main(blocks: tuple[Block, ...]) -> ET.Element:
    """Return the blocks; what follows on a page break bears its mark, for there are no pages on a screen."""
    main = _element("main", {})
    for before, block in zip((None, *blocks), blocks, strict=False):
        if not isinstance(block, PageBreak):
            made = _block(block)
            if isinstance(before, PageBreak):
                made.set("class", f"{made.get('class', '')} new-page".strip())
            made.tail = "\n"
            main.append(made)
    return main


def _header(document: Document) -> ET.Element:
    cover = document.cover or Cover()
    day = _element("time", {"datetime": document.day.isoformat()}, written_day(document))
    author = [" · ", *_broken(document.author)] if document.author else []
    return _element(
        "header",
        {"class": "cover"} if document.cover else {},
        *([_line_of("kicker", document.kicker)] if document.kicker else []),
        _element("h1", {}, *_broken(document.title)),
        *(_line_of("line", line) for line in cover.lines),
        _element("p", {"class": "about"}, day, *author),
        *([_block(cover.picture)] if cover.picture else []),
        *(_line_of("foot", line) for line in cover.foot),
    )


def _nav(document: Document) -> ET.Element:
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    entries = [
        _element(
            "li",
            {"class": f"level-{heading.level}"},
            _element("a", {"href": f"#{_anchor(number)}"}, *_broken(heading.text)),
        )
        for number, heading in enumerate(headings, start=1)
        if heading.level <= DEEPEST_IN_CONTENTS
    ]
    title = _element("h2", {"id": _CONTENTS}, *_broken(document.contents))
    return _element("nav", {"aria-labelledby": _CONTENTS}, title, _element("ul", {}, *entries))


def _anchor(number: int) -> str:
    return f"part-{number}"


@singledispatch
def _block(block: Block) -> ET.Element:
    raise TypeError(f"The HTML writer knows no {type(block).__name__}")


@_block.register
def _heading(block: Heading) -> ET.Element:
    # The title of the document is the only heading of the first level.
    return _element(_TAGS[block.level - 1], {}, *_broken(block.text))


@_block.register
def _paragraph(block: Paragraph) -> ET.Element:
    return _element("p", {}, *_runs(block.runs))


@_block.register
def _remark(block: Remark) -> ET.Element:
    return _element("aside", {"class": "remark", "role": "note"}, _element("p", {}, *_runs(block.runs)))


@_block.register
def _list(block: BulletList) -> ET.Element:
    return _element("ul", {}, *(_element("li", {}, *_runs(item)) for item in block.items))


@_block.register
def _facts(block: Facts) -> ET.Element:
    pairs = [
        _element("div", {}, _element("dt", {}, *_broken(label)), _element("dd", {}, *_broken(value)))
        for label, value in block.pairs
    ]
    return _element("dl", {"class": "facts"}, *pairs)


@_block.register
def _figure(block: Figure) -> ET.Element:
    kind = "image/png" if block.format == "png" else "image/svg+xml"
    source = f"data:{kind};base64,{base64.b64encode(block.picture).decode()}"
    told = {"src": source, "alt": printable(block.alternative), "style": f"--share: {block.share}%"}
    caption = [_element("figcaption", {}, *_broken(block.caption))] if block.caption else []
    return _element("figure", {}, *caption, _element("img", told))


@_block.register
def _table(block: Table) -> ET.Element:
    heads = [_cell("th", column, column.label, scope="col") for column in block.columns]
    rows = []
    for first, *others in block.rows:
        name = _cell("th", block.columns[0], first, scope="row")
        cells = [_cell("td", column, text) for column, text in zip(block.columns[1:], others, strict=True)]
        rows.append(_element("tr", {}, name, *cells))
    table = _element(
        "table",
        {},
        _element("caption", {}, *_broken(block.caption)),
        _element("thead", {}, _element("tr", {}, *heads)),
        _element("tbody", {}, *rows),
    )
    # A reader may have to move a table sideways: it is within reach of the keyboard, and has a name.
    kind = "table wide" if len(block.columns) >= _WIDE else "table"
    told = {"class": kind, "role": "group", "tabindex": "0", "aria-label": _line(block.caption)}
    return _element("div", told, table)


def _cell(name: str, column: Column, text: str, *, scope: str = "") -> ET.Element:
    told = ({"scope": scope} if scope else {}) | ({"class": "number"} if column.numeric else {})
    return _element(name, told, *_broken(text))


def _line_of(kind: str, text: str) -> ET.Element:
    return _element("p", {"class": kind}, *_broken(text))


def _runs(runs: Runs) -> list[Content]:
    return [content for run in runs for content in _run(run)]


def _run(run: Run) -> Sequence[Content]:
    found: Sequence[Content] = _broken(run.text)
    if run.strong:
        found = [_element("strong", {}, *found)]
    if run.emphasis:
        found = [_element("em", {}, *found)]
    if run.link:
        found = [_element("a", {"href": run.link}, *found)]
    return found


def _broken(text: str) -> list[Content]:
    """Return a text whose line breaks are elements."""
    first, *others = printable(text).split("\n")
    return [first, *(content for line in others for content in (ET.Element("br"), line))]


def _line(text: str) -> str:
    """Return a text in one line."""
    return " ".join(printable(text).split())
