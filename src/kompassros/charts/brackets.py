"""Brackets below a time axis: which stretch of years each name covers, in as many lanes as the names need."""

from collections.abc import Sequence

from kompassros.charts.canvas import Curve, Item, Text
from kompassros.charts.lettering import text_width
from kompassros.charts.theme import LINE, SMALL

Span = tuple[float, float, str]

_LANE = 30
_AIR = 12
_FOOT = 9


def brackets(spans: Sequence[Span], *, edges: tuple[float, float], top: float) -> tuple[list[Item], float]:
    """Draw a bracket and a centred name for each span of x; names that would touch go one lane down.

    edges: the x that no name passes, in pixels. Gives the items and the y where the lowest lane ends.
    """
    ends: list[float] = []
    items: list[Item] = []
    for start, end, name in spans:
        middle, half = _centre((start + end) / 2, text_width(name, SMALL) / 2, edges)
        left, right = min(start - _FOOT, middle - half), max(end + _FOOT, middle + half)
        lane = next((number for number, taken in enumerate(ends) if taken + _AIR <= left), len(ends))
        ends[lane : lane + 1] = [right]
        items += _bracket((start, end), name, middle, top + lane * _LANE)
    return items, top + len(ends) * _LANE


def _centre(middle: float, half: float, edges: tuple[float, float]) -> tuple[float, float]:
    """The name's middle, moved inside the edges, and half its width."""
    return max(edges[0] + half, min(edges[1] - half, middle)), half


def _bracket(span: tuple[float, float], name: str, middle: float, y: float) -> list[Item]:
    start, end = span[0] - _FOOT, span[1] + _FOOT
    line = Curve(((start, y), (start, y + 5), (end, y + 5), (end, y)), "muted", 1.5)
    return [line, Text((middle, y + LINE + 2), name, "muted", SMALL, align="center")]
