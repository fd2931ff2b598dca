"""Documents as OpenDocument texts by pandoc: real styles, heads of tables, alternative texts, cover and contents."""

from html import escape
from xml.etree import ElementTree as ET

from kompassros.documents.blocks import Document, Facts, Figure, Table
from kompassros.documents.checks import check
from kompassros.documents.lettering import printable
from kompassros.documents.packages import Parts, unzipped, zipped
from kompassros.documents.pandoc import Node, write_tree
from kompassros.documents.reference_odt import (
    CELLS,
    LINE_WIDTH,
    MIMETYPE,
    NAMESPACES,
    encoded,
    fragment,
    parsed,
    printed,
    qualified,
    reference_document,
)
from kompassros.documents.tree import DEEPEST_IN_CONTENTS, Tree, about, by_tab

# In its sandbox pandoc knows no clock, and says this.
_NO_TIME = "1970-01-01T00:00:00Z"
_TAB = {"t": "RawInline", "c": ["opendocument", "<text:tab/>"]}
_BREAK = {"t": "RawBlock", "c": ["opendocument", '<text:p text:style-name="Page_20_Break"/>']}
_LINK = 'text:style-name="Index_20_Link"'
_ENTRIES = "".join(
    f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="Contents_20_{level}">'
    f"<text:index-entry-link-start {_LINK}/><text:index-entry-text/>"
    '<text:index-entry-tab-stop style:type="right" style:leader-char="."/>'
    "<text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>"
    for level in range(1, DEEPEST_IN_CONTENTS + 1)
)
_BULLET_INDENT = 14
_BULLET = (
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="{left}pt" '
    'fo:text-indent="-{hanging}pt" fo:margin-left="{left}pt"/></style:list-level-properties>'
)
_AT_END = "AtEnd"
_SIDES = ("width", "height")
_STYLE = qualified("text:style-name")
_LEAST_LETTERS, _MOST_LETTERS = 8, 40
"""A column of a table gets a share of the line by its longest text, within these. Own choice, as in our PDF."""


def write_odt(document: Document) -> bytes:
    """Return the ODT; equal documents give equal bytes. Raises DocumentError where a block is not in order."""
    check(document)
    tree = _TextTree()
    body = tree.nodes(document.blocks)
    nodes = [*_front(document, tree), *body]
    parts = unzipped(write_tree(about(document), nodes, to="odt", reference=reference_document()))
    _date(parts, document)
    content = parsed(parts["content.xml"])
    _finish(content, document)
    parts["content.xml"] = printed(content)
    return zipped(tree.with_pictures(parts), stored=(MIMETYPE,))


class _TextTree(Tree):
    def page_break(self) -> list[Node]:
        return [_BREAK]

    def facts(self, block: Facts) -> list[Node]:
        return by_tab(block, _TAB)


def _front(document: Document, tree: Tree) -> list[Node]:
    """Return what stands before the first block: the cover and the table of contents, each on its page."""
    nodes = [*tree.cover(document.cover), *tree.page_break()] if document.cover else []
    if document.contents:
        contents = _contents(document.contents, tree.headings)
        nodes += [{"t": "RawBlock", "c": ["opendocument", contents]}, *tree.page_break()]
    return nodes


def _contents(title: str, headings: list[tuple[int, str, str]]) -> str:
    """Return an index of the headings as links.

    The page number of each is a reference, which an office fills as it sets the pages; the index itself is made anew
    when its reader asks for it.
    """
    shown = [heading for heading in headings if heading[0] <= DEEPEST_IN_CONTENTS]
    entries = "".join(
        f'<text:p text:style-name="Contents_20_{level}"><text:a xlink:type="simple" xlink:href="#{anchor}" {_LINK} '
        f'text:visited-style-name="Index_20_Link">{_line(text)}<text:tab/>'
        f'<text:bookmark-ref text:reference-format="page" text:ref-name="{anchor}"/></text:a></text:p>'
        for level, text, anchor in shown
    )
    return (
        '<text:table-of-content text:name="Contents" text:protected="true"><text:table-of-content-source '
        f'text:outline-level="{DEEPEST_IN_CONTENTS}"><text:index-title-template text:style-name="Contents_20_Heading">'
        f"{_line(title)}</text:index-title-template>{_ENTRIES}</text:table-of-content-source><text:index-body>"
        '<text:index-title text:name="Contents_Head"><text:p text:style-name="Contents_20_Heading">'
        f"{_line(title)}</text:p></text:index-title>{entries}</text:index-body></text:table-of-content>"
    )


def _line(text: str) -> str:
    """Return a text as XML in one line."""
    return escape(" ".join(printable(text).split()))


def _date(parts: Parts, document: Document) -> None:
    told = parsed(parts["meta.xml"])
    for name in ("meta:creation-date", "dc:date"):
        for element in told.iter(qualified(name)):
            element.text = f"{document.day.isoformat()}T00:00:00Z"
    parts["meta.xml"] = printed(told)


def _finish(content: ET.Element, document: Document) -> None:
    """Add what pandoc leaves out: alternative texts, sizes that fit the page, the rules and columns of tables."""
    for element in content.iter():
        if " " in element.get(_STYLE, ""):
            element.set(_STYLE, encoded(element.get(_STYLE, "")))
    styles = content.find("office:automatic-styles", NAMESPACES)
    if styles is None:
        raise ValueError("pandoc wrote a text without automatic styles")
    _finish_lists_and_cells(styles)
    _finish_pictures(content, document)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for element, table in zip(content.iter(qualified("table:table")), tables, strict=True):
        _finish_table(element, table)
        styles.extend(_widths(element, table))


def _finish_lists_and_cells(styles: ET.Element) -> None:
    """Put our rules in the place of pandoc's; its styles of single cells have parents that do not exist."""
    for style in list(styles.iterfind("style:style", NAMESPACES)):
        family = style.get(qualified("style:family"), "")
        if style.get(qualified("style:list-style-name")):
            style[:] = [fragment('<style:paragraph-properties fo:margin-top="0pt" fo:margin-bottom="3pt"/>')]
        elif family in ("paragraph", "graphic") or family.startswith("table"):
            styles.remove(style)
    for name, rules in CELLS.items():
        styles.append(fragment(_cell_style(name, rules, gap="14pt")))
        styles.append(fragment(_cell_style(name + _AT_END, rules, gap="0pt")))
    for level in styles.iterfind("text:list-style/text:list-level-style-bullet", NAMESPACES):
        number = int(level.get(qualified("text:level"), "1"))
        level[:] = [fragment(_BULLET.format(left=number * _BULLET_INDENT, hanging=_BULLET_INDENT))]


def _cell_style(name: str, rules: str, *, gap: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {rules} '
        'fo:border-left="none" fo:border-right="none" fo:padding-top="2pt" fo:padding-bottom="2pt" '
        f'fo:padding-left="0pt" fo:padding-right="{gap}"/></style:style>'
    )


def _finish_pictures(content: ET.Element, document: Document) -> None:
    cover = [document.cover.picture] if document.cover and document.cover.picture else []
    figures = [*cover, *(block for block in document.blocks if isinstance(block, Figure))]
    for paragraph in content.iter(qualified("text:p")):
        if paragraph.find("draw:frame", NAMESPACES) is not None and paragraph.get(_STYLE) != "FigureWithCaption":
            paragraph.set(_STYLE, "Picture")
    for frame, figure in zip(content.iter(qualified("draw:frame")), figures, strict=True):
        width, height = (float(frame.get(qualified(f"svg:{side}"), "1pt").removesuffix("pt")) for side in _SIDES)
        shown = LINE_WIDTH * figure.share / 100
        for name in ("style:rel-width", "style:rel-height"):
            frame.attrib.pop(qualified(name), None)
        told = zip(_SIDES, (shown, shown * height / width), strict=True)
        frame.attrib.update({qualified(f"svg:{side}"): f"{length:.2f}mm" for side, length in told})
        frame.attrib.update({qualified("draw:style-name"): "Graphics", qualified("text:anchor-type"): "as-char"})
        # Without a title beside it, for an office would read both aloud, and the caption once more.
        ET.SubElement(frame, qualified("svg:desc")).text = printable(figure.alternative)


def _finish_table(element: ET.Element, table: Table) -> None:
    """Give the paragraphs and cells of a table their styles; the last row closes it with a stronger rule."""
    heads = element.findall("table:table-header-rows/table:table-row", NAMESPACES)
    rows = [*heads, *element.findall("table:table-row", NAMESPACES)]
    for number, row in enumerate(rows):
        is_head, is_last = number < len(heads), number == len(rows) - 1
        kind = "Heading" if is_head else "Contents"
        rule = "TableHeaderRowCell" if is_head else "TableLastRowCell" if is_last else "TableRowCell"
        cells = row.findall("table:table-cell", NAMESPACES)
        for cell, column in zip(cells, table.columns, strict=True):
            cell.set(qualified("table:style-name"), rule + _AT_END if cell is cells[-1] else rule)
            for paragraph in cell.iterfind("text:p", NAMESPACES):
                paragraph.set(_STYLE, encoded(f"Table {kind} Right" if column.numeric else f"Table {kind}"))


def _widths(element: ET.Element, table: Table) -> list[ET.Element]:
    """Return the styles of a table and its columns: each takes a share of the line by its longest text."""
    of_table = (
        f'style:width="{LINE_WIDTH}mm" table:align="margins" table:border-model="collapsing" fo:margin-bottom="12pt"'
    )
    styles = [_style_of(element, "table", of_table)]
    shares = [_longest(table, place) for place in range(len(table.columns))]
    columns = element.findall("table:table-column", NAMESPACES)
    for share, column in zip(shares, columns, strict=True):
        width = LINE_WIDTH * share / sum(shares)
        styles.append(_style_of(column, "table-column", f'style:column-width="{width:.2f}mm"'))
    return styles


def _style_of(element: ET.Element, family: str, properties: str) -> ET.Element:
    name = element.get(qualified("table:style-name"))
    held = f"<style:{family}-properties {properties}/>"
    return fragment(f'<style:style style:name="{name}" style:family="{family}">{held}</style:style>')


def _longest(table: Table, place: int) -> int:
    """Return how many letters a column needs: those of its longest cell, and of the longest word of its head."""
    words = table.columns[place].label.split()
    texts = [*words, *(row[place] for row in table.rows)]
    return min(_MOST_LETTERS, max(_LEAST_LETTERS, *map(len, texts)))
