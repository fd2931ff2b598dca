"""A picture without what a camera writes into it beside what is seen: place, time, names, previews.

A JPEG keeps which way it is turned, for without that a photograph of a phone lies on its side, and its colours (ICC).
"""

import struct

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_TOLD_IN_PNG = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_CHUNK = 12
"""Length, name and checksum of a chunk of PNG."""
_SCAN, _EXIF = b"\xff\xda", b"Exif\0\0"
_KEPT_OF_APPLICATIONS = {0xE0, 0xE2, 0xEE}
"""JFIF, the colours, and how Adobe's programs have turned them."""
_COMMENT, _TURNED = 0xFE, 0x0112
_UPRIGHT = 1
_WAYS = 8


def bare(content: bytes) -> bytes:
    """Return a PNG or JPEG file that shows the same and tells nothing else; ValueError for others and broken ones."""
    if content.startswith(_PNG):
        return _bare_png(content)
    if content.startswith(_JPEG):
        return _bare_jpeg(content)
    raise ValueError("The picture is neither PNG nor JPEG.")


def _bare_png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at + _CHUNK <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        name, end = content[at + 4 : at + 8], at + _CHUNK + length
        if name not in _TOLD_IN_PNG:
            kept.append(content[at:end])
        if name == b"IEND":
            break
        at = end
    return b"".join(kept)


def _bare_jpeg(content: bytes) -> bytes:
    kept, at = [_JPEG], len(_JPEG)
    while content[at : at + 2] != _SCAN:
        if at + 4 > len(content) or content[at] != 0xFF:
            raise ValueError("The picture is broken before its first line.")
        marker = content[at + 1]
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        part = content[at : at + 2 + length]
        if part[4:10] == _EXIF and marker == 0xE1:
            kept.append(_turned(_way(part[10:])))
        elif not (0xE0 <= marker <= 0xEF or marker == _COMMENT) or marker in _KEPT_OF_APPLICATIONS:
            kept.append(part)
        at += 2 + length
    return b"".join(kept) + content[at:]


def _way(tiff: bytes) -> int:
    """Return which of the eight ways a picture is turned; upright where its first directory does not say."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 10:
        return _UPRIGHT
    (start,) = struct.unpack(f"{order}I", tiff[4:8])
    (count,) = struct.unpack(f"{order}H", tiff[start : start + 2].ljust(2, b"\0"))
    for each in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _kind, _number, way = struct.unpack(f"{order}HHIH", tiff[each : each + 10])
        if tag == _TURNED:
            return int(way) if _UPRIGHT <= way <= _WAYS else _UPRIGHT
    return _UPRIGHT


def _turned(way: int) -> bytes:
    """Return the part of a JPEG that says which way it is turned and nothing else; empty for upright."""
    if way == _UPRIGHT:
        return b""
    told = _EXIF + b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _TURNED, 3, 1, way, 0, 0)
    return struct.pack(">BBH", 0xFF, 0xE1, len(told) + 2) + told
