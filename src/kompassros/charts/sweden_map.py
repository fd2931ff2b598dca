"""Sweden's municipalities by the group their value stands in, drawn so that it reads in grey print as well.

Boundaries: see geography. The caption, with their source and licence, is the caller's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import ceil
from typing import Any, Literal

from kompassros.charts.areas import Area, specification_over
from kompassros.charts.canvas import Curve, Item, Place, Text
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.geography import HEIGHT, rings
from kompassros.charts.lettering import BOLD, widest, wrap
from kompassros.charts.map_layout import CORNER, PARTS, WIDTH, Box, free_box, inner_place, shapes
from kompassros.charts.theme import LINE, MARGIN, SIZE, SMALL

Group = Literal["best", "middle", "worst", "none"]

_SWATCH = (28, 15)
_ROW = 17
_HATCH = 5.0
"""From one slanting line to the next, in pixels along an edge."""
# From below upwards: fill, and tone and width of the boundaries.
_LOOKS: Mapping[Group, tuple[str, str, float]] = {
    "middle": ("ring", "ground", 0.7),
    "best": ("own", "ground", 0.7),
    "none": ("ground", "older", 0.8),
    "worst": ("ground", "reference", 0.7),
}
_LISTED: tuple[Group, ...] = ("best", "middle", "worst", "none")


@dataclass(frozen=True)
class MapPlace:
    """A municipality by its code "0114", its name, how its value is printed, and its group."""

    code: str
    name: str
    text: str
    group: Group


@dataclass(frozen=True)
class MapTexts:
    """The table's heads (municipality, value, group), the groups' words, and the names of the enlarged parts.

    parts: around Stockholm, Göteborg and Malmö.
    """

    heads: tuple[str, str, str]
    groups: Mapping[Group, str]
    parts: tuple[str, str, str]


def sweden_map(
    *, name: str, places: Sequence[MapPlace], own: str | None, title: str, description: str, texts: MapTexts
) -> Figure:
    """The country, 340 px wide and about 720 high, with three crowded parts enlarged beside it.

    The groups differ by lightness and hatching, and the legend has their words; a municipality that is not among the
    places has no value. own: the code of the place that is outlined and named. One size serves all pages.
    ValueError for a code that is not on the map, such as a region's, and for an own one that is not among the places.
    """
    known = {place.code: place for place in places}
    if unknown := sorted(known.keys() - shapes().keys()):
        raise ValueError(f"The map has no municipality with the code {', '.join(unknown)}")
    if own is not None and own not in known:
        raise ValueError(f"The own municipality {own} is not among the places")
    codes: dict[Group, list[str]] = {group: [] for group in _LOOKS}
    for code in shapes():
        codes[known[code].group if code in known else "none"].append(code)
    return Figure(
        name=name,
        spec=_draw(codes, known[own] if own else None, texts),
        title=title,
        description=description,
        columns=texts.heads,
        rows=tuple((place.name, place.text, texts.groups[place.group]) for place in places),
    )


def mapped_codes() -> frozenset[str]:
    """Return the codes of the municipalities that are on the map; one that is newer than its boundaries is not."""
    return frozenset(shapes())


def _draw(codes: Mapping[Group, Sequence[str]], own: MapPlace | None, texts: MapTexts) -> Spec:
    areas = [
        Area(tuple(ring for code in codes[group] for ring in rings(shapes()[code])), *look)
        for group, look in _LOOKS.items()
    ]
    items = [*_hatching(chain.from_iterable(_hatch(code) for code in codes["worst"])), *_frames(texts.parts)]
    items += [*_outlines(shapes()[own.code]), *_name(own)] if own else []
    swatches, below, bottom = _legend(texts, own, CORNER[1] + HEIGHT + 20)
    shown = [area for area in (*areas, *swatches) if area.rings]
    return specification_over(shown, [*items, *below], width=WIDTH, height=bottom + MARGIN)


@lru_cache(maxsize=512)
def _hatch(code: str) -> tuple[Place | None, ...]:
    return _slanting(shapes()[code])


def _slanting(shape: Any) -> tuple[Place | None, ...]:
    """The lines x + y = n * _HATCH within a shape, each followed by a gap."""
    import shapely

    left, upper, right, lower = shape.bounds
    sums = [number * _HATCH for number in range(ceil((left + upper) / _HATCH), int((right + lower) / _HATCH) + 1)]
    lines = shapely.MultiLineString([((each - lower, lower), (each - upper, upper)) for each in sums])
    pieces = [part for part in shapely.get_parts(shapely.intersection(lines, shape)) if part.length]
    return tuple(chain.from_iterable((*_places(piece), None) for piece in pieces))


def _hatching(places: Iterable[Place | None]) -> list[Item]:
    drawn = tuple(places)
    return [Curve(drawn, "reference", 1.2)] if drawn else []


def _places(line: Any) -> tuple[Place, ...]:
    return tuple((round(x, 1), round(y, 1)) for x, y in line.coords)


def _frames(names: Sequence[str]) -> list[Item]:
    """The frames of the enlarged parts with their names above."""
    items: list[Item] = []
    for part, name in zip(PARTS, names, strict=True):
        items.append(Curve(_corners(part.box), "older", 0.8, closed=True))
        items.append(Text((part.corner[0], part.corner[1] - 6), name, "muted", SMALL))
    return items


def _corners(box: Box) -> tuple[Place, ...]:
    left, upper, right, lower = box
    return (left, upper), (right, upper), (right, lower), (left, lower)


def _outlines(shape: Any) -> list[Item]:
    """The outline of the own municipality, wherever it is drawn."""
    edges = [tuple((round(x, 1), round(y, 1)) for x, y in ring) for ring in rings(shape)]
    return [Curve(edge, tone, width) for tone, width in (("ground", 4.5), ("text", 2)) for edge in edges]


def _name(own: MapPlace) -> list[Item]:
    """The own municipality's name at a free place, with a line to it."""
    x, y = inner_place(own.code)
    lines = wrap(own.name, 100, SMALL * BOLD)
    size = {"width": widest(lines, SMALL) * BOLD + 8, "height": _ROW * len(lines) + 2}
    left, upper, right, lower = free_box((x, y), **size)
    pointer = ((x, y), (min(max(x, left), right), min(max(y, upper + 9), lower - 9)))
    texts = [
        Text(((left + right) / 2, upper + 13.5 + _ROW * n), line, "text", SMALL, True, "center", True)
        for n, line in enumerate(lines)
    ]
    return [Curve(pointer, "ground", 3.5), Curve(pointer, "text", 1.3), *texts]


def _legend(texts: MapTexts, own: MapPlace | None, top: float) -> tuple[list[Area], list[Item], float]:
    """Every group as a piece of map with its words, the own municipality's outline, and the y where they end."""
    areas: list[Area] = []
    items: list[Item] = []
    y = top
    for group in _LISTED:
        ring = _swatch(y)
        fill = _LOOKS[group][0]
        areas.append(Area((ring,), fill, "older" if fill == "ground" else None, 0.8))
        items += _hatching(_swatch_hatch(y)) if group == "worst" else []
        words, y = _words(texts.groups[group], y)
        items += words
    if own:
        items.append(Curve(_swatch(y), "text", 2, closed=True))
        words, y = _words(own.name, y)
        items += words
    return areas, items, y


def _swatch(y: float) -> tuple[Place, ...]:
    return _corners((MARGIN + 1, y + 2, MARGIN + 1 + _SWATCH[0], y + 2 + _SWATCH[1]))


def _swatch_hatch(y: float) -> tuple[Place | None, ...]:
    import shapely

    return _slanting(shapely.Polygon(_swatch(y)))


def _words(label: str, y: float) -> tuple[list[Item], float]:
    """A label beside its piece of map, and the y where it ends."""
    x = MARGIN + _SWATCH[0] + 12
    lines = wrap(label, WIDTH - MARGIN - x, SIZE, 4)
    return [Text((x, y + 14.5 + LINE * n), line) for n, line in enumerate(lines)], y + LINE * len(lines) + 5
