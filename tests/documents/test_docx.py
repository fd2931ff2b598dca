"""DOCX files, opened again: text, title, language, styles, table heads, page numbers, alternative texts."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.document import Document as Opened

from kompassros.documents.blocks import Column, Heading, Table, plain
from kompassros.documents.checks import DocumentError
from kompassros.documents.docx import write_docx
from kompassros.documents.reference_docx import reference_document
from tests.documents.made_up import ALTERNATIVE, BROKEN, PANDOC_MARKUP, TYPST_MARKUP, document


def opened(content: bytes) -> Opened:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_docx_holds_title_author_language_and_day() -> None:
    content = write_docx(document())
    about = opened(content).core_properties
    assert (about.title, about.author, about.language) == ("Granbys utvärdering: Å Ä Ö Æ Ø", "Åsa Öberg", "sv-SE")
    assert about.created is not None
    assert about.created.date() == date(2026, 3, 1)
    assert re.findall(r'<w:lang w:val="([^"]*)"', part(content, "word/styles.xml")) == ["sv-SE"]


def test_paragraphs_have_their_styles_in_order() -> None:
    shown = [(line.style.name, line.text) for line in opened(write_docx(document())).paragraphs if line.style]
    assert shown[:8] == [
        ("Title", "Granbys utvärdering: Å Ä Ö Æ Ø"),
        ("Subtitle", "Tjänsteskrivelse · 1 mars 2026"),
        ("Author", "Åsa Öberg"),
        ("Facts", "Diarienummer:\tKS 2026/00417"),
        ("Facts", "Till:\tKommunstyrelsen"),
        ("Heading 1", "Bakgrund"),
        ("First Paragraph", "Starkast är demokrati, svagast ekonomi. Läs mer"),
        ("Heading 2", "Resultat"),
    ]


def test_table_has_heads_caption_and_numbers_to_the_right() -> None:
    content = write_docx(document())
    (table,) = opened(content).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Område", "Poäng"],
        ["Demokrati", "78,5"],
        ["Ledarskap", "−71,0"],
    ]
    sides = [str(row.cells[1].paragraphs[0].alignment).split()[0] for row in table.rows]
    assert sides == ["RIGHT"] * 3
    written = part(content, "word/document.xml")
    assert written.count("<w:tblHeader") == 1
    assert '<w:tblCaption w:val="Poäng per område"' in written


def test_picture_has_its_alternative_text() -> None:
    written = part(write_docx(document()), "word/document.xml")
    assert re.findall(r'<wp:docPr[^>]*descr="([^"]*)"', written) == [ALTERNATIVE]


def test_link_leads_to_its_address() -> None:
    related = part(write_docx(document()), "word/_rels/document.xml.rels")
    assert 'Target="https://example.org/sida"' in related


def test_footer_counts_the_pages() -> None:
    (section,) = opened(write_docx(document())).sections
    assert re.findall(r'w:instr="([^"]*)"', section.footer._element.xml) == [" PAGE ", " NUMPAGES "]
    assert (round(section.page_width.mm or 0), round(section.page_height.mm or 0)) == (210, 297)  # type: ignore[union-attr]


def test_page_break_is_kept() -> None:
    assert part(write_docx(document()), "word/document.xml").count('<w:br w:type="page"') == 1


@pytest.mark.parametrize("markup", [TYPST_MARKUP, PANDOC_MARKUP, "</w:t></w:r><w:br/>&amp;", "`<w:br/>`{=openxml}"])
def test_text_that_looks_like_markup_stays_text(markup: str) -> None:
    table = Table(markup, (Column(markup),), ((markup,),))
    made = replace(document(Heading(1, markup), plain(markup), table), title=markup, kicker=markup, author=markup)
    content = opened(write_docx(made))
    lines = [line.text for line in content.paragraphs]
    assert lines == [markup, f"{markup} · 1 mars 2026", markup, markup, markup, markup]
    assert [cell.text for row in content.tables[0].rows for cell in row.cells] == [markup, markup]
    assert content.core_properties.title == markup


def test_characters_that_xml_cannot_hold_become_blanks_and_emoji_stay() -> None:
    lines = [line.text for line in opened(write_docx(document(plain("a\x00b\x1f🙂\nc")))).paragraphs]
    assert lines[-1] == "a b 🙂\nc"


def test_equal_documents_give_equal_bytes() -> None:
    first = write_docx(document())
    reference_document.cache_clear()
    assert write_docx(document()) == first
    assert write_docx(replace(document(), kicker="Saksframlegg")) != first


def test_document_that_is_not_in_order_is_refused() -> None:
    with pytest.raises(DocumentError, match="no title"):
        write_docx(BROKEN)
