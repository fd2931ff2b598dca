"""What is refused, and that the sentence says why."""

import pytest

from kompassros.records import containers
from kompassros.records.errors import DomainError
from kompassros.records.files import inspect
from tests.records.bad_files import (
    ENCRYPTED_OFFICE,
    JPEG,
    MAIN,
    ODF,
    OLD_OFFICE,
    PNG,
    PROGRAM,
    odf,
    ooxml,
    packed,
    pdf,
    sent,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
ENCRYPTED_ODF = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
SPARSE = b"\0" * (6 * 1024 * 1024)
MANY = {f"word/media/{number}.png": b"" for number in range(containers.MOST_ENTRIES)}

REFUSED = {
    "renamed program": ("report.pdf", PROGRAM, "is a program"),
    "renamed program for Linux": ("report.docx", b"\x7fELF\x02\x01\x01" + b"\0" * 60, "is a program"),
    "script": ("notes.txt", b"#!/bin/sh\nrm -r x\n", "is a program"),
    "program with an archive after it": ("report.docx", PROGRAM + ooxml(), "is a program"),
    "text with an archive after it": ("report.docx", b"some words" + ooxml(), "kind of file is not taken in"),
    "drawing": ("logo.svg", SVG, r"drawing \(SVG\)"),
    "drawing without a script": ("logo.svg", b"<svg/>", r"drawing \(SVG\)"),
    "drawing named a picture": ("logo.png", b'<?xml version="1.0"?>\n' + SVG, r"drawing \(SVG\)"),
    "drawing named a text": ("logo.txt", b"\xef\xbb\xbf \n" + SVG, r"drawing \(SVG\)"),
    "drawing in wide letters": ("logo.txt", SVG.decode().encode("utf-16"), r"drawing \(SVG\)"),
    "web page": ("page.txt", b"<!DOCTYPE html><script>", "web page"),
    "empty": ("report.pdf", b"", "is empty"),
    "other kind": ("sound.mp3", b"ID3\x03\0\0\0", "not taken in. Send one of these: PDF, DOCX"),
    "archive": ("papers.zip", packed({"a.txt": b"x"}), "not taken in"),
    "picture named a document": ("report.pdf", PNG, r"is a PNG picture. Let the name end with \.png"),
    "picture named another": ("a.png", JPEG, r"is a JPEG picture. Let the name end with \.jpg"),
    "document named a picture": ("a.png", pdf(), r"is a PDF document. Let the name end with \.pdf"),
    "workbook named a document": ("a.docx", ooxml("xlsx"), r"is an Excel workbook. Let the name end with \.xlsx"),
    "text named a document": ("a.pdf", b"Hello", r"is plain text. Let the name end with \.txt"),
    "text without an ending": ("README", b"Hello", r"is plain text. Let the name end with \.txt"),
    "folder in the name": ("../etc/a.txt", b"x", "has a folder"),
    "folder of Windows in the name": ("C:\\a.txt", b"x", "has a folder"),
    "line break in the name": ("a\n.txt", b"x", "unprintable"),
    "turned letters in the name": ("a\u202etxt.exe.pdf", pdf(), "unprintable"),
    "long name": ("a" * 147 + ".txt", b"x", "between 1 and 150 characters"),
    "dots for a name": ("..", b"x", "between 1 and 150 characters"),
    "PDF without its end": ("a.pdf", pdf()[:-30], "PDF is broken"),
    "PDF without its index": ("a.pdf", pdf().replace(b"xref\n0", b"xxxx\n0"), "PDF is broken"),
    "PDF that is only its beginning": ("a.pdf", b"%PDF-1.7\n", "PDF is broken"),
    "half an office file": ("a.docx", ooxml(extra={"x.xml": b"x" * 900})[:-40], "file is broken"),
    "office file without its main part": ("a.docx", packed({"[Content_Types].xml": b"<Types/>"}), "file is broken"),
    "OpenDocument without its content": (
        "a.odt",
        packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "file is broken",
    ),
    "name that leads out": ("a.docx", ooxml(extra={"../../x.xml": b"x"}), "file is broken"),
    "old office file": ("a.doc", OLD_OFFICE, "old office format"),
    "encrypted office file": ("a.docx", ENCRYPTED_OFFICE, "protected with a password"),
    "encrypted OpenDocument": ("a.odt", odf(manifest=ENCRYPTED_ODF), "protected with a password"),
    "macros": ("a.docm", ooxml(extra={"word/vbaProject.bin": b"x"}, kind=MACRO_TYPE), "has macros"),
    "macros named a document": ("a.docx", ooxml(extra={"word/vbaProject.bin": b"x"}), "has macros"),
    "macros by type alone": ("a.docx", ooxml(kind=MACRO_TYPE), "has macros"),
    "macros of OpenDocument": ("a.ods", odf("ods", {"Basic/Standard/Module1.xml": b"x"}), "has macros"),
    "bomb by ratio": ("a.docx", ooxml(extra={"word/x.xml": SPARSE}), "unpacks to far more"),
    "bomb by entries": ("a.docx", ooxml(extra=MANY), "unpacks to far more"),
    "archive inside": ("a.docx", ooxml(extra={"word/media/inner.zip": b"PK"}), r"another archive in it \(inner.zip\)"),
    "bomb inside a chart's sheet": (
        "a.pptx",
        ooxml("pptx", {"ppt/embeddings/sheet.xlsx": b"\0" * 100_000}),
        "unpacks to far more",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_file_is_refused_with_the_reason(case: str) -> None:
    name, content, sentence = REFUSED[case]
    with pytest.raises(DomainError, match=sentence):
        inspect(sent(name, content))


def test_archive_with_the_encryption_flag_is_refused() -> None:
    content = bytearray(ooxml())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    with pytest.raises(DomainError, match="protected with a password"):
        inspect(sent("a.docx", bytes(content)))


def test_archive_that_states_a_huge_size_is_refused_unread() -> None:
    content = bytearray(ooxml())
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = (2**31).to_bytes(4, "little")
    with pytest.raises(DomainError, match="unpacks to far more"):
        inspect(sent("a.docx", bytes(content)))


def test_archive_whose_parts_lie_over_one_another_is_refused() -> None:
    content = bytearray(ooxml(extra={"a.xml": b"x" * 3_000_000}))
    place = content.rfind(b"PK\x01\x02")
    content[place + 20 : place + 24] = len(content).to_bytes(4, "little")
    with pytest.raises(DomainError, match="unpacks to far more"):
        inspect(sent("a.docx", bytes(content)))


def test_large_archive_of_the_64_bit_kind_is_refused() -> None:
    content = ooxml()
    end = content.rfind(b"PK\x05\x06")
    with pytest.raises(DomainError, match="unpacks to far more"):
        inspect(sent("a.docx", content[:end] + b"PK\x06\x07" + b"\0" * 16 + content[end:]))


def test_little_after_the_end_of_a_pdf_is_no_harm() -> None:
    assert inspect(sent("a.pdf", pdf() + b"\0" * 100))[1].endings == (".pdf",)


def test_sheet_under_a_chart_is_no_archive_inside() -> None:
    sheet = {"ppt/embeddings/Microsoft_Excel_Sheet.xlsx": ooxml("xlsx")}
    assert inspect(sent("a.pptx", ooxml("pptx", sheet)))[1].endings == (".pptx",)


@pytest.mark.parametrize("ending", [*MAIN, *ODF])
def test_every_cut_of_an_office_file_is_refused_and_never_an_error(ending: str) -> None:
    whole = odf(ending) if ending in ODF else ooxml(ending)
    for length in range(len(whole)):
        with pytest.raises(DomainError):
            inspect(sent(f"a.{ending}", whole[:length]))
