"""What Kolada's interface answers with, by its field names of version 3; fields that are not known are let through.

A field that version 2 named otherwise is read as well, so that saved files of either version can be read.
"""

from typing import Annotated, Any, Literal, NamedTuple

from django.utils.translation import gettext as _
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

FIRST_YEAR, LAST_YEAR = 1000, 9999
Code = Annotated[str, Field(min_length=1, max_length=30)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
LONGEST_SHOWN = 60


class Envelope(BaseModel):
    """One page: ``count`` is not read, as it counts the page and not the whole. ``next_url`` is None on the last."""

    values: list[Any]
    next_url: str | None = None


class Entry(BaseModel):
    """An object of the catalogue; what the interface adds to it later is kept."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: Code
    title: str


class Kpi(Entry):
    """An indicator. Unit, direction and decimals are not among Kolada's fields; dates are those expected next."""

    is_divided_by_gender: bool
    municipality_type: str
    has_ou_data: bool
    description: str | None = None
    auspice: str | None = Field(default=None, validation_alias=AliasChoices("auspice", "auspices"))
    operating_area: str | None = None
    perspective: str | None = None
    prel_publication_date: str | None = None
    publication_date: str | None = None
    publ_period: str | int | None = None


class Member(BaseModel):
    """One place in a group."""

    model_config = ConfigDict(extra="allow", frozen=True)

    member_id: Code
    member_title: str


class Group(Entry):
    """A group of indicators ("GKPI118") or of municipalities ("G114418")."""

    members: tuple[Member, ...]


class Municipality(Entry):
    """A municipality (type K), a region or the country (type L)."""

    type: str


class Workplace(Entry):
    """An organisational unit, such as a school, and the code of its municipality."""

    municipality: Code


class DataValue(BaseModel):
    """One value of a row. ``count``: how many members a group's value is made of, 1 for a single unit."""

    gender: Literal["T", "K", "M"]
    count: Annotated[int, Field(ge=0, le=2**31 - 1)] | None
    status: str | None
    value: Number | None
    isdeleted: bool = Field(default=False, validation_alias=AliasChoices("isdeleted", "is_deleted"))


class DataRow(BaseModel):
    """The values of one indicator, unit and year; ``unit`` is the organisational unit where the row has one."""

    kpi: Code
    unit: Code = Field(validation_alias=AliasChoices("ou", "municipality"))
    period: Year
    values: tuple[DataValue, ...]


class SourceValue(NamedTuple):
    """One value as Kolada gives it: ``gender`` is its letter, ``status`` its own text, ``members`` its count."""

    kpi: str
    unit: str
    period: int
    gender: str
    value: float | None
    status: str
    members: int
    deleted: bool


def values_of(row: DataRow) -> list[SourceValue]:
    """Return a row's values one by one; a count that is not given is 1 beside a value and 0 without."""
    return [
        SourceValue(
            row.kpi,
            row.unit,
            row.period,
            entry.gender,
            entry.value,
            entry.status or "",
            entry.count if entry.count is not None else int(entry.value is not None),
            entry.isdeleted,
        )
        for entry in row.values
    ]


def describe(error: ValidationError, *, start: str = "") -> str:
    """Return the first thing that is wrong as a clause, ``values[2].title`` being the place within ``start``."""
    first = error.errors(include_url=False, include_context=False)[0]
    place = start + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    place = place.removeprefix(".")
    if first["type"] == "missing":
        return _("the field %(field)s is missing") % {"field": place}
    shown = repr(first["input"])
    shown = shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + "…"
    values = {"field": place or _("the whole"), "value": shown, "problem": first["msg"]}
    return _("%(field)s cannot be read: %(value)s (%(problem)s)") % values
