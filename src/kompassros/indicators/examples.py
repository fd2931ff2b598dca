"""Where good examples of measures are shown: a slot that an upper app fills, since examples are not known here."""

from collections.abc import Collection
from typing import Any

from kompassros.records.slots import Piece, fill

SLOT = "measure.examples"


def examples_of(*, codes: Collection[str], made_up: bool) -> list[Piece]:
    """Return what is shown of good examples that belong to measures. ``made_up``: whether made-up ones may stand."""
    asked: dict[str, Any] = {"codes": codes, "made_up": made_up}
    return list(fill(SLOT, **asked)) if codes else []
