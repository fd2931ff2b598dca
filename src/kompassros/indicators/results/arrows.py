"""The arrows of Öppna jämförelser in a results report: for sets whose results are marked by them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.indicators.measure_words import Words
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.methods.arrows import MERIT_POINTS, PERCENTAGE_POINTS, Arrow, ArrowSteps, deviation_arrow
from kompassros.methods.direction import Direction

SHAPES: Mapping[Arrow, str] = {
    Arrow.UP: "↑",
    Arrow.SLANTING_UP: "↗",
    Arrow.LEVEL: "→",
    Arrow.SLANTING_DOWN: "↘",
    Arrow.DOWN: "↓",
}
_BETTER: Mapping[Arrow, Words] = {
    Arrow.UP: gettext_lazy("much better"),
    Arrow.SLANTING_UP: gettext_lazy("better"),
    Arrow.LEVEL: gettext_lazy("about as before"),
    Arrow.SLANTING_DOWN: gettext_lazy("worse"),
    Arrow.DOWN: gettext_lazy("much worse"),
}
_HIGHER: Mapping[Arrow, Words] = {
    Arrow.UP: gettext_lazy("much higher"),
    Arrow.SLANTING_UP: gettext_lazy("higher"),
    Arrow.LEVEL: gettext_lazy("about as before"),
    Arrow.SLANTING_DOWN: gettext_lazy("lower"),
    Arrow.DOWN: gettext_lazy("much lower"),
}
_POINTS, _MERIT = ("%", "procentenheter"), "meritvärde"


def has_arrows(report: ResultsReport) -> bool:
    """Return whether the report's set is marked by arrows."""
    return report.measure_set.signs == MeasureSet.Signs.ARROWS


def arrow_of(one: MeasureResult) -> Arrow | None:
    """Return the arrow of a measure's change since the measurement before.

    None where nobody can say what changed, and for units that the rule has no steps for.
    """
    steps = _steps(one.indicator.unit)
    if steps is None or one.change is None or one.change.turn is None:
        return None
    before, after = (point.value for point in one.change.points)
    if before is None or after is None:
        return None
    return deviation_arrow(after, before, direction=one.direction, steps=steps)


def _steps(unit: str) -> ArrowSteps | None:
    if unit.startswith(_MERIT):
        return MERIT_POINTS
    return PERCENTAGE_POINTS if unit in _POINTS else None


def arrow_said(one: MeasureResult) -> str:
    """Return an arrow with its words, or that there is none."""
    arrow = arrow_of(one)
    if arrow is None:
        return _("no arrow")
    said = _HIGHER if one.direction is Direction.NONE else _BETTER
    return f"{SHAPES[arrow]} {said[arrow]}"


def arrow_sentences(report: ResultsReport) -> list[str]:
    """Say what the arrows mean and whose rule it is; nothing for a set without them."""
    if not has_arrows(report):
        return []
    shapes = {"up": SHAPES[Arrow.UP], "slanting": SHAPES[Arrow.SLANTING_UP], "level": SHAPES[Arrow.LEVEL]}
    return [
        _(
            "Arrows tell how far a value lies from the one of the measurement before: %(level)s less than 3 percentage "
            "points to either side, %(slanting)s from 3, %(up)s from 10; for merit points 5 and 20. They point up "
            "towards the better, and where neither end is good towards the higher value."
        )
        % shapes,
        _(
            "The steps are those of “Öppna jämförelser: Grundskola 2013”. That they are used on the change since the "
            "measurement before, that a difference is rounded first, and that exactly 10 and 20 count as far, is our "
            "own choice. A measure in another unit has no arrow."
        ),
    ]
