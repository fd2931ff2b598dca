"""Documents opened again, each format by a library of its own: tables, texts, alternative texts."""

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import docx
import odf.opendocument
import odf.table
import odf.teletype
import odf.text
import openpyxl
import pptx
from pypdf import PdfReader

Rows = list[list[str]]
_WHITE = re.compile(r"\s+")


def plain(text: str) -> str:
    """Return a text with every stretch of white space as one blank."""
    return _WHITE.sub(" ", text).strip()


def docx_tables(content: bytes) -> list[Rows]:
    """Return the tables of a word file."""
    tables = docx.Document(io.BytesIO(content)).tables
    return [[[plain(cell.text) for cell in row.cells] for row in table.rows] for table in tables]


def docx_text(content: bytes) -> str:
    """Return all paragraphs of a word file as one text."""
    return plain(" ".join(line.text for line in docx.Document(io.BytesIO(content)).paragraphs))


def docx_alternatives(content: bytes) -> list[str]:
    """Return the alternative texts of the pictures of a word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        written = archive.read("word/document.xml").decode()
    return re.findall(r'<wp:docPr[^>]*descr="([^"]*)"', written)


def odt_tables(content: bytes) -> list[Rows]:
    """Return the tables of an OpenDocument text."""
    opened = odf.opendocument.load(io.BytesIO(content))
    return [
        [
            [plain(odf.teletype.extractText(cell)) for cell in row.getElementsByType(odf.table.TableCell)]
            for row in table.getElementsByType(odf.table.TableRow)
        ]
        for table in opened.getElementsByType(odf.table.Table)
    ]


def odt_text(content: bytes) -> str:
    """Return all headings and, after them, all paragraphs of an OpenDocument text as one text."""
    opened = odf.opendocument.load(io.BytesIO(content))
    lines = [line for kind in (odf.text.H, odf.text.P) for line in opened.getElementsByType(kind)]
    return plain(" ".join(map(odf.teletype.extractText, lines)))


def slides(content: bytes) -> list[Any]:
    """Return the slides of a presentation."""
    return list(pptx.Presentation(io.BytesIO(content)).slides)


def pptx_tables(content: bytes) -> list[Rows]:
    """Return the tables of a presentation, in the order of its slides."""
    tables = [shape.table for slide in slides(content) for shape in slide.shapes if shape.has_table]
    return [[[plain(cell.text) for cell in row.cells] for row in table.rows] for table in tables]


def pptx_text(content: bytes) -> str:
    """Return the text of all slides, tables left out."""
    frames = [shape.text_frame for slide in slides(content) for shape in slide.shapes if shape.has_text_frame]
    return plain(" ".join(frame.text for frame in frames))


def pptx_alternatives(content: bytes) -> list[str]:
    """Return the alternative texts of the pictures of a presentation."""
    pictures = [shape for slide in slides(content) for shape in slide.shapes if shape.shape_type == 13]
    return [shape._element.nvPicPr.cNvPr.get("descr", "") for shape in pictures]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Rows] = []
        self.alternatives: list[str] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []
        elif tag == "img":
            self.alternatives.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append(plain("".join(self._cell)))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def html_tables(content: bytes) -> list[Rows]:
    """Return the tables of a web page."""
    return _parsed(content).tables


def html_alternatives(content: bytes) -> list[str]:
    """Return the alternative texts of the pictures of a web page."""
    return _parsed(content).alternatives


def _parsed(content: bytes) -> _Tables:
    parser = _Tables()
    parser.feed(content.decode())
    return parser


def pdf(content: bytes) -> PdfReader:
    """Return an opened PDF."""
    return PdfReader(io.BytesIO(content))


def pdf_text(content: bytes) -> str:
    """Return the text of all pages without running heads: they stand on every page."""
    return plain(" ".join(page.extract_text() for page in pdf(content).pages))


def pdf_elements(content: bytes, kind: str) -> list[Any]:
    """Return the elements of a kind ("/Figure") in the structure of a PDF."""
    return [one for one in _walk(pdf(content).trailer["/Root"]["/StructTreeRoot"]) if one.get("/S") == kind]


def _walk(node: Any) -> Iterator[Any]:
    node = node.get_object()
    children = node if isinstance(node, list) else node.get("/K", []) if isinstance(node, dict) else []
    if isinstance(node, dict):
        yield node
    for child in children if isinstance(children, list) else [children]:
        yield from _walk(child) if hasattr(child, "get_object") and not isinstance(child, int) else ()


def sheet_rows(content: bytes, name: str) -> list[tuple[Any, ...]]:
    """Return the rows below the head of a sheet of a workbook."""
    rows = openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(min_row=2, values_only=True)
    return [tuple(row) for row in rows]


class Fields(HTMLParser):
    """The fields of a page's forms with what they would send: hidden ones, ticked boxes, text areas."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "textarea":
            self._area = (name, [])
        elif tag == "input" and name and (told.get("type") == "hidden" or "checked" in told):
            self.found.setdefault(name, []).append(told.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            name, parts = self._area
            self.found.setdefault(name, []).append("".join(parts).removeprefix("\n"))
            self._area = None
