"""Values as a dataset of JSON-stat: indicator, unit, period, gender."""

from collections.abc import Mapping
from typing import Any

from kompassros.indicators.models import Indicator
from kompassros.indicators.publishing.found import Found, Place
from kompassros.indicators.publishing.jsonstat import Dimension, make_dataset, steps_of
from kompassros.indicators.publishing.records import MADE_UP, STATUS_WORDS, source_of, title_of
from kompassros.indicators.publishing.sources import dataset_record
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import SOURCE_GENDERS, Status

GENDERS = {"T": "women and men", "K": "women", "M": "men"}
STATUS_LABELS = {
    "missing": "value missing",
    "not_applicable": "does not apply",
    "suppressed": "not shown, for secrecy",
    "preliminary": "preliminary",
    "below": "less than the value",
    "at_most": "at most the value",
    "above": "more than the value",
    "at_least": "at least the value",
}


def cube_of(found: Found) -> dict[str, Any]:
    """Return the values as a dataset.

    A unit's category is its code where one country was asked for, else country and code ("SE-0180").
    """
    indicators = {one.code: one.title for one in found.indicators.values()}
    units = {_unit_code(place, found): place for place in found.units.values()}
    periods = sorted({row.value.period for row in found.rows})
    genders = sorted({row.value.gender for row in found.rows})
    dimensions = [
        Dimension("indicator", "Indicator", indicators, "metric", _measures(found)),
        Dimension("unit", "Unit", {code: place.name for code, place in units.items()}, "geo", _unit_notes(units)),
        Dimension("period", "Period", {str(period): str(period) for period in periods}, "time"),
        Dimension("gender", "Gender", {SOURCE_GENDERS[one]: GENDERS[SOURCE_GENDERS[one]] for one in genders}),
    ]
    positions = _positions(found, periods, genders)
    return make_dataset(
        texts=_texts(found),
        dimensions=dimensions,
        values={position: row.value.value for position, row in zip(positions, found.rows, strict=True)},
        statuses={
            position: STATUS_WORDS[row.value.status]
            for position, row in zip(positions, found.rows, strict=True)
            if row.value.status != Status.PRESENT
        },
        extension={"release": _releases(found.datasets), "status": {"label": STATUS_LABELS}},
    )


def _positions(found: Found, periods: list[int], genders: list[int]) -> list[int]:
    """Return for each row where it stands in the cube."""
    parts = (found.indicators, found.units, periods, genders)
    indicators, units, years, letters = (
        {number: place * step for place, number in enumerate(numbers)}
        for numbers, step in zip(parts, steps_of([len(one) for one in parts]), strict=True)
    )
    return [
        indicators[value.indicator] + units[value.unit] + years[value.period] + letters[value.gender]
        for value, _n, _dataset in found.rows
    ]


def _unit_code(place: Place, found: Found) -> str:
    return place.code if found.one_country else f"{place.country}-{place.code}"


def _unit_notes(units: Mapping[str, Place]) -> dict[str, Any]:
    notes = {code: [MADE_UP] for code, place in units.items() if place.made_up}
    return {"note": notes} if notes else {}


def _measures(found: Found) -> dict[str, Any]:
    return {"unit": {one.code: _measure(one) for one in found.indicators.values()}}


def _measure(one: Indicator) -> dict[str, Any]:
    said = {"label": one.unit, "symbol": one.unit} if one.unit else {}
    return {"decimals": one.decimals, **said}


def _texts(found: Found) -> dict[str, Any]:
    made = [one.current.made_at.isoformat(timespec="seconds") for one in found.datasets if one.current]
    notes = list(dict.fromkeys(one.licence for one in found.datasets if one.licence))
    if any(found.is_made_up(row) for row in found.rows):
        notes.insert(0, MADE_UP)
    return {
        "label": title_of(found),
        "source": source_of(found),
        "updated": max(made, default=""),
        "note": notes,
    }


def _releases(datasets: list[Dataset] | Any) -> dict[str, Any]:
    return {
        one["key"]: {"number": one["release"], "sha256": one["sha256"], "made_at": one["made_at"]}
        for one in map(dataset_record, datasets)
    }
