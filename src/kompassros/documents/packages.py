"""Files that are zip archives of parts (DOCX, ODT, PPTX): taken apart, changed, put together the same each time."""

import io
import subprocess
import zipfile

import pypandoc

_SAME_TIME_FOR_ALL = (1980, 1, 1, 0, 0, 0)
_COMPRESSED = (".png", ".jpg", ".jpeg")
Parts = dict[str, bytes]


def unzipped(content: bytes) -> Parts:
    """Return the parts of an archive by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


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
