"""One cell's values within a network: units of somebody's choice, stored as a group or named in an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompassros.methods.direction import Direction
from kompassros.methods.networks import places_in_group
from kompassros.methods.spread import Spread, spread
from kompassros.statistics.models import Unit


@dataclass(frozen=True)
class NetworkRow:
    """A unit of the network, or the own unit beside it, with its value and its place among all in the table."""

    unit: Unit
    value: float | None
    place: int | None
    is_member: bool


@dataclass(frozen=True)
class InNetwork:
    """A network's values. ``of``: how many have a value, the own unit counted; ``missing``: how many have none.

    ``spread`` is of the members without the own unit, None where none of them has a value.
    """

    rows: tuple[NetworkRow, ...]
    own: NetworkRow | None
    of: int
    missing: int
    spread: Spread | None


def place_in_network(
    *, members: Sequence[Unit], own: Unit | None, numbers: Mapping[int, float], direction: Direction
) -> InNetwork:
    """Return everybody's place in a network by the numbers of one cell; the own unit is counted, a member or not.

    By place, those without a value last. Places as in ``methods.networks``.
    """
    units = [*([own] if own and own not in members else []), *members]
    values = [numbers.get(unit.number) for unit in units]
    places = places_in_group(values, direction)
    inside = set(members)
    rows = [
        NetworkRow(unit, value, place, unit in inside) for unit, value, place in zip(units, values, places, strict=True)
    ]
    of = sum(value is not None for value in values)
    return InNetwork(
        rows=tuple(sorted(rows, key=lambda row: row.place or len(rows) + 1)),
        own=next((row for row in rows if row.unit == own), None),
        of=of,
        missing=len(rows) - of,
        spread=spread(row.value for row in rows if row.unit != own),
    )
