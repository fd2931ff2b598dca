"""Measures that differ only in who runs what is measured: the municipality itself, others, or all of them.

The source has no field that says so reliably: both "enskild regi" and "kommunal regi" occur with the same letter. What
the titles say is read here, and a title is taken for one of a family only where another title is the same but for
these words. Of a single organisational unit the source does not tell who runs it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F

from kompassros.indicators.models import Indicator
from kompassros.methods.ordering import search_key
from kompassros.statistics import reading
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Cell, Gender, Value


class Provider(StrEnum):
    """Who runs what a measure is about, as its title says."""

    OWN = "own"
    OTHERS = "others"
    ALL = "all"


_WORDS = {
    Provider.OWN: ("kommunal", "kommunala", "kommunalt", "egen", "offentlig"),
    Provider.OTHERS: ("fristaende", "enskild", "enskilda", "enskilt", "privat", "privata"),
    Provider.ALL: ("lageskommun",),
}
_PROVIDER = {word: provider for provider, words in _WORDS.items() for word in words}
# Stand beside the words above in some titles of a family and not in others.
_BESIDE = frozenset({"i", "regi", "skola", "skolor"})
_LASTING_FIRST = F("valid_to").desc(nulls_first=True)
_ENDED = re.compile(r"\(-\d{4}\)")


@dataclass(frozen=True)
class Title:
    """A title read: who runs what it is about (None where it does not say), and the words that the family shares."""

    provider: Provider | None
    family: tuple[str, ...]


def read_title(title: str) -> Title:
    """Read a title. One with words for two kinds of providers says nothing."""
    words = search_key(_ENDED.sub("", title)).split()
    providers = {_PROVIDER[word] for word in words if word in _PROVIDER}
    family = tuple(word for word in words if word not in _PROVIDER and word not in _BESIDE)
    return Title(providers.pop() if len(providers) == 1 else None, family)


def family_of(indicator: Indicator) -> dict[Provider, Indicator]:
    """Return the measures of the same family, one for each kind of provider, the indicator among them; one query.

    Empty unless the family tells own providers from others. Of several with the same words the first by code that has
    not ended.
    """
    own = read_title(indicator.title)
    if own.provider is None:
        return {}
    alike = Indicator.objects.filter(search_key__contains=_longest_run(indicator.title), vanished_on=None)
    found: dict[Provider, Indicator] = {own.provider: indicator}
    for one in alike.exclude(pk=indicator.pk).defer("definition").order_by(_LASTING_FIRST, "code"):
        title = read_title(one.title)
        if title.family == own.family and title.provider:
            found.setdefault(title.provider, one)
    return found if {Provider.OWN, Provider.OTHERS} <= found.keys() else {}


def _longest_run(title: str) -> str:
    """Return the longest run of words that all titles of the family have side by side."""
    words = (" " if word in _PROVIDER or word in _BESIDE else word for word in search_key(title).split())
    return max((run.strip() for run in " ".join(words).split("  ")), key=len)


@dataclass(frozen=True)
class Provided:
    """One measure of a family: its cell in the class of units, and the unit's own value, as far as there are any."""

    provider: Provider
    indicator: Indicator
    cell: Cell | None
    value: Value | None


def provided(
    *, indicator: Indicator, unit: Unit | None, unit_class: int, period: int, gender: Gender
) -> list[Provided]:
    """Return the measures of an indicator's family with their values in one period; at most three queries."""
    family = family_of(indicator)
    if not family:
        return []
    numbers = [one.number for one in family.values()]
    releases = reading.current_releases()
    cells = reading.cells(
        indicators=numbers, periods=[period], genders=[gender], classes=[unit_class], releases=releases
    )
    values = (
        reading.values(indicators=numbers, periods=[period], genders=[gender], units=[unit.number], releases=releases)
        if unit
        else []
    )
    by_cell, by_value = {cell.indicator: cell for cell in cells}, {value.indicator: value for value in values}
    return [
        Provided(kind, family[kind], by_cell.get(family[kind].number), by_value.get(family[kind].number))
        for kind in Provider
        if kind in family
    ]
