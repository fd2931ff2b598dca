"""The money of a body in a period's edition: written to its JSON, read from it, compared with another edition's.

An edition of before money was kept has none, and a body without any amount has none either.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kompassros.steering.budget.queries import Money, compare_below, money_of
from kompassros.steering.goals.contents import plain
from kompassros.steering.periods.frozen_period import FrozenCard, FrozenPeriod, number

KEY = "budget"
Json = dict[str, Any]


def money_content(row: Any, year: int) -> Json:
    """Return what an edition keeps of a row that ``with_money`` gave: nothing where no amount is known."""
    money = money_of(row)
    if not money:
        return {}
    frames = {str(year + after): _written(amount) for after, amount in enumerate(money.frames)}
    told: Json = {"outcome": _written(money.outcome), "forecast": _written(money.forecast), "source": money.source}
    told |= {"whole_year": money.whole_year}
    return {KEY: {"frames": frames, **told}}


def _written(amount: Decimal | None) -> str | None:
    return None if amount is None else str(plain({"amount": amount})["amount"])


def frozen_money(card: FrozenCard) -> Money:
    """Return the money of a card of an edition; empty where it has none."""
    told = card.content.get(KEY)
    if told is None:
        return Money()
    frames = tuple(number(text) for _year, text in sorted(told["frames"].items()))
    return Money(
        frames, number(told["outcome"]), number(told["forecast"]), told["source"], bool(told.get("whole_year"))
    )


@dataclass(frozen=True)
class CardInEdition:
    """A card of an edition with its money, and what the cards directly below it have of frames this year."""

    card: FrozenCard
    money: Money
    below: Decimal | None
    difference: Decimal | None


def money_in(period: FrozenPeriod) -> list[CardInEdition]:
    """Return the cards of an edition with their money, in the order of the tree; nothing where none has any."""
    cards = period.cards
    money = {card.body: frozen_money(card) for card in cards}
    if not any(money.values()):
        return []
    found = []
    for card in cards:
        below = [money[each.body] for each in cards if each.above == card.body]
        this = compare_below(money[card.body], below)[0]
        found.append(CardInEdition(card, money[card.body], this.below.total, this.difference))
    return found


@dataclass(frozen=True)
class MoneyMoved:
    """A body whose money is another one in the later of two editions."""

    card: FrozenCard
    before: Money
    after: Money


def compare_money(before: FrozenPeriod, after: FrozenPeriod) -> list[MoneyMoved]:
    """Return the bodies of both editions whose frame, outcome or forecast is another one, in the later one's order."""
    known = {card.body: frozen_money(card) for card in before.cards}
    pairs = [MoneyMoved(card, known[card.body], frozen_money(card)) for card in after.cards if card.body in known]
    return [pair for pair in pairs if _said(pair.before) != _said(pair.after)]


def _said(money: Money) -> tuple[Decimal | None, ...]:
    return (money.frame, money.outcome, money.forecast)
