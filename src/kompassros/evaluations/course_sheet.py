"""What the score sheet of an evaluation made here holds: schema 3 of the frozen content, down to the evidence.

Points are exact: whole numbers or fractions as texts ("25/3"). What stands here is for everybody: no person, no
note, no interview of a small group, no address of an intranet.
"""

import re
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, PlainValidator

from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.sheet import Part, Sheet, Texts
from kompassros.methods.comparability import Scope, Terms
from kompassros.records import freezing

FIRST_COURSE_SCHEMA, COURSE_SCHEMA = 2, 3
"""With 3 the texts of the report came in; a sheet of 2 has none of them."""
Level = Literal["", "none", "planned", "partly", "full", "not_applicable"]
Reach = Literal["whole", "several", "one", "unit"]


def _fraction(value: Any) -> Fraction:
    if isinstance(value, Fraction | int):
        return Fraction(value)
    if isinstance(value, str) and re.fullmatch(r"\d+(/[1-9]\d*)?", value):
        return Fraction(value)
    raise ValueError("write points as a whole number or a fraction of two, as a text")


Exact = Annotated[Fraction, PlainValidator(_fraction), PlainSerializer(str, return_type=str)]


class EditionNames(Part):
    """The edition that was judged by: its checksum, its names, and how many decimals its results print."""

    sha256: str
    instrument: Texts
    name: Texts
    version: str
    revision: int
    decimals: int


class SheetEvidence(Part):
    """A piece of evidence as everybody may see it.

    ``address`` is of public web pages alone, ``sha256`` of files, ``group`` of interviews. ``withheld``: it was an
    interview with so few that not even the group is shown.
    """

    kind: Literal["file", "web", "intranet", "interview", "self_description"]
    title: str = ""
    place: str = ""
    address: str = ""
    sha256: str = ""
    group: str = ""
    withheld: bool = False


class CriterionSheet(Part):
    """A criterion as it was judged. ``unsupported`` and ``example_only`` say why a judgement gives nothing.

    ``level`` is empty only in a preview, where the criterion is not judged yet.
    """

    id: str
    number: str
    text: Texts
    weight: int
    level: Level
    reach: Reach
    basis: str
    earned: Exact
    possible: Exact
    maximum: Exact
    unsupported: bool
    example_only: bool
    evidence: tuple[SheetEvidence, ...]


class QuestionSheet(Part):
    """A question; ``earned`` and ``possible`` None where it has no criteria."""

    id: str
    no: str
    text: Texts
    weight: int
    earned: Exact | None
    possible: Exact | None
    maximum: Exact
    criteria: tuple[CriterionSheet, ...]


class SumSheet(Part):
    """Points of an area or in all; ``rescaled``: over what is applicable; ``comparable``: at most a tenth taken out."""

    earned: Exact | None
    possible: Exact | None
    maximum: Exact
    rescaled: Exact | None
    comparable: bool
    judged: int
    count: int

    @property
    def taken_out(self) -> Fraction:
        """Return how much of the maximum was not applicable."""
        return Fraction(0) if self.possible is None else self.maximum - self.possible


class AreaSheet(SumSheet):
    """An area with its questions."""

    id: str
    no: int
    name: Texts
    questions: tuple[QuestionSheet, ...]


class ShareTotal(Part):
    """The total if "partly in place" gave another share."""

    share: Exact
    earned: Exact | None
    rescaled: Exact | None


class ReplySheet(Part):
    """What the municipality said of a finding, and what the team answered. ``original``: the finding before."""

    agrees: bool
    text: str
    outcome: Literal["", "kept", "changed"]
    answer: str
    original: str
    evidence: tuple[SheetEvidence, ...] = ()


class FindingSheet(Part):
    """A strength or an area for improvement, with the municipality's reply beside it."""

    kind: Literal["strength", "improvement"]
    area: str
    question: str
    criteria: tuple[str, ...]
    text: str
    emphasised: bool
    reply: ReplySheet | None


class ExampleSheet(Part):
    """A good example that the evaluation points to."""

    title: str
    municipality: str
    link: str
    gold_star: bool
    area: str
    question: str


class SectionSheet(Part):
    """A text of the report: ``key`` is an area's id, "facts" or "method"."""

    key: str
    text: str


class Detail(Part):
    """Everything that explains the points. ``language`` is that of the texts people wrote.

    ``area_names`` are of all areas of the edition; ``areas`` holds those that have criteria.
    """

    language: str
    edition: EditionNames
    software: str
    area_names: tuple[Texts, ...]
    partly: Exact
    totals: tuple[ShareTotal, ...]
    total: SumSheet
    areas: tuple[AreaSheet, ...]
    summary: str
    sections: tuple[SectionSheet, ...] = ()
    findings: tuple[FindingSheet, ...]
    examples: tuple[ExampleSheet, ...]
    cautions: tuple[Texts, ...]


class CourseSheet(Sheet):
    """The score sheet of an evaluation that was made here; ``course`` is its address among the working pages.

    ``areas`` and ``stated_total`` are printed once from the exact points of ``detail``: over what is applicable.
    """

    course: str
    detail: Detail

    @property
    def maximum(self) -> Decimal:
        """Return the most points of the areas that have criteria."""
        return _decimal(self.detail.total.maximum)

    def area_maxima(self) -> tuple[Decimal | None, ...]:
        """Return the most points of each area; None for one without criteria."""
        known = {area.id: _decimal(area.maximum) for area in self.detail.areas}
        return tuple(known.get(area.id or "") for area in self.areas)

    def instrument_in(self, language: str) -> str:
        """Return what the instrument is called in a language."""
        names = self.detail.edition.instrument
        return names.get(language) or names["sv"]

    @cached_property
    def _terms(self) -> Terms:
        scope = Scope(self.scope.organisation, self.scope.level, self.scope.companies)
        return Terms(
            self.instrument,
            self.version,
            self.revision,
            self.evaluator_kind,
            scope,
            self.made_up,
            taken_out=not self.detail.total.comparable,
        )


def _decimal(value: Fraction) -> Decimal:
    """Return a maximum as a decimal number: an edition writes its maxima with at most two decimals."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def text_of_section(detail: Detail, key: str) -> str:
    """Return what people wrote for a place of the report; empty where they wrote nothing."""
    return next((section.text for section in detail.sections if section.key == key), "")


def detail_of(sheet: Sheet) -> Detail | None:
    """Return what explains the points of a sheet, or None for one that was printed elsewhere."""
    return sheet.detail if isinstance(sheet, CourseSheet) else None


for _schema in (FIRST_COURSE_SCHEMA, COURSE_SCHEMA):
    freezing.register_reader(ScoreSheet.KIND, _schema, CourseSheet.model_validate)
