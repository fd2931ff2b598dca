"""Measure sets as files: lists of measures that are read together, such as KKiK of one year.

A set whose list is only partly known says so (``complete``). A measure of which only the words are known has no code;
one whose words are lost has no title. A set that is stored already is left as it is.
"""

from collections.abc import Iterable
from typing import Annotated

import yaml
from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, model_validator

from kompassros.indicators.models import Indicator, Measure, MeasureSet


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MeasureEntry(_Part):
    """One measure. ``direction``: where the set's own source says it, else the indicator's holds."""

    code: str = Field(default="", max_length=30)
    area: str = Field(default="", max_length=120)
    title: str = Field(default="", max_length=300)
    direction: Indicator.Direction | None = None
    level: Measure.Level = Measure.Level.NOT_SAID

    @model_validator(mode="after")
    def _named(self) -> "MeasureEntry":
        if not self.code and not self.title:
            raise ValueError("a measure needs a code or a title")
        return self


class SetFile(_Part):
    """A whole set."""

    key: str = Field(max_length=60, pattern=r"^[a-z0-9-]+$")
    title: str = Field(max_length=200)
    year: Annotated[int, Field(ge=1900, le=2999)] | None = None
    complete: bool
    source: str = Field(default="", max_length=300)
    signs: MeasureSet.Signs = MeasureSet.Signs.GROUPS
    measures: tuple[MeasureEntry, ...] = Field(min_length=1)


def parse_set(text: bytes) -> SetFile:
    """Read a set from YAML. Raises ValidationError with what is wrong."""
    return SetFile.model_validate(yaml.safe_load(text))


@transaction.atomic
def store_sets(sets: Iterable[SetFile]) -> int:
    """Store the sets whose keys are new, their measures linked to the catalogue; returns how many there were."""
    known = set(MeasureSet.objects.values_list("key", flat=True))
    added = {entry.key: entry for entry in sets if entry.key not in known}
    codes = {measure.code for entry in added.values() for measure in entry.measures if measure.code}
    numbers = dict(Indicator.objects.filter(code__in=codes).values_list("code", "number"))
    rows = MeasureSet.objects.bulk_create(
        [MeasureSet(**entry.model_dump(exclude={"measures"})) for entry in added.values()]
    )
    Measure.objects.bulk_create(
        [
            Measure(
                measure_set=row,
                indicator_id=numbers.get(measure.code),
                code=measure.code,
                area=measure.area,
                title=measure.title,
                direction=measure.direction or "",
                level=measure.level,
                position=position,
            )
            for row in rows
            for position, measure in enumerate(added[row.key].measures, start=1)
        ]
    )
    return len(rows)
