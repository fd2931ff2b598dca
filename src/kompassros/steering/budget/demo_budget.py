"""Granby's frames for four years, what its bodies cost in the closed year and in this year's first tertial: made up."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from kompassros.records.packaged import packaged
from kompassros.steering.budget.services import Spent, record_spent, set_frames
from kompassros.steering.periods.planning import plan_usual
from kompassros.steering.plans.models import Card, SteeringPlan

FILE = "demo-budget.yaml"
YEAR, FIRST = "", "T1"
_THOUSAND = 1000


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(packaged("kompassros.steering", FILE))
    return content


def load_budget(last: SteeringPlan, this: SteeringPlan) -> int:
    """Set the frames of both plans by their own decisions, and enter what was spent; return of how many bodies."""
    for plan, key in ((last, "last"), (this, "frames")):
        plan_usual(plan=plan, person=None)
        for card, wanted in _cards(plan):
            _set(card, dict(enumerate(wanted[key])), plan.decision)
    for card, wanted in _cards(last):
        _spend(card, YEAR, [wanted["year"], None])
    for card, wanted in _cards(this):
        _spend(card, FIRST, wanted["T1"])
        changed = _content()["changed"]
        if card.organisation.name == changed["body"]:
            _set(card, {changed["year"]: changed["amount"]}, changed["decision"].format(year=this.year))
    return len(_content()["bodies"])


def _cards(plan: SteeringPlan) -> list[tuple[Card, dict[str, Any]]]:
    rows = Card._base_manager.filter(plan=plan).select_related("organisation", "plan__organisation").order_by("pk")
    bodies = _content()["bodies"]
    return [(card, bodies[card.organisation.name]) for card in rows if card.organisation.name in bodies]


def _kronor(thousands: int | None) -> Decimal | None:
    return None if thousands is None else Decimal(thousands * _THOUSAND)


def _set(card: Card, thousands: Mapping[int, int], decision: str) -> None:
    amounts = {card.plan.year + number: _kronor(amount) for number, amount in thousands.items()}
    set_frames(card=card, amounts=amounts, person=None, decision=decision, source=_content()["source"])


def _spend(card: Card, period: str, thousands: list[int | None]) -> None:
    spent = Spent(*map(_kronor, thousands))
    record_spent(card=card, period=period, spent=spent, person=None, source=_content()["source"])
