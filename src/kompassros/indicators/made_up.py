"""Made-up values of the KKiK measures for 290 municipalities that do not exist, so that pages can be seen full.

Two of them are the demo's Granby and Norrvik; the others have a number for a name.

Each made-up municipality has a strength of its own, each measure a middle and a width by its unit, and each year a
small step: so there are trends, ties, missing and suppressed values. The same seed gives the same values. They stand
in a dataset and a class of units of their own, labelled as made up, and leave when real values are fetched.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kompassros.indicators.models import Indicator, Measure
from kompassros.methods.ordering import search_key, sort_key
from kompassros.organisations.models import Organisation
from kompassros.statistics import unit_classes
from kompassros.statistics.datasets import MADE_UP
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import Made, make_release
from kompassros.statistics.models import Dataset, Unit
from kompassros.statistics.values import Gender, Observation, Status

SET = "kkik-2024"
SEED = 20261128
COUNT = 290
NAMED = {"M287": "X901", "M288": "X902"}
"""In whose place Granby and Norrvik stand, under their own codes."""
YEARS = range(2018, 2025)
COUNTRY = "XX"
MISSING, SUPPRESSED, PRELIMINARY = 0.04, 0.01, 0.02


@dataclass(frozen=True)
class Scale:
    """What a measure's values look like: around ``middle``, ``width`` apart, from ``least`` to ``most``."""

    middle: float
    width: float
    least: float = 0.0
    most: float = float("inf")


_BY_UNIT = (
    ("%", Scale(72, 9, 0, 100)),
    ("kr", Scale(85_000, 14_000)),
    ("dagar", Scale(28, 11)),
    ("index", Scale(68, 10, 0, 100)),
    ("antal/1000", Scale(24, 9)),
)
_ELSE = Scale(12, 3)


def ensure_units() -> list[Unit]:
    """Return the made-up municipalities, made where they are missing: Granby, Norrvik, "Kommun 001" and so on.

    Any other made-up municipality that takes part in rounds stands beside them and gets no values here.
    """
    own = {one.code: one for one in Organisation.objects.filter(made_up=True, code__in=NAMED.values())}
    codes = [f"M{number:03}" for number in range(1, COUNT + 1)]
    wanted = {code if NAMED.get(code) not in own else NAMED[code] for code in codes}
    units = Unit.objects.filter(country=COUNTRY, code__in=wanted).order_by("code")
    if not units.exists():
        _make_units(wanted, own)
    return list(units)


def _make_units(codes: set[str], own: Mapping[str, Organisation]) -> None:
    of_class = unit_classes.ensure_classes()[unit_classes.MADE_UP]
    named = {code: own[code].name if code in own else f"Kommun {code[1:]}" for code in sorted(codes)}
    Unit.objects.bulk_create(
        Unit(
            country=COUNTRY,
            code=code,
            name=name,
            unit_class=of_class,
            organisation=own.get(code),
            search_key=f"{search_key(code)} {search_key(name)}",
            sort_key=sort_key(name, "sv"),
        )
        for code, name in named.items()
    )


def make_values(seed: int = SEED) -> Made | None:
    """Store made-up values of the KKiK measures as a release of their own; None where the set is not known."""
    measures = Measure.objects.filter(measure_set__key=SET, indicator__isnull=False).select_related("indicator")
    indicators = [measure.indicator for measure in measures if measure.indicator]
    if not indicators:
        return None
    observations = table_of(_observations(indicators, ensure_units(), seed))
    return make_release(dataset_key=MADE_UP, observations=observations, note="Made-up values")


def withdraw() -> bool:
    """Let the made-up values be read no more; returns whether there were any."""
    return bool(Dataset.objects.filter(key=MADE_UP).exclude(current=None).update(current=None))


def _observations(indicators: list[Indicator], units: list[Unit], seed: int) -> Iterator[Observation]:
    strengths = random.Random(seed)  # noqa: S311 - made-up figures, no secret
    strength = {unit.number: strengths.gauss(0, 1) for unit in units}
    for indicator in indicators:
        chance = random.Random(f"{seed} {indicator.code}")  # noqa: S311
        scale = _scale(indicator.unit)
        drift = chance.gauss(0, 0.12)
        for unit in units:
            own = scale.middle + scale.width * (0.5 * strength[unit.number] + 0.8 * chance.gauss(0, 1))
            for period in YEARS:
                own += scale.width * (drift + 0.22 * chance.gauss(0, 1))
                yield from _of_period(indicator, unit, period, own, scale, chance)


def _of_period(
    indicator: Indicator, unit: Unit, period: int, own: float, scale: Scale, chance: random.Random
) -> Iterator[Observation]:
    status = _status(period, chance)
    apart = scale.width * 0.25 * abs(chance.gauss(0, 1))
    parts = ((Gender.TOTAL, 0.0), (Gender.WOMEN, apart), (Gender.MEN, -apart))
    for gender, difference in parts if indicator.by_gender else parts[:1]:
        value = round(min(max(own + difference, scale.least), scale.most), indicator.decimals)
        there = status in (Status.PRESENT, Status.PRELIMINARY)
        yield Observation(
            indicator.number, period, gender, unit.number, unit.unit_class_id, value if there else None, status
        )


def _status(period: int, chance: random.Random) -> Status:
    drawn = chance.random()
    if drawn < MISSING:
        return Status.MISSING
    if drawn < MISSING + SUPPRESSED:
        return Status.SUPPRESSED
    latest = period == YEARS[-1]
    return Status.PRELIMINARY if latest and drawn < MISSING + SUPPRESSED + PRELIMINARY else Status.PRESENT


def _scale(unit: str) -> Scale:
    return next((scale for part, scale in _BY_UNIT if part in unit), _ELSE)
