"""A drawing as layers of plain rows, and the Vega specification that draws them.

Positions are pixels from the upper left corner. Colours are names of theme.TOKENS.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kompassros.charts.figure import Spec
from kompassros.charts.theme import CONFIG, SIZE, colour

Place = tuple[float, float]
Align = Literal["left", "center", "right"]
Row = dict[str, Any]


@dataclass(frozen=True)
class Rule:
    """A straight line of the grid."""

    start: Place
    end: Place
    tone: str = "grid"
    width: float = 1

    def row(self) -> Row:
        """The row of the data set."""
        (x, y), (x2, y2) = self.start, self.end
        return {"x": _px(x), "y": _px(y), "x2": _px(x2), "y2": _px(y2), **_stroke(self.tone, self.width)}


@dataclass(frozen=True)
class Ring:
    """A circle of the grid; radius in pixels."""

    centre: Place
    radius: float
    tone: str = "ring"
    width: float = 1

    def row(self) -> Row:
        """The row of the data set."""
        place = {"x": _px(self.centre[0]), "y": _px(self.centre[1])}
        return {**place, "size": _square(self.radius), **_stroke(self.tone, self.width)}


@dataclass(frozen=True)
class Bar:
    """A filled rectangle; width 0 is drawn as nothing."""

    corner: Place
    width: float
    height: float
    tone: str

    def row(self) -> Row:
        """The row of the data set."""
        (x, y), size = self.corner, {"width": _px(self.width), "height": _px(self.height)}
        return {"x": _px(x), "y": _px(y), **size, "fill": colour(self.tone)}


@dataclass(frozen=True)
class Curve:
    """Straight pieces through places; None is a gap, never a place. closed joins the last to the first."""

    places: tuple[Place | None, ...]
    tone: str
    width: float
    dash: tuple[float, ...] = ()
    closed: bool = False

    def row(self) -> Row:
        """The row of the data set; dash is left out of a solid line."""
        dash = {"dash": list(self.dash)} if self.dash else {}
        return {"path": self.path(), **_stroke(self.tone, self.width), **dash}

    def path(self) -> str:
        """The SVG path: a new piece after every gap; Z only when closed and without any gap."""
        whole = None not in self.places
        loop = self.closed and not whole and self.places[-1] is not None
        places = (*self.places, self.places[0]) if loop else self.places
        pieces: list[str] = []
        for before, place in zip((None, *places), places, strict=False):
            if place is not None:
                pieces.append(f"{'M' if before is None else 'L'}{_px(place[0])},{_px(place[1])}")
        return "".join(pieces) + ("Z" if self.closed and whole and pieces else "")


@dataclass(frozen=True)
class Sign:
    """A mark at a place. radius in pixels; fill None leaves it hollow; edge is the tone of its outline."""

    place: Place
    radius: float
    fill: str | None
    edge: str
    width: float = 2
    shape: str = "circle"

    def row(self) -> Row:
        """The row of the data set."""
        fill = {"fill": colour(self.fill)} if self.fill else {}
        (x, y), look = self.place, {"size": _square(self.radius), "shape": self.shape}
        return {"x": _px(x), "y": _px(y), **look, **fill, **_stroke(self.edge, self.width)}


@dataclass(frozen=True)
class Text:
    """One line of text on its base line; halo: with a rim of ground that parts it from lines below."""

    place: Place
    text: str
    tone: str = "text"
    size: float = SIZE
    bold: bool = False
    align: Align = "left"
    halo: bool = False

    def row(self) -> Row:
        """The row of the data set."""
        weight = "bold" if self.bold else "normal"
        where = {"x": _px(self.place[0]), "y": _px(self.place[1]), "align": self.align}
        halo = _stroke("ground", 3) if self.halo else {}
        look = {"fill": colour(self.tone), "size": self.size, "weight": weight}
        return {**where, "text": self.text, **look, **halo}


Item = Rule | Ring | Bar | Curve | Sign | Text

_LAYERS: tuple[tuple[type[Item], str, str, tuple[str, ...]], ...] = (
    (Rule, "rules", "rule", ("x", "y", "x2", "y2", "stroke", "strokeWidth")),
    (Ring, "rings", "symbol", ("x", "y", "size", "stroke", "strokeWidth")),
    (Bar, "bars", "rect", ("x", "y", "width", "height", "fill")),
    (Curve, "curves", "path", ("path", "stroke", "strokeWidth", "strokeDash:dash")),
    (Sign, "signs", "symbol", ("x", "y", "size", "shape", "fill", "stroke", "strokeWidth")),
    (
        Text,
        "texts",
        "text",
        ("x", "y", "align", "text", "fill", "fontSize:size", "fontWeight:weight", "stroke", "strokeWidth"),
    ),
)


def specification(items: Iterable[Item], *, width: float, height: float) -> Spec:
    """The Vega specification of a drawing of fixed size in pixels. Within a layer, later items lie on top."""
    drawn = list(items)
    layers = [layer for layer in _LAYERS if any(isinstance(item, layer[0]) for item in drawn)]
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": round(width),
        "height": round(height),
        "padding": 0,
        "autosize": "none",
        "config": dict(CONFIG),
        "data": [_data(kind, name, drawn) for kind, name, _, _ in layers],
        "marks": [_mark(name, mark, channels) for _, name, mark, channels in layers],
    }


def _data(kind: type[Item], name: str, items: Sequence[Item]) -> Row:
    return {"name": name, "values": [item.row() for item in items if isinstance(item, kind)]}


def _mark(name: str, mark: str, channels: tuple[str, ...]) -> Row:
    encoding: Row = {}
    for channel in channels:
        target, _, field = channel.partition(":")
        encoding[target] = {"field": field or target}
    if mark in ("path", "text"):
        encoding["strokeJoin"] = {"value": "round"}
    return {"type": mark, "from": {"data": name}, "encode": {"update": encoding}}


def _stroke(tone: str, width: float) -> Row:
    return {"stroke": colour(tone), "strokeWidth": width}


def _square(radius: float) -> float:
    """Vega measures a symbol by the square of its width."""
    return round(4 * radius**2, 2)


def _px(length: float) -> float:
    return round(length, 2)
