"""What a frozen round holds, schema 1: the round, what was asked for, who took part, and every value as exact text.

Values are decimal numbers with a point and without zeros at the end ("78.5"). Names of people are not in it: who signed
off is told by the office. Own choice: the explanations that checks ask for are not frozen, for they explain a draft.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kompassros.indicators.rounds.models import OwnData, RoundEdition
from kompassros.records import freezing
from kompassros.statistics.values import Gender, Status

SCHEMA = 1
MOST_KEPT = 8
STATUSES = {
    OwnData.Status.VALUE: Status.PRESENT,
    OwnData.Status.NOT_MEASURED: Status.MISSING,
    OwnData.Status.NOT_APPLICABLE: Status.NOT_APPLICABLE,
}
By = Literal["municipality", "officer", "system"]

_kept: "dict[str, FrozenRound]" = {}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FrozenMeasure(_Part):
    """A measure that was asked for: its indicator's number and code, and the words of the set."""

    asked: int
    indicator: int
    code: str
    title: str
    area: str
    unit: str


class FrozenValue(_Part):
    """What a municipality handed in for one measure; ``asked`` names the measure."""

    asked: int
    status: OwnData.Status
    value: str | None = None
    women: str | None = None
    men: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    method: str = ""
    cases: int | None = None
    population: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    comment: str = ""

    def numbers(self) -> dict[Gender, str | None]:
        """Return the value of all, and those of women and men where there are any; None says why by the status."""
        found: dict[Gender, str | None] = {Gender.TOTAL: self.value}
        apart = {Gender.WOMEN: self.women, Gender.MEN: self.men}
        return found | {gender: text for gender, text in apart.items() if text is not None}


class FrozenParticipant(_Part):
    """A municipality that took part. Without ``signed_off_at`` nobody stands by its values, and they are not released.

    ``late``: signed off after the last day for data. ``unit``: its number in the statistics store.
    """

    key: str
    code: str
    name: str
    made_up: bool
    unit: int
    signed_off_as: str = ""
    signed_off_at: datetime | None = None
    late: bool = False
    values: tuple[FrozenValue, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether somebody signed off, so that the values are released."""
        return self.signed_off_at is not None

    def value_of(self, asked: int) -> FrozenValue | None:
        """Return what was handed in for a measure, None where nothing was."""
        return next((one for one in self.values if one.asked == asked), None)


class Correction(_Part):
    """What an edition changed against the one before. ``by``: the municipality itself, or who carries the round."""

    municipality: str
    name: str
    asked: int
    by: By
    why: str
    before: FrozenValue | None
    after: FrozenValue


class FrozenRound(_Part):
    """A round as it was frozen. ``correction`` is None in its first edition."""

    key: str
    title: str
    owner: str
    set_key: str
    set_title: str
    year: int
    made_up: bool
    measures: tuple[FrozenMeasure, ...]
    participants: tuple[FrozenParticipant, ...]
    correction: Correction | None = None

    def measure(self, asked: int) -> FrozenMeasure:
        """Return a measure; KeyError for one that was not asked for."""
        found = {one.asked: one for one in self.measures}
        return found[asked]

    def participant(self, key: str) -> FrozenParticipant | None:
        """Return a municipality by its key, None where it took no part."""
        return next((one for one in self.participants if one.key == key), None)

    def released(self) -> tuple[FrozenParticipant, ...]:
        """Return the municipalities whose values are released."""
        return tuple(one for one in self.participants if one.counts)


def exact(value: Decimal | None) -> str | None:
    """Return a number as it is frozen: Decimal("78.500000") is "78.5"."""
    return None if value is None else format((value + 0).normalize(), "f")


def frozen_value(asked: int, row: object) -> FrozenValue:
    """Return an ``OwnData`` row, or an ``Entry`` on its way in, as it is frozen."""
    names = set(FrozenValue.model_fields) - {"asked"}
    found = {name: getattr(row, name) for name in names}
    texts = {name: exact(value) if isinstance(value, Decimal) else value for name, value in found.items()}
    return FrozenValue(asked=asked, **texts)


def as_content(frozen: FrozenRound) -> freezing.Content:
    """Return what is stored of a frozen round."""
    return frozen.model_dump(mode="json")


def read_schema_1(content: freezing.Content) -> FrozenRound:
    """Read a round that was frozen in schema 1."""
    return FrozenRound.model_validate(content)


freezing.register_reader(RoundEdition.KIND, SCHEMA, read_schema_1)


def frozen_of(edition: RoundEdition) -> FrozenRound:
    """Return a frozen round, read once in a process for each content, which never changes."""
    found = _kept.get(edition.sha256)
    if found is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[edition.sha256] = edition.read()
    return found
