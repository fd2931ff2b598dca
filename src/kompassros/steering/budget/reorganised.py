"""How frames and outcomes follow a reorganisation: the heir has the sum, the old body's are taken back.

What was entered before stays as an earlier vintage, and what was entered for a closed period stays where it is. That a
sum is known only where every part with a row is known is our own choice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kompassros.records import clock
from kompassros.steering.budget import trail
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.budget.said import say_amount
from kompassros.steering.goals.contents import plain
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.plans.models import Card
from kompassros.steering.reorganising.following import Following, Line, register

Latest = Mapping[int | str, Any]


def follow_budget(following: Following) -> Iterator[Line]:
    """Add what the bodies that end have to what the heir has; a body that goes on keeps all of it."""
    for card in _cards(following):
        frames = _latest(BudgetFrame._base_manager.filter(card=card, card__plan__in=following.plans), "year")
        outcomes = _latest(BudgetOutcome._base_manager.filter(card=card).exclude(period__in=_closed(card)), "period")
        named = [f"{key or _('the year')}: {_said(row)}" for key, row in (*frames.items(), *outcomes.items())]
        if following.ends:
            heir = following.cards[card.plan_id, following.heir.pk]
            _add_frames(following, card, heir, frames)
            _add_outcomes(following, card, heir, outcomes)
        after = following.heir if following.ends else card.organisation
        yield from (following.line("budget", name, card.organisation, after) for name in named)


def _cards(following: Following) -> list[Card]:
    rows = Card._base_manager.filter(plan__in=following.plans, organisation__in=following.sources)
    return list(rows.select_related("organisation", "plan").order_by("plan__year", "pk"))


def _closed(card: Card) -> list[str]:
    closed = ReportingPeriod._base_manager.filter(plan=card.plan, state=ReportingPeriod.State.CLOSED)
    return list(closed.values_list("key", flat=True))


def _latest(rows: Iterable[Any], name: str) -> dict[int | str, Any]:
    """Return the rows that hold, by year or period; what was taken back does not hold."""
    found = {getattr(row, name): row for row in sorted(rows, key=lambda row: row.vintage)}
    return {key: row for key, row in found.items() if any(value is not None for value in _amounts(row))}


def _amounts(row: Any) -> tuple[Decimal | None, ...]:
    return (row.amount,) if isinstance(row, BudgetFrame) else (row.outcome, row.forecast)


def _said(row: Any) -> str:
    return "; ".join(say_amount(amount) for amount in _amounts(row) if amount is not None)


def _sum(parts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(parts)
    return None if None in known else sum((part for part in known if part is not None), Decimal(0))


def _vintages(rows: Iterable[Any], name: str) -> defaultdict[int | str, int]:
    found: defaultdict[int | str, int] = defaultdict(int)
    for row in rows:
        found[getattr(row, name)] = max(found[getattr(row, name)], row.vintage)
    return found


def _add_frames(following: Following, card: Card, heir: Card, frames: Latest) -> None:
    for year, frame in frames.items():
        rows = list(BudgetFrame._base_manager.filter(card=heir, year=year))
        held = _latest(rows, "year").get(year)
        amount = _sum(row.amount for row in (held, frame) if row is not None)
        for owner, value, last in ((heir, amount, _vintages(rows, "year")[year]), (card, None, frame.vintage)):
            BudgetFrame._base_manager.create(
                **_entered(following, owner), year=year, amount=value, vintage=last + 1, decision=following.decision
            )
            _tell(following, owner, year, "framed", {"amount": value})


def _add_outcomes(following: Following, card: Card, heir: Card, outcomes: Latest) -> None:
    for period, told in outcomes.items():
        rows = list(BudgetOutcome._base_manager.filter(card=heir, period=period))
        parts = [row for row in (_latest(rows, "period").get(period), told) if row is not None]
        sums = {name: _sum(getattr(row, name) for row in parts) for name in ("outcome", "forecast")}
        if any(value is not None for value in sums.values()):
            vintage = _vintages(rows, "period")[period] + 1
            BudgetOutcome._base_manager.create(**_entered(following, heir), period=period, vintage=vintage, **sums)
            _tell(following, heir, period, "spent", sums)
        BudgetOutcome._base_manager.create(**_entered(following, card), period=period, vintage=told.vintage + 1)
        _tell(following, card, period, "spent", dict.fromkeys(sums))


def _tell(following: Following, card: Card, about: int | str, verb: str, after: dict[str, Decimal | None]) -> None:
    trail.write_budget(card, str(about), following.person, verb, after=plain(after), why=following.decision)


def _entered(following: Following, card: Card) -> dict[str, Any]:
    return {
        "card": card,
        "organisation": card.organisation,
        "source": _("Reorganisation: %(decision)s") % {"decision": following.decision},
        "entered_by": following.person,
        "entered_at": clock.now(),
    }


register("budget", 70, follow_budget)
