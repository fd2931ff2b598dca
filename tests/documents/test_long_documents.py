"""Long documents: cover, contents, remarks and chapters, opened again as PDF and as a word file."""

import io
import re
import zipfile
from dataclasses import replace

import docx
from pypdf import PdfReader

from kompassros.documents.blocks import Cover, Document, Figure, Heading, PageBreak, Remark, Run, plain
from kompassros.documents.checks import check
from kompassros.documents.docx import write_docx
from kompassros.documents.pdf import write_pdf
from kompassros.documents.pictures import as_png, stand_in
from tests.documents.made_up import ALTERNATIVE, EVERYTHING, SVG, document

CHAPTERS = tuple(f"Kapitel {number}: Å Ä Ö" for number in range(1, 4))


def long_document(*, unless_left: int = 0) -> Document:
    blocks = [
        block
        for title in CHAPTERS
        for block in (PageBreak(unless_left), Heading(1, title), plain("Text. " * 40), *EVERYTHING)
        if not (isinstance(block, PageBreak) and block.unless_left != unless_left)
    ]
    cover = Cover(("Första raden", "Andra raden"), Figure(SVG, ALTERNATIVE), ("Påhittat.",))
    remark = Remark((Run("Att tänka på.", strong=True),))
    return replace(document(), blocks=(remark, *blocks), cover=cover, contents="Innehåll")


def pages_of(made: Document) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(write_pdf(made))).pages]


def test_pdf_begins_with_a_cover_and_a_contents_that_names_the_pages() -> None:
    pages = pages_of(long_document())
    assert all(text in pages[0] for text in ("Första raden", "Andra raden", "Påhittat.", "1 mars 2026"))
    assert "Innehåll" in pages[1]
    for title in CHAPTERS:
        (number,) = re.findall(rf"{re.escape(title)}[ .]*(\d+)", pages[1])
        assert title in pages[int(number) - 1]
    assert "Att tänka på." in pages[2]


def test_chapter_begins_on_a_new_page_only_where_little_is_left() -> None:
    always, seldom, never = (len(pages_of(long_document(unless_left=left))) for left in (0, 1, 99))
    assert always >= seldom
    assert never >= seldom
    check(long_document(unless_left=55))


def test_word_file_has_cover_and_contents_before_the_first_block() -> None:
    content = write_docx(long_document())
    opened = docx.Document(io.BytesIO(content))
    styles = [(line.style.name if line.style else "", line.text) for line in opened.paragraphs]
    first = styles.index(("Remark", "Att tänka på."))
    front = styles[:first]
    assert [text for style, text in front if style == "Cover Line"] == ["Första raden", "Andra raden"]
    assert [text for style, text in front if style == "Cover Foot"] == ["Påhittat."]
    assert ("TOC Heading", "Innehåll") in front
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        written = archive.read("word/document.xml").decode()
    assert re.findall(r'TOC \\o "1-1"', written)
    links = re.findall(r'<w:hyperlink w:anchor="([^"]+)" w:history="1"><w:r><w:t[^>]*>([^<]*)<', written)
    assert [text for _anchor, text in links if text in CHAPTERS] == list(CHAPTERS)
    assert all(f'w:name="{anchor}"' in written for anchor, _text in links)


def test_word_file_holds_the_picture_itself_and_its_shape() -> None:
    content = write_docx(document(Figure(SVG, ALTERNATIVE)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
        written = archive.read("word/document.xml").decode()
    assert pictures == [as_png(Figure(SVG, ALTERNATIVE))]
    ((wide, high),) = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', written)
    assert abs(int(wide) / int(high) - 400 / 120) < 0.02


def test_stand_in_is_small_and_like_no_other() -> None:
    picture = as_png(Figure(SVG, ALTERNATIVE))
    one, other = stand_in(picture, 1), stand_in(picture, 2)
    assert one != other
    assert one[:24] == picture[:24]  # signature, width and height
    assert len(one) < len(picture)
