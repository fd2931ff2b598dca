"""The house theme of all charts: colours for a light and a dark ground, type, sizes.

Colours are data, so that the page's CSS can be made from them or tested against them: a drawing carries the
light colour, and render.inline() turns each into var(--chart-NAME, #light).
The choice of colours is our own: told apart with colour blindness, and never without a second sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

Scheme = Literal["light", "dark"]


class Use(StrEnum):
    """What a colour is for; it decides the least contrast to the ground (WCAG 2.2, 1.4.3 and 1.4.11)."""

    TEXT = "text"
    MARK = "mark"
    GRID = "grid"
    GROUND = "ground"


LEAST_CONTRAST: Mapping[Use, float] = {Use.TEXT: 4.5, Use.MARK: 3.0, Use.GRID: 1.0, Use.GROUND: 1.0}


@dataclass(frozen=True)
class Token:
    """A named colour. light, dark: "#rrggbb" in lower case; every light value occurs once."""

    light: str
    dark: str
    use: Use


TOKENS: Mapping[str, Token] = {
    "ground": Token("#ffffff", "#141c24", Use.GROUND),
    "text": Token("#1b2733", "#eef2f6", Use.TEXT),
    "muted": Token("#55606e", "#b4bfcb", Use.TEXT),
    "grid": Token("#d9dee4", "#334150", Use.GRID),
    "ring": Token("#c2c9d1", "#47576a", Use.GRID),
    "own": Token("#0b4f6c", "#7fc8ec", Use.TEXT),
    "reference": Token("#b4531a", "#f4a45c", Use.TEXT),
    "earlier": Token("#69758a", "#a7b3c5", Use.MARK),
    "older": Token("#7c8699", "#8693a6", Use.MARK),
    "second": Token("#86620a", "#e3bd55", Use.MARK),
    "third": Token("#00765a", "#4fcfa8", Use.MARK),
    "fourth": Token("#8a3d7d", "#e29ad6", Use.MARK),
    "fifth": Token("#5c6470", "#c3c9d1", Use.MARK),
}

# Grounds a chart may stand on: page and raised surface, in both schemes.
GROUNDS: Mapping[Scheme, tuple[str, ...]] = {"light": ("#ffffff", "#f6f4f0"), "dark": ("#141c24", "#1d2731")}

FONT = "Inter, 'Liberation Sans', sans-serif"
SIZE = 15
SMALL = 13
LINE = 19
WIDE = 760
COMPACT = 360
MARGIN = 8

CONFIG: Mapping[str, Any] = {"aria": False, "text": {"font": FONT, "fontSize": SIZE}}


def colour(name: str) -> str:
    """The light "#rrggbb" of a token. KeyError for an unknown name."""
    return TOKENS[name].light


def variables(scheme: Scheme) -> dict[str, str]:
    """CSS custom properties of one scheme: {"--chart-own": "#0b4f6c", ...}, in the order of TOKENS."""
    return {f"--chart-{name}": getattr(token, scheme) for name, token in TOKENS.items()}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#rrggbb" colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(hex_colour: str) -> float:
    channels = (int(hex_colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
