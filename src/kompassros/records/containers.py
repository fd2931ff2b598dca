"""Office files are ZIP archives: what kind one is, and whether it is safe, told without unpacking it.

Only the archive's directory is read, and of its entries the two or three small ones that name the kind. The limits
are our own choice: a long report with pictures has some hundred entries and packs to about a tenth.
"""

import re
import zipfile
import zlib
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.records.file_types import OFFICE, FileType, Stream, kinds

MOST_ENTRIES = 5_000
LARGEST_DIRECTORY = 2 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
HIGHEST_RATIO = 100
_RATIO_COUNTS_FROM = 5 * 1024 * 1024
_HIGHEST_RATIO_OF_NESTED = 10
_LARGEST_READ = 1024 * 1024
_END, _END_64, _END_LENGTH = b"PK\x05\x06", b"PK\x06\x07", 22
_TYPES = "[Content_Types].xml"
_MANIFEST = "META-INF/manifest.xml"
_ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".jar", ".cab", ".iso", ".zst", ".lzh"}
_NESTED_OFFICE = {ending for kind in OFFICE for ending in kind.endings}
_OVERRIDE = re.compile(rb"<(?:\w+:)?Override\b[^>]*>")
_PART = re.compile(rb"""PartName\s*=\s*["']/([^"']+)["']""")

_DAMAGES = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, KeyError, EOFError, OSError, ValueError, RuntimeError,
)  # fmt: skip


def recognise_packed(stream: Stream) -> FileType:
    """Return which office format a ZIP archive is; DomainError says what is wrong with it and how to mend it."""
    _refuse_large_directory(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            _refuse_bombs(archive.infolist(), _size(stream))
            _refuse_encrypted(archive)
            _refuse_macros(archive)
            return _kind(archive)
    except _DAMAGES as error:
        raise DomainError(_broken()) from error


def _broken() -> str:
    return _("The file is broken: parts of it are missing or damaged. Open it, save it again, and send the new one.")


def _bomb() -> str:
    return _("The file unpacks to far more than a document does. Save the document again, with fewer or smaller parts.")


def _size(stream: Stream) -> int:
    return int(stream.seek(0, 2))


def _refuse_large_directory(stream: Stream) -> None:
    """Look at the end record alone, before the directory it points to is read into memory.

    ZIP64, for archives over 4 GB, is refused: its record may point elsewhere, and no office file needs it.
    """
    size = _size(stream)
    stream.seek(max(0, size - 65_535 - _END_LENGTH))
    tail = stream.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < _END_LENGTH:
        raise DomainError(_broken())
    entries = int.from_bytes(tail[end + 10 : end + 12], "little")
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    if entries > MOST_ENTRIES or length > LARGEST_DIRECTORY or tail[max(0, end - 20) : end].startswith(_END_64):
        raise DomainError(_bomb())


def _refuse_bombs(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse by the sizes that the directory states; parts that lie over one another add up to more than the file."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if not entries or min(entry.header_offset for entry in entries) != 0 or _lead_out(entries):
        raise DomainError(_broken())
    is_dense = unpacked > _RATIO_COUNTS_FROM and unpacked > HIGHEST_RATIO * packed
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or packed > size or is_dense:
        raise DomainError(_bomb())
    for entry in entries:
        _refuse_nested(entry)


def _lead_out(entries: list[zipfile.ZipInfo]) -> bool:
    """Return whether a name leads out of the archive or stands twice."""
    names = [entry.filename for entry in entries]
    paths = [PurePosixPath(name) for name in names]
    return len(set(names)) < len(names) or any(path.is_absolute() or ".." in path.parts for path in paths)


def _refuse_nested(entry: zipfile.ZipInfo) -> None:
    """An archive inside is refused; an office file inside (the sheet under a chart) only if it packs like a bomb."""
    ending = PurePosixPath(entry.filename).suffix.lower()
    if ending in _ARCHIVES:
        raise DomainError(
            _("The file has another archive in it (%(name)s). Take it out, and send it by itself.")
            % {"name": PurePosixPath(entry.filename).name[:80]}
        )
    if ending in _NESTED_OFFICE and entry.file_size > _HIGHEST_RATIO_OF_NESTED * max(entry.compress_size, 1):
        raise DomainError(_bomb())


def _refuse_encrypted(archive: zipfile.ZipFile) -> None:
    flagged = any(entry.flag_bits & 0x1 for entry in archive.infolist())
    if flagged or b"encryption-data" in _read(archive, _MANIFEST):
        raise DomainError(
            _("The file is protected with a password, so that nobody here can read it. Save it without a password.")
        )


def _refuse_macros(archive: zipfile.ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    in_names = any(PurePosixPath(name).name in {"vbaproject.bin", "vbadata.xml"} for name in names)
    in_odf = any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names)
    if in_names or in_odf or b"macroenabled" in _read(archive, _TYPES).lower():
        raise DomainError(_("The file has macros in it, which are programs. Save it without macros, or as PDF."))


def _kind(archive: zipfile.ZipFile) -> FileType:
    stated = _read(archive, "mimetype").decode("ascii", errors="replace").strip()
    found = next((kind for kind in OFFICE if kind.container == "odf" and kind.content_type == stated), None)
    if found is None:
        found = _ooxml_kind(archive)
    elif not {"content.xml", _MANIFEST} <= set(archive.namelist()):
        raise DomainError(_broken())
    if found is None:
        raise DomainError(_("This kind of file is not taken in. Send one of these: %(kinds)s.") % {"kinds": kinds()})
    return found


def _ooxml_kind(archive: zipfile.ZipFile) -> FileType | None:
    """Return the kind that the main part has by the list of content types (ECMA-376, part 2); its part must exist."""
    names = set(archive.namelist())
    if _TYPES not in names:
        return None
    for override in _OVERRIDE.findall(_read(archive, _TYPES)):
        for kind in OFFICE:
            if kind.container == "ooxml" and f"{kind.content_type}.main+xml".encode() in override:
                part = _PART.search(override)
                if part is None or part[1].decode() not in names or "_rels/.rels" not in names:
                    raise DomainError(_broken())
                return kind
    raise DomainError(_broken())


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a small entry, or nothing where it is missing; one that states a large size is not opened."""
    if name not in archive.namelist():
        return b""
    if archive.getinfo(name).file_size > _LARGEST_READ:
        raise DomainError(_bomb())
    with archive.open(name) as part:
        return part.read(_LARGEST_READ)
