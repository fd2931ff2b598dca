"""Files that are zip archives of parts (DOCX, ODT, PPTX): taken apart, changed, put together the same each time."""

import io
import lzma
import subprocess
import zipfile
import zlib

import pypandoc

_SAME_TIME_FOR_ALL = (1980, 1, 1, 0, 0, 0)
_COMPRESSED = (".png", ".jpg", ".jpeg")
_PACKED_PLAINLY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UNREADABLE = (
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the standard library raises at archives that are broken or locked."""
Parts = dict[str, bytes]


def unzipped(content: bytes) -> Parts:
    """Return the parts of an archive by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def is_bomb(archive: zipfile.ZipFile, *, most_parts: int, largest: int) -> bool:
    """Return whether an archive from outside has too many parts, or unpacks to more than ``largest`` bytes.

    Nothing is unpacked to know it: of no part is more read than it says to hold. What is packed in a way that office
    programs do not use, and that may take any memory, counts as well.
    """
    parts = archive.infolist()
    too_large = len(parts) > most_parts or sum(part.file_size for part in parts) > largest
    return too_large or any(part.compress_type not in _PACKED_PLAINLY for part in parts)


def zipped(parts: Parts, *, stored: tuple[str, ...] = ()) -> bytes:
    """Return an archive of the parts in their order, without the time of the day.

    ``stored`` are not compressed, nor are pictures, which are so already.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name in stored or name.endswith(_COMPRESSED) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _SAME_TIME_FOR_ALL), content, kind)
    return stream.getvalue()


def default_parts(name: str) -> Parts:
    """Return the parts of one of pandoc's own reference documents ("reference.docx")."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", name]
    return unzipped(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603 - our own program


def end_with(parts: Parts, name: str, end: str, more: str) -> None:
    """Put ``more``, which closes the element again, in the place of the end of a part."""
    parts[name] = parts[name].decode().replace(end, more).encode()
