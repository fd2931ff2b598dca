"""Areas with the longest names in use, profiles of made-up figures, and a measure of where texts stand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kompassros.charts.bars import area_bars
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.lettering import text_width
from kompassros.charts.profiles import Profile, Role
from kompassros.charts.rose import compass_rose
from kompassros.charts.sidebyside import side_by_side

LONG_NAMES = (
    "Offentlighet, öppenhet och demokratisk kontroll",
    "Tillgänglighet, medborgar- och brukarorientering",
    "Tydlighet i samspelet mellan politiker och tjänstemän",
    "Ledningsutrymme, decentralisering och delegering",
    "Chefs- och ledarskap samt medarbetarskap",
    "Kommunen som arbetsgivare - personalpolitik",
    "Verksamhetsutveckling",
    "Kommunen som samhällsbyggare",
    "Tilgjengelighet, innbygger- og brukerorientering",
    "Politisk styrning och kontroll",
    "Resultat och effektivitet",
    "Ledarskap, ansvar och delegation",
)

Box = tuple[float, float, float, float]


def swedish(value: Decimal) -> str:
    """A number with a decimal comma."""
    return str(value).replace(".", ",")


def profile(label: str, role: Role, *values: float | str | None) -> Profile:
    """A profile of plain numbers."""
    return Profile(label, tuple(None if value is None else Decimal(str(value)) for value in values), role)


def text_boxes(spec: Spec) -> dict[str, list[Box]]:
    """Left, upper, right and lower edge of every text of a drawing, by its words."""
    boxes: dict[str, list[Box]] = {}
    for row in rows_of(spec, "texts"):
        width = text_width(row["text"], row["size"], row["weight"] == "bold")
        left = row["x"] - {"left": 0, "center": width / 2, "right": width}[row["align"]]
        box = (left, row["y"] - row["size"] * 0.8, left + width, row["y"] + row["size"] * 0.22)
        boxes.setdefault(row["text"], []).append(box)
    return boxes


def rows_of(spec: Spec, layer: str) -> list[dict[str, Any]]:
    """The rows of one layer of a drawing; [] where it has none."""
    return next((data["values"] for data in spec["data"] if data["name"] == layer), [])


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share any area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class Charts:
    """Makes charts with the words every chart needs."""

    names = LONG_NAMES
    words: dict[str, Any] = {
        "title": "Granby når 536 av 800 poäng (påhittat)",
        "description": "Åtta områden. Påhittade siffror.",
        "format_number": staticmethod(swedish),
        "column_heads": ("Område",),
        "missing_text": "uppgift saknas",
    }
    profile = staticmethod(profile)
    rows_of = staticmethod(rows_of)
    text_boxes = staticmethod(text_boxes)
    meet = staticmethod(meet)
    swedish = staticmethod(swedish)

    def full(self, role: Role = "own", label: str = "Granby 2026") -> Profile:
        """A profile of eight values."""
        return profile(label, role, 74, 74, 78, 55, 67, 64, 60, 64.5)

    def rose(self, *profiles: Profile, count: int = 8, **changes: Any) -> Figure:
        """A rose of the first `count` areas."""
        shown = profiles or (self.full(),)
        words = {"axes": self.names[:count], **self.words, **changes}
        return compass_rose(name="rose", profiles=shown, **words)

    def bars(self, own: Profile, reference: Profile | None = None) -> Figure:
        """Bars of eight areas."""
        return area_bars(name="bars", axes=self.names[:8], own=own, reference=reference, **self.words)

    def side(self, *profiles: Profile) -> Figure:
        """Dots of eight areas."""
        return side_by_side(name="side", axes=self.names[:8], profiles=profiles, **self.words)


@pytest.fixture
def charts() -> Charts:
    """The maker of charts."""
    return Charts()


@pytest.fixture
def assert_nothing_cut() -> Callable[[Figure], None]:
    """Fails when a text of the wide or of the compact drawing reaches over its edge."""

    def check(figure: Figure) -> None:
        for spec in filter(None, (figure.spec, figure.compact)):
            for words, boxes in text_boxes(spec).items():
                for left, upper, right, lower in boxes:
                    inside = left >= 0 and upper >= 0 and right <= spec["width"] and lower <= spec["height"]
                    assert inside, f"{words} is cut in {figure.name}"

    return check
