"""A judgement of a criterion, and what it counts as."""

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How far what a criterion asks for is in place."""

    NONE = "none"
    PLANNED = "planned"
    PARTLY = "partly"
    FULL = "full"
    NOT_APPLICABLE = "not_applicable"


class Reach(StrEnum):
    """How much of the organisation it holds for: all, several departments, one department, a single unit."""

    WHOLE = "whole"
    SEVERAL = "several"
    ONE = "one"
    UNIT = "unit"


class Standing(StrEnum):
    """What a judgement counts as, once reach and evidence are weighed in."""

    UNJUDGED = "unjudged"
    NOTHING = "nothing"
    UNSUPPORTED = "unsupported"
    EXAMPLE = "example"
    PARTLY = "partly"
    FULL = "full"
    TAKEN_OUT = "taken_out"


def weigh(level: Level, reach: Reach, evidence: int) -> Standing:
    """Return what a judgement counts as, once reach and the number of pieces of evidence are weighed in.

    * "Not applicable" takes the criterion out, whatever its reach.
    * "Not in place" and "planned" give nothing: only what is done counts.
    * Above planned without evidence is unsupported and gives nothing.
    * In one department or unit alone it gives nothing, but can be a good example.
    * In several departments it is at most partly in place.

    A negative number of pieces of evidence raises ``ValueError``.

    Own choice: no association publishes how it weighs reach and evidence.
    """
    if evidence < 0:
        raise ValueError(f"evidence cannot be negative: {evidence}")
    if level == Level.NOT_APPLICABLE:
        return Standing.TAKEN_OUT
    if level in (Level.NONE, Level.PLANNED):
        return Standing.NOTHING
    return _weigh_above_planned(level, reach, evidence)


def _weigh_above_planned(level: Level, reach: Reach, evidence: int) -> Standing:
    if evidence == 0:
        return Standing.UNSUPPORTED
    if reach in (Reach.ONE, Reach.UNIT):
        return Standing.EXAMPLE
    return Standing.FULL if level == Level.FULL and reach == Reach.WHOLE else Standing.PARTLY


@dataclass(frozen=True)
class Judgement:
    """One judgement; ``evidence`` is the number of pieces it rests on, 0 or more, else ``ValueError``.

    ``standing`` is found once, when the judgement is made (``weigh``).
    """

    level: Level
    reach: Reach = Reach.WHOLE
    evidence: int = 0
    standing: Standing = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "standing", weigh(self.level, self.reach, self.evidence))
