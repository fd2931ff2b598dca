"""Files made in code: whole ones of each kind, and those that have to be refused."""

import io
import struct
import zipfile
from collections.abc import Mapping

from django.core.files.base import ContentFile

MAIN = {
    "docx": ("wordprocessingml.document", "word/document.xml"),
    "xlsx": ("spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": ("presentationml.presentation", "ppt/presentation.xml"),
}
ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 17
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40 + b"\xff\xd9"
PROGRAM = b"MZ\x90\0" + b"\0" * 56 + struct.pack("<I", 64) + b"PE\0\0" + b"\0" * 200
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1000
ENCRYPTED_OFFICE = OLD_OFFICE + b"\0" * 70_000 + "EncryptedPackage".encode("utf-16-le")
Parts = Mapping[str, bytes]


def sent(name: str, content: bytes) -> ContentFile:
    """Return an upload whose name has not been tidied by the parser of forms."""
    return ContentFile(content, name=name)


def pdf(text: str = "Hello") -> bytes:
    """Return the bones of a PDF: an object, its index, and the place of the index."""
    body = b"%PDF-1.7\n1 0 obj\n(" + text.encode() + b")\nendobj\n"
    return body + b"xref\n0 1\ntrailer\n<<>>\nstartxref\n" + str(len(body)).encode() + b"\n%%EOF\n"


def packed(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def ooxml(ending: str = "docx", extra: Parts | None = None, *, kind: str = "") -> bytes:
    """Return an office file with its list of types and its main part. kind: another type for the main part."""
    name, part = MAIN[ending]
    kind = kind or f"application/vnd.openxmlformats-officedocument.{name}.main+xml"
    types = f'<Types><Override PartName="/{part}" ContentType="{kind}"/></Types>'
    parts = {"[Content_Types].xml": types.encode(), "_rels/.rels": b"<Relationships/>", part: b"<document/>"}
    return packed(parts | dict(extra or {}))


def odf(ending: str = "odt", extra: Parts | None = None, *, manifest: bytes = b"<manifest/>") -> bytes:
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{ODF[ending]}".encode(),
        "content.xml": b"<content/>",
        "META-INF/manifest.xml": manifest,
    }
    return packed(parts | dict(extra or {}))


def whole_files() -> dict[str, bytes]:
    """Return one whole file of each kind that is taken in, by its name."""
    office = {f"report.{ending}": ooxml(ending) for ending in MAIN}
    open_document = {f"report.{ending}": odf(ending) for ending in ODF}
    texts = {"räkning.txt": "Hej å ä ö\n".encode(), "old.txt": "Hej å ä ö\n".encode("cp1252"), "a.csv": b"a;b\n1;2\n"}
    wide = {"wide.csv": "a\tb\n".encode("utf-16")}
    return {
        "report.pdf": pdf(),
        "a.png": PNG,
        "a.jpg": JPEG,
        "B.JPEG": JPEG,
        **texts,
        **wide,
        **office,
        **open_document,
    }
