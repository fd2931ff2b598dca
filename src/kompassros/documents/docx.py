"""Documents as DOCX by pandoc: real styles, heads of tables, alternative texts, a cover and a table of contents."""

from html import escape

from kompassros.documents.blocks import Document, Facts
from kompassros.documents.checks import check
from kompassros.documents.lettering import printable
from kompassros.documents.packages import unzipped, zipped
from kompassros.documents.pandoc import Node, write_tree
from kompassros.documents.reference_docx import reference_document
from kompassros.documents.tree import DEEPEST_IN_CONTENTS, Tree, about, by_tab, inlines, styled

_CORE = "docProps/core.xml"
# In its sandbox pandoc knows no clock, and says this.
_NO_TIME = b"1970-01-01T00:00:00Z"
_TAB = {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}
_BREAK = {"t": "RawBlock", "c": ["openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>']}


def write_docx(document: Document) -> bytes:
    """Return the DOCX; equal documents give equal bytes. Raises DocumentError where a block is not in order."""
    check(document)
    tree = _WordTree()
    body = tree.nodes(document.blocks)
    nodes = [*_front(document, tree), *body]
    parts = unzipped(write_tree(about(document), nodes, to="docx", reference=reference_document()))
    parts[_CORE] = parts[_CORE].replace(_NO_TIME, f"{document.day.isoformat()}T00:00:00Z".encode())
    return zipped(tree.with_pictures(parts))


class _WordTree(Tree):
    def page_break(self) -> list[Node]:
        return [_BREAK]

    def facts(self, block: Facts) -> list[Node]:
        return by_tab(block, _TAB)


def _front(document: Document, tree: Tree) -> list[Node]:
    """Return what stands before the first block: the cover and the table of contents, each on its page."""
    nodes = [*tree.cover(document.cover), *tree.page_break()] if document.cover else []
    if document.contents:
        nodes += [styled("TOC Heading", [{"t": "Para", "c": inlines(document.contents)}])]
        nodes += [{"t": "RawBlock", "c": ["openxml", _contents(tree.headings)]}, *tree.page_break()]
    return nodes


def _contents(headings: list[tuple[int, str, str]]) -> str:
    """Return a field that Word fills with page numbers when it opens the file; until then it holds links."""
    shown = [heading for heading in headings if heading[0] <= DEEPEST_IN_CONTENTS]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{DEEPEST_IN_CONTENTS}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{begin if number == 0 else ""}'
        f'<w:hyperlink w:anchor="{anchor}" w:history="1"><w:r><w:t xml:space="preserve">{escape(printable(text))}</w:t>'
        f"</w:r></w:hyperlink>{end if number == len(shown) - 1 else ''}</w:p>"
        for number, (level, text, anchor) in enumerate(shown)
    ]
    return "".join(lines)
