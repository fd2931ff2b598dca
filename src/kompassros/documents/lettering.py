"""Texts as they can be set: what a file format or the font cannot hold is shown as a box, never lost in silence."""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from babel.dates import format_date

from kompassros.documents.blocks import Deck, Document

FONT = "Inter"
_WIDE_MAP = 12
BOX = "\u25a1"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# They only say how their neighbours are drawn: emoji variants, joiners, byte order marks.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_LOCALES = {"sv": "sv_SE", "nb": "nb_NO", "en": "en_GB"}


def font_folder() -> Path:
    """Return the folder of the font files, which come with a package of their own."""
    return Path(str(files("fontpkg_inter"))) / "files"


def printable(text: str) -> str:
    """Return the text without characters that XML and JSON files cannot hold; a blank stands in for each."""
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def settable(text: str) -> str:
    """Return the text composed (NFC), with a box for each character that the font has no drawing of.

    A tab is a blank: set in a line, it would have no width.
    """
    composed = _UNSEEN.sub("", unicodedata.normalize("NFC", printable(text))).replace("\t", " ")
    known = _characters()
    return "".join(letter if letter in known or letter == "\n" else BOX for letter in composed)


def written_day(document: Document | Deck) -> str:
    """Return the document's day written out in its language ("22 november 2026")."""
    return format_date(document.day, format="long", locale=_LOCALES[document.language])


@lru_cache
def _characters() -> frozenset[str]:
    """Return what both the upright and the italic font can draw, private characters left out."""
    fonts = sorted(font_folder().glob("*.ttf"))
    both = set.intersection(*map(_drawn, fonts))
    return frozenset(letter for letter in map(chr, both) if unicodedata.category(letter) != "Co")


def _drawn(path: Path) -> set[int]:
    """Return the code points that a font file can draw, by the widest of its character maps (OpenType, cmap 12).

    ValueError for a font without such a map: those that Google Fonts publishes have one.
    """
    content = path.read_bytes()
    start = _character_maps(content)
    (count,) = struct.unpack_from(">H", content, start + 2)
    for number in range(count):
        (offset,) = struct.unpack_from(">L", content, start + 4 + 8 * number + 4)
        if struct.unpack_from(">H", content, start + offset) == (_WIDE_MAP,):
            return set(_mapped(content, start + offset))
    raise ValueError(f"{path.name} has no character map of format {_WIDE_MAP}")


def _character_maps(content: bytes) -> int:
    """Return where the table of character maps begins in a font file."""
    (count,) = struct.unpack_from(">H", content, 4)
    records = (struct.unpack_from(">4sLLL", content, 12 + 16 * number) for number in range(count))
    return next(int(offset) for tag, _checksum, offset, _length in records if tag == b"cmap")


def _mapped(content: bytes, start: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", content, start + 12)
    for number in range(groups):
        first, last, _glyph = struct.unpack_from(">LLL", content, start + 16 + 12 * number)
        yield from range(first, last + 1)
