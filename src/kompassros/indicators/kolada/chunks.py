"""What a fetch asks for, cut into parts that are asked for one after the other and each kept as one file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from kompassros.indicators.kolada.client import in_parts
from kompassros.indicators.kolada.entries import FIRST_YEAR, LAST_YEAR, SourceValue, Year
from kompassros.indicators.kolada.statuses import read_status
from kompassros.records.errors import DomainError
from kompassros.statistics.values import SOURCE_GENDERS

# Own choice: a part is then some ten pages, so that little is lost when a fetch is stopped.
YEARS_AT_ONCE = 5
WORKPLACE_YEARS_AT_ONCE = 1


class About(StrEnum):
    """What the values of a part are about, by the name of the column that holds the code."""

    MUNICIPALITY = "municipality"
    WORKPLACE = "ou"


class Question(BaseModel):
    """What is asked, from which address. Two fetches are the same when this is the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str
    kpis: tuple[str, ...]
    from_year: Year
    to_year: Year
    workplaces: bool = False


@dataclass(frozen=True)
class Chunk:
    """One part of a fetch and the name of its file."""

    file: str
    about: About
    kpis: tuple[str, ...]
    years: tuple[int, ...]


@dataclass
class Content:
    """The values of a chunk, one per indicator, unit, year and gender, and what is to be told about them.

    ``unread``: how many values had a status text that is not known. ``repeated``: how many values came again, as
    happens when Kolada is changed between two pages; the one that came last is kept.
    """

    rows: dict[tuple[str, str, int, int], tuple[float | None, int, int]] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    repeated: int = 0

    def add(self, values: Iterable[SourceValue]) -> None:
        """Take values in."""
        for row in values:
            reading = read_status(row.value, row.status, deleted=row.deleted)
            if reading.unread is not None:
                self.unread[reading.unread] = self.unread.get(reading.unread, 0) + 1
            key = row.kpi, row.unit, row.period, SOURCE_GENDERS.index(row.gender)
            self.repeated += key in self.rows
            self.rows[key] = reading.value, reading.status, row.members


def ask(*, base_url: str, codes: Iterable[str], from_year: int, to_year: int, workplaces: bool) -> Question:
    """Return a question, each code once; DomainError for one that asks for nothing."""
    kpis = tuple(dict.fromkeys(codes))
    if not kpis:
        raise DomainError(_("Say which indicators are to be fetched."))
    if not FIRST_YEAR <= from_year <= to_year <= LAST_YEAR:
        message = _("The years %(first)s to %(last)s cannot be fetched: give years of four digits, the first first.")
        raise DomainError(message % {"first": from_year, "last": to_year})
    return Question(base_url=base_url, kpis=kpis, from_year=from_year, to_year=to_year, workplaces=workplaces)


def plan(question: Question) -> list[Chunk]:
    """Return the parts of a question in the order in which they are asked for; always the same for one question."""
    return [*_parts(question, About.MUNICIPALITY, YEARS_AT_ONCE), *_workplace_parts(question)]


def _workplace_parts(question: Question) -> Iterator[Chunk]:
    if question.workplaces:
        yield from _parts(question, About.WORKPLACE, WORKPLACE_YEARS_AT_ONCE)


def _parts(question: Question, about: About, years_at_once: int) -> Iterator[Chunk]:
    number = 0
    for kpis in in_parts(question.kpis):
        for first in range(question.from_year, question.to_year + 1, years_at_once):
            number += 1
            years = range(first, min(first + years_at_once, question.to_year + 1))
            yield Chunk(f"{about}-{number:05d}.parquet", about, tuple(kpis), tuple(years))
