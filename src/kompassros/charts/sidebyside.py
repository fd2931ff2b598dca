"""Up to five profiles side by side: one row per area, one mark per profile on the common scale."""

from collections.abc import Sequence

from kompassros.charts.canvas import Item, specification
from kompassros.charts.figure import Figure, Spec
from kompassros.charts.legend import Entry, legend, point
from kompassros.charts.profiles import COMPARED, FormatNumber, Profile, check, heads, table, with_gaps
from kompassros.charts.rows import Frame, compact_frame, frame_items, wide_frame
from kompassros.charts.theme import MARGIN

_LANE = 13


def side_by_side(
    *,
    name: str,
    axes: Sequence[str],
    profiles: Sequence[Profile],
    title: str,
    description: str,
    format_number: FormatNumber,
    column_heads: Sequence[str],
    missing_text: str,
    maximum: int = 100,
) -> Figure:
    """Marks from 0 to the maximum in points for 2 to 5 profiles of any role, told apart by shape and colour.

    Each profile has its own lane within an area's row, in the order given, so that equal values do not hide
    each other. A missing value has no mark; the table and the description say so.
    ValueError for no axes, another number of profiles, a wrong number of values, or a value outside
    0..maximum.
    """
    if not axes or not 2 <= len(profiles) <= len(COMPARED):
        raise ValueError(f"Side by side takes 2 to {len(COMPARED)} profiles and at least one area")
    check(axes, profiles, maximum)
    height = _LANE * len(profiles)
    frames = [make(axes, maximum=maximum, marks=height) for make in (wide_frame, compact_frame)]
    wide, compact = (_draw(frame, profiles, format_number) for frame in frames)
    return Figure(
        name=name,
        spec=wide,
        compact=compact,
        title=title,
        description=with_gaps(description, axes, profiles, missing_text),
        columns=heads(column_heads, profiles),
        rows=table(axes, profiles, format_number=format_number, missing_text=missing_text),
    )


def _draw(frame: Frame, profiles: Sequence[Profile], number: FormatNumber) -> Spec:
    items = frame_items(frame, number)
    for lane in range(len(profiles)):
        items += _marks(frame, profiles, lane)
    entries = [Entry(profile.label, style, "point") for profile, style in zip(profiles, COMPARED, strict=False)]
    below, height = legend(entries, width=frame.width, top=frame.bottom + 14)
    return specification([*items, *below], width=frame.width, height=frame.bottom + 14 + height + MARGIN)


def _marks(frame: Frame, profiles: Sequence[Profile], lane: int) -> list[Item]:
    offset = (lane - (len(profiles) - 1) / 2) * _LANE
    pairs = zip(frame.rows, profiles[lane].values, strict=True)
    return [
        point((frame.x(value), row.middle + offset), COMPARED[lane], 5.5) for row, value in pairs if value is not None
    ]
