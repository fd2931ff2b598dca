"""What a file's names can be: the indicators of the catalogue and the units of a country, with their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kompassros.indicators.models import Indicator, Measure
from kompassros.statistics.models import Unit, UnitClass
from kompassros.statistics.receiving.recognising import Known, Names

_KIND = "unit_class__kind"


class KnownIndicator(NamedTuple):
    """An indicator by which values are stored and shown."""

    number: int
    title: str


class KnownUnit(NamedTuple):
    """A unit by which values are stored and shown."""

    number: int
    unit_class: int
    name: str


@dataclass(frozen=True)
class Catalogue:
    """Indicators and units by their codes, and how printed names are found among them."""

    indicators: Mapping[str, KnownIndicator]
    units: Mapping[str, KnownUnit]
    known: Known


def catalogue_of(country: str) -> Catalogue:
    """Read what is known of a country; three queries.

    An indicator is also known by the words of the sets that it is a measure of. A municipality or region goes before
    an organisational unit of the same name.
    """
    indicators = {
        code: KnownIndicator(number, title)
        for code, number, title in Indicator.objects.order_by("pk").values_list("code", "number", "title")
    }
    titles = [(code, one.title) for code, one in indicators.items()]
    titles += Measure.objects.exclude(indicator=None).values_list("indicator__code", "title").distinct()
    rows = Unit.objects.filter(country=country).order_by("pk")
    found = rows.values_list("code", "number", "unit_class_id", "name", _KIND)
    units: dict[str, KnownUnit] = {}
    large: list[tuple[str, str]] = []
    small: list[tuple[str, str]] = []
    for code, number, unit_class, name, kind in found:
        units[code] = KnownUnit(number, unit_class, name)
        (small if kind == UnitClass.Kind.WORKPLACE else large).append((code, name))
    return Catalogue(indicators, units, Known(_Before(Names(large), Names(small)), Names(titles)))


class _Before:
    """Finds among some names, and among others only what is not found there."""

    def __init__(self, first: Names, second: Names) -> None:
        self._first, self._second = first, second

    def __call__(self, text: str) -> Sequence[str]:
        return self._first(text) or self._second(text)
