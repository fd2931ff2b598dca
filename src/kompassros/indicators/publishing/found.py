"""The values that were asked for, with their units, the size of their cell and the release they stand in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kompassros.indicators.models import Indicator
from kompassros.records.errors import DomainError
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset, Unit
from kompassros.statistics.values import Value

MOST_VALUES = 100_000
"""Own choice: it takes about two seconds to write so many. 40 measures of all municipalities by gender are fewer."""


class TooMuch(DomainError):
    """More is asked for than is given at once; the sentence says the way out."""


@dataclass(frozen=True)
class Wanted:
    """What is read: indicators by number in the order asked for, units and classes by number, datasets by rank.

    Empty ``units`` are all units of ``classes``; no class or no dataset is nothing at all. ``one_country``: only units
    of one country were asked for, so that their codes alone tell them apart.
    """

    indicators: Mapping[int, Indicator]
    units: tuple[int, ...]
    classes: tuple[int, ...]
    periods: tuple[int, ...]
    genders: tuple[int, ...]
    datasets: tuple[Dataset, ...]
    one_country: bool


class Place(NamedTuple):
    """A unit as an answer shows it."""

    country: str
    code: str
    name: str
    kind: str
    made_up: bool


class Row(NamedTuple):
    """One value, how many have one in its cell, and the dataset whose release it stands in."""

    value: Value
    n: int
    dataset: Dataset


@dataclass(frozen=True)
class Found:
    """Rows by indicator, unit, period and gender; ``indicators`` in the order asked for, ``units`` by class and name.

    Indicators, units and datasets are those that have rows.
    """

    rows: Sequence[Row]
    indicators: Mapping[int, Indicator]
    units: Mapping[int, Place]
    datasets: Sequence[Dataset]
    one_country: bool

    def is_made_up(self, row: Row) -> bool:
        """Return whether a value, or the unit it is about, is made up."""
        return row.dataset.made_up or self.units[row.value.unit].made_up


def read(wanted: Wanted, *, bounded: bool = True) -> Found:
    """Read the values; one query for the units, and one for each release that was not read before.

    TooMuch when there are more than MOST_VALUES, unless not ``bounded``.
    """
    values = _values(wanted, MOST_VALUES if bounded else None) if wanted.classes and wanted.datasets else []
    units = _places({value.unit_class for value in values}, {value.unit for value in values}) if values else {}
    rows = _rows(wanted, values)
    order = {number: place for place, number in enumerate(units)}
    of_indicator = {number: place for place, number in enumerate(wanted.indicators)}
    rows.sort(
        key=lambda row: (
            of_indicator[row.value.indicator],
            order[row.value.unit],
            row.value.period,
            row.value.gender,
        )
    )
    measured, sources = {row.value.indicator for row in rows}, {row.dataset.pk for row in rows}
    return Found(
        rows=rows,
        indicators={number: one for number, one in wanted.indicators.items() if number in measured},
        units=units,
        datasets=[one for one in wanted.datasets if one.pk in sources],
        one_country=wanted.one_country,
    )


def _releases(wanted: Wanted) -> list[int]:
    return [one.current_id for one in wanted.datasets if one.current_id is not None]


def _values(wanted: Wanted, most: int | None) -> list[Value]:
    values = reading.values(
        indicators=list(wanted.indicators),
        periods=wanted.periods,
        units=wanted.units,
        genders=wanted.genders,
        classes=wanted.classes,
        limit=None if most is None else most + 1,
        releases=_releases(wanted),
    )
    if most is not None and len(values) > most:
        raise TooMuch(
            f"These are more than {most:,} values. Ask for fewer at once: name units, a kind of units, "
            "periods or a gender, or fewer indicators."
        )
    return values


def _places(classes: Collection[int], numbers: Collection[int]) -> dict[int, Place]:
    """Return the units with these numbers, by class and name; asked for by class, for they may be tens of thousands."""
    found = Unit.objects.filter(unit_class__in=classes).order_by("unit_class", "sort_key", "code")
    columns = ("number", "country", "code", "name", "unit_class__kind", "unit_class__made_up")
    return {number: Place(*place) for number, *place in found.values_list(*columns) if number in numbers}


def _rows(wanted: Wanted, values: Sequence[Value]) -> list[Row]:
    """Return the values with their n and dataset, both as ``statistics.reading`` chose among the releases."""
    if not values:
        return []
    origins = _origins(wanted, {value.indicator for value in values})
    cells = reading.cells(
        indicators=list(wanted.indicators),
        periods=wanted.periods,
        genders=wanted.genders,
        classes=sorted({value.unit_class for value in values}),
        releases=_releases(wanted),
    )
    sizes = {(cell.indicator, cell.period, cell.gender, cell.unit_class): cell.n for cell in cells}
    return [
        Row(
            value,
            sizes.get((value.indicator, value.period, value.gender, value.unit_class), 0),
            origins[value.indicator, value.unit_class],
        )
        for value in values
    ]


def _origins(wanted: Wanted, indicators: Collection[int]) -> dict[tuple[int, int], Dataset]:
    """Return the dataset whose values of an indicator for a class are read: the first that has any."""
    origins: dict[tuple[int, int], Dataset] = {}
    for dataset in reversed(wanted.datasets):
        if dataset.current_id is not None:
            held = reading.held(indicators=sorted(indicators), release=dataset.current_id)
            origins |= dict.fromkeys(held, dataset)
    return origins
