"""The look of our OpenDocument texts: pandoc's own reference document with our styles, page and footer put in.

It is made in memory when it is first needed, with the sizes and colours of our Word documents.
"""

import io
from dataclasses import replace
from functools import lru_cache
from xml.etree import ElementTree as ET

from kompassros.documents.packages import Parts, default_parts, zipped
from kompassros.documents.reference_docx import STYLES, Style

LINE_WIDTH = 148
"""Width of the text on the page, in millimetres: A4 with the margins of our PDF."""
NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}
MIMETYPE = "mimetype"
_FAMILY = "Arial"
_INK, _ACCENT, _LINE = "#1b2733", "#0b4f6c", "#c2c9d1"
_TWENTIETHS = 20  # lengths of the Word styles in each point
_SINGLE_LINE = 240
_MILLIMETRES = 25.4 / 72

# What pandoc and the offices call the styles that we have for Word.
_NAMES = {
    "Normal": "Standard",
    "Body Text": "Text body",
    "First Paragraph": "First paragraph",
    "heading 1": "Heading 1",
    "heading 2": "Heading 2",
    "heading 3": "Heading 3",
    "heading 4": "Heading 4",
    "Table Caption": "TableCaption",
    "Image Caption": "FigureCaption",
    "Compact": "Table Contents",
    "TOC Heading": "Contents Heading",
    "TOC 1": "Contents 1",
    "TOC 2": "Contents 2",
}
_HEAD = Style(8, after=40, bold=True, colour="55606E", line=252)
_FOOT = Style(8, colour="55606E")
_PICTURE = Style(10, before=200, line=_SINGLE_LINE, stays_with_next=True)
_OWN_STYLES = {
    "FigureWithCaption": (_PICTURE, ""),
    "Picture": (replace(_PICTURE, after=140, stays_with_next=False), ""),
    "Table Heading": (_HEAD, ""),
    "Table Heading Right": (_HEAD, 'fo:text-align="end"'),
    "Table Contents Right": (STYLES["Compact"], 'fo:text-align="end"'),
    "Footer": (_FOOT, f'fo:text-align="end" fo:border-top="0.5pt solid {_LINE}" fo:padding-top="4pt"'),
    "Remark": (STYLES["Remark"], f'fo:border-left="2pt solid {_ACCENT}" fo:padding-left="8pt"'),
    "Page Break": (Style(1, line=_SINGLE_LINE), 'fo:break-after="page"'),
}
CELLS = {
    "TableHeaderRowCell": f'fo:border-top="1pt solid {_INK}" fo:border-bottom="0.5pt solid {_INK}"',
    "TableRowCell": f'fo:border-bottom="0.5pt solid {_LINE}"',
    "TableLastRowCell": f'fo:border-bottom="1pt solid {_INK}"',
}
"""The rules of a table's cells: above and below its rows, and none that stand upright."""
_PAGE = {
    "fo:page-width": "210mm",
    "fo:page-height": "297mm",
    "fo:margin-top": "28mm",
    "fo:margin-bottom": "14mm",
    "fo:margin-left": "34mm",
    "fo:margin-right": "28mm",
}
_GRAPHICS = (
    '<style:style style:name="Graphics" style:family="graphic"><style:graphic-properties text:anchor-type="as-char" '
    'style:vertical-pos="top" style:vertical-rel="baseline" fo:border="none" fo:padding="0pt"/></style:style>'
)
_CONTENTS_LINK = (
    '<style:style style:name="Index_20_Link" style:display-name="Index Link" style:family="text">'
    f'<style:text-properties fo:color="{_INK}" style:text-underline-style="none"/></style:style>'
)
# With the footer, the text ends 28 mm above the edge. The page number as in Nordic public documents: 1 (3).
_FOOTER_SPACE = {"fo:min-height": "14mm", "fo:margin-top": "6mm"}
_FOOTER = (
    '<text:p text:style-name="Footer"><text:page-number text:select-page="current">1</text:page-number>'
    " (<text:page-count>1</text:page-count>)</text:p>"
)


@lru_cache
def reference_document() -> bytes:
    """Return the reference document as bytes of an ODT file; the same bytes each time."""
    parts: Parts = default_parts("reference.odt")
    root = parsed(parts["styles.xml"])
    _put_styles(root.find("office:styles", NAMESPACES))
    _put_page(root)
    parts["styles.xml"] = printed(root)
    return zipped(parts, stored=(MIMETYPE,))


def parsed(part: bytes) -> ET.Element:
    """Return a part's elements, and have its prefixes kept when it is printed."""
    for _event, (prefix, address) in ET.iterparse(io.BytesIO(part), events=["start-ns"]):  # noqa: S314 - by pandoc
        ET.register_namespace(prefix, address)
    return ET.fromstring(part)  # noqa: S314


def printed(root: ET.Element) -> bytes:
    """Return the bytes of a part."""
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def fragment(xml: str) -> ET.Element:
    """Return one element of our own writing."""
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return ET.fromstring(f"<x {declared}>{xml}</x>")[0]  # noqa: S314


def qualified(name: str) -> str:
    """Return ElementTree's name of "text:p"."""
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def encoded(name: str) -> str:
    """Return a style's name as the format refers to it: "Cover Line" is Cover_20_Line."""
    return name.replace(" ", "_20_")


def _put_styles(styles: ET.Element | None) -> None:
    """Put our styles in the place of pandoc's of the same name, and our family and ground size under all of them."""
    if styles is None:
        raise ValueError("pandoc's reference document has no styles")
    shared = {_NAMES.get(name, name): (style, "") for name, style in STYLES.items()}
    for name, (style, more) in (shared | _OWN_STYLES).items():
        for old in styles.findall(f"style:style[@style:name='{encoded(name)}']", NAMESPACES):
            styles.remove(old)
        styles.append(fragment(_style(name, style, more)))
    styles.extend([fragment(_GRAPHICS), fragment(_CONTENTS_LINK)])
    for ground in styles.iterfind("style:default-style", NAMESPACES):
        for letters in ground.iterfind("style:text-properties", NAMESPACES):
            letters.attrib.pop(qualified("style:use-window-font-color"), None)
            _set(letters, {"style:font-name": _FAMILY, "fo:font-size": "10pt", "fo:color": _INK})
    for rows in styles.iterfind("style:default-style/style:table-row-properties", NAMESPACES):
        _set(rows, {"fo:keep-together": "always"})
    for link in styles.iterfind("style:style[@style:name='Internet_20_link']/style:text-properties", NAMESPACES):
        _set(link, {"fo:color": _ACCENT})


def _put_page(root: ET.Element) -> None:
    """Make the page A4 with our margins, and put the page number into its footer."""
    for page in root.iterfind(".//style:page-layout-properties", NAMESPACES):
        _set(page, _PAGE)
    for space in root.iterfind(".//style:footer-style/style:header-footer-properties", NAMESPACES):
        _set(space, _FOOTER_SPACE)
    for footer in root.iterfind(".//style:master-page/style:footer", NAMESPACES):
        footer[:] = [fragment(_FOOTER)]


def _set(element: ET.Element, attributes: dict[str, str]) -> None:
    element.attrib.update({qualified(name): value for name, value in attributes.items()})


def _style(name: str, style: Style, more: str) -> str:
    """Return a paragraph style. A first line with a tab hangs, so that the text after the tab stands below itself."""
    based = 'style:parent-style-name="Standard"' if name != "Standard" else ""
    outline = "" if style.outline is None else f'style:default-outline-level="{style.outline + 1}"'
    after = 'style:next-style-name="Text_20_body"' if style.outline is not None else ""
    keep = 'fo:keep-with-next="always"' if style.stays_with_next else ""
    left, hanging = (style.tab + style.indent) / _TWENTIETHS, style.tab / _TWENTIETHS
    before, below = style.before / _TWENTIETHS, style.after / _TWENTIETHS
    return (
        f'<style:style style:name="{encoded(name)}" style:display-name="{name}" style:family="paragraph" '
        f'{based} {after} {outline}><style:paragraph-properties fo:margin-top="{before:g}pt" '
        f'fo:margin-bottom="{below:g}pt" fo:margin-left="{left:g}pt" fo:margin-right="0pt" '
        f'fo:text-indent="{0 - hanging:g}pt" fo:line-height="{style.line / _SINGLE_LINE:.0%}" '
        f'fo:orphans="2" fo:widows="2" {keep} {more}>{_tab_stops(name, style)}</style:paragraph-properties>'
        f"{_letters(style)}</style:style>"
    )


def _tab_stops(name: str, style: Style) -> str:
    """Return where a tab leads: to the left margin of a hanging text, to the page numbers of the contents."""
    if style.tab:
        stop = 'style:position="0pt"'
    elif name in ("Contents 1", "Contents 2"):
        right = f"{LINE_WIDTH - style.indent / _TWENTIETHS * _MILLIMETRES:.1f}mm"
        stop = f'style:position="{right}" style:type="right" style:leader-style="dotted" style:leader-text="."'
    else:
        return ""
    return f"<style:tab-stops><style:tab-stop {stop}/></style:tab-stops>"


def _letters(style: Style) -> str:
    size, weight = f"{style.size:g}pt", "bold" if style.bold else "normal"
    kinds = "".join(
        f' style:font-size-{kind}="{size}" style:font-weight-{kind}="{weight}"' for kind in ("asian", "complex")
    )
    return (
        f'<style:text-properties style:font-name="{_FAMILY}" fo:font-size="{size}" fo:font-weight="{weight}" '
        f'fo:font-style="normal" fo:color="#{style.colour.lower()}"{kinds}/>'
    )
