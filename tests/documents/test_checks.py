"""What a document must have: each trouble names its block."""

from dataclasses import replace

import pytest

from kompassros.documents.blocks import (
    Block,
    BulletList,
    Column,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    paragraphs,
    plain,
)
from kompassros.documents.checks import DocumentError, check
from tests.documents.made_up import ALTERNATIVE, BROKEN, SVG, document


def troubles_of(*blocks: Block) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        check(document(*blocks))
    return caught.value.troubles


def test_document_in_order_passes() -> None:
    check(document())


def test_document_without_title_and_language_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        check(BROKEN)
    assert caught.value.troubles == [
        "The document has no title.",
        "The document's language is 'fi', not one of sv, nb, en.",
    ]


def test_document_without_blocks_is_refused() -> None:
    with pytest.raises(DocumentError, match="no blocks"):
        check(replace(document(), blocks=()))


def test_skipped_level_is_told_with_its_place() -> None:
    assert troubles_of(Heading(1, "A"), Heading(3, "B")) == [
        "Block 2 (Heading): level 3 follows on level 1; no level may be skipped."
    ]
    assert troubles_of(plain("x"), Heading(2, "A")) == [
        "Block 2 (Heading): level 2 follows on level 0; no level may be skipped."
    ]


def test_levels_may_rise_by_any_number() -> None:
    check(document(Heading(1, "A"), Heading(2, "B"), Heading(3, "C"), Heading(1, "D")))


@pytest.mark.parametrize("level", [0, 5])
def test_level_that_does_not_exist_is_refused(level: int) -> None:
    assert f"Block 1 (Heading): there is no level {level}, only 1 to 4." in troubles_of(Heading(level, "A"))


@pytest.mark.parametrize("text", ["", "Diagram", "Bild av poäng", "Diagram."])
def test_alternative_text_that_is_no_sentence_is_refused(text: str) -> None:
    assert troubles_of(Figure(SVG, text)) == [
        "Block 1 (Figure): the alternative text must be a sentence that says what the picture shows."
    ]


@pytest.mark.parametrize("share", [0, 101])
def test_share_outside_the_line_is_refused(share: int) -> None:
    assert troubles_of(Figure(SVG, ALTERNATIVE, share=share)) == [
        f"Block 1 (Figure): the picture cannot take {share} per cent of the line."
    ]


def test_picture_of_another_kind_is_refused() -> None:
    assert troubles_of(Figure(b"GIF89a", ALTERNATIVE)) == ["Block 1 (Figure): the picture is neither SVG nor PNG."]


def test_table_says_which_row_does_not_fit() -> None:
    table = Table("T", (Column("A"), Column("B")), (("1", "2"), ("3",)))
    assert troubles_of(table) == ["Block 1 (Table): row 2 has 1 cells for 2 columns."]


def test_table_needs_caption_and_heads() -> None:
    assert troubles_of(Table("", (Column(" "),), ())) == [
        "Block 1 (Table): the table has no caption.",
        "Block 1 (Table): every column needs a head.",
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/hosts", "http://a b", "/relative"])
def test_link_that_is_no_address_is_refused(link: str) -> None:
    assert troubles_of(Paragraph((Run("x", link=link),))) == [
        f"Block 1 (Paragraph): the paragraph has a link that is no web or mail address: {link!r}."
    ]


def test_blank_texts_are_refused() -> None:
    assert troubles_of(plain(" "), BulletList(()), BulletList(((Run(""),),)), Facts((("A", ""),)), Facts(())) == [
        "Block 1 (Paragraph): the paragraph is blank.",
        "Block 2 (BulletList): the list is empty.",
        "Block 3 (BulletList): item 1 is blank.",
        "Block 4 (Facts): every fact needs a label and a value.",
        "Block 5 (Facts): there are no facts.",
    ]


def test_typed_text_becomes_paragraphs_at_blank_lines() -> None:
    assert paragraphs("a\nb\r\n \r\n\n\nc\n") == (plain("a\nb"), plain("c"))
    assert paragraphs(" \n ") == ()
