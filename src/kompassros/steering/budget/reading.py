"""Frames, outcomes and forecasts from a file (CSV, XLSX): what changes, and every trouble by its row and column."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from kompassros.documents.sheets import FORMULA_STARTS
from kompassros.records.errors import DomainError
from kompassros.records.tabular import TableRow, Trouble, error
from kompassros.records.workbook_tables import read_table_file
from kompassros.steering.budget.columns import BODY, TEXTS, key_of, known_columns
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.budget.services import Spent, check_amount, check_told, years_of
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.usual import key_of as period_key
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.saving import refuse_without_decision
from kompassros.web.formats import format_number

MOST = 1_000
"""Rows of a file. Own choice: each is locked, compared and told of in the history."""
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
Amounts = Mapping[int, Decimal | None]


@dataclass(frozen=True)
class Wish:
    """A row of a file that is in order. ``frames`` and ``spent``: what differs from what is stored, with its before."""

    row: int
    card: Card
    frames: Amounts
    spent: Spent | None
    period: ReportingPeriod | None
    decision: str
    source: str
    before: Amounts
    spent_before: Spent

    @property
    def changes(self) -> bool:
        """Whether anything of the row is new."""
        return bool(self.frames or self.spent)


@dataclass
class ReadBudget:
    """What a file says: rows that are in order, and what is wrong."""

    wishes: list[Wish] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """What the rows of a file may name, and what is stored of it."""

    plan: SteeringPlan
    cards: Mapping[str, list[Card]]
    periods: Mapping[str, ReportingPeriod]
    frames: Mapping[tuple[int, int], Decimal | None]
    spent: Mapping[tuple[int, str], Spent]
    taken: set[tuple[int, str]]


def read_budget(name: str, raw: bytes, plan: SteeringPlan) -> ReadBudget:
    """Return what a file would store of the bodies of a plan; four queries."""
    table = read_table_file(name, raw, required=(BODY,), known=known_columns(plan), rename=key_of)
    read = ReadBudget(troubles=list(table.troubles))
    if table.has_errors():
        return read
    if len(table.rows) > MOST:
        message = _("The file has more than %(most)s rows. Split it into several files.")
        read.troubles.append(error(0, "", message % {"most": format_number(MOST)}))
        return read
    known = known_of(plan)
    for row in table.rows:
        _read_row(row, known, read)
    return read


def known_of(plan: SteeringPlan) -> Known:
    """Return what the rows of a file of a plan may name, and what is stored; four queries."""
    cards = defaultdict(list)
    for card in Card._base_manager.filter(plan=plan).select_related("organisation"):
        card.plan = plan
        for name in {card.organisation.key, card.organisation.name.casefold()}:
            cards[name].append(card)
    periods: dict[str, ReportingPeriod] = {}
    for period in ReportingPeriod._base_manager.filter(plan=plan):
        periods |= {period.key.casefold(): period, period.title.casefold(): period}
    frames = BudgetFrame._base_manager.filter(card__plan=plan).order_by("vintage")
    spent = BudgetOutcome._base_manager.filter(card__plan=plan).order_by("vintage")
    return Known(
        plan,
        cards,
        periods,
        {(row.card_id, row.year): row.amount for row in frames},
        {(row.card_id, row.period): Spent(row.outcome, row.forecast) for row in spent},
        set(),
    )


def _read_row(row: TableRow, known: Known, read: ReadBudget) -> None:
    found: list[Trouble] = []

    def told(column: str, value: Any) -> Any:
        if isinstance(value, DomainError):
            found.append(error(row.number, column, str(value)))
            return None
        return value

    texts = {name: _plain(row.get(name)) for name in TEXTS}
    card = told(BODY, _card(texts[BODY], known))
    amounts = {
        year: told(str(year), _amount(_plain(row.get(str(year)))))
        for year in years_of(known.plan)
        if _plain(row.get(str(year)))
    }
    spent = Spent(*(told(name, _amount(_plain(row.get(name)))) for name in ("outcome", "forecast")))
    has_spent = spent != Spent()
    period = told("period", _period(texts["period"], known)) if has_spent else None
    for column in ("decision", "source"):
        told(column, _checked(column, texts[column]))
    if not found and card and not amounts and not has_spent:
        told(BODY, DomainError(_("The row has no amount. Fill in a year, an outcome or a forecast.")))
    if card and not found:
        found += _twice(row, card, amounts, period, known)
    if card and not found:
        wish = _wish(row.number, card, amounts, (spent if has_spent else None, period), texts, known)
        told("decision", _decided(wish))
        read.wishes += [] if found else [wish]
    read.troubles += found


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe by which a written file keeps a text from being run as a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


def _card(cell: str, known: Known) -> Card | DomainError:
    cards = known.cards.get(cell, known.cards.get(cell.casefold(), []))
    if len(cards) == 1:
        return cards[0]
    if cards:
        return DomainError(_("Several bodies have this name. Write the short name in the body's address instead."))
    return DomainError(_("No body with a card in this plan has this name."))


def _amount(cell: str) -> Decimal | DomainError | None:
    text = "".join(cell.translate(_MINUS).split()).replace(",", ".")
    if not text:
        return None
    try:
        amount = Decimal(text)
        check_amount(amount)
    except InvalidOperation:
        return DomainError(_("Write the amount in kronor as a number, such as 12500000."))
    except DomainError as refused:
        return refused
    return amount


def _period(cell: str, known: Known) -> ReportingPeriod | DomainError:
    found = known.periods.get(period_key(cell.casefold())) if cell else None
    if found is not None:
        return found
    words = {"periods": ", ".join(sorted({each.key or "year" for each in known.periods.values()}))}
    return DomainError(_("Name a reporting period of the plan: %(periods)s.") % words)


def _checked(column: str, text: str) -> DomainError | None:
    try:
        check_told(**{column: text})
    except DomainError as refused:
        return refused
    return None


def _twice(row: TableRow, card: Card, amounts: Amounts, period: ReportingPeriod | None, known: Known) -> list[Trouble]:
    """Return a trouble for each amount that an earlier row of the file gives already, and remember these."""
    names = [str(year) for year in amounts] + ([f"period {period.key}"] if period else [])
    again = [name for name in names if (card.pk, name) in known.taken]
    known.taken.update((card.pk, name) for name in names)
    message = _("An earlier row of the file has this amount of the body already.")
    return [error(row.number, "period" if name.startswith("period") else name, message) for name in again]


def _wish(
    number: int,
    card: Card,
    amounts: Amounts,
    money: tuple[Spent | None, ReportingPeriod | None],
    texts: Mapping[str, str],
    known: Known,
) -> Wish:
    spent, period = money
    before = {year: known.frames.get((card.pk, year)) for year in amounts}
    spent_before = known.spent.get((card.pk, period.key), Spent()) if period else Spent()
    filled = _filled(spent, spent_before) if spent else None
    return Wish(
        number,
        card,
        {year: amount for year, amount in amounts.items() if amount != before[year]},
        filled if filled != spent_before else None,
        period,
        texts["decision"],
        texts["source"],
        before,
        spent_before,
    )


def _filled(spent: Spent, before: Spent) -> Spent:
    """Return what a row says, an empty cell leaving what is stored as it is."""
    outcome = before.outcome if spent.outcome is None else spent.outcome
    return Spent(outcome, before.forecast if spent.forecast is None else spent.forecast)


def _decided(wish: Wish) -> DomainError | None:
    try:
        if wish.frames:
            refuse_without_decision(wish.card, wish.decision, _("The frame of %(year)s") % {"year": min(wish.frames)})
    except DomainError as refused:
        return refused
    return None
