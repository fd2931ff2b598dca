"""ODT files, opened again: text, title, language, styles, table heads, page numbers, contents, alternative texts."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from odf import dc, draw, meta, style, svg, table, teletype, text
from odf.namespaces import FONS, STYLENS, TEXTNS, XLINKNS

from kompassros.documents.blocks import Column, Cover, Document, Figure, Heading, Paragraph, Remark, Run, Table, plain
from kompassros.documents.checks import DocumentError
from kompassros.documents.odt import write_odt
from kompassros.documents.packages import unzipped
from kompassros.documents.reference_odt import reference_document
from tests.documents.made_up import ALTERNATIVE, BROKEN, EVERYTHING, PANDOC_MARKUP, SVG, TYPST_MARKUP, document
from tests.documents.reading import odt_paragraphs, read_odt
from tests.documents.test_pdf import PNG

LONG = replace(
    document(*EVERYTHING, Remark((Run("Läs detta först."),))),
    cover=Cover(("Rad ett", "Rad två"), Figure(SVG, "Den blå stapeln är längst.", share=50), ("Påhittade uppgifter",)),
    contents="Innehåll & mer",
)


def texts(elements: list[Any]) -> list[str]:
    return [teletype.extractText(element) for element in elements]


def styles_of(content: bytes) -> dict[str, Any]:
    found = read_odt(content).getElementsByType(style.Style)
    return {each.getAttrNS(STYLENS, "name"): each for each in found}


def properties(one: Any, kind: Any) -> Any:
    return one.getElementsByType(kind)[0]


def test_odt_holds_title_author_language_and_day() -> None:
    read = read_odt(write_odt(document()))
    kinds = (dc.Title, dc.Creator, dc.Language, dc.Date, meta.CreationDate)
    assert [texts(read.getElementsByType(kind)) for kind in kinds] == [
        ["Granbys utvärdering: Å Ä Ö Æ Ø"],
        ["Åsa Öberg"],
        ["sv-SE"],
        ["2026-03-01T00:00:00Z"],
        ["2026-03-01T00:00:00Z"],
    ]


def test_the_text_is_in_the_documents_language() -> None:
    read = read_odt(write_odt(replace(document(), language="nb")))
    (ground,) = [
        each for each in read.getElementsByType(style.DefaultStyle) if each.getAttrNS(STYLENS, "family") == "paragraph"
    ]
    letters = properties(ground, style.TextProperties)
    assert (letters.getAttrNS(FONS, "language"), letters.getAttrNS(FONS, "country")) == ("nb", "NO")


def test_mimetype_comes_first_and_is_not_compressed() -> None:
    with zipfile.ZipFile(io.BytesIO(write_odt(document()))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"


def test_paragraphs_have_their_styles_in_order() -> None:
    assert odt_paragraphs(read_odt(write_odt(document())))[:8] == [
        ("Title", "Granbys utvärdering: Å Ä Ö Æ Ø"),
        ("Subtitle", "Tjänsteskrivelse · 1 mars 2026"),
        ("Author", "Åsa Öberg"),
        ("Facts", "Diarienummer:\tKS 2026/00417"),
        ("Facts", "Till:\tKommunstyrelsen"),
        ("Heading_20_1", "Bakgrund"),
        ("First_20_paragraph", "Starkast är demokrati, svagast ekonomi. Läs mer"),
        ("Heading_20_2", "Resultat"),
    ]


def test_every_style_that_is_used_is_there() -> None:
    content = write_odt(LONG)
    used = {name for name, _text in odt_paragraphs(read_odt(content))}
    used |= {each.getAttrNS(STYLENS, "parent-style-name") for each in styles_of(content).values()} - {None}
    assert used - set(styles_of(content)) == set()


def test_first_page_has_lines_picture_and_foot_and_the_contents_follow_on_their_own() -> None:
    assert odt_paragraphs(read_odt(write_odt(LONG)))[3:13] == [
        ("Cover_20_Line", "Rad ett"),
        ("Cover_20_Line", "Rad två"),
        ("Picture", "Den blå stapeln är längst."),
        ("Cover_20_Foot", "Påhittade uppgifter"),
        ("Page_20_Break", ""),
        ("Contents_20_Heading", "Innehåll & mer"),
        ("Contents_20_1", "Bakgrund\t"),
        ("Contents_20_1", "Förslag\t"),
        ("Page_20_Break", ""),
        ("Facts", "Diarienummer:\tKS 2026/00417"),
    ]
    breaking = styles_of(write_odt(LONG))["Page_20_Break"]
    assert properties(breaking, style.ParagraphProperties).getAttrNS(FONS, "break-after") == "page"


def test_contents_lead_to_headings_and_refer_to_their_pages() -> None:
    read = read_odt(write_odt(LONG))
    (contents,) = read.getElementsByType(text.TableOfContent)
    links = [link.getAttrNS(XLINKNS, "href") for link in contents.getElementsByType(text.A)]
    pages = [page.getAttrNS(TEXTNS, "ref-name") for page in contents.getElementsByType(text.BookmarkRef)]
    marks = {
        mark.getAttrNS(TEXTNS, "name"): teletype.extractText(mark.parentNode)
        for mark in read.getElementsByType(text.BookmarkStart)
    }
    assert (links, pages) == (["#part-1", "#part-3"], ["part-1", "part-3"])
    assert [marks[page] for page in pages] == ["Bakgrund", "Förslag"]


def test_remark_has_its_own_style() -> None:
    assert ("Remark", "Läs detta först.") in odt_paragraphs(read_odt(write_odt(LONG)))


def test_table_has_heads_caption_and_numbers_to_the_right() -> None:
    read = read_odt(write_odt(document()))
    (heads,) = read.getElementsByType(table.TableHeaderRows)
    rows = read.getElementsByType(table.TableRow)
    assert texts(heads.getElementsByType(text.P)) == ["Område", "Poäng"]
    assert [texts(row.getElementsByType(text.P)) for row in rows] == [
        ["Område", "Poäng"],
        ["Demokrati", "78,5"],
        ["Ledarskap", "−71,0"],
    ]
    numbers = [row.getElementsByType(text.P)[1].getAttrNS(TEXTNS, "style-name") for row in rows]
    assert numbers == ["Table_20_Heading_20_Right", *["Table_20_Contents_20_Right"] * 2]
    right = properties(styles_of(write_odt(document()))[numbers[1]], style.ParagraphProperties)
    assert right.getAttrNS(FONS, "text-align") == "end"
    assert ("TableCaption", "Poäng per område") in odt_paragraphs(read)


def test_columns_share_the_line_by_their_texts() -> None:
    block = Table("T", (Column("Nr"), Column("Fråga"), Column("Poäng", numeric=True)), (("1", "x" * 99, "5"),))
    columns = [one for name, one in styles_of(write_odt(document(block))).items() if re.match(r"Table1\.[A-C]$", name)]
    widths = [properties(one, style.TableColumnProperties).getAttrNS(STYLENS, "column-width") for one in columns]
    assert widths == ["21.14mm", "105.71mm", "21.14mm"]


def test_pictures_have_their_alternative_texts_and_fit_the_page() -> None:
    frames = read_odt(write_odt(LONG)).getElementsByType(draw.Frame)
    assert [texts(frame.getElementsByType(svg.Desc)) for frame in frames] == [
        ["Den blå stapeln är längst."],
        [ALTERNATIVE],
    ]
    sizes = [(frame.getAttribute("width"), frame.getAttribute("height")) for frame in frames]
    assert sizes == [("74.00mm", "22.20mm"), ("148.00mm", "44.40mm")]


def test_png_is_shown_too() -> None:
    content = write_odt(document(Figure(PNG, ALTERNATIVE, share=20)))
    assert PNG in unzipped(content).values()


def test_link_leads_to_its_address() -> None:
    (link,) = read_odt(write_odt(document())).getElementsByType(text.A)
    assert link.getAttrNS(XLINKNS, "href") == "https://example.org/sida"


def test_footer_counts_the_pages_of_a4() -> None:
    read = read_odt(write_odt(document()))
    (footer,) = read.getElementsByType(style.Footer)
    assert teletype.extractText(footer).strip() == "1 (1)"
    assert [len(footer.getElementsByType(kind)) for kind in (text.PageNumber, text.PageCount)] == [1, 1]
    (page,) = read.getElementsByType(style.PageLayoutProperties)
    assert (page.getAttrNS(FONS, "page-width"), page.getAttrNS(FONS, "page-height")) == ("210mm", "297mm")


@pytest.mark.parametrize(
    "markup", [TYPST_MARKUP, PANDOC_MARKUP, "</text:p>&amp;<text:p/>", "`<text:p/>`{=opendocument}"]
)
def test_text_that_looks_like_markup_stays_text(markup: str) -> None:
    block = Table(markup, (Column(markup),), ((markup,),))
    made = replace(document(Heading(1, markup), plain(markup), block), title=markup, kicker=markup, contents=markup)
    read = read_odt(write_odt(made))
    shown = [told for name, told in odt_paragraphs(read) if name != "Page_20_Break"]
    front = [markup, f"{markup} · 1 mars 2026", "Åsa Öberg", markup, f"{markup}\t"]
    assert shown == [*front, *[markup] * 5]
    assert texts(read.getElementsByType(dc.Title)) == [markup]


def test_blanks_breaks_and_strange_characters_are_kept_as_far_as_xml_can_hold_them() -> None:
    made = document(Paragraph((Run(" två  blanka\toch\nrad"), Run(" a\x00b\x1f🙂 "))))
    assert odt_paragraphs(read_odt(write_odt(made)))[-1][1] == " två  blanka\toch\nrad a b 🙂 "


def test_equal_documents_give_equal_bytes() -> None:
    first = write_odt(LONG)
    reference_document.cache_clear()
    assert write_odt(LONG) == first
    assert write_odt(replace(LONG, kicker="Saksframlegg")) != first


def test_document_that_is_not_in_order_is_refused() -> None:
    with pytest.raises(DocumentError, match="no title"):
        write_odt(BROKEN)


def test_document_without_anything_special_is_written() -> None:
    made = Document("T", "en", document().day, (plain("x"),))
    assert [name for name, _text in odt_paragraphs(read_odt(write_odt(made)))] == ["Title", "Subtitle", "Text_20_body"]
