"""What a score sheet holds: schema 1 of the frozen content, of an evaluation or of a printed reference."""

from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from kompassros.evaluations.models import ScoreSheet
from kompassros.methods.comparability import EvaluatorKind, Level, Scope, Terms
from kompassros.methods.totals import Total, reconcile
from kompassros.records import freezing

SCHEMA = 1
AREA_MAXIMUM, MAXIMUM = Decimal(100), Decimal(800)
"""Most points of an area and in all, in every printed result of Kommunkompassen."""
FigureStatus = Literal["printed", "derived", "computed"]
Texts = dict[str, str]


class Part(BaseModel):
    """A part of the sheet: never changed after reading, and with no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AreaPoints(Part):
    """An area's points; ``id`` None where the version is not stated, ``points`` None where not printed."""

    no: int
    id: str | None
    points: Decimal | None


class PrintedScope(Part):
    """What was studied. None in a part is "not stated"; ``printed`` is what the source says."""

    organisation: str | None = None
    level: Level | None = None
    companies: bool | None = None
    printed: str = ""


class SourceComparison(Part):
    """A figure that the source itself prints beside the result."""

    label: Texts
    total: Decimal | None = None


class Sheet(Part):
    """The points of one evaluation or one printed reference, with everything a reader must know about them."""

    kind: Literal["evaluation", "reference"]
    country: str
    organisation_key: str | None
    organisation_name: str
    name: Texts = {}
    year: int | None
    instrument: str
    version: str | None
    revision: int | None
    version_printed: str
    names_from: str | None
    areas: tuple[AreaPoints, ...]
    area_status: FigureStatus
    stated_total: Decimal | None
    total_status: FigureStatus
    scope: PrintedScope
    evaluator_kind: EvaluatorKind | None
    evaluator: str = ""
    statistic: str = ""
    window: str = ""
    n: int | None = None
    size_band: str = ""
    comparisons: tuple[SourceComparison, ...] = ()
    source: str
    notes: Texts = {}
    made_up: bool = False

    def name_in(self, language: str) -> str:
        """Return whose result it is, in a language where the name has several."""
        return self.name.get(language) or self.organisation_name

    def points(self) -> tuple[Decimal | None, ...]:
        """Return the points of the areas in their order."""
        return tuple(area.points for area in self.areas)

    def total(self) -> Total:
        """Return the total as stated and as the areas add up; no total is ever made of a reference's areas."""
        return self._total

    @cached_property
    def _total(self) -> Total:
        if self.kind == "reference" and (self.stated_total is None or never_adds_up(self.kind, self.statistic)):
            return reconcile([None], self.stated_total, self.total_status == "printed")
        return reconcile(self.points(), self.stated_total, self.total_status == "printed")

    def terms(self) -> Terms:
        """Return the terms of comparison."""
        return self._terms

    @cached_property
    def _terms(self) -> Terms:
        scope = Scope(self.scope.organisation, self.scope.level, self.scope.companies)
        return Terms(self.instrument, self.version, self.revision, self.evaluator_kind, scope, self.made_up)

    @property
    def maximum(self) -> Decimal:
        """Return the most points that a result can have."""
        return MAXIMUM

    def area_maxima(self) -> tuple[Decimal | None, ...]:
        """Return the most points of each area, in their order; None for one that cannot be judged."""
        return (AREA_MAXIMUM,) * len(self.areas)

    def instrument_in(self, language: str) -> str:
        """Return what the instrument is called in a language."""
        return "Kommunkompassen"

    @property
    def is_self(self) -> bool:
        """Return whether the municipality judged itself: such a result never stands among those judged by others."""
        return self.evaluator_kind is EvaluatorKind.SELF

    def is_derived(self) -> bool:
        """Return whether any figure follows from the source's words instead of being printed."""
        return "derived" in (self.area_status, self.total_status)

    def to_content(self) -> dict[str, Any]:
        """Return the content to freeze; decimals become texts."""
        return self.model_dump(mode="json")


def never_adds_up(kind: str, statistic: str) -> bool:
    """Return whether adding up says nothing: only the means of the areas add up to the mean of the totals."""
    return kind == "reference" and statistic != "mean"


freezing.register_reader(ScoreSheet.KIND, SCHEMA, Sheet.model_validate)
