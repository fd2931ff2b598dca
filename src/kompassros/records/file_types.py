"""Which files are taken in, and what a file is by its content; its name only has to fit.

Signatures are our own table (own choice): the pure Python libraries tell PDF from its relatives, and one office
format from another, by probability, and take a text that begins with the letters MZ for a program.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.records.errors import DomainError

Container = Literal["", "ooxml", "odf"]
_CHUNK = 64 * 1024
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class FileType:
    """A kind of file: the endings that fit it, what it is called, and for office files how they are packed."""

    content_type: str
    endings: tuple[str, ...]
    label: str | Promise
    container: Container = ""


PDF = FileType("application/pdf", (".pdf",), gettext_lazy("a PDF document"))
PNG = FileType("image/png", (".png",), gettext_lazy("a PNG picture"))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"), gettext_lazy("a JPEG picture"))
TEXT = FileType("text/plain", (".txt",), gettext_lazy("plain text"))
CSV = FileType("text/csv", (".csv",), gettext_lazy("plain text"))
OFFICE = (
    FileType(_OOXML + "wordprocessingml.document", (".docx",), gettext_lazy("a Word document"), "ooxml"),
    FileType(_OOXML + "spreadsheetml.sheet", (".xlsx",), gettext_lazy("an Excel workbook"), "ooxml"),
    FileType(_OOXML + "presentationml.presentation", (".pptx",), gettext_lazy("a PowerPoint presentation"), "ooxml"),
    FileType(_ODF + "text", (".odt",), gettext_lazy("an OpenDocument text"), "odf"),
    FileType(_ODF + "spreadsheet", (".ods",), gettext_lazy("an OpenDocument spreadsheet"), "odf"),
    FileType(_ODF + "presentation", (".odp",), gettext_lazy("an OpenDocument presentation"), "odf"),
)
ALLOWED = (PDF, *OFFICE, PNG, JPEG, TEXT, CSV)
ENDINGS = tuple(ending for kind in ALLOWED for ending in kind.endings)
_SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_PROGRAMS = (
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\0asm",
    b"#!",
)
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_TAIL = 2048
_LAST_LINES = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
_PDF_INDEX = re.compile(rb"\s*(xref|\d+\s+\d+\s+obj)")

Stream = IO[Any]


def by_ending(ending: str) -> FileType | None:
    """Return the kind that an ending such as ".pdf" promises, or None for one that is not taken in."""
    return next((kind for kind in ALLOWED if ending in kind.endings), None)


def is_packed(head: bytes) -> bool:
    """Return whether a file that begins so is a ZIP archive, as all office files are."""
    return head.startswith(_ZIP)


def recognise(stream: Stream, head: bytes, promised: FileType | None) -> FileType:
    """Return what a file is that is not packed; DomainError for a program, a drawing, an old or unknown format.

    head: the first bytes of the stream, at least 4096 where there are so many. promised: what the name says, which
    tells CSV from other plain text and nothing else.
    """
    _refuse_programs(head)
    if head.startswith(_OLE):
        raise DomainError(_old_or_encrypted(stream))
    found = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if found is PDF:
        _refuse_broken_pdf(stream)
    return found or _recognise_text(stream, head, promised)


def _refuse_programs(head: bytes) -> None:
    """A program for Windows has the letters MZ and, where byte 60 points to, PE; or bytes that no text has."""
    is_windows = head.startswith(b"MZ") and b"\0" in head[:512]
    if is_windows or head.startswith(_PROGRAMS):
        raise DomainError(
            _("The file is a program, whatever its name says. Programs are not taken in: send a document.")
        )


def _old_or_encrypted(stream: Stream) -> str:
    marker, before = "EncryptedPackage".encode("utf-16-le"), b""
    for chunk in _chunks(stream):
        if marker in before + chunk:
            return _(
                "The file is protected with a password, so that nobody here can read it. Save it without a password."
            )
        before = chunk[-len(marker) :]
    return _("The file is in an old office format. Open it and save it as DOCX, XLSX, PPTX or PDF.")


def _refuse_broken_pdf(stream: Stream) -> None:
    """A whole PDF ends with the place of its index, and has the index there (ISO 32000-1, 7.5.5).

    A little that a scanner appends after its end is no harm.
    """
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(max(0, size - _TAIL))
    found = _LAST_LINES.findall(stream.read())
    if found and int(found[-1]) < size:
        stream.seek(int(found[-1]))
        if _PDF_INDEX.match(stream.read(64)):
            return
    raise DomainError(_("The PDF is broken: its end is missing or damaged. Save or export it again."))


def _recognise_text(stream: Stream, head: bytes, promised: FileType | None) -> FileType:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)), "utf-8")
    text = any(_is_text(stream, wanted) for wanted in (encoding, "cp1252"))
    if not text:
        raise DomainError(_("This kind of file is not taken in. Send one of these: %(kinds)s.") % {"kinds": kinds()})
    if head.decode(encoding, errors="ignore").lstrip().startswith("<"):
        raise DomainError(
            _("The file is a drawing (SVG) or a web page, which can carry programs. Save it as PDF or PNG.")
        )
    return CSV if promised is CSV else TEXT


def _is_text(stream: Stream, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        found = any(_CONTROL.search(decoder.decode(chunk)) for chunk in _chunks(stream))
        return not found and not _CONTROL.search(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def _chunks(stream: Stream) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        yield chunk


def kinds() -> str:
    """Return the endings that are taken in, as a list for readers: “PDF, DOCX, …”."""
    return ", ".join(ending.removeprefix(".").upper() for ending in ENDINGS)
