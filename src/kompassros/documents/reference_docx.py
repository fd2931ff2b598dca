"""The look of our Word documents: pandoc's own reference document with our styles, page and footer put in.

It is made in memory when it is first needed. Sizes are in points, lengths in twentieths of a point, as Word has them.
"""

from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

from kompassros.documents.packages import default_parts, end_with, zipped

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTER_KIND = f"{_R}/footer"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
# Every office has it; a family that is missing would be replaced by the program's own choice.
_FAMILY = "Arial"
_INK, _QUIET, _ACCENT, _LINE = "1B2733", "55606E", "0B4F6C", "C2C9D1"
# A4 with the margins of our PDF; the page number as in Nordic public documents: 1 (3).
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1587" w:right="1587" w:bottom="1587" w:left="1928" w:header="709" w:footer="709" w:gutter="0"/>'
    "</w:sectPr>"
)
_FIELD = '<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_BRACKET = '<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
_LANGUAGE = '<w:lang w:val="en-US"/>'  # pandoc puts the document's in its place
_NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'


@dataclass(frozen=True)
class Style:
    """A paragraph style: size, space before and after, and what sets it apart from running text."""

    size: float
    before: int = 0
    after: int = 0
    bold: bool = False
    colour: str = _INK
    stays_with_next: bool = False
    outline: int | None = None
    tab: int = 0
    indent: int = 0
    barred: bool = False
    based_on: str = "Normal"
    line: int = 276


STYLES = {
    "Normal": Style(10, after=140, based_on=""),
    "Body Text": Style(10, after=140),
    "First Paragraph": Style(10, after=140, based_on="BodyText", stays_with_next=True),
    "Compact": Style(9, after=40, line=252),
    "Title": Style(22, before=120, after=160, bold=True, line=252, stays_with_next=True),
    "Subtitle": Style(9, after=320, bold=True, colour=_ACCENT),
    "Author": Style(9, after=0, colour=_QUIET),
    "Date": Style(9, after=320, colour=_QUIET),
    "heading 1": Style(13.5, before=360, after=120, bold=True, stays_with_next=True, outline=0),
    "heading 2": Style(11, before=280, after=100, bold=True, stays_with_next=True, outline=1),
    "heading 3": Style(10, before=240, after=80, bold=True, stays_with_next=True, outline=2),
    "heading 4": Style(10, before=220, after=60, colour=_QUIET, stays_with_next=True, outline=3),
    "Table Caption": Style(9, before=200, after=80, bold=True, stays_with_next=True),
    "Image Caption": Style(9, before=60, after=240, colour=_QUIET),
    "Captioned Figure": Style(10, before=200, stays_with_next=True),
    "Facts": Style(9, after=40, tab=2300),
    "Remark": Style(9, before=120, after=160, colour=_QUIET, indent=170, barred=True),
    "Footer": Style(8, colour=_QUIET),
    "Cover Line": Style(12, after=80),
    "Cover Foot": Style(9, before=160, after=60, colour=_QUIET),
    "TOC Heading": Style(13.5, before=120, after=200, bold=True, stays_with_next=True),
    "TOC 1": Style(10, before=120, after=40),
    "TOC 2": Style(9, after=20, indent=340),
}


@lru_cache
def reference_document() -> bytes:
    """Return the reference document as bytes of a DOCX file; the same bytes each time."""
    parts = default_parts("reference.docx")
    parts["word/styles.xml"] = _styles(parts["word/styles.xml"])
    parts["word/footer1.xml"] = _footer()
    parts["word/document.xml"] = f"<w:document {_NAMESPACES}><w:body><w:p/>{_PAGE}</w:body></w:document>".encode()
    related = f'<Relationship Id="rIdFooter" Type="{_FOOTER_KIND}" Target="footer1.xml"/></Relationships>'
    known = f'<Override PartName="/word/footer1.xml" ContentType="{_FOOTER_TYPE}"/></Types>'
    end_with(parts, "word/_rels/document.xml.rels", "</Relationships>", related)
    end_with(parts, "[Content_Types].xml", "</Types>", known)
    return zipped(parts)


def _styles(printed: bytes) -> bytes:
    """Put our styles in the place of pandoc's of the same name, and our family and ground size under all of them."""
    root = ET.fromstring(printed)  # noqa: S314 - printed by pandoc itself
    defaults = root.find(f"{{{_W}}}docDefaults")
    if defaults is None:
        raise ValueError("pandoc's reference document has no default style")
    defaults[0][0][:] = list(ET.fromstring(f"<x {_NAMESPACES}>{_letters(Style(10))}{_LANGUAGE}</x>"))  # noqa: S314
    for style in list(root.iterfind(f"{{{_W}}}style")):
        name = style.find(f"{{{_W}}}name")
        if name is not None and name.get(f"{{{_W}}}val") in STYLES:
            root.remove(style)
    for name_, own in STYLES.items():
        root.append(ET.fromstring(_style(name_, own)))  # noqa: S314
    _rule_tables(root)
    ET.register_namespace("w", _W)
    ET.register_namespace("r", _R)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _rule_tables(root: ET.Element) -> None:
    """Give tables rules above, below and between their rows, and none that stand upright."""
    for style in root.iterfind(f"{{{_W}}}style"):
        if style.get(f"{{{_W}}}styleId") == "Table":
            style[:] = [*ET.fromstring(_TABLE_STYLE)]  # noqa: S314


def _style(name: str, style: Style) -> str:
    key = _style_id(name)
    based = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    default = ' w:default="1"' if name == "Normal" else ""
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{style.tab}"/></w:tabs>' if style.tab else ""
    hanging = f'<w:ind w:left="{style.tab + style.indent}" w:hanging="{style.tab}"/>'
    keep = "<w:keepNext/><w:keepLines/>" if style.stays_with_next else ""
    bar = f"<w:pBdr>{_rule('left', 16, _ACCENT, 8)}</w:pBdr>" if style.barred else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    space = f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="auto"/>'
    return (
        f'<w:style {_NAMESPACES} w:type="paragraph" w:styleId="{key}"{default}><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/><w:pPr>{keep}{bar}{tab}{space}{hanging}{outline}</w:pPr><w:rPr>{_letters(style)}</w:rPr></w:style>"
    )


def _style_id(name: str) -> str:
    """Return Word's id of a style: "heading 1" is Heading1."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def _letters(style: Style) -> str:
    size = round(style.size * 2)
    bold = "<w:b/>" if style.bold else ""
    return (
        f'<w:rFonts w:ascii="{_FAMILY}" w:hAnsi="{_FAMILY}" w:cs="{_FAMILY}" w:eastAsia="{_FAMILY}"/>{bold}'
        f'<w:color w:val="{style.colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _rule(side: str, size: int, colour: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


_TABLE_STYLE = (
    f'<w:style {_NAMESPACES}><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f"{_rule('top', 8, _INK)}{_rule('bottom', 8, _INK)}{_rule('insideH', 4, _LINE)}</w:tblBorders><w:tblCellMar>"
    '<w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>'
    f'<w:color w:val="{_QUIET}"/></w:rPr><w:tcPr><w:tcBorders>{_rule("bottom", 4, _INK)}</w:tcBorders></w:tcPr>'
    "</w:tblStylePr></w:style>"
)


def _footer() -> bytes:
    pages = _FIELD.format(name="PAGE") + _BRACKET.format(text=" (") + _FIELD.format(name="NUMPAGES")
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>{pages}{_BRACKET.format(text=")")}</w:p>'
    )
    return f"<w:ftr {_NAMESPACES}>{body}</w:ftr>".encode()
