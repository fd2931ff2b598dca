"""The shapes of the interface's answers; they are the contract, and the OpenAPI document is made of them.

Plain pydantic models: the answers are plain records, and reading model attributes would cost half the time of a list.
"""

from datetime import date
from typing import Any

from pydantic import BaseModel


class InstrumentOut(BaseModel):
    """An edition in short."""

    instrument: str
    names: dict[str, str]
    version: str
    revision: int
    valid_from: str | None
    valid_to: str | None
    areas: int
    sha256: str


class EditionOut(BaseModel):
    """An edition in full, as in its exchange file."""

    sha256: str
    edition: dict[str, Any]


class AreaOut(BaseModel):
    """An area's points; ``id`` is null where the version is not stated."""

    no: int
    id: str | None
    points: float | int | None


class ScopeOut(BaseModel):
    """What was studied; null is not stated."""

    organisation: str | None
    level: str | None
    companies: bool | None
    printed: str


class BesideOut(BaseModel):
    """A figure that the source prints beside the result."""

    kind: str
    label: str
    year: int | None
    total: float | int | None


class SheetOut(BaseModel):
    """The frozen sheet behind the figures."""

    number: int
    sha256: str
    published_at: str


class ComparableOut(BaseModel):
    """Whom a result compares with, why not with others, and what is assumed."""

    comparable: list[str]
    reasons: list[str]
    assumptions: list[str]


class ResultOut(BaseModel):
    """A published evaluation."""

    slug: str
    municipality: str
    organisation: str | None
    country: str
    year: int | None
    instrument: str
    version: str | None
    version_printed: str
    scope: ScopeOut
    evaluator: str | None
    evaluator_kind: str | None
    status: str
    area_status: str
    areas: list[AreaOut]
    total: float | int | None
    maximum: float | int
    total_origin: str
    printed_total: float | int | None
    area_sum: float | int | None
    adds_up: bool | None
    references: list[BesideOut]
    source: str
    note: str
    made_up: bool
    sheet: SheetOut


class EvaluationOut(ResultOut):
    """A published evaluation with whom it compares; ``detail`` explains the points where it was made here."""

    comparable_with: ComparableOut
    detail: dict[str, Any] | None


class EvaluationPage(BaseModel):
    """Part of a list; ``count`` is of the whole."""

    count: int
    items: list[ResultOut]


class ReferenceOut(BaseModel):
    """A median, mean or best result that a source prints."""

    slug: str
    name: dict[str, str]
    country: str
    year: int | None
    version: str | None
    version_printed: str
    statistic: str | None
    n: int | None
    window: str | None
    status: str
    areas: list[AreaOut]
    total: float | int | None
    source: str
    note: str


class OrganisationOut(BaseModel):
    """A municipality or region."""

    key: str
    name: str
    kind: str
    country: str
    code: str
    valid_from: date | None
    valid_to: date | None
    made_up: bool
