"""The arrows of Öppna jämförelser: how far a value lies from another one, in five steps."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kompassros.methods.direction import Direction
from kompassros.methods.rounding import as_written, round_half_up


class Arrow(StrEnum):
    """Where an arrow points; up is the good way where the direction is known, else towards the higher value."""

    UP = "up"
    SLANTING_UP = "slanting up"
    LEVEL = "level"
    SLANTING_DOWN = "slanting down"
    DOWN = "down"


@dataclass(frozen=True)
class ArrowSteps:
    """The least printed deviations that slant an arrow and that raise it, in the value's unit, and the decimals."""

    slanting: Decimal
    steep: Decimal
    decimals: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.slanting <= self.steep:
            raise ValueError(f"the steps must be above 0 and in order, not {self.slanting} and {self.steep}")


PERCENTAGE_POINTS = ArrowSteps(Decimal(3), Decimal(10))
MERIT_POINTS = ArrowSteps(Decimal(5), Decimal(20))
_TURNED = dict(zip(Arrow, reversed(Arrow), strict=True))


def deviation_arrow(
    value: float, other: float, *, direction: Direction, steps: ArrowSteps = PERCENTAGE_POINTS
) -> Arrow:
    """Return the arrow for ``value - other``, both in the unit of ``steps``.

    The deviation is exact on the decimal numbers that the source wrote, and is rounded once to the decimals of the
    steps, halves away from zero. Of the rounded one, without its sign: under ``slanting`` is level, from ``slanting``
    to under ``steep`` slants, from ``steep`` on is straight up or down. Where a low value is good the arrow is turned;
    without direction it follows the value. "Not a number" and infinity raise ``ValueError``.

    Source: "Öppna jämförelser: Grundskola 2013", tables. They print, in percentage points, over 10, 3.0 to 9.9, 2.9 to
    either side, -3.0 to -9.9 and under -10, and for merit points over 20, 5 to 19.9 and 4.9 to either side. It is not
    known whether what lies between 2.9 and 3.0 was rounded first, nor where exactly 10.0 and 20.0 belong.

    Own choice: rounding first, 10.0 and 20.0 with the straight arrows, and the turn by direction.
    """
    deviation = round_half_up(Fraction(as_written(value)) - Fraction(as_written(other)), steps.decimals)
    pointed = _point(deviation, steps)
    return _TURNED[pointed] if direction is Direction.LOW else pointed


def _point(deviation: Decimal, steps: ArrowSteps) -> Arrow:
    size, upwards = abs(deviation), deviation > 0
    if size < steps.slanting:
        return Arrow.LEVEL
    if size < steps.steep:
        return Arrow.SLANTING_UP if upwards else Arrow.SLANTING_DOWN
    return Arrow.UP if upwards else Arrow.DOWN
