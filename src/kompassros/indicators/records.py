"""Indicators and comparisons as plain records: for the interface and the command line."""

from typing import TYPE_CHECKING, Any

from kompassros.indicators.models import Indicator
from kompassros.statistics.values import Status

if TYPE_CHECKING:
    from kompassros.indicators.comparing import InGroup, UnitComparison

SHORT = (
    *("code", "title", "unit", "decimals", "direction", "about", "operating_area", "perspective", "by_gender"),
    *("by_workplace", "valid_from", "valid_to"),
)
LONG = (
    *("direction_basis", "source", "numerator", "denominator", "definition", "collected_by", "frequency"),
    *("dimension", "auspice", "publication", "corrected"),
)


def short_record(indicator: Indicator) -> dict[str, Any]:
    """Return an indicator as it stands in lists."""
    return {name: getattr(indicator, name) for name in SHORT} | {"vanished_on": _day(indicator.vanished_on)}


def indicator_record(indicator: Indicator) -> dict[str, Any]:
    """Return all that the catalogue says of an indicator, with its breaks and the versions of its source's entry."""
    return {
        **short_record(indicator),
        **{name: getattr(indicator, name) for name in LONG},
        "owner": indicator.owner.key if indicator.owner else None,
        "replaced_by": indicator.replaced_by.code if indicator.replaced_by else None,
        "breaks": [
            {"period": entry.period, "reason": entry.reason, "note": entry.note, "source": entry.source}
            for entry in indicator.breaks.all()
        ],
        "versions": [
            {"seen_on": _day(entry.seen_on), "source": entry.source, "entry": entry.entry}
            for entry in indicator.versions.all()
        ],
    }


def _day(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())


def comparison_record(found: "UnitComparison") -> dict[str, Any]:
    """Return a comparison as plain data; what does not exist is null."""
    cell, value = found.cell, found.value
    return {
        "indicator": found.indicator.code,
        "title": found.indicator.title,
        "unit_of_measure": found.indicator.unit,
        "direction": found.indicator.direction,
        "unit": found.unit.code,
        "name": found.unit.name,
        "made_up": found.unit.unit_class.made_up,
        "period": found.period or None,
        "gender": found.gender.letter,
        "value": value.value if value else None,
        "status": Status(value.status).name.lower() if value else "missing",
        "n": cell.n if cell else 0,
        "place": found.ranks.rank_best if found.ranks else None,
        "group": found.group.value if found.group else None,
        "groups": found.sizes._asdict() if found.sizes else None,
        "no_groups": found.no_groups.value if found.no_groups else None,
        "mean": cell.mean if cell else None,
        "median": cell.median if cell else None,
        "min": cell.least if cell else None,
        "max": cell.most if cell else None,
        "lower_quartile": cell.lower_quartile if cell else None,
        "upper_quartile": cell.upper_quartile if cell else None,
        "change": {
            "turn": found.change.turn.value if found.change.turn else None,
            "difference": float(found.change.difference) if found.change.difference is not None else None,
            "reason": found.change.reason.value if found.change.reason else None,
        },
        "trend": {
            "turn": found.trend.trend.value if found.trend.trend else None,
            "values": [list(point) for point in found.trend.points],
            "reason": found.trend.reason.value if found.trend.reason else None,
        },
        "country": found.country,
        "county": {"n": found.county.n, "mean": found.county.mean} if found.county else None,
        "similar": [_group_record(one) for one in found.similar],
        "networks": [_group_record(one) for one in found.networks],
        "restated": [
            {
                "period": one.period,
                "value": one.value,
                "status": Status(one.status).name.lower(),
                "seen": one.seen.isoformat(),
                "replaced": one.replaced.isoformat(),
            }
            for one in found.restated
        ],
    }


def _group_record(found: "InGroup") -> dict[str, Any]:
    place, others = found.place, found.others
    return {
        "group": found.group.code,
        "title": found.group.title,
        "service_area": found.group.service_area,
        "year": found.group.year,
        "place": place.place if place else None,
        "of": place.of if place else None,
        "n": others.n if others else 0,
        "mean": others.mean if others else None,
        "median": others.median if others else None,
        "min": others.least if others else None,
        "max": others.most if others else None,
        "members": [unit.code for unit, _value in found.values],
    }
