"""What goes on a slide: everything once, whole and in order, and never more than fits."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompassros.charts.theme import contrast
from kompassros.documents import slide_measures as m
from kompassros.documents.blocks import (
    Block,
    BulletList,
    Column,
    Figure,
    Heading,
    Paragraph,
    Run,
    Runs,
    Section,
    Slide,
    Table,
    bullets,
    plain,
)
from kompassros.documents.checks import DocumentError
from kompassros.documents.deck_checks import check_deck
from kompassros.documents.fitting import Page, fitted, height_of, pages_of
from kompassros.documents.slide_measures import Box
from kompassros.documents.slide_text import cut, line_count, one_line, tidy, with_breaks
from tests.documents.made_up import ALTERNATIVE, SVG
from tests.documents.made_up_deck import ITEMS, PICTURE, ROWS, SLIDES, TABLE, deck

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzåäöMW-,.!😀漢", min_size=1, max_size=24), min_size=1, max_size=60)
RUNS = st.builds(lambda words, strong: Run(" ".join(words), strong=strong), WORDS, st.booleans())
TEXT: st.SearchStrategy[Runs] = st.lists(RUNS, min_size=1, max_size=3).map(tuple)
BLOCK: st.SearchStrategy[Block] = st.one_of(
    TEXT.map(Paragraph), st.lists(TEXT, min_size=1, max_size=12).map(lambda items: BulletList(tuple(items)))
)
BLOCKS = st.lists(BLOCK, min_size=1, max_size=6).map(tuple)
CELL = WORDS.map(lambda words: " ".join(words[:12]))
TABLES = st.integers(1, 6).flatmap(
    lambda count: st.builds(
        Table,
        st.just("Rubrik"),
        st.lists(st.builds(Column, CELL, st.booleans()), min_size=count, max_size=count).map(tuple),
        st.lists(st.lists(CELL, min_size=count, max_size=count).map(tuple), max_size=30).map(tuple),
    )
)


def pages(slide: Slide) -> list[Page]:
    return [page for page in pages_of(slide) if isinstance(page, Page)]


def items_of(blocks: Sequence[Block]) -> list[Runs]:
    """Return paragraphs and items of lists, each by itself."""
    found: list[Runs] = []
    for block in blocks:
        if isinstance(block, BulletList):
            found += block.items
        elif isinstance(block, Paragraph):
            found.append(block.runs)
    return found


def letters(runs: Sequence[Run]) -> str:
    return "".join("".join(run.text for run in runs).split())


def inside(box: Box | None) -> bool:
    within = m.BODY
    return box is None or (
        within.left - 0.01 <= box.left
        and within.top - 0.01 <= box.top
        and box.right <= within.right + 0.01
        and box.bottom <= within.bottom + 0.01
    )


def all_inside(page: Page) -> bool:
    boxes = (page.above_box, page.table_box, page.below_box, page.picture_box, page.caption_box)
    return all(inside(box) for box in boxes)


def texts_fit(page: Page) -> bool:
    placed = ((page.above, page.above_box), (page.below, page.below_box))
    return all(height_of(blocks, box.width, page.text_size) <= box.height + 0.01 for blocks, box in placed if box)


@settings(max_examples=60)
@given(BLOCKS, st.booleans())
def test_every_item_is_kept_whole_once_and_in_order(blocks: tuple[Block, ...], pictured: bool) -> None:
    made = pages(Slide("Titel", blocks, PICTURE if pictured else None))
    given_items = [tidy(item) for item in items_of(blocks)]
    shown = [item for page in made for item in items_of((*page.above, *page.below))]
    assert "".join(letters(item) for item in shown) == "".join(letters(item) for item in given_items)
    if all(
        height_of((BulletList((item,)),), m.BODY.width, m.BODY_LETTERS.least) <= m.BODY.height for item in given_items
    ):
        assert shown == given_items
    assert [page.picture for page in made if page.picture] == ([PICTURE] if pictured else [])
    assert all(texts_fit(page) and all_inside(page) for page in made)


@settings(max_examples=60)
@given(TABLES, BLOCKS)
def test_every_row_is_kept_in_order_and_heads_are_repeated(table: Table, blocks: tuple[Block, ...]) -> None:
    made = pages(Slide("Titel", (*blocks[:2], table, *blocks[2:])))
    parts = [page.table.table for page in made if page.table]
    shown = "".join(letters([Run(cell)]) for part in parts for row in part.rows for cell in row)
    if sum(len(part.rows) for part in parts) == len(table.rows):
        assert shown == "".join(letters([Run(cell)]) for row in table.rows for cell in row)
    assert sorted(shown) == sorted("".join(letters([Run(cell)]) for row in table.rows for cell in row))
    assert {part.columns for part in parts} == {table.columns}
    heads_fit = all(page.table.heights[0] < m.BODY.height / 2 for page in made if page.table)
    assert not heads_fit or all(texts_fit(page) and all_inside(page) for page in made)


@given(TEXT, st.floats(60, 852), st.integers(1, 12))
def test_a_cut_text_keeps_its_letters_and_its_first_part_fits(runs: Runs, width: float, most: int) -> None:
    first, rest = cut(tidy(runs), width, 18, most)
    assert letters(first) + letters(rest) == letters(runs)
    assert line_count(first, width, 18) <= most
    marked = with_breaks(tidy(runs), width, 18)
    assert letters(marked).replace("\u200b", "") == letters(runs)


def test_parts_of_a_slide_are_numbered_and_about_equal() -> None:
    made = pages(Slide("Punkter", (bullets(ITEMS),)))
    count = len(made)
    assert count > 1
    assert [page.title for page in made] == [f"Punkter ({number}/{count})" for number in range(1, count + 1)]
    sizes = [len(items_of(page.above)) for page in made]
    assert max(sizes) - min(sizes) <= 1


def test_a_paragraph_stays_with_the_first_item_it_leads_to() -> None:
    for many in range(1, 16):
        made = pages(Slide("Punkter", (bullets(ITEMS[:many]), plain("Det här såg vi också:"), bullets(ITEMS[:5]))))
        assert all(isinstance(page.above[-1], BulletList) for page in made)


def test_short_texts_have_larger_letters_than_long_ones() -> None:
    sizes = [pages(Slide("Punkter", (bullets(ITEMS[:many]),)))[0].text_size for many in (3, 11)]
    assert sizes == [m.BODY_LETTERS.size, m.BODY_LETTERS.least]


def test_what_fits_on_one_slide_stays_on_one() -> None:
    for slide in SLIDES[:10]:
        assert len(pages_of(slide)) == 1


def test_table_goes_on_with_equal_parts_and_the_caption_that_says_the_title_is_left_out() -> None:
    table = Table("Rader", (Column("Namn"), Column("Län"), Column("Tal", numeric=True)), ROWS)
    made = pages(Slide("Rader", (table,)))
    parts = [page.table for page in made if page.table]
    assert [row for part in parts for row in part.table.rows] == list(ROWS)
    assert {len(part.table.rows) for part in parts} == {10}
    assert {part.table.caption for part in parts} == {""}
    assert {part.table.caption for part in (page.table for page in pages(Slide("Annat", (table,)))) if part} == {
        "Rader"
    }


def test_row_that_is_higher_than_a_slide_is_cut_between_words() -> None:
    cell = " ".join(f"ord{number}" for number in range(900))
    made = pages(Slide("Lång rad", (Table("Rad", (Column("A"), Column("B")), ((cell, "kort"),)),)))
    shown = [row for page in made if page.table for row in page.table.table.rows]
    assert " ".join(row[0] for row in shown) == cell
    assert [row[1] for row in shown] == ["kort"] + [""] * (len(shown) - 1)
    assert all(all_inside(page) for page in made)


def test_word_longer_than_its_column_does_not_take_the_room_of_numbers() -> None:
    rows = (("x" * 300, "1 234 567,89", "y" * 300),)
    table = Table("Tal", (Column("Ord"), Column("Tal", numeric=True), Column("Ord")), rows)
    (page,) = pages(Slide("Tal", (table,)))
    assert page.table
    assert line_count((Run("1 234 567,89"),), page.table.widths[1] - 2 * m.CELL[0], page.table.size) == 1
    assert page.table.widths[0] == pytest.approx(page.table.widths[2])


def test_words_for_a_missing_number_may_be_broken() -> None:
    rows = (("Område " * 20, "uppgift saknas för det året"), ("Annat", "12,5"))
    (page,) = pages(Slide("Tal", (Table("Tal", (Column("Område"), Column("Tal", numeric=True)), rows),)))
    assert page.table
    assert page.table.widths[0] > 2 * page.table.widths[1]


def test_numbers_in_a_table_are_never_broken() -> None:
    rows = tuple((f"Ett långt namn på ett område som tar plats {number}" * 3, "1 234 567,89") for number in range(4))
    (page,) = pages(Slide("Tal", (Table("Tal", (Column("Område"), Column("Tal", numeric=True)), rows),)))
    assert page.table
    assert page.table.widths[1] >= 12 * page.table.size * 0.5
    assert line_count((Run("1 234 567,89"),), page.table.widths[1] - 2 * m.CELL[0], page.table.size) == 1


@pytest.mark.parametrize(("wide", "high"), [(400, 120), (100, 900), (5000, 10), (300, 300)])
def test_picture_keeps_its_proportions_and_stays_on_the_slide(wide: int, high: int) -> None:
    drawn = SVG.replace(b'width="400" height="120"', f'width="{wide}" height="{high}"'.encode())
    for blocks in ((), (plain("Text."),)):
        (page,) = pages(Slide("Bild", blocks, Figure(drawn, ALTERNATIVE, "Under bilden.")))
        assert page.picture_box
        assert page.picture_box.width / page.picture_box.height == pytest.approx(wide / high)
        assert all_inside(page)


def test_svg_without_a_size_is_measured_as_it_is_drawn() -> None:
    drawn = SVG.replace(b'width="400" height="120"', b'width="100%"')
    (page,) = pages(Slide("Bild", (), Figure(drawn, ALTERNATIVE)))
    assert page.picture_box
    assert page.picture_box.width / page.picture_box.height == pytest.approx(40 / 12, rel=0.02)


def test_share_says_how_wide_a_picture_is() -> None:
    (page,) = pages(Slide("Bild", (), Figure(SVG, ALTERNATIVE, share=50)))
    assert page.picture_box
    assert page.picture_box.width == pytest.approx(m.BODY.width / 2)


def test_texts_that_do_not_fit_beside_a_picture_go_on_over_the_whole_width() -> None:
    first, *others = pages(Slide("Bild", (bullets(ITEMS),), PICTURE))
    assert (first.above_box, first.picture) == (m.TEXT_COLUMN, PICTURE)
    assert {(page.above_box, page.picture) for page in others} == {(m.BODY, None)}


def test_text_too_long_to_stand_beside_a_picture_stands_before_it_in_one_piece() -> None:
    text = plain("Ett ganska långt stycke. " * 28)
    first, second = pages(Slide("Bild", (text,), PICTURE))
    assert (first.picture, first.above_box, second.above) == (None, m.BODY, ())
    assert letters(items_of(first.above)[0]) == letters(text.runs)


def test_table_too_wide_to_stand_beside_a_picture_stands_before_it() -> None:
    wide = Table("Bred", tuple(Column(f"Spaltrubrik nummer {number}") for number in range(6)), ())
    table, picture = pages(Slide("Bild", (wide,), PICTURE))
    assert (table.picture, picture.table) == (None, None)


def test_long_title_is_set_smaller() -> None:
    (page,) = pages(Slide("Ett mycket långt namn på en sida " * 5, (plain("Text."),)))
    assert page.title_size < m.TITLE_LETTERS.size


def test_footer_is_one_line() -> None:
    assert one_line("Kort\ntext", 740, 10) == "Kort text"
    cut_short = one_line("Lång text " * 60, 740, 10)
    assert cut_short.endswith("Lång …")
    assert line_count((Run(cut_short),), 740, 10) == 1


def test_colours_have_contrast_enough_for_text() -> None:
    assert all(contrast(tint, m.GROUND) >= 4.5 for tint in (m.INK, m.QUIET, m.ACCENT))


def test_boxes_do_not_meet() -> None:
    down = [m.TITLE, m.RULE, m.BODY, m.FOOTER]
    assert all(one.bottom <= other.top for one, other in pairwise(down))
    assert m.TEXT_COLUMN.right < m.PICTURE_COLUMN.left
    assert m.PICTURE_COLUMN.right == m.BODY.right
    assert m.PAGE.width / m.PAGE.height == pytest.approx(16 / 9)


def test_deck_in_order_is_let_through() -> None:
    check_deck(deck())
    assert len(fitted(deck())) > len(SLIDES)


@pytest.mark.parametrize(
    ("slide", "trouble"),
    [
        (Slide(" ", (plain("Text."),)), "Slide 2: the slide has no title."),
        (Slide("Tom"), "Slide 2: there is neither a text nor a picture."),
        (Slide("Fel", (Heading(1, "Rubrik"),)), "Slide 2: a slide has no place for a Heading."),
        (Slide("Fel", (bullets(["Ett", " "]),)), "Slide 2: block 1 (BulletList): item 2 is blank."),
        (Slide("Fel", (plain("a"), replace(TABLE, caption=""))), "Slide 2: block 2 (Table): the table has no caption."),
        (Slide("Bild", (), Figure(SVG, "Bild")), "Slide 2: the alternative text must be a sentence"),
        (Slide("Bild", (), Figure(SVG, ALTERNATIVE, "Under " * 500)), "Slide 2: the picture's caption leaves no room"),
        (Slide("Titel " * 90, (plain("Text."),)), "Slide 2: the title is too long."),
        (
            Slide("Bred", (Table("T", tuple(Column(f"Spaltrubrik{n}") for n in range(90)), (("x",) * 90,)),)),
            "Slide 2: the table has too many columns for a slide.",
        ),
        (
            Slide("Hög", (Table("T", (Column("Rubrik " * 900),), (("x",),)),)),
            "Slide 2: the table's heads and caption leave no room for its rows.",
        ),
        (Section(" "), "Slide 2: the section has no title."),
        (Section("Avsnitt " * 90), "Slide 2: the title is too long."),
        (Section("Avsnitt", "Rad " * 400), "Slide 2: the line below the title is too long."),
    ],
)
def test_slide_that_is_not_in_order_is_named(slide: Slide | Section, trouble: str) -> None:
    with pytest.raises(DocumentError) as raised:
        check_deck(deck(Section("Före"), slide))
    assert trouble in raised.value.troubles[0]


def test_deck_that_is_not_in_order_is_refused() -> None:
    broken = replace(deck(), title=" ", language="fi", slides=())  # type: ignore[arg-type]
    with pytest.raises(DocumentError) as raised:
        check_deck(broken)
    assert raised.value.troubles == [
        "The deck has no title.",
        "The deck's language is 'fi', not one of sv, nb, en.",
        "The deck has no slides.",
    ]
    with pytest.raises(DocumentError, match="The kicker and the author are too long"):
        check_deck(replace(deck(), author="Namn " * 300))
    with pytest.raises(DocumentError, match="The title is too long for the first slide"):
        check_deck(replace(deck(), title="Namn " * 300))
