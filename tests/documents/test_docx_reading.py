"""Word files brought back: the same texts and anchors, also after edits; what is no Word file is refused."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kompassros.documents import docx_reading
from kompassros.documents.blocks import Block, Column, Cover, Figure, Heading, PageBreak, Table, bullets, paragraphs
from kompassros.documents.checks import DocumentError, check
from kompassros.documents.docx import write_docx
from kompassros.documents.docx_reading import DocxError, Fault, ReadPart, read_docx
from kompassros.documents.html import write_html
from kompassros.documents.odt import write_odt
from kompassros.documents.packages import unzipped, zipped
from kompassros.documents.workbooks import Sheet, write_workbook
from tests.documents.made_up import ALTERNATIVE, PANDOC_MARKUP, SVG, TYPST_MARKUP, document

BODY = "word/document.xml"
TEXT = "Åre är en kommun.\n\nÄven Öckerö\nmed «ö» – ‘a’ “b” … æ ø\u00a0å 1\u202f000 <b>&amp;</b> 🙂"
TABLE = Table(
    "Poäng", (Column("Område"), Column("Tal", numeric=True)), (("Demokrati", "78,5"), ("Ekonomi\ni år", "1\u00a0000"))
)
REPORT: tuple[Block, ...] = (
    Heading(1, "Inledning & bakgrund", "avsnitt-1"),
    *paragraphs(TEXT),
    Heading(2, "Metod"),
    bullets(["Första punkten", "Åäö"]),
    PageBreak(),
    Heading(1, "Resultat", "avsnitt-2"),
    TABLE,
    Figure(SVG, ALTERNATIVE, "Granby i blått."),
    Heading(1, "Tomt", "tomt"),
    Heading(1, "Förslag"),
    *paragraphs(f"{PANDOC_MARKUP}\n\n{TYPST_MARKUP}"),
)
PARTS = (
    ReadPart("avsnitt-1", "Inledning & bakgrund", f"{TEXT}\n\nMetod\n\n- Första punkten\n- Åäö"),
    ReadPart("avsnitt-2", "Resultat", "Poäng\n\nOmråde | Tal\nDemokrati | 78,5\nEkonomi i år | 1\u00a0000"),
    ReadPart("tomt", "Tomt", ""),
    ReadPart("", "Förslag", f"{PANDOC_MARKUP}\n\n{TYPST_MARKUP}"),
)


def written() -> bytes:
    cover = Cover(("En rad",), Figure(SVG, ALTERNATIVE), ("Vid foten",))
    return write_docx(replace(document(*REPORT), cover=cover, contents="Innehåll"))


def edited(change: Callable[[Any], object], content: bytes | None = None) -> tuple[ReadPart, ...]:
    """Return what is read after somebody changed the file in another program."""
    book = docx.Document(io.BytesIO(content or written()))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return read_docx(stream.getvalue())


def body(change: Callable[[str], str]) -> bytes:
    parts = unzipped(written())
    changed = change(parts[BODY].decode()).encode()
    assert changed != parts[BODY]
    return zipped(parts | {BODY: changed})


def paragraph(book: Any, text: str) -> Any:
    return [line for line in book.paragraphs if line.text == text][-1]


def fault(content: bytes) -> Fault:
    with pytest.raises(DocxError) as caught:
        read_docx(content)
    return caught.value.fault


def test_written_file_gives_the_same_texts_and_anchors() -> None:
    assert read_docx(written()) == PARTS


def test_file_without_a_cover_gives_the_same() -> None:
    assert read_docx(write_docx(document(*REPORT))) == PARTS
    assert edited(lambda _book: None) == PARTS


def test_contents_link_to_the_anchors() -> None:
    found = unzipped(written())[BODY].decode()
    links = re.findall(r'<w:hyperlink w:anchor="([^"]*)"', found)
    assert links == ["avsnitt-1", "avsnitt-2", "tomt", "part-5"]
    assert set(links) <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', found))


def test_paragraph_added_stands_in_its_part() -> None:
    first, second, *_ = edited(lambda book: paragraph(book, "Resultat").insert_paragraph_before("Nytt stycke."))
    assert first.text == f"{PARTS[0].text}\n\nNytt stycke."
    # The bookmark stands before the heading, so that what is put in between takes it along.
    assert (second.heading, second.text) == ("Resultat", PARTS[1].text)


def test_renamed_heading_keeps_its_anchor() -> None:
    def rename(book: Any) -> None:
        paragraph(book, "Resultat").runs[0].text = "Utfall"

    assert edited(rename) == (PARTS[0], replace(PARTS[1], heading="Utfall"), *PARTS[2:])


def test_text_under_a_deleted_heading_belongs_to_the_part_before() -> None:
    found = edited(lambda book: _take_out(paragraph(book, "Resultat")))
    assert found == (replace(PARTS[0], text=f"{PARTS[0].text}\n\n{PARTS[1].text}"), *PARTS[2:])


def test_anchor_of_a_part_taken_out_does_not_fall_to_the_next_heading() -> None:
    assert edited(lambda book: _take_out(paragraph(book, "Tomt"))) == (*PARTS[:2], PARTS[3])


def _take_out(line: Any) -> None:
    line._element.getparent().remove(line._element)


def test_anchor_is_found_where_word_and_others_put_it() -> None:
    start = re.compile(r'\s*(<w:bookmarkStart (w:id="\d+")[^>]*/>)\s*<w:p>(<w:pPr>.*?</w:pPr>)')
    assert read_docx(body(lambda text: start.sub(r"<w:p/><w:p>\3\1", text))) == PARTS
    hidden = '<w:bookmarkStart w:id="900" w:name="_Toc1"/><w:bookmarkEnd w:id="900"/>'
    at_a_point = rf"<w:p>\3{hidden}\1<w:bookmarkEnd \2/>{hidden}"
    without_ends = re.compile("<w:bookmarkEnd[^>]*>")
    assert read_docx(body(lambda text: start.sub(at_a_point, without_ends.sub("", text)))) == PARTS


def test_anchor_that_comes_twice_belongs_to_the_first_heading() -> None:
    twice = body(lambda text: text.replace('w:name="avsnitt-2"', 'w:name="avsnitt-1"'))
    assert [part.anchor for part in read_docx(twice)] == ["avsnitt-1", "", "tomt", ""]


def test_tracked_changes_are_accepted() -> None:
    about = 'w:id="901" w:author="Å" w:date="2026-01-01T00:00:00Z"'
    old, new = '<w:r><w:t xml:space="preserve">Resultat</w:t></w:r>', "<w:r><w:t>Utfall</w:t></w:r>"
    gone = f"<w:del {about}>{old.replace('w:t', 'w:delText')}</w:del>"
    moved = f"<w:moveFrom {about}>{old}</w:moveFrom>"
    for taken in (gone, moved):
        found = read_docx(body(lambda text, taken=taken: text.replace(old, f"{taken}<w:ins {about}>{new}</w:ins>")))
        assert found == (PARTS[0], replace(PARTS[1], heading="Utfall"), *PARTS[2:])


def test_file_of_another_program_is_read() -> None:
    def fill(book: Any) -> None:
        book.add_paragraph()
        book.add_paragraph("Titeln", "Title")
        book.add_paragraph("Innehåll", "TOC Heading")
        book.add_paragraph("Före rubriken.")
        book.add_heading("Ett", 1)
        book.add_heading(" ", 1)
        for text, style in (("a", "List Bullet"), ("b", "List Bullet"), ("c", "List Number"), ("d", "Quote")):
            book.add_paragraph(text, style)
        line = book.add_paragraph("fet ", "List Paragraph")
        line.add_run("text").bold = True
        line.add_run().add_break()
        line.add_run("ny rad")
        book.add_table(1, 2).cell(0, 1).text = "cell\nrad"
        book.add_heading("Två\nrader", 1)
        book.add_paragraph("En rubrik mitt i", "Title")

    book = docx.Document()
    stream = io.BytesIO()
    book.save(stream)
    assert edited(fill, stream.getvalue()) == (
        ReadPart("", "", "Före rubriken."),
        ReadPart("", "Ett", "- a\n- b\n\n- c\n\nd\n\nfet text\nny rad\n\n| cell rad"),
        ReadPart("", "Två rader", "En rubrik mitt i"),
    )


def test_footnote_stands_in_brackets() -> None:
    words = "<w:r><w:footnoteRef/></w:r><w:r><w:t>Källa: Åre.</w:t></w:r>"
    note = f'<w:footnote w:id="7"><w:p>{words}</w:p></w:footnote></w:footnotes>'
    call = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    parts = unzipped(write_docx(document(Heading(1, "A"), *paragraphs("Text"))))
    parts["word/footnotes.xml"] = parts["word/footnotes.xml"].replace(b"</w:footnotes>", note.encode())
    parts[BODY] = parts[BODY].replace(b">Text</w:t></w:r>", f">Text</w:t></w:r>{call}".encode())
    assert read_docx(zipped(parts)) == (ReadPart("", "A", "Text [Källa: Åre.]"),)


def test_empty_document_has_no_parts() -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    assert read_docx(stream.getvalue()) == ()


def test_macros_and_pictures_are_not_looked_at() -> None:
    parts = unzipped(written())
    strange = {name: b"no picture" for name in parts if "media" in name} | {"word/vbaProject.bin": b"<!DOCTYPE x>"}
    assert read_docx(zipped(parts | strange)) == PARTS


def test_numbered_body_is_read() -> None:
    parts = unzipped(written())
    parts["word/document2.xml"] = parts.pop(BODY)
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")
    assert read_docx(zipped(parts)) == PARTS


def other_files() -> dict[str, bytes]:
    texts = document(Heading(1, "A"), *paragraphs("Text"))
    return {
        "nothing": b"",
        "text": "Åre".encode(),
        "page": write_html(texts),
        "odt": write_odt(texts),
        "workbook": write_workbook([Sheet("A", ["B"], [])], title="T"),
        "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "cut": written()[:-30],
    }


@pytest.mark.parametrize("name", other_files())
def test_other_file_with_the_name_of_a_word_file_is_refused(name: str) -> None:
    assert fault(other_files()[name]) == Fault.NOT_A_DOCUMENT


def test_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = written()
    monkeypatch.setattr(docx_reading, "LARGEST_FILE", len(content))
    assert read_docx(content) == PARTS
    assert fault(content + b"x") == Fault.LARGE


def test_file_that_unpacks_to_much_is_refused() -> None:
    parts = unzipped(written())
    size = docx_reading.LARGEST_UNPACKED - sum(map(len, parts.values()))
    assert read_docx(zipped(parts | {"word/media/a.bin": bytes(size)})) == PARTS
    assert fault(zipped(parts | {"word/media/a.bin": bytes(size + 1)})) == Fault.UNPACKED


def test_file_of_many_parts_is_refused() -> None:
    parts = unzipped(written())
    more = {f"word/media/{number}.png": b"" for number in range(docx_reading.MOST_PARTS - len(parts))}
    assert read_docx(zipped(parts | more)) == PARTS
    assert fault(zipped(parts | more | {"one more": b""})) == Fault.UNPACKED


def test_part_that_says_to_be_smaller_than_it_is_is_refused() -> None:
    content = zipped({"word/document.xml": b"<w:a>" + b" " * 10_000})
    small = content.replace((10_005).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    assert small != content
    assert fault(small) == Fault.BROKEN


def test_file_packed_in_another_way_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(BODY, "<a/>")
    assert fault(stream.getvalue()) == Fault.UNPACKED


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", [BODY, "word/styles.xml"])
def test_text_that_defines_its_own_entities_is_refused(name: str, encoding: str) -> None:
    parts = unzipped(written())
    text = re.sub(r"<\?xml[^>]*\?>", "", parts[name].decode())
    defined = f'<?xml version="1.0" encoding="{encoding}"?>{BOMB}{text}'.encode(encoding)
    assert fault(zipped(parts | {name: defined})) == Fault.BROKEN


@pytest.mark.parametrize("text", ["", "<w:document>", "<a/>", "x", "\x00"])
def test_broken_body_is_refused_or_empty(text: str) -> None:
    content = zipped(unzipped(written()) | {BODY: text.encode()})
    assert fault(content) == Fault.BROKEN


def test_body_nested_deeply_is_refused_at_most() -> None:
    opening, closing = "<w:sdt><w:sdtContent>" * 2_000, "</w:sdtContent></w:sdt>" * 2_000
    read_or_refuse(
        body(lambda text: text.replace("<w:body>", f"<w:body>{opening}").replace("</w:body>", f"{closing}</w:body>"))
    )
    tables = "<w:tbl><w:tr><w:tc>" * 400, "<w:p/></w:tc></w:tr></w:tbl>" * 400
    read_or_refuse(body(lambda text: text.replace("<w:body>", f"<w:body>{''.join(tables)}")))


def test_pandoc_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_reading, "LONGEST_TIME", 0.000_001)
    assert fault(written()) == Fault.BROKEN


WRITTEN = written()


def read_or_refuse(content: bytes) -> None:
    with suppress(DocxError):
        read_docx(content)


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda raw: b"PK\x03\x04" + raw))
def test_any_bytes_are_refused(content: bytes) -> None:
    assert fault(content) == Fault.NOT_A_DOCUMENT


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WRITTEN) - 1), st.integers(0, 255))
def test_cut_or_changed_file_is_refused_at_most(place: int, byte: int) -> None:
    read_or_refuse(WRITTEN[:place])
    read_or_refuse(WRITTEN[:place] + bytes([byte]) + WRITTEN[place + 1 :])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 9_999), st.sampled_from(["", "<", "<w:p>", "</w:p>", "\ufdd0x", "&", '"', "<w:r><w:t>x</w:t></w:r>"])
)
def test_changed_body_is_refused_at_most(place: int, more: str) -> None:
    read_or_refuse(body(lambda text: f"{text[: place % len(text)]}{more} {text[place % len(text) + 1 :]}\n"))


@pytest.mark.parametrize("anchor", ["å", "a b", "a_b", "1a", "-a", "part-1", "a" * 41, "a\n"])
def test_anchor_that_a_file_cannot_hold_is_refused(anchor: str) -> None:
    with pytest.raises(DocumentError, match=r"the anchor .* is not up to 40 letters"):
        check(document(Heading(1, "A", anchor)))


def test_anchor_of_two_headings_is_refused() -> None:
    check(document(Heading(1, "A", "a" * 40), Heading(1, "B"), Heading(1, "C"), Heading(1, "D", "Part")))
    with pytest.raises(DocumentError, match=r"Block 2 .* 'B' is taken by a heading before"):
        check(document(Heading(1, "A", "b"), Heading(1, "A", "B")))
