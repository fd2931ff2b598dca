"""The dial of a rose: spokes at equal angles from the top clockwise, rings, and profiles as closed lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

from kompassros.charts.canvas import Curve, Item, Place, Ring, Rule, Text
from kompassros.charts.legend import point
from kompassros.charts.profiles import WITH_POINTS, FormatNumber, Profile, Style, styles
from kompassros.charts.theme import SMALL

_QUARTERS = (1, 2, 3, 4)
_UPWARDS = ("earlier", "other", "reference", "own")


@dataclass(frozen=True)
class Dial:
    """Where a rose lies: centre and radius in pixels, the number of spokes and the value at the rim."""

    centre: Place
    radius: float
    count: int
    maximum: int

    def angle(self, number: int) -> float:
        """Angle of a spoke in radians, clockwise from the top; the first spoke is number 0."""
        return 2 * pi * number / self.count

    def place(self, number: int, share: float, beyond: float = 0) -> Place:
        """Where a share of the maximum lies on a spoke, `beyond` pixels further out."""
        distance = self.radius * share + beyond
        turn = self.angle(number)
        return self.centre[0] + distance * sin(turn), self.centre[1] - distance * cos(turn)


def spokes(dial: Dial) -> list[Item]:
    """One thin line per axis, from the centre to the rim."""
    return [Rule(dial.centre, dial.place(number, 1)) for number in range(dial.count)]


def ring(dial: Dial, share: float) -> Ring:
    """The circle at a share of the maximum; the rim is a little stronger."""
    return Ring(dial.centre, dial.radius * share, "ring", 1.3 if share == 1 else 1)


def grid(dial: Dial, number: FormatNumber, *, last_aside: float = 6) -> list[Item]:
    """Spokes, rings at the quarters of the maximum, and the rings' numbers at the right of the upper spoke.

    last_aside: pixels between the spoke and the number of the rim.
    """
    x, y = dial.centre
    numbers = [
        Text(
            (x + (last_aside if quarter == _QUARTERS[-1] else 6), y - dial.radius * quarter / 4 - 4),
            number(Decimal(dial.maximum * quarter) / 4),
            "muted",
            SMALL,
            halo=True,
        )
        for quarter in _QUARTERS
    ]
    return [*spokes(dial), *(ring(dial, quarter / 4) for quarter in _QUARTERS), *numbers]


def profile_lines(dial: Dial, profiles: Sequence[Profile]) -> list[Item]:
    """All profiles, the own one last and so on top."""
    pairs = sorted(zip(profiles, styles(profiles), strict=True), key=lambda pair: _UPWARDS.index(pair[0].role))
    return [item for profile, style in pairs for item in profile_line(dial, profile, style)]


def profile_line(dial: Dial, profile: Profile, style: Style, *, points: bool = True) -> list[Item]:
    """A profile's line, broken at missing values.

    With points on own and other profiles unless `points` is False, and on any value alone between two gaps.
    """
    places = [
        None if value is None else dial.place(number, float(value) / dial.maximum)
        for number, value in enumerate(profile.values)
    ]
    line = Curve(tuple(places), style.tone, style.width, style.dash, closed=True)
    every = points and profile.role in WITH_POINTS
    signs = [
        point(place, style, 5 if every and profile.role == "own" else 3.5)
        for number, place in enumerate(places)
        if place and (every or _alone(places, number))
    ]
    return [line, *signs]


def _alone(places: Sequence[Place | None], number: int) -> bool:
    return places[number - 1] is None and places[(number + 1) % len(places)] is None
