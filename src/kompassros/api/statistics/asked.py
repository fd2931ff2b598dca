"""Which values are asked for, and what is asked for by names that nobody knows."""

from collections.abc import Collection, Iterable
from typing import Annotated, Literal

from ninja import Schema
from ninja.errors import HttpError
from pydantic import Field

from kompassros.api.statistics.parameters import Code, Country, Kind, Letter, Period
from kompassros.indicators.models import Indicator
from kompassros.indicators.publishing.found import Wanted
from kompassros.indicators.publishing.sources import datasets
from kompassros.statistics.models import Dataset, Unit, UnitClass
from kompassros.statistics.values import SOURCE_GENDERS

MOST_INDICATORS = 50
MOST_UNITS = 500
_HOW = "They are given with made_up=true only."


class Asked(Schema):
    """The parameters; what is left out narrows nothing."""

    indicator: Annotated[list[Code], Field(min_length=1, max_length=MOST_INDICATORS)]
    unit: Annotated[list[Code], Field(max_length=MOST_UNITS)] = []
    country: Annotated[list[Country], Field(max_length=20)] = []
    kind: Annotated[list[Kind], Field(max_length=4)] = []
    period: Annotated[list[Period], Field(max_length=200)] = []
    gender: Annotated[list[Letter], Field(max_length=3)] = []
    dataset: Annotated[list[Annotated[str, Field(max_length=60, pattern=r"^[\w-]+$")]], Field(max_length=20)] = []
    made_up: bool = False
    format: Literal["json", "jsonstat", "csv", "xlsx"] = "json"


def find_wanted(asked: Asked) -> Wanted:
    """Look up what is asked for; at most four queries. HttpError with a sentence for what is not known."""
    classes = _classes(asked)
    return Wanted(
        indicators=_indicators(asked.indicator),
        units=_units(asked, classes) if asked.unit else (),
        classes=tuple(classes),
        periods=tuple(asked.period),
        genders=tuple(SOURCE_GENDERS.index(letter) for letter in asked.gender),
        datasets=_datasets(asked),
        one_country=len({code.upper() for code in asked.country}) == 1,
    )


def _refuse(unknown: Iterable[str], one: str, several: str, hint: str) -> None:
    codes = sorted(unknown)
    if codes:
        what = f"is no {one} {codes[0]}" if len(codes) == 1 else f"are no {several} {', '.join(codes)}"
        raise HttpError(404, f"There {what}. {hint}")


def _indicators(codes: Collection[str]) -> dict[int, Indicator]:
    known = {one.code: one for one in Indicator.objects.filter(code__in=codes).defer("definition")}
    _refuse(set(codes) - known.keys(), "indicator", "indicators", "/indicators?q= finds indicators by words.")
    return {known[code].number: known[code] for code in dict.fromkeys(codes)}


def _classes(asked: Asked) -> dict[int, UnitClass]:
    """Return the classes of units that are read, by number; made-up ones only where they are asked for."""
    known = list(UnitClass.objects.all())
    countries = {code.upper() for code in asked.country}
    _refuse(countries - {one.country for one in known}, "country", "countries", "/units?country= lists units.")
    meant = [
        one
        for one in known
        if (not countries or one.country in countries) and (not asked.kind or one.kind in asked.kind)
    ]
    allowed = {one.number: one for one in meant if asked.made_up or not one.made_up}
    if meant and not allowed:
        raise HttpError(400, f"The units asked for are made up. {_HOW}")
    return allowed


def _units(asked: Asked, classes: Collection[int]) -> tuple[int, ...]:
    found = Unit.objects.filter(code__in=asked.unit).values_list("number", "code", "unit_class", "unit_class__made_up")
    units = list(found)
    allowed = {number: code for number, code, of_class, _made_up in units if of_class in classes}
    missing = set(asked.unit) - set(allowed.values())
    hidden = missing & {code for _number, code, _of_class, made_up in units if made_up and not asked.made_up}
    if hidden:
        raise HttpError(404, f"Made-up units: {', '.join(sorted(hidden))}. {_HOW}")
    _refuse(missing, "unit", "units", "/units?q= finds units by name; country and kind may leave them out.")
    return tuple(allowed)


def _datasets(asked: Asked) -> tuple[Dataset, ...]:
    """Return the datasets that are read, in their order; made-up ones only where they are asked for."""
    known = datasets()
    _refuse(set(asked.dataset) - {one.key for one in known}, "dataset", "datasets", "/datasets lists them.")
    named = [one for one in known if one.key in asked.dataset] if asked.dataset else known
    allowed = [one for one in named if asked.made_up or not one.made_up]
    if asked.dataset and not allowed:
        raise HttpError(400, f"The datasets asked for hold made-up values. {_HOW}")
    return tuple(one for one in allowed if one.current_id is not None)
