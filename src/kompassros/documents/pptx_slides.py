"""One slide of a PowerPoint file as pandoc wrote it, finished: places, alternative texts, language, footer, tables."""

from html import escape
from xml.etree import ElementTree as ET

from kompassros.documents import slide_measures as m
from kompassros.documents.blocks import Deck
from kompassros.documents.deck_checks import front_lines
from kompassros.documents.fitting import Page, SectionPage
from kompassros.documents.lettering import printable
from kompassros.documents.pptx_tables import finish_table
from kompassros.documents.pptx_xml import NAMES, element, found, hundredths, swap, transform
from kompassros.documents.slide_measures import Box
from kompassros.documents.slide_text import fitting_size, one_line
from kompassros.documents.tree import LANGUAGES

_TREE, _SHAPE, _PICTURE, _TABLE = ("p:cSld/p:spTree", "p:sp", "p:pic", "p:graphicFrame")
_FOOTER = '<p:ph type="ftr" sz="quarter" idx="11"/>'
_NUMBER = '<p:ph type="sldNum" sz="quarter" idx="12"/>'
_LINE = '<p:ph type="body" idx="1"/>'
_COUNTER = '<a:fld id="{{C5EF2332-01BF-834F-8236-50238282D533}}" type="slidenum"><a:rPr/><a:t>{number}</a:t></a:fld>'
_BESIDE_TWO_TEXTS = {"idx": "2", "sz": "half"}


def finished(written: bytes, page: Page | SectionPage | None, deck: Deck, number: int) -> bytes:
    """Return the part of a slide as it is to be; the page of the first slide is None."""
    root = ET.fromstring(written)  # noqa: S314 - written by pandoc itself
    tree = found(root, _TREE)
    title = tree.findall(_SHAPE, NAMES)[0]
    if isinstance(page, Page):
        _finish_page(tree, page)
        _set_size(title, page.title_size, m.TITLE_LETTERS.size)
    elif page:
        _set_size(title, page.title_size, m.SECTION_LETTERS.size)
        if page.section.line:
            tree.append(_holder("Text Placeholder 2", _LINE, _runs(page.section.line)))
            _set_size(tree[-1], page.line_size, m.LINES_LETTERS.size)
    else:
        _finish_front(tree, deck)
    if page:
        said = one_line(deck.footer or deck.title, m.FOOTER.width, m.FOOTER_LETTERS.size)
        tree.append(_holder("Footer Placeholder", _FOOTER, _runs(said)))
        tree.append(_holder("Slide Number Placeholder", _NUMBER, _COUNTER.format(number=number)))
    _set_language(root, LANGUAGES[deck.language])
    _number(root)
    for prefix, name in NAMES.items():
        ET.register_namespace(prefix, name)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _finish_front(tree: ET.Element, deck: Deck) -> None:
    title, lines, *_others = tree.findall(_SHAPE, NAMES)
    _set_size(title, fitting_size(deck.title, m.FRONT_LETTERS, m.FRONT_TITLE), m.FRONT_LETTERS.size)
    _set_size(lines, fitting_size(front_lines(deck), m.LINES_LETTERS, m.FRONT_LINES), m.LINES_LETTERS.size)


def _finish_page(tree: ET.Element, page: Page) -> None:
    """Put everything in its place. A text that has the slide, or its column, for itself keeps that of the layout."""
    texts = tree.findall(_SHAPE, NAMES)[1:]
    for text, box in zip(texts, [box for box in (page.above_box, page.below_box) if box], strict=True):
        _set_size(text, page.text_size, m.BODY_LETTERS.least)
        if page.table:
            _place(found(text, "p:spPr"), box)
    if page.table and page.table_box:
        frame = found(tree, _TABLE)
        finish_table(frame, page.table, page.table_box)
        _describe(frame, "Table", page.table.table.caption or page.title)
        if page.above and page.below:
            found(frame, ".//p:ph").attrib.update(_BESIDE_TWO_TEXTS)
        if page.table.caption_height:
            caption = Box(page.table_box.left, page.table_box.top, page.table.width, page.table.caption_height)
            tree.insert(list(tree).index(frame), _caption(page.table.table.caption, caption, bold=True))
    if page.picture and page.picture_box:
        drawn = found(tree, _PICTURE)
        _place(found(drawn, "p:spPr"), page.picture_box)
        _describe(drawn, "Picture", page.picture.alternative)
        if page.caption_box:
            tree.insert(list(tree).index(drawn) + 1, _caption(page.picture.caption, page.caption_box))


def _describe(shape: ET.Element, name: str, alternative: str) -> None:
    about = found(shape, ".//p:cNvPr")
    about.set("name", name)
    about.set("descr", printable(alternative))


def _number(root: ET.Element) -> None:
    """Number the shapes in their order, in which they are read; pandoc gives a number twice."""
    for place, about in enumerate(root.iterfind(".//p:cNvPr", NAMES), start=1):
        about.set("id", str(place))
        if kind := about.get("name", "").rstrip("0123456789 "):
            about.set("name", f"{kind} {place}")


def _place(properties: ET.Element, box: Box) -> None:
    """Put a place at the head of a shape's properties, instead of the one it may have."""
    swap(properties, "a:xfrm", element(transform(box)), 0)


def _set_size(shape: ET.Element, size: float | None, usual: float) -> None:
    if size and size != usual:
        for run in shape.iterfind(".//a:rPr", NAMES):
            run.set("sz", hundredths(size))


def _set_language(root: ET.Element, language: str) -> None:
    for line in root.iterfind(".//a:br", NAMES):
        if line.find("a:rPr", NAMES) is None:
            line.append(element("<a:rPr/>"))
    for kind in ("rPr", "endParaRPr"):
        for run in root.iterfind(f".//a:{kind}", NAMES):
            run.set("lang", language)


def _holder(name: str, kind: str, content: str) -> ET.Element:
    """Return a placeholder with its content; it stands where the layout's of its kind stands."""
    return element(
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
        f"<a:pPr/>{content}</a:p></p:txBody></p:sp>"
    )


def _caption(text: str, box: Box, *, bold: bool = False) -> ET.Element:
    weight = ' b="1"' if bold else ""
    size = hundredths(m.CAPTION_LETTERS.size)
    tint = '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
    return element(
        '<p:sp><p:nvSpPr><p:cNvPr id="0" name="Caption"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>'
        f'<a:p>{_runs(text, f"""<a:rPr sz="{size}"{weight}>{tint}</a:rPr>""")}</a:p></p:txBody></p:sp>'
    )


def _runs(text: str, letters: str = "<a:rPr/>") -> str:
    """Return a text as runs; a line break stays one."""
    lines = (f"<a:r>{letters}<a:t>{escape(line, quote=False)}</a:t></a:r>" for line in printable(text).split("\n"))
    return f"<a:br>{letters}</a:br>".join(lines)
