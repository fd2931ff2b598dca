"""Pictures in the format that an office program shows: drawn once, and kept."""

from functools import lru_cache

import vl_convert

from kompassros.documents.blocks import Figure

_SCALE = 2
"""Pixels of a picture for each of its points: sharp on paper up to its own size. Own choice."""
_MOST_KEPT = 128


def as_png(figure: Figure) -> bytes:
    """Return the picture of a figure as PNG: pandoc would need another program for SVG."""
    return figure.picture if figure.format == "png" else _drawn(figure.picture)


@lru_cache(maxsize=_MOST_KEPT)
def _drawn(picture: bytes) -> bytes:
    return bytes(vl_convert.svg_to_png(picture.decode("utf-8"), scale=_SCALE))
