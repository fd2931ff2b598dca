"""What the title of one of Kolada's groups of municipalities says: kind, service area, year and around whom.

"Liknande kommuner, övergripande, Stockholm, 2025" and "Liknande kommuner äldreomsorg, Ale, 2024" are the units most
like one unit for one service area. Groups by size, county and the associations' nine kinds are structure. All others
are taken for networks. Which titles are structure is our own choice: Kolada has no field for it.
"""

import re
from dataclasses import dataclass

from kompassros.statistics.models import UnitGroup

_SIMILAR = re.compile(r"^Liknande (?:kommuner|regioner),? (?P<area>.+), (?P<name>[^,]+), (?P<year>(?:19|20)\d\d)$")
_STRUCTURE = re.compile(
    r"^(?:Alla (?:kommuner|regioner)\b|Kommuner med .*invånare|.* läns kommuner|Storstäder|Större stad|Mindre stad"
    r"|(?:Låg)?[Pp]endlingskommun|Landsbygdskommun|Stor-|Skogslänen|Regionsjukhuslänen|LOV )"
)


@dataclass(frozen=True)
class ReadGroup:
    """What was read out of a title; ``around`` is the name of the unit that the others are like."""

    kind: UnitGroup.Kind
    service_area: str = ""
    around: str = ""
    year: int | None = None


def read_group_title(title: str) -> ReadGroup:
    """Return what the title of a group says."""
    plain = " ".join(title.split())
    similar = _SIMILAR.match(plain)
    if similar:
        return ReadGroup(UnitGroup.Kind.SIMILAR, similar["area"], similar["name"], int(similar["year"]))
    return ReadGroup(UnitGroup.Kind.STRUCTURE if _STRUCTURE.match(plain) else UnitGroup.Kind.NETWORK)
