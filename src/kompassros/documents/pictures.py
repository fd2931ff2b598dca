"""Pictures in the format that an office program shows: drawn once, and kept."""

import struct
import zlib
from functools import lru_cache

import vl_convert

from kompassros.documents.blocks import Figure

_SCALE = 2
"""Pixels of a picture for each of its points: sharp on paper up to its own size. Own choice."""
_MOST_KEPT = 128
_SIGNATURE = 8
_CHUNK_FRAME = 12
_SIZE_AT = 16


def as_png(figure: Figure) -> bytes:
    """Return the picture of a figure as PNG: pandoc would need another program for SVG."""
    return figure.picture if figure.format == "png" else _drawn(figure.picture)


def forget_pictures() -> None:
    """Draw every picture anew from now on; for measuring."""
    _drawn.cache_clear()


@lru_cache(maxsize=_MOST_KEPT)
def _drawn(picture: bytes) -> bytes:
    return bytes(vl_convert.svg_to_png(picture.decode("utf-8"), scale=_SCALE))


def stand_in(picture: bytes, number: int) -> bytes:
    """Return a blank PNG with the size and the resolution of a picture, which no other number has.

    A program that only has to know how large a picture is need not carry its colours.
    """
    wide, high = struct.unpack(">LL", picture[_SIZE_AT : _SIZE_AT + 8])
    head = struct.pack(">LLBBBBB", wide, high, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((wide + 7) // 8 + 1) * high, 1)
    chunks = [_chunk(b"IHDR", head), _resolution(picture), _chunk(b"tEXt", f"Comment\0{number}".encode())]
    return b"".join([picture[:_SIGNATURE], *chunks, _chunk(b"IDAT", pixels), _chunk(b"IEND", b"")])


def _resolution(picture: bytes) -> bytes:
    """Return the chunk that says how many pixels a metre has, or nothing where the picture does not say."""
    at = _SIGNATURE
    while (kind := picture[at + 4 : at + 8]) != b"IDAT":
        end = at + _CHUNK_FRAME + struct.unpack(">L", picture[at : at + 4])[0]
        if kind == b"pHYs":
            return picture[at:end]
        at = end
    return b""


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))
