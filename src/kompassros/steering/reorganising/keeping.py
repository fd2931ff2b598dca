"""A card that ends is kept as it was read until then: goals, and the figure, target and status of each indicator."""

from typing import Any

from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.goals.queries import GoalLine, IndicatorLine, goals_of
from kompassros.steering.periods.frozen_period import FrozenGoal, written
from kompassros.steering.plans.models import Card

Json = dict[str, Any]
_VALUE = ("year", "printed", "bound", "preliminary", "broken", "note", "source", "vintage")


def keep_card(card: Card) -> list[Json]:
    """Return the goals of a card as plain values, in the shape in which a frozen period has them."""
    return [_goal(line) for line in goals_of(card, withdrawn=True)]


def read_kept(content: list[Json]) -> list[FrozenGoal]:
    """Return the goals of a kept card."""
    return [FrozenGoal(each) for each in content]


def _goal(line: GoalLine) -> Json:
    edition = line.edition
    return {
        "uid": str(edition.goal.uid),
        "title": edition.title,
        "withdrawn_on": edition.withdrawn_on.isoformat() if edition.withdrawn_on else None,
        "indicators": [_indicator(each) for each in line.indicators],
    }


def _indicator(line: IndicatorLine) -> Json:
    edition: IndicatorEdition = line.edition
    return {
        "uid": str(edition.indicator.uid),
        "title": edition.title,
        "unit": edition.unit,
        "target": {
            "text": edition.target_text,
            "kind": edition.target_kind,
            "comparison": edition.comparison,
            **{name: written(getattr(edition, name)) for name in ("low", "high", "acceptable")},
        },
        "value": _value(line.this),
        "status": {"attainment": edition.attainment, "reason": edition.reason},
    }


def _value(value: IndicatorValue | None) -> Json | None:
    if value is None:
        return None
    return {name: getattr(value, name) for name in _VALUE} | {"value": written(value.value)}
