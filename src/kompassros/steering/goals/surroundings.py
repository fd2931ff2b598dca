"""What a figure of the store stood beside there, kept with it so that its status can be computed again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Quarter, group_of
from kompassros.methods.targets import Outcome, Surroundings


@dataclass(frozen=True)
class Around:
    """One figure's surroundings, all of the same measure, period and gender, rounded as the figure is.

    ``release``: which one of which dataset. ``units``: how many have a value. ``country``: the country's own value, or
    where the source gives none the mean of all units (``country_is_mean``). ``group``: the mean of the similar units,
    of whom ``group_units`` have a value. ``quarter``: the place by size; ``no_groups``: why a cell has no places.
    """

    measure: str
    release: str
    units: int
    country: str | None = None
    country_is_mean: bool = False
    group: str | None = None
    group_title: str = ""
    group_units: int = 0
    quarter: int | None = None
    no_groups: str = ""

    def content(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def read_around(content: Mapping[str, Any] | None) -> Around | None:
    """Return what was kept, None for a figure that is not of the store."""
    return Around(**content) if content else None


def surroundings_of(
    content: Mapping[str, Any] | None, direction: Direction, previous: Outcome | None, *, broken: bool
) -> Surroundings:
    """Return what a figure is held against: the one before, and what was kept of the store."""
    around = read_around(content)
    if around is None:
        return Surroundings(previous, broken)
    quarter = None if around.quarter is None else Quarter(around.quarter)
    country, group = (None if text is None else Decimal(text) for text in (around.country, around.group))
    return Surroundings(previous, broken, country, group, group_of(quarter, direction))
