"""The computed status of an indicator: from its target and its values, stored with the rule's version."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kompassros.methods.direction import Direction
from kompassros.methods.targets import RULE_VERSION, Attained, Outcome, attain
from kompassros.steering.goals.contents import target_of
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.goals.surroundings import surroundings_of

COMPUTED = ("attainment", "reason", "compared", "rule")
_DECIMALS = Decimal("0.000001")


@dataclass(frozen=True)
class Series:
    """The values of an indicator for whole years, the latest vintage of each, by year."""

    values: Mapping[int, IndicatorValue]

    def outcome(self, year: int) -> Outcome | None:
        """Return the result of a year; None where there is none that can be computed with."""
        found = self.values.get(year)
        if found is None or found.value is None:
            return None
        return Outcome(found.value, found.bound, found.preliminary)

    def broken(self, year: int) -> bool:
        """Return whether the series begins anew in a year."""
        found = self.values.get(year)
        return bool(found and found.broken)


def read_series(indicators: Iterable[int], period: str = "") -> dict[int, Series]:
    """Return the values of indicators by their ids, for a reporting period or for whole years; one query."""
    rows = IndicatorValue._base_manager.filter(indicator__in=set(indicators), period=period)
    found: dict[int, dict[int, IndicatorValue]] = defaultdict(dict)
    for row in rows.order_by("year", "vintage"):
        found[row.indicator_id][row.year] = row
    return defaultdict(lambda: Series({}), {key: Series(values) for key, values in found.items()})


def compute(edition: IndicatorEdition, series: Series, year: int) -> Attained:
    """Return the status of an indicator in a year by its values, and by what the year's stands beside in the store."""
    direction, found = Direction(edition.direction), series.values.get(year)
    previous, broken = series.outcome(year - edition.frequency), series.broken(year)
    around = surroundings_of(found.around if found else None, direction, previous, broken=broken)
    return attain(target_of(edition), series.outcome(year), around, direction)


def columns(attained: Attained) -> dict[str, Any]:
    """Return the columns that keep a computed status."""
    compared = attained.compared
    return {
        "attainment": str(attained.attainment),
        "reason": str(attained.reason) if attained.reason else "",
        "compared": None if compared is None else compared.quantize(_DECIMALS),
        "rule": RULE_VERSION,
    }


def refresh(editions: Sequence[IndicatorEdition]) -> int:
    """Compute the status of indicators anew and store what differs; return how many did. Two queries."""
    series = read_series(edition.indicator_id for edition in editions)
    changed = []
    for edition in editions:
        new = columns(compute(edition, series[edition.indicator_id], edition.plan.year))
        if any(getattr(edition, name) != value for name, value in new.items()):
            for name, value in new.items():
                setattr(edition, name, value)
            changed.append(edition)
    IndicatorEdition._base_manager.bulk_update(changed, COMPUTED, batch_size=500)
    return len(changed)
