"""Filled shapes below a drawing: bands, and the parts of a map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kompassros.charts.canvas import Item, Place, Row, specification
from kompassros.charts.figure import Spec
from kompassros.charts.theme import colour


@dataclass(frozen=True)
class Area:
    """Closed rings of places in pixels, filled; edge: the tone of their outlines, `width` pixels wide."""

    rings: tuple[tuple[Place, ...], ...]
    fill: str
    edge: str | None = None
    width: float = 0

    def row(self) -> Row:
        """The row of the data set."""
        edge = {"stroke": colour(self.edge), "strokeWidth": self.width} if self.edge else {}
        return {"path": "".join(_ring(ring) for ring in self.rings), "fill": colour(self.fill), **edge}


def specification_over(areas: Sequence[Area], items: Iterable[Item], *, width: float, height: float) -> Spec:
    """The Vega specification of a drawing with areas below all its items; of the areas, later ones lie on top."""
    spec = specification(items, width=width, height=height)
    if not areas:
        return spec
    channels = {name: {"field": name} for name in ("path", "fill", "stroke", "strokeWidth")}
    mark = {"type": "path", "from": {"data": "areas"}, "encode": {"update": channels}}
    data = {"name": "areas", "values": [area.row() for area in areas]}
    return {**spec, "data": [data, *spec["data"]], "marks": [mark, *spec["marks"]]}


def _ring(places: Sequence[Place]) -> str:
    """The SVG path of one ring, in tenths of a pixel; places that fall on the one before are left out."""
    rounded = [(round(x, 1), round(y, 1)) for x, y in places]
    kept = [place for place, before in zip(rounded, [None, *rounded], strict=False) if place != before]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept) + "Z"
