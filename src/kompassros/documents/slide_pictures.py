"""How large a picture stands on a slide: as large as there is room, in its own proportions, with its caption below."""

import re
import struct

from kompassros.documents.blocks import Figure
from kompassros.documents.pictures import as_png
from kompassros.documents.slide_measures import CAPTION_GAP, CAPTION_LETTERS, Box
from kompassros.documents.slide_text import text_height

_OPENING = re.compile(rb"<svg\b[^>]*>")
_NUMBER = rb"[\"']\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*[\"']"
_WIDTH = re.compile(rb"\swidth=" + _NUMBER)
_HEIGHT = re.compile(rb"\sheight=" + _NUMBER)
_PNG_SIZE = 16
"""Where width and height stand in a PNG file."""


def placed_picture(figure: Figure, room: Box, *, centred: bool) -> tuple[Box, Box | None]:
    """Return where the picture stands in the room, and its caption, or None where it has none."""
    said = text_height(figure.caption, room.width, CAPTION_LETTERS.size) if figure.caption else 0.0
    below = said + CAPTION_GAP if said else 0.0
    wide, high = _size(figure)
    scale = min(room.width * figure.share / 100 / wide, (room.height - below) / high)
    left = room.left + (room.width - wide * scale) / 2 if centred else room.left
    box = Box(left, room.top, wide * scale, high * scale)
    return box, Box(room.left, box.bottom + CAPTION_GAP, room.width, said) if said else None


def _size(figure: Figure) -> tuple[float, float]:
    """Return width and height in any unit: what an SVG file says of itself, or what it is drawn as."""
    opening = _OPENING.search(figure.picture) if figure.format == "svg" else None
    found = [pattern.search(opening.group()) for pattern in (_WIDTH, _HEIGHT)] if opening else []
    told = [float(match.group(1)) for match in found if match]
    if len(told) == len((_WIDTH, _HEIGHT)) and all(told):
        return told[0], told[1]
    wide, high = struct.unpack_from(">LL", as_png(figure), _PNG_SIZE)
    return float(wide), float(high)
