"""PDF files, opened again: text, title, language, bookmarks, structure, pages, and texts that look like markup."""

import io
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from kompassros.documents.blocks import Column, Figure, Heading, Table, plain
from kompassros.documents.checks import DocumentError
from kompassros.documents.lettering import settable
from kompassros.documents.pdf import write_pdf
from tests.documents.made_up import ALTERNATIVE, BROKEN, PANDOC_MARKUP, TYPST_MARKUP, document

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(reader: PdfReader) -> str:
    """Return the text of all pages with every stretch of white space as one blank."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def elements(node: Any) -> Iterator[Any]:
    """Walk through the structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def structure(reader: PdfReader) -> list[Any]:
    root: Any = reader.trailer["/Root"]
    return list(elements(root["/StructTreeRoot"]["/K"]))


def test_pdf_holds_title_author_language_and_day() -> None:
    reader = opened(write_pdf(document()))
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Granbys utvärdering: Å Ä Ö Æ Ø", "Åsa Öberg")
    assert str(reader.metadata.creation_date)[:10] == "2026-03-01"
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_pdf_says_that_it_is_accessible_and_for_the_archive() -> None:
    root: Any = opened(write_pdf(document())).trailer["/Root"]
    said = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said


def test_pdf_has_a_bookmark_for_each_heading() -> None:
    outline: Any = opened(write_pdf(document())).outline
    first, inner, last = outline
    assert (first.title, [entry.title for entry in inner], last.title) == ("Bakgrund", ["Resultat"], "Förslag")


def test_structure_names_headings_table_heads_lists_and_pictures() -> None:
    found = structure(opened(write_pdf(document())))
    kinds = Counter(node["/S"] for node in found)
    wanted = {
        "/H1": 2,
        "/H2": 1,
        "/Table": 1,
        "/THead": 1,
        "/TH": 2,
        "/TD": 4,
        "/LI": 2,
        "/Figure": 1,
        "/Link": 1,
    }
    assert {kind: kinds[kind] for kind in wanted} == wanted
    assert [node["/Alt"] for node in found if node["/S"] == "/Figure"] == [ALTERNATIVE]


def test_each_page_says_its_number_and_how_many_there_are() -> None:
    pages = opened(write_pdf(document())).pages
    assert [f"{number} (2)" in page.extract_text() for number, page in enumerate(pages, start=1)] == [True, True]


def test_later_pages_repeat_the_title() -> None:
    first, second = (page.extract_text() for page in opened(write_pdf(document())).pages)
    assert ("Granbys utvärdering" in first, "Granbys utvärdering" in second) == (True, True)
    assert "Tjänsteskrivelse" in second


def test_heads_of_a_long_table_are_repeated() -> None:
    rows = tuple((f"Rad {number}", str(number)) for number in range(80))
    reader = opened(write_pdf(document(Table("Lång", (Column("Radens namn"), Column("Tal", numeric=True)), rows))))
    assert ["Radens namn" in page.extract_text() for page in reader.pages] == [True] * len(reader.pages)
    assert len(reader.pages) > 1
    assert sum(node["/S"] == "/TH" for node in structure(reader)) == 2


def test_numbers_and_words_are_all_there() -> None:
    text = text_of(opened(write_pdf(document())))
    for part in ("KS 2026/00417", "demokrati", "78,5", "−71,0", "Granby i blått.", "Andra punkten", "1 mars 2026"):
        assert part in text


@pytest.mark.parametrize("markup", [TYPST_MARKUP, PANDOC_MARKUP, '"); #panic("x")', "\\u{41} #(1+1) ]]}}"])
def test_text_that_looks_like_markup_stays_text(markup: str) -> None:
    table = Table(markup, (Column(markup),), ((markup,),))
    made = replace(document(Heading(1, markup), plain(markup), table), title=markup, kicker=markup, author=markup)
    reader = opened(write_pdf(made))
    assert reader.metadata is not None
    assert reader.metadata.title == markup
    squeezed = "".join(text_of(reader).split())
    assert squeezed.count("".join(markup.split())) >= 5


def test_characters_that_the_font_lacks_become_boxes() -> None:
    assert settable("a🙂漢b\x00c\ud800") == "a□□b c "
    assert settable("A\u030a\r\nČ Š ŋ ”–” €") == "Å\nČ Š ŋ ”–” €"
    assert "före□efter" in text_of(opened(write_pdf(document(plain("före🙂\ufe0fefter")))))


def test_only_our_font_is_embedded() -> None:
    fonts = set()
    for page in opened(write_pdf(document())).pages:
        resources: Any = page["/Resources"]
        fonts |= {font.get_object()["/BaseFont"].partition("+")[2] for font in resources["/Font"].values()}
    assert {name.partition("-")[0] for name in fonts} == {"Inter"}


def test_png_is_drawn_too() -> None:
    found = structure(opened(write_pdf(document(Figure(PNG, ALTERNATIVE, share=20)))))
    assert [node["/Alt"] for node in found if node["/S"] == "/Figure"] == [ALTERNATIVE]


def test_equal_documents_give_equal_bytes_also_from_several_threads() -> None:
    first = write_pdf(document())
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _number: write_pdf(document()), range(8))) == {first}
    assert write_pdf(replace(document(), kicker="Saksframlegg")) != first


def test_document_that_is_not_in_order_is_refused() -> None:
    with pytest.raises(DocumentError, match="no title"):
        write_pdf(BROKEN)
