"""Photographs as pictures of documents: what is PNG stays, and a JPEG file is set into a drawing of its own size.

So every format shows it by the way that it shows drawings: they know PNG and SVG.
"""

import base64
import struct

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The markers of JPEG that begin a frame and tell its size."""
_STARTS = 2


def photograph(content: bytes) -> bytes:
    """Return the bytes of a PNG or JPEG file as the picture of a figure; ValueError for anything else."""
    if content.startswith(_PNG):
        return content
    wide, high = _size(content)
    address = f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"
    size = f'width="{wide}" height="{high}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {size} '
        f'viewBox="0 0 {wide} {high}"><image {size} xlink:href="{address}"/></svg>'
    ).encode()


def _size(content: bytes) -> tuple[int, int]:
    """Return width and height of a JPEG file, read from the first frame."""
    at = _STARTS
    while content.startswith(_JPEG) and at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in _FRAMES:
            high, wide = struct.unpack(">HH", content[at + 5 : at + 9])
            return wide, high
        at += 2 + length
    raise ValueError("The picture is neither PNG nor JPEG.")
