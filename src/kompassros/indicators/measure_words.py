"""How values, places, groups, changes and trends of a measure are said."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompassros.indicators.comparing import Sizes, UnitComparison
from kompassros.indicators.models import Indicator
from kompassros.methods.quarters import Group, NoGroups, SignRule
from kompassros.methods.rounding import as_written
from kompassros.methods.trend import NoTrend, Trend, Turn
from kompassros.statistics.models import UnitClass
from kompassros.statistics.values import COUNTED, Cell, Gender, Restated, Status, Value
from kompassros.web.cells import Sign
from kompassros.web.formats import current_language, format_date, format_number

Words = str | Promise
_COUNTED, _PER = "antal", "antal/"

GENDERS: Mapping[Gender, Words] = {
    Gender.TOTAL: gettext_lazy("women and men"),
    Gender.WOMEN: gettext_lazy("women"),
    Gender.MEN: gettext_lazy("men"),
}
GROUPS: Mapping[Group, Words] = {
    Group.BEST: gettext_lazy("among the best quarter"),
    Group.MIDDLE: gettext_lazy("in the middle half"),
    Group.WORST: gettext_lazy("among the worst quarter"),
}
GROUP_SIGNS: Mapping[Group, Sign] = {
    Group.BEST: "better",
    Group.BETTER_MIDDLE: "middle",
    Group.MIDDLE: "middle",
    Group.WORSE_MIDDLE: "middle",
    Group.WORST: "worse",
}
GROUPS_BY_RULE: Mapping[SignRule, Mapping[Group, Words]] = {
    SignRule.QUARTERS: GROUPS,
    SignRule.FOURTHS: {
        Group.BEST: gettext_lazy("in the best of four groups"),
        Group.BETTER_MIDDLE: gettext_lazy("in the second best of four groups"),
        Group.MIDDLE: gettext_lazy("in the middle"),
        Group.WORSE_MIDDLE: gettext_lazy("in the second worst of four groups"),
        Group.WORST: gettext_lazy("in the worst of four groups"),
    },
    SignRule.AGAINST_MEAN: {
        Group.BEST: gettext_lazy("better than the mean"),
        Group.MIDDLE: gettext_lazy("near the mean"),
        Group.WORST: gettext_lazy("worse than the mean"),
    },
}
TURNS: Mapping[Turn, Words] = {
    Turn.BETTER: gettext_lazy("better than before"),
    Turn.WORSE: gettext_lazy("worse than before"),
    Turn.UP: gettext_lazy("higher than before"),
    Turn.DOWN: gettext_lazy("lower than before"),
    Turn.UNCHANGED: gettext_lazy("unchanged since before"),
}
TRENDS: Mapping[Trend, Words] = {
    Trend.BETTER_TWICE: gettext_lazy("better twice running"),
    Trend.WORSE_TWICE: gettext_lazy("worse twice running"),
    Trend.UP_TWICE: gettext_lazy("up twice running"),
    Trend.DOWN_TWICE: gettext_lazy("down twice running"),
    Trend.UNCHANGED: gettext_lazy("unchanged over three measurements"),
    Trend.MIXED: gettext_lazy("no clear direction"),
}
NO_TREND: Mapping[NoTrend, Words] = {
    NoTrend.NO_VALUE: gettext_lazy("no value to follow"),
    NoTrend.BREAK: gettext_lazy("not told: the series has a break"),
    NoTrend.MISSING: gettext_lazy("not told: an earlier value is missing"),
}
NO_GROUPS: Mapping[NoGroups, Words] = {
    NoGroups.TOO_FEW: gettext_lazy("No groups are formed, since fewer than 20 have a value."),
    NoGroups.SHARED_VALUE: gettext_lazy(
        "No groups are formed, since more than a third share one value where a group would begin."
    ),
}
WITHOUT_VALUE: Mapping[Status, Words] = {
    Status.MISSING: gettext_lazy("value missing"),
    Status.NOT_APPLICABLE: gettext_lazy("does not apply"),
    Status.SUPPRESSED: gettext_lazy("not shown, for secrecy"),
    Status.DELETED: gettext_lazy("taken back by the source"),
}
INEQUALITIES: Mapping[Status, str] = {
    Status.BELOW: "<",
    Status.AT_MOST: "≤",
    Status.ABOVE: ">",
    Status.AT_LEAST: "≥",
}
DIRECTIONS: Mapping[str, Words] = {
    Indicator.Direction.HIGH: gettext_lazy("A high value is good."),
    Indicator.Direction.LOW: gettext_lazy("A low value is good."),
    Indicator.Direction.NONE: gettext_lazy("Neither a high nor a low value is good in itself, so there are no groups."),
}


def number_text(value: float, indicator: Indicator) -> str:
    """Return a number with the measure's decimals, without its unit."""
    return _number_text(value, indicator.decimals, current_language())


@lru_cache(maxsize=16_384)
def _number_text(value: float, decimals: int, language: str) -> str:
    """Write a number; kept, since a page writes every unit's value several times."""
    return format_number(as_written(value), decimals=decimals, language=language)


def with_unit(value: float, indicator: Indicator) -> str:
    """Return a number with the measure's decimals and unit."""
    unit = _said_unit(indicator.unit)
    return f"{number_text(value, indicator)}\u00a0{unit}" if unit else number_text(value, indicator)


def _said_unit(unit: str) -> str:
    """Return a unit as it is said after a number: Kolada's "antal" says no more than that something is counted."""
    if unit == _COUNTED:
        return ""
    return f"per {unit.removeprefix(_PER)}" if unit.startswith(_PER) else unit


def value_text(value: Value | None, indicator: Indicator) -> str:
    """Return a value as it is shown: the number, an inequality, or the words that say why there is none."""
    if value is None:
        return str(WITHOUT_VALUE[Status.MISSING])
    return _said(value.value, Status(value.status), indicator)


def _said(value: float | None, status: Status, indicator: Indicator) -> str:
    if value is None or status in WITHOUT_VALUE:
        return str(WITHOUT_VALUE.get(status, WITHOUT_VALUE[Status.MISSING]))
    text = number_text(value, indicator)
    return f"{INEQUALITIES[status]}\u00a0{text}" if status in INEQUALITIES else text


def restated_text(one: Restated, indicator: Indicator) -> str:
    """Say what a value was before, and until which day."""
    said = _said(one.value, Status(one.status), indicator)
    if one.status == Status.PRELIMINARY:
        said = _("%(value)s (preliminary)") % {"value": said}
    return _("earlier %(value)s, until %(day)s") % {"value": said, "day": format_date(one.replaced)}


def restated_sentences(restated: Iterable[Restated], indicator: Indicator) -> list[str]:
    """Say of each restated value what it was before; the latest replaced first."""
    return [f"{one.period}: {restated_text(one, indicator)}." for one in restated]


def is_counted(value: Value | None) -> bool:
    """Return whether a value has a place."""
    return value is not None and value.status in COUNTED and value.value is not None


def place_text(place: int, of: int) -> str:
    """Return "3 of 8"."""
    return _("%(place)s of %(of)s") % {"place": format_number(place), "of": format_number(of)}


def unit_sentence(found: UnitComparison) -> str:
    """Say a unit's value, its place and group, and what became of it, in one to three sentences."""
    return " ".join(part for part in (_value_sentence(found), _change_sentence(found)) if part)


def _names(found: UnitComparison) -> dict[str, Any]:
    number = found.number
    return {
        "unit": found.unit.name,
        "period": found.period,
        "value": with_unit(number, found.indicator) if number is not None else value_text(found.value, found.indicator),
        "group": GROUPS[found.group] if found.group else "",
        "place": format_number(found.ranks.rank_best) if found.ranks else "",
        "of": format_number(found.cell.n) if found.cell else "",
    }


def _value_sentence(found: UnitComparison) -> str:
    names = _names(found)
    if found.number is None:
        return _("For %(unit)s in %(period)s: %(value)s.") % names
    if found.group:
        return _("%(unit)s had %(value)s in %(period)s: place %(place)s of %(of)s, %(group)s.") % names
    if found.ranks:
        return _("%(unit)s had %(value)s in %(period)s: place %(place)s of %(of)s.") % names
    return _("%(unit)s had %(value)s in %(period)s.") % names


def _change_sentence(found: UnitComparison) -> str:
    if found.change.turn is None:
        return ""
    names = {"turn": TURNS[found.change.turn], "before": found.change.points[0].period}
    return _("It is %(turn)s (%(before)s).") % names


def many(unit_class: UnitClass) -> str:
    """Return what the units of a class are called together."""
    kinds: dict[str, str] = {UnitClass.Kind.MUNICIPALITY: _("municipalities"), UnitClass.Kind.REGION: _("regions")}
    return _("made-up municipalities") if unit_class.made_up else kinds.get(unit_class.kind, _("units"))


def spread_sentence(found: Cell, indicator: Indicator, period: int, units: str) -> str:
    """Say what all units together look like: the mean, and between what the middle half lies."""
    names = {
        "count": format_number(found.n),
        "units": units,
        "period": period,
        "mean": with_unit(found.mean, indicator),
        "low": number_text(found.lower_quartile, indicator),
        "high": number_text(found.upper_quartile, indicator),
    }
    return (
        _("In %(period)s the mean of %(count)s %(units)s was %(mean)s; half of them lie between %(low)s and %(high)s.")
        % names
    )


def sizes_sentence(sizes: Sizes, of: int) -> str:
    """Say how many are in each group."""
    names = {
        "best": format_number(sizes.best),
        "middle": format_number(sizes.middle),
        "worst": format_number(sizes.worst),
        "of": format_number(of),
    }
    return (
        ngettext(
            "Of %(of)s with a value %(best)s is among the best quarter, %(middle)s in the middle half and %(worst)s "
            "among the worst quarter.",
            "Of %(of)s with a value %(best)s are among the best quarter, %(middle)s in the middle half and %(worst)s "
            "among the worst quarter.",
            sizes.best,
        )
        % names
    )
