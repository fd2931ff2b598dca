"""What a request for values asks for, by its address (``kpi/N00945/year/2009``) and its query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kompassros.api.kolada.parameters import Parameters, years
from kompassros.api.kolada.places import WORKPLACES, Level
from kompassros.api.kolada.versions import V2, Refusal, Version

IN_ADDRESS, IN_QUERY = 2, 1
"""How many of indicator, place and year an address must name, and how many a query alone."""


@dataclass(frozen=True)
class Wanted:
    """An empty list restricts nothing. ``within``: the municipalities whose units are meant."""

    kpis: Sequence[str]
    places: Sequence[str]
    within: Sequence[str]
    years: Sequence[int]
    since: date | None


def wanted_of(segments: Sequence[str], level: Level, parameters: Parameters, version: Version) -> Wanted:
    """Return what is asked for; refuses too little, and what is no address of values.

    The pairs of the address may stand in any order. The query's lists are added to those of the address.
    """
    if version is V2 and not segments:
        raise Refusal("Version 2 has no query of values: name two of indicator, place and year in the address.", 404)
    pairs = _pairs(segments, ("kpi", level.name, "year"))
    kpis, places, periods = (
        _listed(name, (f"{name}_id", name), pairs, parameters) for name in ("kpi", level.name, "year")
    )
    within = parameters.listed("municipality", "municipality_id") if level is WORKPLACES else []
    _refuse_too_little(bool(kpis) + bool(places or within) + bool(periods), level, in_address=bool(segments))
    return Wanted(kpis, places, within, years(periods), parameters.since())


def _pairs(segments: Sequence[str], names: Sequence[str]) -> Mapping[str, str]:
    pairs = dict(zip(segments[::2], segments[1::2], strict=False))
    if 2 * len(pairs) != len(segments) or not set(pairs) <= set(names):
        raise Refusal(f"After data or oudata stand pairs of a name and its values; the names are {_or(names)}.", 404)
    return pairs


def _listed(name: str, in_query: tuple[str, str], pairs: Mapping[str, str], parameters: Parameters) -> list[str]:
    found = parameters.listed(*in_query, first=pairs.get(name, ""))
    if name in pairs and not found:
        raise Refusal(f"{name} is named in the address, but no value stands after it.")
    return found


def _refuse_too_little(named: int, level: Level, *, in_address: bool) -> None:
    least = IN_ADDRESS if in_address else IN_QUERY
    if named < least:
        names = ("kpi", level.name, "year") if in_address else ("kpi_id", f"{level.name}_id", "year")
        raise Refusal(f"Name at least {'two' if in_address else 'one'} of {_or(names)}; {named} stand here.")


def _or(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
