"""Slides as PDF, opened again: one page for each slide, text, title, language, bookmarks, structure."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kompassros.documents.blocks import Column, Figure, Section, Slide, Table, bullets, plain
from kompassros.documents.checks import DocumentError
from kompassros.documents.fitting import Page, fitted
from kompassros.documents.slides_pdf import write_slides_pdf
from tests.documents.made_up import ALTERNATIVE, PANDOC_MARKUP, SVG, TYPST_MARKUP
from tests.documents.made_up_deck import ITEMS, PICTURE, ROSE, ROWS, TABLE, TITLE, deck
from tests.documents.test_pdf import PNG, opened, structure, text_of

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöfrtJ4-/'\""
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=40), min_size=1, max_size=90).map(" ".join)


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return opened(write_slides_pdf(deck()))


def test_there_is_a_page_for_each_slide_in_16_to_9(reader: PdfReader) -> None:
    assert len(reader.pages) == len(fitted(deck())) + 1
    assert {(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages} == {(960, 540)}


def test_pdf_holds_title_author_language_and_day(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (TITLE, "Åsa Öberg")
    assert str(reader.metadata.creation_date)[:10] == "2026-03-01"
    assert root["/Lang"] == "sv"
    said = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said


def test_each_page_has_its_title_and_all_but_the_first_their_number(reader: PdfReader) -> None:
    first, *others = (page.extract_text() for page in reader.pages)
    assert "Återkoppling · 1 mars 2026" in first
    for number, (page, text) in enumerate(zip(fitted(deck()), others, strict=True), start=2):
        assert (page.title if isinstance(page, Page) else page.section.title) in text
        assert text.split()[-1] == str(number)


def test_texts_are_all_there(reader: PdfReader) -> None:
    text = text_of(reader)
    for part in (
        *ITEMS,
        "tydlig vision",
        "78,5",
        "−71,0",
        "Granby i blått.",
        "78 av 100 poäng",
        "Nedanför.",
        ROWS[-1][0],
    ):
        assert part in text


def test_pdf_has_a_bookmark_for_each_slide_below_its_section(reader: PdfReader) -> None:
    outline: Any = reader.outline
    before, section, slides, other, more = outline
    assert (before.title, section.title, other.title) == ("Innan", "Demokrati", "Ledarskap")
    assert [entry.title for entry in slides][:2] == ["Styrkor", "Text och bild"]
    assert more[0].title.startswith("Många punkter (1/")


def test_structure_names_headings_table_heads_lists_and_pictures(reader: PdfReader) -> None:
    found = structure(reader)
    kinds = Counter(node["/S"] for node in found)
    pages = fitted(deck())
    tables = [page.table for page in pages if isinstance(page, Page) and page.table]
    assert kinds["/H1"] + kinds["/H2"] == len(pages)
    assert kinds["/Table"] == len(tables)
    assert kinds["/TH"] == sum(len(table.widths) for table in tables)
    assert kinds["/LI"] == len(ITEMS) + 2 + 2 + 1
    assert [node["/Alt"] for node in found if node["/S"] == "/Figure"] == [ALTERNATIVE, ROSE, ALTERNATIVE]


@settings(max_examples=25)
@given(st.lists(WORDS, min_size=1, max_size=14), st.booleans(), st.booleans())
def test_what_was_measured_is_what_the_page_holds(items: list[str], pictured: bool, listed: bool) -> None:
    blocks = (bullets(items),) if listed else tuple(plain(item) for item in items)
    made = deck(Slide("Titel", blocks, PICTURE if pictured else None))
    assert len(opened(write_slides_pdf(made)).pages) == len(fitted(made)) + 1


@settings(max_examples=15)
@given(st.lists(st.tuples(WORDS, WORDS, st.text("0123456789", min_size=1, max_size=9)), min_size=1, max_size=30))
def test_what_was_measured_of_tables_is_what_the_page_holds(rows: list[tuple[str, str, str]]) -> None:
    table = Table("Rader", (Column("Första"), Column("Andra"), Column("Tal", numeric=True)), tuple(rows))
    made = deck(Slide("Titel", (plain("Ovanför."), table, plain("Nedanför."))))
    assert len(opened(write_slides_pdf(made)).pages) == len(fitted(made)) + 1


def test_number_stays_on_its_line() -> None:
    columns = (Column("Område"), *(Column(f"{year}", numeric=True) for year in range(2015, 2023)), Column("Kommentar"))
    rows = tuple((f"Område {number}", *("1 234,5",) * 8, "Bättre än medianen i länet " * 4) for number in range(6))
    text = opened(write_slides_pdf(deck(Slide("Tal", (Table("Tal", columns, rows),))))).pages[1].extract_text()
    assert text.count("1 234,5") == 48


@pytest.mark.parametrize("letter", ["M", "i", "-", "'"])
def test_word_without_end_goes_on_within_the_page(letter: str) -> None:
    made = deck(Slide("Titel", (plain(letter * 400), Table("T", (Column("A"), Column("B")), ((letter * 200, "b"),)))))
    pages = opened(write_slides_pdf(made)).pages
    assert len(pages) == len(fitted(made)) + 1
    shown = "".join(page.extract_text() for page in pages)
    assert shown.count(letter) >= 600


@pytest.mark.parametrize("markup", [TYPST_MARKUP, PANDOC_MARKUP, '"); #panic("x")', "\\u{41} #(1+1) ]]}}"])
def test_text_that_looks_like_markup_stays_text(markup: str) -> None:
    table = Table(markup, (Column(markup),), ((markup,),))
    made = deck(
        Section(markup, markup),
        Slide(markup, (plain(markup), bullets([markup])), Figure(SVG, ALTERNATIVE, markup)),
        Slide("Tabell", (table,)),
    )
    reader = opened(write_slides_pdf(replace(made, title=markup, kicker=markup, author=markup)))
    assert reader.metadata is not None
    assert reader.metadata.title == markup
    squeezed = "".join(text_of(reader).split())
    assert squeezed.count("".join(markup.split())) >= 12


def test_png_is_drawn_too() -> None:
    found = structure(opened(write_slides_pdf(deck(Slide("Bild", (), Figure(PNG, ALTERNATIVE, share=20))))))
    assert [node["/Alt"] for node in found if node["/S"] == "/Figure"] == [ALTERNATIVE]


def test_equal_decks_give_equal_bytes() -> None:
    made = deck(Slide("Text", (plain("Ett."),), PICTURE), Slide("Tabell", (TABLE,)))
    assert write_slides_pdf(made) == write_slides_pdf(made)
    assert write_slides_pdf(replace(made, kicker="Tilbakemelding")) != write_slides_pdf(made)


def test_deck_that_is_not_in_order_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"Slide 1: there is neither a text nor a picture\."):
        write_slides_pdf(deck(Slide("Tom")))
