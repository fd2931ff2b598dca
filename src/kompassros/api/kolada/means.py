"""What stands for one gender in an answer: a unit's own value, or the mean of a group's members."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from kompassros.api.kolada.places import Group
from kompassros.indicators.kolada.statuses import WORDS, words_of
from kompassros.methods.spread import spread
from kompassros.statistics.values import COUNTED, Gender, Status, Value

_EPOCH = date(1970, 1, 1)


class Entry(NamedTuple):
    """One gender's value; ``members``: how many members of a group it is made of, 1 for a unit's own."""

    gender: str
    value: float | None
    status: str
    members: int
    deleted: bool = False


@dataclass(frozen=True)
class Series:
    """One object of an answer: the values of one indicator and period at one place, by gender."""

    kpi: str
    place: str
    period: int
    entries: list[Entry]


def entry_of(row: Value) -> Entry:
    """Return a unit's own value.

    Only a number that may be used as one is given as a value. The bound of an inequality ("below 5") stands in the
    status, where no program takes it for the value. "" and "Missing" are Kolada's words, the others our own choice.
    """
    status = Status(row.status)
    value = row.value if status in COUNTED else None
    return Entry(
        Gender(row.gender).letter, value, words_of(status, row.value), row.count, deleted=status is Status.DELETED
    )


def mean_of(gender: int, rows: Sequence[Value]) -> Entry:
    """Return the unweighted mean of a group's members with a value, and how many they are.

    Computed on whole millionths as ``methods.spread`` does, so it does not depend on the order. A preliminary value
    counts and makes the mean preliminary. Without any value it is missing with count 0, and deleted where all its
    members' values are.

    Source: the documentation of Kolada's API ("unweighted average"; count: the members that contributed). Own choice:
    what is preliminary, missing or deleted.
    """
    letter = Gender(gender).letter
    counted = [row for row in rows if row.status in COUNTED]
    found = spread(row.value for row in counted)
    if found:
        preliminary = any(row.status == Status.PRELIMINARY for row in counted)
        return Entry(letter, found.mean, WORDS[Status.PRELIMINARY if preliminary else Status.PRESENT], found.n)
    deleted = all(row.status == Status.DELETED for row in rows)
    return Entry(letter, None, WORDS[Status.DELETED if deleted else Status.MISSING], 0, deleted=deleted)


class Cast(NamedTuple):
    """Whose objects are made: units and indicators by number with their ids, and groups."""

    kpis: Mapping[int, str]
    units: Mapping[int, str]
    groups: Sequence[Group]


def objects_of(rows: Sequence[Value], cast: Cast, since: date | None) -> Iterator[Series]:
    """Yield the objects that values of units and of groups' members make, in the order of the rows.

    With ``since`` only what has changed from that day on: of a unit the genders that have, of a group all of them
    where a member's value has.
    """
    day = None if since is None else (since - _EPOCH).days
    for (indicator, period), cell in groupby(rows, key=lambda row: (row.indicator, row.period)):
        by_unit: dict[int, list[Value]] = defaultdict(list)
        for row in cell:
            by_unit[row.unit].append(row)
        for code, entries in _entries(by_unit, cast, day):
            yield Series(cast.kpis[indicator], code, period, entries)


def _entries(by_unit: Mapping[int, list[Value]], cast: Cast, day: int | None) -> Iterator[tuple[str, list[Entry]]]:
    for number, code in cast.units.items():
        changed = [row for row in by_unit.get(number, ()) if _is_since(row, day)]
        if changed:
            yield code, [entry_of(row) for row in changed]
    for group in cast.groups:
        rows = [row for number in group.members for row in by_unit.get(number, ())]
        if any(_is_since(row, day) for row in rows):
            yield group.code, _means(rows)


def _means(rows: Sequence[Value]) -> list[Entry]:
    by_gender: dict[int, list[Value]] = defaultdict(list)
    for row in rows:
        by_gender[row.gender].append(row)
    return [mean_of(gender, by_gender[gender]) for gender in sorted(by_gender)]


def _is_since(row: Value, day: int | None) -> bool:
    return day is None or row.seen >= day
