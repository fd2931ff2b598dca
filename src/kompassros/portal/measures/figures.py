"""The pictures of a measure's page: all units on a strip, the years, the map, women and men."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from kompassros.charts.figure import Figure
from kompassros.charts.gender_pair import GenderPeriod, GenderTexts, Measured, gender_pair
from kompassros.charts.scale import Level
from kompassros.charts.strip import Band, StripTexts, StripUnit, UnitRole, distribution_strip
from kompassros.charts.sweden_map import Group as MapGroup
from kompassros.charts.sweden_map import MapPlace, MapTexts, mapped_codes, sweden_map
from kompassros.charts.trend_lines import Break, MiddleHalf, Reading, Series, Trend, TrendTexts, trend_lines
from kompassros.indicators.comparing import direction_of
from kompassros.indicators.measure_words import (
    GROUPS,
    is_counted,
    number_text,
    restated_text,
    value_text,
    with_unit,
)
from kompassros.indicators.models import Break as StoredBreak
from kompassros.indicators.models import Indicator
from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Group, Quarter, group_of
from kompassros.methods.rounding import as_written
from kompassros.portal.measures.choosing import Chosen
from kompassros.statistics import unit_classes
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Cell, Gender, Restated, Status
from kompassros.web.formats import format_number

MOST_PERIODS = 8
_MAP_GROUPS: dict[Group, MapGroup] = {Group.BEST: "best", Group.MIDDLE: "middle", Group.WORST: "worst"}


def _mean_name(chosen: Chosen) -> str:
    return _("Mean, made-up demo data") if chosen.unit_class.made_up else _("Mean")


def level(value: float, indicator: Indicator) -> Level:
    """Return a number that stands on an axis and is no unit's value."""
    return Level(as_written(value), number_text(value, indicator))


@dataclass(frozen=True)
class Marked:
    """Units that have a sign on the strip, by number, and what they are called together."""

    title: str
    units: frozenset[int]


def strip(chosen: Chosen, marked: Marked | None, title: str, description: str) -> Figure | None:
    """Return every unit's value on one axis, None where nobody has a value in the year."""
    cell = chosen.cell
    if cell is None:
        return None
    alike = marked.units if marked else frozenset()
    units = [
        StripUnit(unit.name, as_written(value), number_text(value, chosen.indicator), _role(unit, chosen, alike))
        for unit, value in _numbered(chosen)
    ]
    return distribution_strip(
        name="spread",
        units=units,
        mean=level(cell.mean, chosen.indicator),
        band=Band(level(cell.lower_quartile, chosen.indicator), level(cell.upper_quartile, chosen.indicator)),
        title=title,
        description=description,
        format_number=format_number,
        decimals=chosen.indicator.decimals,
        texts=strip_texts(chosen.indicator, chosen.unit, marked, _mean_name(chosen)),
    )


def _numbered(chosen: Chosen) -> Iterable[tuple[Unit, float]]:
    numbers = chosen.values.numbers(chosen.period, chosen.gender)
    return ((unit, numbers[unit.number]) for unit in chosen.ordered if unit.number in numbers)


def _role(unit: Unit, chosen: Chosen, alike: frozenset[int]) -> UnitRole:
    if unit == chosen.unit:
        return "own"
    if unit in chosen.others:
        return "chosen"
    return "similar" if unit.number in alike else "other"


def strip_texts(indicator: Indicator, own: Unit | None, marked: Marked | None, mean: str) -> StripTexts:
    """Return the words of a strip. mean: what the mean is called."""
    ends = {
        Direction.HIGH: (_("worse"), _("better")),
        Direction.LOW: (_("better"), _("worse")),
        Direction.NONE: None,
    }
    return StripTexts(
        heads=(_("Unit"), indicator.unit or _("Value"), _("Shown as")),
        roles={
            "own": own.name if own else "",
            "chosen": _("Chosen"),
            "similar": marked.title if marked else "",
            "other": _("One of the others"),
        },
        mean=mean,
        band=_("The middle half"),
        band_lower=_("Lower end of the middle half"),
        band_upper=_("Upper end of the middle half"),
        ends=ends[direction_of(indicator)],
    )


def trend(chosen: Chosen, breaks: Iterable[StoredBreak], title: str, description: str) -> Figure | None:
    """Return the own value (without one the mean) over the years, None where there is no value at all."""
    periods = chosen.values.periods_of(chosen.gender)
    mean = Series(_mean_name(chosen), tuple(_mean_reading(chosen, period) for period in periods))
    own = _series(chosen, chosen.unit) if chosen.unit else mean
    if all(reading.value is None for reading in own.readings):
        return None
    cells = [(period, chosen.values.cells[period, chosen.gender]) for period in periods]
    shown = Trend(
        own=own,
        mean=mean if chosen.unit else None,
        band=tuple(_half(period, cell, chosen) for period, cell in cells),
        others=tuple(
            series
            for series in (_series(chosen, unit) for unit in chosen.others)
            if any(reading.value is not None for reading in series.readings)
        ),
        breaks=tuple(Break(one.period, one.get_reason_display()) for one in breaks),
        step=chosen.indicator.frequency,
    )
    return trend_lines(
        name="years",
        trend=shown,
        title=title,
        description=description,
        format_number=format_number,
        decimals=chosen.indicator.decimals,
        texts=TrendTexts(
            period=_("Year"),
            band_lower=_("Lower end of the middle half"),
            band_upper=_("Upper end of the middle half"),
            band=_("The middle half"),
            preliminary=_("Preliminary"),
            nothing=_("no value"),
        ),
    )


def with_restated(years: Figure, restated: Sequence[Restated], indicator: Indicator) -> Figure:
    """Return the years with the older selves of the own values as one more column of their table, if there are any."""
    told: dict[str, list[str]] = {}
    for one in restated:
        told.setdefault(str(one.period), []).append(restated_text(one, indicator))
    if not told:
        return years
    rows = tuple((*row, "; ".join(told.get(row[0], ())) or _("none stored")) for row in years.rows)
    return replace(years, columns=(*years.columns, _("Earlier value")), rows=rows)


def _series(chosen: Chosen, unit: Unit) -> Series:
    readings = []
    for period in chosen.values.periods_of(chosen.gender):
        value = chosen.values.value(unit.number, period, chosen.gender)
        number = as_written(value.value) if value and value.value is not None and is_counted(value) else None
        preliminary = value is not None and value.status == Status.PRELIMINARY
        readings.append(Reading(period, number, value_text(value, chosen.indicator), preliminary))
    return Series(unit.name, tuple(readings))


def _mean_reading(chosen: Chosen, period: int) -> Reading:
    mean = chosen.values.cells[period, chosen.gender].mean
    return Reading(period, as_written(mean), number_text(mean, chosen.indicator))


def _half(period: int, cell: Cell, chosen: Chosen) -> MiddleHalf:
    return MiddleHalf(
        period, level(cell.lower_quartile, chosen.indicator), level(cell.upper_quartile, chosen.indicator)
    )


def country_map(chosen: Chosen, title: str, description: str) -> Figure | None:
    """Return the map by group, None where there are no groups or the units are not Sweden's municipalities."""
    cell, direction = chosen.cell, direction_of(chosen.indicator)
    if chosen.unit_class.key != unit_classes.MUNICIPALITY or direction is Direction.NONE:
        return None
    if cell is None or cell.lowest is None:
        return None
    mapped = mapped_codes()
    return sweden_map(
        name="map",
        places=[_map_place(chosen, unit, direction) for unit in chosen.ordered if unit.code in mapped],
        own=chosen.unit.code if chosen.unit and chosen.unit.code in mapped else None,
        title=title,
        description=description,
        texts=MapTexts(
            heads=(_("Municipality"), chosen.indicator.unit or _("Value"), _("Group")),
            groups={
                **{key: str(GROUPS[group]) for group, key in _MAP_GROUPS.items()},
                "none": _("no value, or not grouped"),
            },
            parts=("Stockholm", "Göteborg", "Malmö"),
        ),
    )


def _map_place(chosen: Chosen, unit: Unit, direction: Direction) -> MapPlace:
    value = chosen.values.value(unit.number, chosen.period, chosen.gender)
    quarter = None if value is None or value.quarter is None else Quarter(value.quarter)
    group = group_of(quarter, direction)
    return MapPlace(unit.code, unit.name, value_text(value, chosen.indicator), _MAP_GROUPS[group] if group else "none")


def women_and_men(chosen: Chosen, title: str, description: str) -> Figure | None:
    """Return the values of women and men over the latest years, of the unit or else the means; None without any."""
    both = {int(Gender.WOMEN), int(Gender.MEN)}
    if not both <= set(chosen.values.genders):
        return None
    periods = sorted({period for gender in both for period in chosen.values.periods_of(gender)})[-MOST_PERIODS:]
    rows = [
        GenderPeriod(str(period), _measured(chosen, period, Gender.WOMEN), _measured(chosen, period, Gender.MEN))
        for period in periods
    ]
    if all(side.value is None for row in rows for side in (row.women, row.men)):
        return None
    return gender_pair(
        name="gender",
        periods=rows,
        title=title,
        description=description,
        format_number=format_number,
        decimals=chosen.indicator.decimals,
        texts=GenderTexts(
            period=_("Year"),
            women=_("Women, made-up demo data") if chosen.unit_class.made_up else _("Women"),
            men=_("Men"),
            women_short=_("W"),
            men_short=_("M"),
        ),
    )


def _measured(chosen: Chosen, period: int, gender: Gender) -> Measured:
    if chosen.unit is None:
        cell = chosen.values.cells.get((period, gender))
        return Measured(as_written(cell.mean), number_text(cell.mean, chosen.indicator)) if cell else Measured(None, "")
    value = chosen.values.value(chosen.unit.number, period, gender)
    number = as_written(value.value) if value and value.value is not None and is_counted(value) else None
    return Measured(number, value_text(value, chosen.indicator))


def described(chosen: Chosen, sentence: str) -> str:
    """Return the alternative text of a picture: what it says, then the mean and the ends."""
    cell = chosen.cell
    if cell is None:
        return sentence
    names = {
        "mean": with_unit(cell.mean, chosen.indicator),
        "least": with_unit(cell.least, chosen.indicator),
        "most": with_unit(cell.most, chosen.indicator),
        "period": chosen.period,
    }
    ends = _("In %(period)s the lowest value is %(least)s, the highest %(most)s and the mean %(mean)s.") % names
    return f"{sentence} {ends}"
