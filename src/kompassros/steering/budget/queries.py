"""The money of bodies: of one card, and of all cards of a plan as a tree; each read with one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from kompassros.methods.budget import HandedOn, deviation, handed_on, share_used
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.budget.services import YEARS
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.queries import lines_up
from kompassros.steering.policies import SEE_CARD

Amounts = tuple[Decimal | None, ...]
_SPENT = ("outcome", "forecast", "source")


@dataclass(frozen=True)
class Money:
    """What a body may cost and costs. ``frames``: of the plan's year and the three after, None where none is set.

    ``outcome`` and ``forecast``: by the period that was asked for, None where nobody has entered them; ``whole_year``:
    the period is that of the whole year, so that its outcome is what a forecast was.
    """

    frames: Amounts = (None,) * YEARS
    outcome: Decimal | None = None
    forecast: Decimal | None = None
    source: str = ""
    whole_year: bool = False

    @property
    def frame(self) -> Decimal | None:
        """The frame of the plan's year."""
        return self.frames[0]

    @property
    def deviation(self) -> Decimal | None:
        """What the forecast, or the outcome of the whole year, leaves of the frame; below zero where it takes more."""
        over = self.whole_year and self.outcome is not None
        return deviation(self.frame, self.outcome if over else self.forecast)

    @property
    def used(self) -> Fraction | None:
        """How many per cent of the frame the outcome is."""
        return share_used(self.outcome, self.frame)

    def __bool__(self) -> bool:
        return any(amount is not None for amount in (*self.frames, self.outcome, self.forecast))


def with_money(rows: QuerySet[Any], card: str, year: int, period: str | None = None) -> Any:
    """Return rows with the money of the card to which ``card`` leads ("pk", "card"), to be read by ``money_of``.

    period: whose outcome and forecast; None: the latest period for which the body has entered any.
    """
    frames = BudgetFrame._base_manager.filter(card=OuterRef(card)).order_by("-vintage")
    spent = BudgetOutcome._base_manager.filter(card=OuterRef(card))
    spent = _latest(spent) if period is None else spent.filter(period=period).order_by("-vintage")
    asked: dict[str, Any] = {
        f"money_frame_{number}": Subquery(frames.filter(year=year + number).values("amount")[:1])
        for number in range(YEARS)
    }
    asked |= {f"money_{name}": Subquery(spent.values(name)[:1]) for name in (*_SPENT, "period")}
    return rows.annotate(**asked)


def _latest(spent: QuerySet[Any]) -> Any:
    periods = ReportingPeriod._base_manager.filter(plan=OuterRef("card__plan"), key=OuterRef("period"))
    return spent.annotate(until=Subquery(periods.values("data_on"))).order_by(F("until").desc(), "-vintage")


def money_of(row: Any) -> Money:
    """Return the money of a row that ``with_money`` gave."""
    frames = tuple(getattr(row, f"money_frame_{number}") for number in range(YEARS))
    return Money(frames, row.money_outcome, row.money_forecast, row.money_source or "", row.money_period == "")


@dataclass(frozen=True)
class CardMoney:
    """The money of a card with the period of its latest outcome: title and data date, None where there is none."""

    money: Money
    period: str = ""
    until: date | None = None


def money_of_card(card: Card) -> CardMoney:
    """Return the frames of a card and what it has cost by the latest period it has entered; one query."""
    periods = ReportingPeriod._base_manager.filter(plan=OuterRef("plan"), key=OuterRef("money_period"))
    rows = with_money(Card._base_manager.filter(pk=card.pk), "pk", card.plan.year)
    named = {name: Subquery(periods.values(name)) for name in ("title", "data_on")}
    row = rows.annotate(**{f"money_{name}": each for name, each in named.items()}).get()
    return CardMoney(money_of(row), row.money_title or "", row.money_data_on)


@dataclass(frozen=True)
class PeriodMoney:
    """The money of a body by a period, and by the latest earlier period of the plan for which it entered any."""

    money: Money
    before: CardMoney | None


def money_in_period(card: Card, period: ReportingPeriod) -> PeriodMoney:
    """Return what a body has cost by a period, beside what it said in the one before; two queries."""
    rows = BudgetOutcome._base_manager.filter(card=card).exclude(period=period.key).order_by("-vintage")
    earlier = ReportingPeriod._base_manager.filter(plan=card.plan_id, data_on__lt=period.data_on)
    named = earlier.filter(key=OuterRef("period"))
    found = rows.annotate(title=Subquery(named.values("title")), until=Subquery(named.values("data_on"))).exclude(
        until=None
    )
    last = found.order_by("-until", "-vintage").first()
    now = money_of(with_money(Card._base_manager.filter(pk=card.pk), "pk", card.plan.year, period.key).get())
    if last is None:
        return PeriodMoney(now, None)
    money = Money(now.frames, last.outcome, last.forecast, last.source)
    return PeriodMoney(now, CardMoney(money, last.title, last.until))


@dataclass(frozen=True)
class Branch:
    """A card in the tree with its money; ``depth``: 0 for the municipality's.

    ``handed_on``: its frame of each year beside those directly below. What the reader may not open is empty, and
    counted among those below as a body whose frame is not known.
    """

    card: Card
    depth: int
    readable: bool
    money: Money
    handed_on: tuple[HandedOn, ...]

    @property
    def has_below(self) -> bool:
        """Whether bodies stand below it."""
        return self.handed_on[0].below.count > 0


def tree_of(plan: SteeringPlan, person: object, period: str = "") -> list[Branch]:
    """Return the cards of a plan as a tree with their money, by a period; one query, however many there are."""
    related = Card._base_manager.filter(plan=plan).select_related("organisation")
    rows = list(with_money(related, "pk", plan.year, period))
    for row in rows:
        row.plan = plan
    lines = lines_up(rows)
    cards = sorted(rows, key=lambda card: [(each.organisation.sort_sv, each.pk) for each in lines[card.pk]])
    readable = {card.pk for card in cards if SEE_CARD.allows(person, card)}
    money = {card.pk: money_of(card) if card.pk in readable else Money() for card in cards}
    below = _below(cards, lines)
    return [
        Branch(
            card,
            len(lines[card.pk]) - 1,
            card.pk in readable,
            money[card.pk],
            compare_below(money[card.pk], [money[each] for each in below.get(card.pk, [])]),
        )
        for card in cards
    ]


def _below(cards: Sequence[Card], lines: dict[int, list[Card]]) -> dict[int, list[int]]:
    """Return the cards directly below each."""
    found: dict[int, list[int]] = {}
    for card in cards:
        if len(lines[card.pk]) > 1:
            found.setdefault(lines[card.pk][-2].pk, []).append(card.pk)
    return found


def compare_below(money: Money, below: Sequence[Money]) -> tuple[HandedOn, ...]:
    """Return the frames of a body beside those directly below it, by year."""
    return tuple(handed_on(money.frames[number], [each.frames[number] for each in below]) for number in range(YEARS))


def frames_of(card: Card) -> list[BudgetFrame]:
    """Return the frames of a card by year, every vintage, the latest first."""
    rows = BudgetFrame._base_manager.filter(card=card).select_related("entered_by")
    return list(rows.order_by("year", "-vintage"))


def spent_of(card: Card) -> list[BudgetOutcome]:
    """Return outcomes and forecasts of a card, every vintage, the latest first within a period."""
    rows = BudgetOutcome._base_manager.filter(card=card).select_related("entered_by")
    return list(rows.order_by("period", "-vintage"))


def entered_in(plan: SteeringPlan) -> set[str]:
    """Return the keys of the periods of a plan for which anybody has entered an outcome or a forecast."""
    rows = BudgetOutcome._base_manager.filter(card__plan=plan).order_by()
    return set(rows.values_list("period", flat=True).distinct())


def count_money(plan: int) -> int:
    """Return how many rows of money a plan has: they are only added, so that a change gives another number."""
    rows = (each._base_manager.filter(card__plan=plan).order_by() for each in (BudgetFrame, BudgetOutcome))
    frames, spent = (each.values_list("pk", "entered_at") for each in rows)
    return int(frames.union(spent, all=True).count())


def periods_of(plan: SteeringPlan) -> list[ReportingPeriod]:
    """Return the periods of a plan in the order of their days."""
    return list(ReportingPeriod._base_manager.filter(plan=plan))
