"""Corrections by hand: what Kompassros adds to, or sets otherwise than, a source's catalogue, each with its basis."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

import yaml
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator

from kompassros.indicators.models import Break, Indicator
from kompassros.records.packaged import packaged

BASES = {
    "ours": _("Own choice: no source states it."),
    "printed": _("As the best and worst values that municipalities print show."),
    "cost": _("Own choice: a cost is good or bad only beside what is got for it."),
    "balance": _("Own choice: an even share is the aim, so that neither end is good."),
    "place": _("Own choice: it describes the place and not how it is run."),
    "title": _("Read by hand from the title."),
}
BREAK_SOURCE = "Kolada"
Year = Annotated[int, Field(ge=1900, le=2999)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BreakEntry(_Part):
    """From this period on the values are not comparable with those before."""

    period: Year
    reason: Break.Reason
    note: str = Field(default="", max_length=300)


class Correction(_Part):
    """What is set by hand for one indicator. ``basis`` is a key of BASES."""

    basis: str
    title: str | None = Field(default=None, max_length=300)
    unit: str | None = Field(default=None, max_length=60)
    direction: Indicator.Direction | None = None
    decimals: int | None = Field(default=None, ge=0, le=6)
    numerator: str | None = Field(default=None, max_length=300)
    denominator: str | None = Field(default=None, max_length=300)
    collected_by: str | None = Field(default=None, max_length=120)
    frequency: int | None = Field(default=None, ge=1, le=20)
    dimension: Indicator.Dimension | None = None
    valid_from: Year | None = None
    valid_to: Year | None = None
    replaced_by: str | None = None
    breaks: tuple[BreakEntry, ...] = ()

    @field_validator("basis")
    @classmethod
    def _known(cls, basis: str) -> str:
        if basis not in BASES:
            raise ValueError(f"no such basis; there are {', '.join(BASES)}")
        return basis

    def columns(self) -> dict[str, Any]:
        """Return the columns of the indicator that are set."""
        columns = self.model_dump(mode="json", exclude_unset=True, exclude={"basis", "breaks", "replaced_by"})
        return columns | ({"direction_basis": BASES[self.basis]} if "direction" in columns else {})


def parse_corrections(text: bytes) -> dict[str, Correction]:
    """Read a file of corrections: a mapping from the indicator's code. Raises ValidationError with what is wrong."""
    return TypeAdapter(dict[str, Correction]).validate_python(yaml.safe_load(text))


@cache
def packaged_corrections() -> Mapping[str, Correction]:
    """Return the corrections that the package carries."""
    return parse_corrections(packaged("kompassros.indicators", "corrections.yaml"))


def effective(
    read: Mapping[str, Any], correction: Correction | None, kept: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Return the columns in force, and the names of those that differ from what was read.

    ``kept``: what this installation has set (kept_columns). The packaged correction goes before it, but for a direction
    with a basis of its own. The basis of a direction is not named among what differs.
    """
    columns = {**read, **kept, **(correction.columns() if correction else {})}
    if _is_own(kept.get("direction_basis", "")):
        columns |= {name: kept[name] for name in ("direction", "direction_basis")}
    return columns, sorted(name for name in read if name != "direction_basis" and columns[name] != read[name])


def kept_columns(row: Indicator) -> dict[str, Any]:
    """Return the corrected columns of a stored indicator, and its direction where that has a basis of its own."""
    names = set(row.corrected) | ({"direction"} if _is_own(row.direction_basis) else set())
    kept = {name: getattr(row, name) for name in sorted(names)}
    return kept | ({"direction_basis": row.direction_basis} if "direction" in kept else {})


def _is_own(basis: str) -> bool:
    """Return whether a basis was written in this installation: it is none of the package's."""
    return bool(basis) and basis not in BASES.values()
