"""Shape of the exchange files: an edition of an instrument, and a mapping between two editions.

One file is one edition. Format 1 ends at the questions; format 2 adds weights and the criteria below them. Ids
are opaque and stay when numbers, names or order change; `no` is only the printed position. Every text is given
in three languages; `own` names those that are our own translation, so that no translation is taken for the
publisher's words.
"""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictInt,
    StrictStr,
    StringConstraints,
)

from kompassros.records.tabular import UNPRINTABLE

Language = Literal["sv", "nb", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "nb", "en")
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _partial_date(value: Any) -> str:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    match = PARTIAL_DATE.fullmatch(text)
    if match is None or not 1900 <= int(match[1]) <= 2100:
        raise ValueError(_("write a year (2010), a month (2010-03) or a day (2010-03-15), from 1900 to 2100"))
    try:
        dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        reason = _("%(day)s is not in the calendar; correct the month or the day") % {"day": text}
        raise ValueError(reason) from None
    return text


def _points(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{1,6}(\.\d{1,2})?", value):
        return Decimal(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise ValueError(_("write a number without unit and with a decimal point (12.5), or null where not published"))


def _points_text(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _printable(value: str) -> str:
    """Refuse what no database and no page takes, such as a NUL that YAML can write as an escape."""
    if UNPRINTABLE.search(value):
        raise ValueError(_("the file holds a character that is not text; remove it"))
    return value


_Printable = AfterValidator(_printable)
Line = Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=400), _Printable]
Prose = Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), _Printable]
Slug = Annotated[StrictStr, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,40}$")]
Version = Annotated[StrictStr, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$")]
DimensionId = Annotated[StrictStr, StringConstraints(pattern=r"^d-[a-z][a-z0-9]{5,11}$")]
AreaId = Annotated[StrictStr, StringConstraints(pattern=r"^a-[a-z][a-z0-9]{5,11}$")]
QuestionId = Annotated[StrictStr, StringConstraints(pattern=r"^q-[a-z][a-z0-9]{5,11}$")]
AnyId = Annotated[StrictStr, StringConstraints(pattern=r"^[aq]-[a-z][a-z0-9]{5,11}$")]
CriterionId = Annotated[StrictStr, StringConstraints(pattern=r"^c-[a-z][a-z0-9]{5,11}$")]
QuestionNo = Annotated[StrictStr, StringConstraints(pattern=r"^[1-9][0-9]?\.[1-9][0-9]?$")]
Position = Annotated[StrictInt, Field(ge=1, le=99)]
Weight = Annotated[StrictInt, Field(ge=1, le=100)]
Group = Literal["director", "politicians", "departments", "units", "unions"]
GROUPS: tuple[Group, ...] = ("director", "politicians", "departments", "units", "unions")
PartialDate = Annotated[str, BeforeValidator(_partial_date)]
Points = Annotated[
    Decimal,
    BeforeValidator(_points),
    Field(gt=0, le=100_000, decimal_places=2),
    PlainSerializer(_points_text, return_type=str),
]


class Part(BaseModel):
    """Base of every part of a file: unchangeable, and no key that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LineText(Part):
    """A name or question in the three languages (1 to 400 characters each)."""

    sv: Line
    nb: Line
    en: Line


class ProseText(Part):
    """A remark in the three languages (1 to 4000 characters each)."""

    sv: Prose
    nb: Prose
    en: Prose


class Label(Part):
    """A name as it is printed somewhere else than in the list the edition follows."""

    text: Line
    language: Literal["sv", "nb", "da", "en"]
    source: Line


class Instrument(Part):
    """The instrument an edition belongs to; `kind` is the sort of organisation it examines."""

    id: Slug
    name: LineText
    own: tuple[Language, ...] = ()
    kind: Literal["municipality", "region", "school", "any"]
    owners: tuple[Line, ...] = ()


class Level3(Part):
    """What is published of the criteria below the questions: their number or null, and a remark."""

    count: Annotated[StrictInt, Field(ge=1, le=10_000)] | None
    text: ProseText


class Dimension(Part):
    """A level above the areas. `areas` is null, and `pairing` not_stated, where no source says which."""

    id: DimensionId
    no: Position
    name: LineText
    own: tuple[Language, ...] = ()
    labels: tuple[Label, ...] = ()
    areas: tuple[AreaId, ...] | None
    pairing: Literal["printed", "inferred", "not_stated"]


class Question(Part):
    """A question of an area. `maximum` is null where its points are not published."""

    id: QuestionId
    no: QuestionNo
    text: LineText
    own: tuple[Language, ...] = ()
    maximum: Points | None = None


class Area(Part):
    """An area. `questions` is null where no list of them is published; nothing is guessed instead."""

    id: AreaId
    no: Position
    name: LineText
    own: tuple[Language, ...] = ()
    labels: tuple[Label, ...] = ()
    maximum: Points | None
    questions_status: Literal["published", "unpublished"]
    questions: tuple[Question, ...] | None


class EditionFile(Part):
    """One edition of an instrument; as this class itself it is of format 1.

    `revision` counts minor changes of one version from 1. `valid_from` and `valid_to` are a year, a month or
    a day, or null where not known. `area_maximum` holds for every area, `total_maximum` for all; null
    where areas differ or nothing is published. `decimals` is how many the edition's own results print.
    `level3` is what is known of the criteria, `dimensions` a level above the areas.
    """

    format: Literal["kompassros-edition-1", "kompassros-edition-2"]
    instrument: Instrument
    version: Version
    revision: Annotated[StrictInt, Field(ge=1, le=999)]
    name: LineText
    own: tuple[Language, ...] = ()
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    area_maximum: Points | None
    total_maximum: Points | None
    decimals: Annotated[StrictInt, Field(ge=0, le=2)] | None
    sources: Annotated[tuple[Prose, ...], Field(min_length=1)]
    notes: ProseText
    level3: Level3
    dimensions: tuple[Dimension, ...] = ()
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]


class Criterion(Part):
    """A criterion of a question: a statement, what partly and full look like, what to ask for and whom to ask.

    `weight` is its share of the question beside the other criteria (a whole number, 1 where all are equal).
    """

    id: CriterionId
    text: LineText
    partly: LineText
    full: LineText
    ask_for: LineText
    ask: tuple[Group, ...]
    weight: Weight = 1


class QuestionWithCriteria(Question):
    """A question of format 2. `weight` is its share of the area where its maximum is not published."""

    weight: Weight = 1
    criteria: tuple[Criterion, ...] = ()


class AreaWithCriteria(Area):
    """An area of format 2."""

    questions: tuple[QuestionWithCriteria, ...] | None


class EditionWithCriteria(EditionFile):
    """One edition of format 2: as format 1, with criteria and weights below the questions."""

    format: Literal["kompassros-edition-2"]
    areas: Annotated[tuple[AreaWithCriteria, ...], Field(min_length=1)]


class EditionRef(Part):
    """Names one edition."""

    instrument: Slug
    version: Version
    revision: Annotated[StrictInt, Field(ge=1, le=999)]


class Pair(Part):
    """Two questions or areas that correspond, with the argument for it.

    same: they ask the same, wording aside. similar: the same subject, another reach or emphasis.
    part: the one asks only a part of the other. None of them makes points comparable.
    """

    source: AnyId
    target: AnyId
    kind: Literal["same", "similar", "part"]
    why: ProseText


class Unmatched(Part):
    """A question or area without a counterpart, and why."""

    id: AnyId
    why: ProseText


class MappingFile(Part):
    """How an older edition (source) corresponds to a newer one (target), on one level.

    `standing` says whose reading it is; `official` needs a source.
    """

    format: Literal["kompassros-mapping-1"]
    source: EditionRef
    target: EditionRef
    level: Literal["area", "question"]
    standing: Literal["own_reading", "official"]
    sources: tuple[Prose, ...] = ()
    notes: ProseText
    pairs: tuple[Pair, ...]
    unmatched_source: tuple[Unmatched, ...] = ()
    unmatched_target: tuple[Unmatched, ...] = ()
