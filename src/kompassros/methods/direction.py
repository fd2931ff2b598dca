"""Which end of an indicator's values is the good one."""

from enum import StrEnum


class Direction(StrEnum):
    """Whether a high value is good, a low one, or neither in itself (costs, unless someone sets it)."""

    HIGH = "high"
    LOW = "low"
    NONE = "none"
