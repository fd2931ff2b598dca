"""PowerPoint files, opened again: titles, texts, pictures, tables, language, places, and texts like markup."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pptx
import pytest

from kompassros.documents import slide_measures as m
from kompassros.documents.blocks import Column, Figure, Section, Slide, Table, bullets, plain
from kompassros.documents.checks import DocumentError
from kompassros.documents.fitting import Page, fitted
from kompassros.documents.pptx import write_pptx
from kompassros.documents.reference_pptx import reference_presentation
from tests.documents.made_up import ALTERNATIVE, PANDOC_MARKUP, SVG, TYPST_MARKUP
from tests.documents.made_up_deck import ITEMS, ROSE, ROWS, TABLE, TITLE, deck

EMU = 12700
LAYOUTS = [
    "Title Slide",
    "Title and Content",
    "Section Header",
    "Two Content",
    "Comparison",
    "Title Only",
    "Blank",
    "Content with Caption",
]


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_pptx(deck())


@pytest.fixture(scope="module")
def slides(written: bytes) -> list[Any]:
    return list(opened(written).slides)


def opened(content: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(content))


def texts(slide: Any) -> list[str]:
    """Return the texts of a slide in order, without footer and number."""
    shown = [shape for shape in slide.shapes if shape.has_text_frame and not is_foot(shape)]
    return [line.text.replace("\v", "\n") for shape in shown for line in shape.text_frame.paragraphs]


def is_foot(shape: Any) -> bool:
    return shape.is_placeholder and shape.placeholder_format.idx in (11, 12)


def feet(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if is_foot(shape)]


def titled(slides: list[Any], title: str) -> Any:
    return next(slide for slide in slides if slide.shapes.title.text_frame.text == title)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def slide_parts(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                yield archive.read(name).decode()


def test_file_holds_title_author_language_and_day(written: bytes) -> None:
    about = opened(written).core_properties
    assert (about.title, about.author, about.language) == (TITLE, "Åsa Öberg", "sv-SE")
    assert about.created.date() == about.modified.date() == date(2026, 3, 1)


def test_first_slide_has_title_kind_day_and_author_and_no_footer(slides: list[Any]) -> None:
    assert texts(slides[0]) == [TITLE, "Återkoppling · 1 mars 2026\n\nÅsa Öberg"]
    assert feet(slides[0]) == []


def test_there_is_a_slide_for_each_page_with_its_title(slides: list[Any]) -> None:
    titles = [page.title if isinstance(page, Page) else page.section.title for page in fitted(deck())]
    assert [slide.shapes.title.text_frame.text for slide in slides] == [TITLE, *titles]


def test_every_other_slide_has_the_title_and_its_number_at_its_foot(slides: list[Any]) -> None:
    for number, slide in enumerate(slides[1:], start=2):
        assert feet(slide) == [TITLE, str(number)]
        assert 'type="slidenum"' in pptx.oxml.xmlchemy.serialize_for_reading(slide.shapes._spTree)


def test_sections_have_their_line_and_a_layout_of_their_own(slides: list[Any]) -> None:
    with_line, without = (titled(slides, name) for name in ("Demokrati", "Ledarskap"))
    assert (texts(with_line), texts(without)) == (["Demokrati", "78 av 100 poäng"], ["Ledarskap"])
    assert {slide.slide_layout.name for slide in (with_line, without)} == {"Section Header"}


def test_texts_stand_in_order_with_bold_italic_and_link(slides: list[Any]) -> None:
    slide = titled(slides, "Styrkor")
    assert texts(slide) == [
        "Styrkor",
        "Två styrkor:\nden andra med länk",
        "Kommunen har en tydlig vision för dialogen",
        "Läs mer",
    ]
    runs = [run for line in slide.placeholders[1].text_frame.paragraphs for run in line.runs]
    assert [run.text for run in runs if run.font.bold] == ["tydlig vision"]
    assert [run.text for run in runs if run.font.italic] == ["dialogen"]
    assert [run.hyperlink.address for run in runs if run.hyperlink.address] == ["https://example.org/sida"]


def test_items_have_the_dash_of_the_master_and_paragraphs_none(slides: list[Any]) -> None:
    lines = titled(slides, "Styrkor").placeholders[1].text_frame.paragraphs
    assert ["buNone" in line._pPr.xml for line in lines] == [True, False, False]


def test_long_list_goes_on_with_every_item_once(slides: list[Any]) -> None:
    parts = [slide for slide in slides if slide.shapes.title.text_frame.text.startswith("Många punkter")]
    assert len(parts) > 1
    assert [text for slide in parts for text in texts(slide)[1:]] == ["Det här såg vi:", *ITEMS]


def test_pictures_have_their_sentences_and_stay_in_proportion(slides: list[Any]) -> None:
    pictures = [shape for slide in slides for shape in slide.shapes if shape.shape_type == 13]
    told = [shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures]
    assert told == [ALTERNATIVE, ROSE, ALTERNATIVE]
    assert all(shape.name.startswith("Picture ") for shape in pictures)
    assert all(shape.width / shape.height == pytest.approx(400 / 120, rel=0.001) for shape in pictures)


def test_caption_of_a_picture_follows_it(slides: list[Any]) -> None:
    names = [shape.name.split()[0] for shape in titled(slides, "Text och bild").shapes]
    assert names == ["Title", "Content", "Picture", "Caption", "Footer", "Slide"]
    assert texts(titled(slides, "Text och bild")) == [
        "Text och bild",
        "Bredvid bilden.",
        "Ett",
        "Två",
        "Granby i blått.",
    ]


@pytest.mark.parametrize(
    ("title", "above", "below", "layout"),
    [
        ("Poäng per område", [], [], "Title and Content"),
        ("Text, tabell, text", ["Ovanför.", TABLE.caption], ["Nedanför."], "Comparison"),
        ("Tabell och text", [TABLE.caption], ["Källa: Granby."], "Two Content"),
        ("Text och tabell", ["Ovanför", TABLE.caption], [], "Content with Caption"),
        ("Tabell och bild", [TABLE.caption], ["Granby i blått."], "Two Content"),
    ],
)
def test_table_stands_between_its_texts(
    slides: list[Any], title: str, above: list[str], below: list[str], layout: str
) -> None:
    slide = titled(slides, title)
    assert slide.slide_layout.name == layout
    assert texts(slide) == [title, *above, *below]
    (frame,) = (shape for shape in slide.shapes if shape.has_table)
    assert [[cell.text for cell in row.cells] for row in frame.table.rows] == [
        ["Område", "Poäng"],
        ["Demokrati", "78,5"],
        ["Ledarskap", "−71,0"],
        ["Tomt", ""],
    ]
    assert (frame.table.first_row, frame.table.first_col, frame.table.horz_banding) == (True, True, False)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == TABLE.caption
    sides = {str(row.cells[1].text_frame.paragraphs[0].alignment).split()[0] for row in frame.table.rows}
    assert sides == {"RIGHT"}
    tops = [shape.top for shape in slide.shapes if not is_foot(shape) and shape.shape_type != 13]
    assert title == "Tabell och bild" or tops == sorted(tops)


def test_heads_are_repeated_on_each_part_of_a_long_table(slides: list[Any]) -> None:
    tables = [
        shape.table
        for slide in slides
        if slide.shapes.title.text_frame.text.startswith("Många rader")
        for shape in slide.shapes
        if shape.has_table
    ]
    rows = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in tables]
    assert {part[0] for part in rows} == {("Namn", "Län", "Tal")}
    assert [row for part in rows for row in part[1:]] == list(ROWS)


def test_table_measures_are_those_that_were_fitted(slides: list[Any]) -> None:
    pages = [page for page in fitted(deck()) if isinstance(page, Page) and page.table]
    frames = [shape for slide in slides for shape in slide.shapes if shape.has_table]
    for page, frame in zip(pages, frames, strict=True):
        assert page.table
        assert sum(column.width for column in frame.table.columns) == pytest.approx(page.table.width * EMU, abs=9)
        assert frame.height == pytest.approx(sum(row.height for row in frame.table.rows), abs=9)
        sizes = {run.font.size.pt for row in frame.table.rows for cell in row.cells for run in _runs(cell)}
        assert sizes == {page.table.size, page.table.head_size}


def _runs(cell: Any) -> list[Any]:
    return [run for line in cell.text_frame.paragraphs for run in line.runs]


def test_every_text_has_the_language_of_the_deck(written: bytes) -> None:
    for slide in slide_parts(written):
        letters = re.findall(r"<a:(?:rPr|endParaRPr)\b[^>]*>", slide)
        assert letters
        assert all('lang="sv-SE"' in each for each in letters)
        assert slide.count("<a:t>") <= len(letters)
    assert 'lang="en-US"' not in part(written, "ppt/presentation.xml")


def test_nothing_stands_outside_the_slide_and_texts_meet_no_footer(written: bytes) -> None:
    presentation = opened(written)
    assert (presentation.slide_width, presentation.slide_height) == (12192000, 6858000)
    for slide in presentation.slides:
        for shape in slide.shapes:
            right, bottom = shape.left + shape.width, shape.top + shape.height
            assert 0 <= shape.left < right <= presentation.slide_width
            assert 0 <= shape.top < bottom <= presentation.slide_height
            assert is_foot(shape) or bottom <= m.FOOTER.top * EMU


def test_shapes_have_numbers_of_their_own_and_slides_no_notes(slides: list[Any]) -> None:
    for slide in slides:
        numbers = [shape.shape_id for shape in slide.shapes]
        assert len(set(numbers)) == len(numbers)
        holders = [shape.placeholder_format.idx for shape in slide.shapes if shape.is_placeholder]
        assert len(set(holders)) == len(holders)
        assert not slide.has_notes_slide


def test_every_part_is_led_to(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        names = set(archive.namelist())
        related = "".join(archive.read(name).decode() for name in names if name.endswith(".rels"))
        known = set(re.findall(r'PartName="/([^"]*)"', archive.read("[Content_Types].xml").decode()))
    targets = {target.rsplit("/", 1)[-1] for target in re.findall(r'Target="([^"]*)"', related)}
    assert known <= names
    assert {name.rsplit("/", 1)[-1] for name in names if not name.endswith((".rels", "Types].xml"))} <= targets


def test_look_is_ours() -> None:
    reference = opened(reference_presentation())
    assert [layout.name for layout in reference.slide_layouts] == LAYOUTS
    theme = part(reference_presentation(), "ppt/theme/theme1.xml")
    assert set(re.findall(r'<a:latin typeface="([^"]*)"', theme)) == {"Arial"}
    assert "0B4F6C" in theme
    assert "4F81BD" not in theme
    holder = reference.slide_master.placeholders[0]
    assert (holder.left, holder.top, holder.width) == (m.TITLE.left * EMU, m.TITLE.top * EMU, m.TITLE.width * EMU)


@pytest.mark.parametrize("markup", [TYPST_MARKUP, PANDOC_MARKUP, "</a:t></a:r>&amp;<a:br/>", "`<a:br/>`{=openxml}"])
def test_text_that_looks_like_markup_stays_text(markup: str) -> None:
    table = Table(markup, (Column(markup),), ((markup,),))
    picture = Figure(SVG, f"{markup} är bilden.", markup)
    made = deck(
        Section(markup, markup),
        Slide(markup, (plain(markup), bullets([markup])), picture),
        Slide("Tabell", (table,)),
    )
    slides = list(opened(write_pptx(replace(made, title=markup, kicker=markup, author=markup))).slides)
    assert texts(slides[0]) == [markup, f"{markup} · 1 mars 2026\n\n{markup}"]
    assert texts(slides[1]) == [markup, markup]
    assert texts(slides[2]) == [markup, markup, markup, markup]
    assert texts(slides[3]) == ["Tabell", markup]
    assert feet(slides[1]) == [markup, "2"]
    (drawn,) = (shape for shape in slides[2].shapes if shape.shape_type == 13)
    assert drawn._element.nvPicPr.cNvPr.get("descr") == f"{markup} är bilden."
    (frame,) = (shape for shape in slides[3].shapes if shape.has_table)
    assert [cell.text for row in frame.table.rows for cell in row.cells] == [markup, markup]


def test_characters_that_xml_cannot_hold_become_blanks_and_emoji_stay() -> None:
    slides = list(opened(write_pptx(deck(Slide("a\x00b", (plain("c\x1fd🙂\te"),))))).slides)
    assert texts(slides[1]) == ["a b", "c d🙂 e"]


def test_equal_decks_give_equal_bytes(written: bytes) -> None:
    reference_presentation.cache_clear()
    assert write_pptx(deck()) == written
    assert write_pptx(replace(deck(), kicker="Tilbakemelding")) != written


def test_deck_that_is_not_in_order_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"Slide 1: there is neither a text nor a picture\."):
        write_pptx(deck(Slide("Tom")))
