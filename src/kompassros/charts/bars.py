"""One bar per area for the own profile, with the reference as a tick across it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kompassros.charts.canvas import Bar, Curve, Item, Text, specification
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.legend import Entry, legend
from kompassros.charts.profiles import (
    FormatNumber,
    Profile,
    check,
    heads,
    own_values,
    styles,
    table,
    with_gaps,
)
from kompassros.charts.rows import AreaRow, Frame, compact_frame, frame_items, wide_frame
from kompassros.charts.theme import MARGIN, SIZE, SMALL

_THICK = 16
_TICK = 13
_AFTER = 46


def area_bars(
    *,
    name: str,
    axes: Sequence[str],
    own: Profile,
    reference: Profile | None,
    title: str,
    description: str,
    format_number: FormatNumber,
    column_heads: Sequence[str],
    missing_text: str,
    maximum: int = 100,
) -> Figure:
    """Bars from 0 to the maximum in points, one per area, with the own value in figures.

    own has role "own", reference role "reference"; None draws no ticks. A missing value has no
    bar but the words missing_text.
    ValueError for no axes, a wrong number of values, or a value outside 0..maximum.
    """
    profiles = [profile for profile in (own, reference) if profile]
    if not axes:
        raise ValueError("Bars need at least one area")
    check(axes, profiles, maximum)
    values = own_values([own], len(axes), format_number, missing_text)
    frames = [make(axes, maximum=maximum, marks=26, after=_AFTER) for make in (wide_frame, compact_frame)]
    wide, compact = (_draw(frame, profiles, values, format_number) for frame in frames)
    return Figure(
        name=name,
        spec=wide,
        compact=compact,
        title=title,
        description=with_gaps(description, axes, profiles, missing_text),
        columns=heads(column_heads, profiles),
        rows=table(axes, profiles, format_number=format_number, missing_text=missing_text),
    )


def _draw(frame: Frame, profiles: Sequence[Profile], values: Sequence[tuple[str, bool]], number: FormatNumber) -> Spec:
    items = frame_items(frame, number)
    others = profiles[1].values if len(profiles) > 1 else (None,) * len(frame.rows)
    for row, value, other, text in zip(frame.rows, profiles[0].values, others, values, strict=True):
        items += [*_bar(frame, row, value), *_tick(frame, row, other), _figure(frame, row, text)]
    below, height = legend(_entries(profiles), width=frame.width, top=frame.bottom + 14)
    return specification([*items, *below], width=frame.width, height=frame.bottom + 14 + height + MARGIN)


def _entries(profiles: Sequence[Profile]) -> list[Entry]:
    own, *reference = (Entry(profile.label, style) for profile, style in zip(profiles, styles(profiles), strict=True))
    return [replace(own, sample="bar"), *(replace(entry, sample="tick") for entry in reference)]


def _bar(frame: Frame, row: AreaRow, value: Decimal | None) -> list[Item]:
    if value is None:
        return []
    length = frame.x(value) - frame.left
    return [Bar((frame.left, row.middle - _THICK / 2), length, _THICK, "own")]


def _tick(frame: Frame, row: AreaRow, value: Decimal | None) -> list[Item]:
    """The reference's tick, longer than the bar is thick, with a rim of ground to be seen on the bar."""
    if value is None:
        return []
    x = frame.x(value)
    line = ((x, row.middle - _TICK), (x, row.middle + _TICK))
    return [Curve(line, "ground", 6), Curve(line, "reference", 3)]


def _figure(frame: Frame, row: AreaRow, text: tuple[str, bool]) -> Text:
    """The own value at the right edge, or the words for a missing one where the bar would start."""
    words, missing = text
    if missing:
        return Text((frame.left + 8, row.middle + 4.5), words, "muted", SMALL, halo=True)
    return Text((frame.width - MARGIN, row.middle + 5), words, "own", SIZE, True, "right")
