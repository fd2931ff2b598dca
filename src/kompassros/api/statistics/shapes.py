"""The shapes of the answers about statistics; like ``api.shapes`` they are the contract."""

from typing import Any

from pydantic import BaseModel, Field


class IndicatorShort(BaseModel):
    """An indicator as it stands in lists. ``about``: K municipalities, L regions, A both."""

    code: str
    title: str
    unit: str
    decimals: int
    direction: str
    about: str
    operating_area: str
    perspective: str
    by_gender: bool
    by_workplace: bool
    valid_from: int | None
    valid_to: int | None
    vanished_on: str | None


class IndicatorPage(BaseModel):
    """Part of a list; ``count`` is of the whole."""

    count: int
    items: list[IndicatorShort]


class BreakOut(BaseModel):
    """From this period on the values are not comparable with those before it."""

    period: int
    reason: str
    note: str
    source: str


class VersionOut(BaseModel):
    """What a source said of an indicator from a day on; ``entry`` is in the source's own words."""

    seen_on: str
    source: str
    entry: dict[str, Any]


class IndicatorOut(IndicatorShort):
    """All that the catalogue says of an indicator."""

    direction_basis: str
    source: str
    numerator: str
    denominator: str
    definition: str
    collected_by: str
    frequency: int
    dimension: str
    owner: str | None
    auspice: str
    publication: dict[str, Any]
    corrected: list[str]
    replaced_by: str | None
    breaks: list[BreakOut]
    versions: list[VersionOut]


class GroupSizes(BaseModel):
    """How many units are in each group; without direction ``best`` are the highest."""

    best: int
    middle: int
    worst: int


class ChangeOut(BaseModel):
    """What became of a value since the period before, or why nobody can say."""

    turn: str | None
    difference: float | None
    reason: str | None


class TrendOut(BaseModel):
    """What became of a value over three periods, or why nobody can say; ``values`` are (period, value)."""

    turn: str | None
    values: list[tuple[int, float | None]]
    reason: str | None


class CountyOut(BaseModel):
    """The municipalities of the same county that have a value, and their unweighted mean."""

    n: int
    mean: float


class RestatedOut(BaseModel):
    """An older self of the unit's value, with the days on which it was first there and on which it was replaced."""

    period: int
    value: float | None
    status: str
    seen: str
    replaced: str


class AmongOut(BaseModel):
    """A unit's place among a few others; ``n`` to ``max`` are of the others with a value, the unit left out."""

    group: str
    title: str
    service_area: str
    year: int | None
    place: int | None
    of: int | None
    n: int
    mean: float | None
    median: float | None
    min: float | None
    max: float | None
    members: list[str]


class ComparisonOut(BaseModel):
    """One unit's value beside the others; what does not exist is null."""

    indicator: str
    title: str
    unit_of_measure: str
    direction: str
    unit: str
    name: str
    made_up: bool
    period: int | None
    gender: str
    value: float | None
    status: str
    n: int
    place: int | None
    group: str | None
    groups: GroupSizes | None
    no_groups: str | None
    mean: float | None
    median: float | None
    min: float | None
    max: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    change: ChangeOut
    trend: TrendOut
    country: float | None
    county: CountyOut | None
    similar: list[AmongOut]
    networks: list[AmongOut]
    restated: list[RestatedOut]


class UnitOut(BaseModel):
    """A country, region, municipality or organisational unit."""

    country: str
    code: str
    name: str
    kind: str
    made_up: bool


class UnitGroupOut(BaseModel):
    """Units that are compared with each other by somebody's choice."""

    group: str
    title: str
    kind: str
    service_area: str
    year: int | None
    members: list[str]


class UnitDetail(UnitOut):
    """A unit with where it belongs and the groups that it is compared in."""

    unit_class: str
    parent: str | None
    organisation: str | None
    groups: list[UnitGroupOut]


class MeasureSetOut(BaseModel):
    """A list of measures that are read together; ``complete`` says whether all of them are known."""

    key: str
    title: str
    year: int | None
    complete: bool
    source: str
    size: int


class MeasureOut(BaseModel):
    """One measure in a set; ``indicator`` is null where the catalogue has none for it."""

    position: int
    code: str
    area: str
    title: str
    direction: str | None
    indicator: str | None


class MeasureSetDetail(MeasureSetOut):
    """A set with its measures, in its own order."""

    measures: list[MeasureOut]


class DatasetOut(BaseModel):
    """Values of one source, and which of its releases is read now; null where none is."""

    key: str
    title: str
    source: str
    licence: str
    made_up: bool
    release: int | None
    sha256: str | None
    made_at: str | None


class ValueOut(BaseModel):
    """One value. ``from_low`` and ``from_high``: its places from either end among the ``n`` of its cell."""

    indicator: str
    country: str
    unit: str
    period: int
    gender: str
    value: float | None
    status: str
    count: int
    n: int
    from_low: int | None
    from_high: int | None
    group: str | None
    dataset: str
    release: int
    made_up: bool


class MeasuredOut(BaseModel):
    """An indicator of which there are values in the answer."""

    code: str
    title: str
    unit: str
    decimals: int
    direction: str


class ValuesOut(BaseModel):
    """Values, what they measure, whom they are about, and the releases they stand in."""

    count: int
    values: list[ValueOut]
    indicators: list[MeasuredOut]
    units: list[UnitOut]
    datasets: list[DatasetOut]


class CubeOut(BaseModel):
    """A dataset of JSON-stat 2.0 (json-stat.org/full)."""

    version: str
    class_: str = Field(alias="class")
    label: str
    source: str
    updated: str | None = None
    id: list[str]
    size: list[int]
    role: dict[str, list[str]]
    dimension: dict[str, Any]
    value: list[float | None] | dict[str, float]
    status: dict[str, str] | None = None
    note: list[str] | None = None
    extension: dict[str, Any]
