"""Values in the words of the answers: status, gender, group by direction."""

from functools import lru_cache
from typing import Any

from kompassros.indicators.models import Indicator
from kompassros.indicators.publishing.found import Found, Row
from kompassros.indicators.publishing.sources import dataset_record
from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Quarter, group_of
from kompassros.statistics.values import SOURCE_GENDERS, Status

STATUS_WORDS = {status.value: status.name.lower() for status in Status}
MADE_UP = "made-up demo data"


@lru_cache(maxsize=32)
def group_word(quarter: int | None, direction: str) -> str | None:
    """Return the word for a group by direction: best, middle, worst; None without one."""
    group = None if quarter is None else group_of(Quarter(quarter), Direction(direction))
    return group.value if group else None


def value_record(row: Row, found: Found) -> dict[str, Any]:
    """Return one value as plain data; what does not exist is null."""
    value, indicator, unit = row.value, found.indicators[row.value.indicator], found.units[row.value.unit]
    return {
        "indicator": indicator.code,
        "country": unit.country,
        "unit": unit.code,
        "period": value.period,
        "gender": SOURCE_GENDERS[value.gender],
        "value": value.value,
        "status": STATUS_WORDS[value.status],
        "count": value.count,
        "n": row.n,
        "from_low": value.from_low,
        "from_high": value.from_high,
        "group": group_word(value.quarter, indicator.direction),
        "dataset": row.dataset.key,
        "release": row.dataset.current.number if row.dataset.current else 0,
        "made_up": found.is_made_up(row),
    }


def values_record(found: Found) -> dict[str, Any]:
    """Return an answer: values, what they measure, whom they are about, and where they come from."""
    return {
        "count": len(found.rows),
        "values": [value_record(row, found) for row in found.rows],
        "indicators": [_measured(one) for one in found.indicators.values()],
        "units": [place._asdict() for place in found.units.values()],
        "datasets": [dataset_record(one) for one in found.datasets],
    }


def _measured(one: Indicator) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("code", "title", "unit", "decimals", "direction")}


def title_of(found: Found) -> str:
    """Return a line that says what was measured."""
    measured = list(found.indicators.values())
    if len(measured) == 1:
        return f"{measured[0].code} {measured[0].title}"
    return f"Values of {len(measured)} indicators"


def source_of(found: Found) -> str:
    """Return the sources' names, each once."""
    return "; ".join(dict.fromkeys(one.source for one in found.datasets))
