"""What an own set of measures says: its head, its lines, and why it is changed."""

import re
from dataclasses import dataclass

from django.utils.text import slugify

from kompassros.indicators.measure_sets import SetFile
from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.organisations.models import Organisation
from kompassros.records.models import HistoryEntry

SET = "measure_set"
MOST_MEASURES = 300
"""More measures than this nobody reads together. Own choice."""
_LONGEST_STEM = 50
_YEAR = re.compile(r"(-\d{2,4})+$")


@dataclass(frozen=True)
class Head:
    """What a set says of itself. ``source``: who chose the measures, and where that is decided."""

    title: str
    year: int | None = None
    source: str = ""
    signs: str = MeasureSet.Signs.GROUPS


@dataclass(frozen=True)
class Line:
    """One measure of a set, under the names of ``Measure``. An empty direction is the catalogue's."""

    code: str = ""
    title: str = ""
    area: str = ""
    direction: str = ""
    level: str = ""

    @property
    def identity(self) -> str:
        """What tells a measure from others of its set: its code, else its words."""
        return self.code or " ".join(self.title.casefold().split())


@dataclass(frozen=True)
class Reason:
    """Why a set is changed. ``decision``: where that was decided, such as "KS 2026-11-02 § 14"; may be empty."""

    why: str
    decision: str = ""

    def __str__(self) -> str:
        return f"{self.why} [{self.decision}]" if self.decision else self.why


def head_of(measure_set: MeasureSet) -> Head:
    """Return the head of a stored set."""
    return Head(**{name: getattr(measure_set, name) for name in Head.__dataclass_fields__})


def line_of(measure: Measure) -> Line:
    """Return a stored measure as a line."""
    return Line(**{name: getattr(measure, name) for name in Line.__dataclass_fields__})


def head_of_file(read: SetFile) -> Head:
    """Return the head that a file has."""
    return Head(title=read.title, year=read.year, source=read.source, signs=read.signs)


def lines_of_file(read: SetFile) -> list[Line]:
    """Return the lines that a file has."""
    return [Line(one.code, one.title, one.area, one.direction or "", one.level) for one in read.measures]


def stem_of(key: str) -> str:
    """Return a key without its year: what the lists of several years have in common."""
    return _YEAR.sub("", key)


def free_key(organisation: Organisation, head: Head) -> str:
    """Return an address for a new set: whose it is, its title, its year. One that a set once had is not used again."""
    words = _YEAR.sub("", slugify(head.title))
    stem = slugify(f"{organisation.key}-{words}")[:_LONGEST_STEM].strip("-")
    wanted = f"{stem}-{head.year}" if head.year else stem
    taken = set(MeasureSet.objects.filter(key__startswith=stem).values_list("key", flat=True))
    taken |= set(HistoryEntry.objects.filter(subject_kind=SET).values_list("subject_key", flat=True))
    number, key = 1, wanted
    while key in taken:
        number += 1
        key = f"{stem}-v{number}-{head.year}" if head.year else f"{stem}-v{number}"
    return key


def numbers_of(codes: set[str]) -> dict[str, int]:
    """Return the catalogue's numbers of the codes that it has; one query."""
    return dict(Indicator.objects.filter(code__in=codes - {""}).values_list("code", "number"))
