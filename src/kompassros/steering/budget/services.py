"""Frames are set, and changed by decisions; outcome and forecast are entered by period and corrected."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from kompassros.organisations.saving import require
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.steering.budget import trail
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.budget.policies import SET_FRAMES
from kompassros.steering.goals.contents import plain
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import LONGEST_DECISION
from kompassros.steering.policies import WRITE_CARD
from kompassros.steering.saving import lock_card, refuse_without_decision

YEARS = 4
"""The plan's year and the three after it, as handlingsprogram and flerårsplan have them."""
LONGEST_SOURCE = 300
LARGEST = Decimal(10) ** 12
_DECIMALS = -2
Amount = Decimal | None


@dataclass(frozen=True)
class Spent:
    """What a body has cost until the data date, and what it will cost in the whole year; None is not known."""

    outcome: Amount = None
    forecast: Amount = None


def years_of(plan: SteeringPlan) -> range:
    """Return the years for which a plan has frames."""
    return range(plan.year, plan.year + YEARS)


def stored_count(rows: type[Model], card: Card) -> int:
    """Return how many rows of a body are stored: they are only ever added, so this tells whether others have written.

    rows: BudgetFrame or BudgetOutcome.
    """
    return int(rows._base_manager.filter(card=card).count())


def check_amount(amount: Amount) -> None:
    """Refuse an amount that cannot be kept: DomainError with a sentence that says how to mend it."""
    if amount is None:
        return
    exponent = amount.normalize().as_tuple().exponent if amount.is_finite() else None
    if not isinstance(exponent, int) or exponent < _DECIMALS or abs(amount) >= LARGEST:
        raise DomainError(_("An amount is given in kronor with two decimals at most, below a million million."))


@transaction.atomic
def set_frames(
    *,
    card: Card,
    amounts: Mapping[int, Amount],
    person: Any,
    decision: str = "",
    source: str = "",
    seen: int | None = None,
) -> list[BudgetFrame]:
    """Set the frames of a body by year; return the new rows. The same amount again is no change; None takes one back.

    ``seen``: how many rows there were when the person looked, Conflict where there are more; None asks nothing. Once
    the plan is adopted and the card agreed, a decision has to be named. DomainError for a year out of the plan's.
    """
    require(person, SET_FRAMES, card)
    held = lock_card(card)
    _refuse_unseen(BudgetFrame, held, seen)
    told = {"decision": decision.strip(), "source": source.strip()}
    check_told(**told)
    known = latest_frames(held)
    changed = {year: amount for year, amount in sorted(amounts.items()) if amount != _amount(known.get(year))}
    rows = [_frame(held, year, amount, known.get(year), person, told) for year, amount in changed.items()]
    for row in rows:
        refuse_without_decision(held, decision, _("The frame of %(year)s") % {"year": row.year})
        row.save()
        before = known.get(row.year)
        was = plain({"amount": before.amount}) if before else None
        after = plain({"amount": row.amount})
        trail.write_budget(held, str(row.year), person, "framed", before=was, after=after, why=decision)
    return rows


def _refuse_unseen(rows: type[Model], card: Card, seen: int | None) -> None:
    if seen is not None and stored_count(rows, card) != seen:
        raise Conflict(
            _("Somebody else has entered money of %(name)s in the meantime. Look at what changed, then save again.")
            % {"name": card.organisation.name}
        )


def check_told(*, decision: str = "", source: str = "") -> None:
    """Refuse a decision or a source that is too long to be kept."""
    if len(decision) > LONGEST_DECISION:
        raise DomainError(_("The decision's name is longer than 120 characters. Shorten it."))
    if len(source) > LONGEST_SOURCE:
        raise DomainError(_("The source is longer than 300 characters. Shorten it."))


def latest_frames(card: Card) -> dict[int, BudgetFrame]:
    """Return the frames that hold, by year."""
    rows = BudgetFrame._base_manager.filter(card=card).order_by("vintage")
    return {row.year: row for row in rows}


def _amount(row: BudgetFrame | None) -> Amount:
    return row.amount if row else None


def _frame(
    card: Card, year: int, amount: Amount, before: BudgetFrame | None, person: Any, told: Mapping[str, str]
) -> BudgetFrame:
    if year not in years_of(card.plan):
        words = {"first": card.plan.year, "last": card.plan.year + YEARS - 1}
        raise DomainError(_("The plan has frames for %(first)s to %(last)s only.") % words)
    check_amount(amount)
    return BudgetFrame(
        card=card,
        organisation_id=card.organisation_id,
        year=year,
        vintage=before.vintage + 1 if before else 1,
        amount=amount,
        entered_by=person,
        entered_at=clock.now(),
        **told,
    )


@transaction.atomic
def record_spent(
    *, card: Card, period: str, spent: Spent, person: Any, source: str = "", seen: int | None = None
) -> BudgetOutcome | None:
    """Enter what a body has cost until the data date of a period, and its forecast for the year.

    The same amounts again are no correction. None for what was never known and still is not. DomainError for a key
    that no period of the plan has; Conflict as in ``set_frames``.
    """
    require(person, WRITE_CARD, card)
    held = lock_card(card)
    _refuse_unseen(BudgetOutcome, held, seen)
    check_told(source=source.strip())
    if not ReportingPeriod._base_manager.filter(plan=held.plan, key=period).exists():
        raise DomainError(_("The plan of %(year)s has no such reporting period.") % {"year": held.plan.year})
    for amount in (spent.outcome, spent.forecast):
        check_amount(amount)
    latest: BudgetOutcome | None = (
        BudgetOutcome._base_manager.filter(card=held, period=period).order_by("vintage").last()
    )
    before = Spent(latest.outcome, latest.forecast) if latest else Spent()
    if before == spent:
        return latest
    row: BudgetOutcome = BudgetOutcome._base_manager.create(
        card=held,
        organisation_id=held.organisation_id,
        period=period,
        vintage=latest.vintage + 1 if latest else 1,
        outcome=spent.outcome,
        forecast=spent.forecast,
        source=source.strip(),
        entered_by=person,
        entered_at=clock.now(),
    )
    was = plain(asdict(before)) if latest else None
    about = f"{held.plan.year} {period}".strip()
    trail.write_budget(held, about, person, "spent", before=was, after=plain(asdict(spent)))
    return row
