"""Where the parts of the map of Sweden lie in its drawing, and which places beside them are free for a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from kompassros.charts.canvas import Place
from kompassros.charts.geography import HEIGHT, Window, enlarged, polygons, simplified
from kompassros.charts.scale import PHONE
from kompassros.charts.theme import MARGIN

WIDTH = PHONE
CORNER: Place = (WIDTH - MARGIN - 242, 12)
"""The upper left corner of the country."""
_CELL = 5

Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge in pixels."""


@dataclass(frozen=True)
class Part:
    """An enlarged part of the map, and the upper left corner and the width of its frame."""

    window: Window
    corner: Place
    width: float

    @property
    def box(self) -> Box:
        """The frame's edges."""
        x, y = self.corner
        return x, y, x + self.width, y + self.width * self.window.height / self.window.width


# Own choice: the three places where municipalities are too small to be seen. Around Stockholm, Göteborg and Malmö.
PARTS = (
    Part(Window(18.0, 59.34, 66, 66), (MARGIN, 30), 120),
    Part(Window(11.95, 57.72, 42, 42), (MARGIN, 400), 78),
    Part(Window(13.1, 55.66, 46, 46), (MARGIN, 512), 78),
)


@lru_cache(maxsize=1)
def shapes() -> Mapping[str, Any]:
    """Every municipality (shapely MultiPolygon) by its code, on the map and in the enlarged parts together."""
    import shapely

    found = {code: polygons(_moved(shape, CORNER)) for code, shape in simplified().items()}
    for part in PARTS:
        for code, shape in enlarged(part.window, part.width).items():
            found[code] += polygons(_moved(shape, part.corner))
    return {code: shapely.MultiPolygon(pieces) for code, pieces in found.items()}


def inner_place(code: str) -> Place:
    """A place within a municipality on the map."""
    inner = simplified()[code].representative_point()
    return inner.x + CORNER[0], inner.y + CORNER[1]


def free_box(near: Place, *, width: float, height: float) -> Box:
    """The rectangle of a size that is nearest to a place, outside the country and the enlarged parts.

    One that is too wide to be free anywhere covers as little of them as it can.
    """
    import numpy as np

    columns, rows = ceil(width / _CELL), ceil(height / _CELL)
    sums = np.pad(_taken(), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    within = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns] + sums[:-rows, :-columns]
    places = np.argwhere(within == within.min())[:, ::-1] * _CELL + (MARGIN, 0)
    nearest = np.clip(near, places, np.add(places, (width, height)))
    left, upper = places[int(np.argmin(((nearest - near) ** 2).sum(1)))].tolist()
    return left, upper, left + width, upper + height


@lru_cache(maxsize=1)
def _taken() -> Any:
    """An array of 1 for every cell beside the margins where the country or an enlarged part lies, with some air."""
    import numpy as np
    import shapely

    x, y = np.meshgrid(np.arange(MARGIN, WIDTH - MARGIN - _CELL + 1, _CELL), np.arange(0, HEIGHT, _CELL))
    country = _moved(shapely.union_all(list(simplified().values())), CORNER).buffer(3)
    whole = shapely.union_all([country, *(_with_air(part.box) for part in PARTS)])
    shapely.prepare(whole)
    return shapely.intersects(whole, shapely.box(x, y, x + _CELL, y + _CELL)).astype(int)


def _with_air(box: Box) -> Any:
    """The frame of an enlarged part with the name above it."""
    import shapely

    left, upper, right, lower = box
    return shapely.box(left, upper - 20, right + 6, lower + 4)


def _moved(shape: Any, corner: Place) -> Any:
    import shapely

    return shapely.transform(shape, lambda places: places + corner)
