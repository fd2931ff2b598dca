"""What people type comes out as itself in every format, whatever another language would make of it."""

import csv
import io
from collections.abc import Callable
from typing import Any

import docx
import odf.text
import openpyxl
import pptx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from odf import dc, draw, svg, teletype
from odf.namespaces import XLINKNS
from pypdf import PdfReader

from kompassros.documents.blocks import plain
from kompassros.documents.docx import write_docx
from kompassros.documents.html import write_html
from kompassros.documents.odt import write_odt
from kompassros.documents.pdf import write_pdf
from kompassros.documents.pptx import write_pptx
from kompassros.documents.sheets import SheetColumn, write_csv, write_xlsx
from kompassros.documents.slides_pdf import write_slides_pdf
from kompassros.documents.workbooks import Sheet, write_workbook
from tests.documents.made_up import document
from tests.documents.reading import odt_paragraphs, read_html, read_odt, shown
from tests.documents.special_texts import ADDRESS, Texts, deck_of, document_of, every_piece, filled, flat
from tests.documents.test_pdf import structure

DAY = "1 mars 2026"
# The texts are short, and to write hundreds of files for a shorter one would take minutes.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def squeezed(text: str) -> str:
    """Return a text without white space: a PDF does not say where a line was only broken to fit."""
    return "".join(text.split())


def told(them: Texts) -> list[str]:
    """Return the texts of a document in their order, those of the table's cells left out."""
    return [
        them.title,
        f"{them.kicker} · {DAY}",
        them.author,
        them.line,
        them.foot,
        flat(them.contents),
        flat(them.heading),
        f"{them.label}:\t{them.value}",
        them.heading,
        them.paragraph,
        them.item,
        them.remark,
        them.table,
        them.figure,
    ]


def check_html(them: Texts) -> None:
    page = read_html(write_html(document_of(them)))
    places = {
        "head/title": flat(them.title),
        ".//h1": them.title,
        ".//p[@class='kicker']": them.kicker,
        ".//p[@class='line']": them.line,
        ".//p[@class='about']": f"{DAY} · {them.author}",
        ".//p[@class='foot']": them.foot,
        ".//nav/h2": them.contents,
        ".//nav//a": them.heading,
        ".//dt": them.label,
        ".//dd": them.value,
        ".//main/h2": them.heading,
        ".//main/p": them.paragraph,
        ".//main/p/strong": them.strong,
        ".//main/p/em": them.emphasis,
        ".//main/p/a": them.link,
        ".//main/ul/li": them.item,
        ".//aside/p": them.remark,
        ".//caption": them.table,
        ".//figcaption": them.figure,
    }
    assert {place: shown(page.find(place)) for place in places} == places
    assert [[shown(cell) for cell in row] for row in page.iter("tr")] == them.cells
    assert [link.get("href") for link in page.iterfind(".//main/p/a")] == [ADDRESS]
    assert [image.get("alt") for image in page.iter("img")] == [them.alternative]
    assert [meta.get("content") for meta in page.iterfind("head/meta[@name='author']")] == [flat(them.author)]


def check_docx(them: Texts) -> None:
    read = docx.Document(io.BytesIO(write_docx(document_of(them))))
    lines = [flat(line.text) for line in read.paragraphs if line.text.strip()]
    assert lines == [flat(text) for text in told(them)]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == them.cells
    assert flat(read.core_properties.title) == flat(them.title)
    assert flat(read.core_properties.author) == flat(them.author)
    links = [link.address for line in read.paragraphs for link in line.hyperlinks if link.address]
    assert links == [ADDRESS]
    alternatives = [shape._inline.docPr.get("descr") for shape in read.inline_shapes]
    assert [flat(text) for text in alternatives] == [flat(them.alternative)]


def check_odt(them: Texts) -> None:
    read = read_odt(write_odt(document_of(them)))
    pictures = ("Picture", "FigureWithCaption", "Page_20_Break")
    lines = [(style, text) for style, text in odt_paragraphs(read) if style not in pictures]
    in_table = [text for style, text in lines if style in ("Table_20_Heading", "Table_20_Contents")]
    rest = [(style, text) for style, text in lines if not style.startswith("Table_")]
    others = [text.removesuffix("\t") if style.startswith("Contents") else text for style, text in rest]
    assert others == told(them)
    assert in_table == [text for row in them.cells for text in row]
    assert [flat(teletype.extractText(title)) for title in read.getElementsByType(dc.Title)] == [flat(them.title)]
    links = [link.getAttrNS(XLINKNS, "href") for link in read.getElementsByType(odf.text.A)]
    assert links[-1] == ADDRESS
    frames = read.getElementsByType(draw.Frame)
    assert [teletype.extractText(frame.getElementsByType(svg.Desc)[0]) for frame in frames] == [them.alternative]


def check_pdf(them: Texts) -> None:
    reader = PdfReader(io.BytesIO(write_pdf(document_of(them))))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    joined = (f"{them.kicker} · {DAY}", f"{them.label}:\t{them.value}")
    apart = [them.kicker, DAY, them.label, them.value, *(cell for row in them.cells for cell in row)]
    places = [part for part in told(them) if part not in joined] + apart
    assert [part for part in places if squeezed(part) not in text] == []
    assert reader.metadata is not None
    assert flat(reader.metadata.title or "") == flat(them.title)
    assert flat(reader.metadata.author or "") == flat(them.author)
    alternatives = [node["/Alt"] for node in structure(reader) if node["/S"] == "/Figure"]
    assert [flat(text) for text in alternatives] == [flat(them.alternative)]
    assert ADDRESS in _addresses(reader)


def _addresses(reader: PdfReader) -> list[str]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    return [note["/A"]["/URI"] for note in notes if "/A" in note]


def check_slides(them: Texts) -> None:
    reader = PdfReader(io.BytesIO(write_slides_pdf(deck_of(them))))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    places = [*_told_by_slides(them), *(cell for row in them.cells for cell in row)]
    assert [part for part in places if squeezed(part) not in text] == []


def _told_by_slides(them: Texts) -> list[str]:
    front = [them.title, f"{them.kicker} · {DAY}", them.author, them.contents, them.line, them.heading]
    return [*front, them.paragraph, them.item, them.label, them.table, them.value, them.figure]


def check_pptx(them: Texts) -> None:
    read = pptx.Presentation(io.BytesIO(write_pptx(deck_of(them))))
    said = "\n".join(squeezed(text) for slide in read.slides for text in _texts_of(slide))
    assert [text for text in map(squeezed, _told_by_slides(them)) if text not in said] == []
    tables = [shape.table for slide in read.slides for shape in slide.shapes if shape.has_table]
    cells = [[flat(cell.text.replace("\v", "\n")) for cell in row.cells] for table in tables for row in table.rows]
    assert cells == [[flat(text) for text in row] for row in them.cells]
    pictures = [shape for slide in read.slides for shape in slide.shapes if shape.shape_type == 13]
    assert [flat(shape._element.nvPicPr.cNvPr.get("descr")) for shape in pictures] == [flat(them.alternative)]
    assert flat(read.core_properties.title) == flat(them.title)


def _texts_of(slide: Any) -> list[str]:
    return [line.text for shape in slide.shapes if shape.has_text_frame for line in shape.text_frame.paragraphs]


def check_xlsx(them: Texts) -> None:
    columns = [SheetColumn(them.head), SheetColumn(them.other_head)]
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(them.title, columns, them.cells[1:], them.foot))).active
    assert (sheet["A1"].value, sheet["A2"].value) == (them.title, them.foot)
    _check_cells(sheet, them, first_row=4)


def check_workbook(them: Texts) -> None:
    content = write_workbook([Sheet("Blad", them.cells[0], them.cells[1:])], title=them.title)
    _check_cells(openpyxl.load_workbook(io.BytesIO(content)).active, them, first_row=1)


def _check_cells(sheet: Any, them: Texts, *, first_row: int) -> None:
    rows = list(sheet.iter_rows(min_row=first_row))
    assert [[cell.value for cell in row] for row in rows] == them.cells
    assert {cell.data_type for row in rows for cell in row} == {"s"}


def check_csv(them: Texts) -> None:
    columns = [SheetColumn(them.head), SheetColumn(them.other_head)]
    for language, delimiter in (("sv", ";"), ("en", ",")):
        content = write_csv(columns, them.cells[1:], language).decode("utf-8-sig")
        read = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter))
        assert read == [[f"'{text}" if text.startswith(FORMULA_STARTS) else text for text in row] for row in them.cells]


CHECKS: dict[str, tuple[Callable[[Texts], None], int]] = {
    "csv": (check_csv, 60),
    "docx": (check_docx, 8),
    "html": (check_html, 30),
    "odt": (check_odt, 8),
    "pdf": (check_pdf, 15),
    "pptx": (check_pptx, 8),
    "slides": (check_slides, 10),
    "workbook": (check_workbook, 20),
    "xlsx": (check_xlsx, 20),
}
"""How each format is read back, and with how many made-up documents: what takes longest is tried less often."""


@pytest.mark.parametrize("ending", CHECKS)
def test_every_special_piece_comes_out_as_itself(ending: str) -> None:
    check, _examples = CHECKS[ending]
    for them in every_piece():
        check(them)


@pytest.mark.parametrize("ending", CHECKS)
def test_special_pieces_in_any_order_come_out_as_themselves(ending: str) -> None:
    check, examples = CHECKS[ending]

    @settings(max_examples=examples, phases=WITHOUT_SHRINKING, suppress_health_check=[HealthCheck.too_slow])
    @given(filled)
    def holds(them: Texts) -> None:
        check(them)

    holds()


def test_tabs_and_blanks_part_words_in_a_pdf() -> None:
    reader = PdfReader(io.BytesIO(write_pdf(document(plain("ett\ttvå  tre\nfyra")))))
    assert "ett två tre fyra" in flat(reader.pages[0].extract_text())


def test_pdf_draws_the_signs_that_were_typed() -> None:
    reader = PdfReader(io.BytesIO(write_pdf(document(plain("a->b, 3x4, c<=d")))))
    assert "<002D003E>" not in _maps(reader)
    assert "<003E>" in _maps(reader)


def _maps(reader: PdfReader) -> str:
    """Return which characters each drawn sign stands for."""
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    return "".join(font["/ToUnicode"].get_object().get_data().decode() for font in fonts)
