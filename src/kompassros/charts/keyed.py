"""The rose for a phone: numbers at the spokes, and below the legend a list of the areas with their values."""

from collections.abc import Sequence

from kompassros.charts.canvas import Item, Place, Sign, Text, specification
from kompassros.charts.dial import Dial, grid, profile_lines
from kompassros.charts.figure import Spec
from kompassros.charts.legend import entries, legend
from kompassros.charts.lettering import text_width, wrap
from kompassros.charts.profiles import FormatNumber, Profile, styles
from kompassros.charts.theme import COMPACT, LINE, MARGIN, SIZE, SMALL

_BADGE = 11
_BEYOND = 18
_RADIUS = COMPACT / 2 - _BEYOND - _BADGE - 5


def keyed_rose(
    axes: Sequence[str],
    values: Sequence[tuple[str, bool]],
    profiles: Sequence[Profile],
    *,
    maximum: int,
    format_number: FormatNumber,
) -> Spec:
    """A drawing 360 px wide. values: the own value of each area as text, and whether it is missing."""
    centre = (COMPACT / 2, 2 * _BADGE + _BEYOND + _RADIUS - 4)
    dial = Dial(centre, _RADIUS, len(axes), maximum)
    badges = [item for number in range(len(axes)) for item in _badge(dial.place(number, 1, _BEYOND), number + 1)]
    rose = [*grid(dial, format_number, last_aside=_BADGE + 4), *profile_lines(dial, profiles), *badges]
    top = centre[1] + _RADIUS + _BEYOND + _BADGE + 16
    below, height = legend(entries(profiles, styles(profiles)), width=COMPACT, top=top)
    listed, bottom = _list(axes, values, top + height + 12)
    return specification([*rose, *below, *listed], width=COMPACT, height=bottom)


def _badge(place: Place, number: int) -> list[Item]:
    x, y = place
    label = Text((x, y + 4.5), str(number), "text", SMALL, True, "center")
    return [Sign(place, _BADGE, "ground", "ring", 1.3), label]


def _list(axes: Sequence[str], values: Sequence[tuple[str, bool]], top: float) -> tuple[list[Item], float]:
    """The areas with their numbers and values, one below the other, and the y where the list ends."""
    items: list[Item] = []
    y = top
    left, right = MARGIN + 2 * _BADGE + 8, COMPACT - MARGIN
    for number, (axis, (value, missing)) in enumerate(zip(axes, values, strict=True), start=1):
        lines = wrap(axis, right - left - text_width(value, SIZE, not missing) - 10, SIZE)
        items += _badge((MARGIN + _BADGE, y + 12), number)
        items += [Text((left, y + 17 + LINE * place), line) for place, line in enumerate(lines)]
        tone, size = ("muted", SMALL) if missing else ("own", SIZE)
        items.append(Text((right, y + 17), value, tone, size, not missing, "right"))
        y += LINE * len(lines) + 9
    return items, y + 4
