"""What was read of a file with money travels sealed through the browser, and is stored as a whole or not at all."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations.saving import require
from kompassros.records import filled_forms
from kompassros.records.errors import DomainError
from kompassros.steering.budget.reading import Known, Wish, known_of
from kompassros.steering.budget.services import Spent, record_spent, set_frames
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import LEAD_PLAN

_SALT = "kompassros.steering.budget"


def sealed(plan: SteeringPlan, wishes: Iterable[Wish]) -> str:
    """Return what was looked over as a text that nobody can change on its way through the browser."""
    told = [_told(wish) for wish in wishes if wish.changes]
    return filled_forms.seal({"plan": plan.pk, "rows": told}, _SALT)


def _told(wish: Wish) -> dict[str, Any]:
    spent = wish.spent
    return {
        "card": wish.card.pk,
        "frames": {str(year): [_text(wish.before[year]), _text(amount)] for year, amount in wish.frames.items()},
        "period": wish.period.key if wish.period else "",
        "spent": _texts(spent) if spent else None,
        "before": _texts(wish.spent_before),
        "decision": wish.decision,
        "source": wish.source,
    }


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _texts(spent: Spent) -> list[str | None]:
    return [_text(spent.outcome), _text(spent.forecast)]


@transaction.atomic
def take_in(*, plan: SteeringPlan, content: str, person: Any) -> int:
    """Store everything that was looked over, or nothing; return of how many rows of the file.

    DomainError for a content that is not ours, of another plan or looked over more than a day ago, where an amount
    was changed since, and as in ``set_frames`` and ``record_spent``.
    """
    require(person, LEAD_PLAN, plan)
    whole = filled_forms.unseal(content, _SALT)
    if whole["plan"] != plan.pk:
        raise DomainError(_("What was looked over is no longer valid. Send the file in again."))
    rows = whole["rows"]
    cards = Card._base_manager.select_related("plan__organisation", "organisation").in_bulk(
        [each["card"] for each in rows]
    )
    known = known_of(plan)
    for row in rows:
        _store(cards[row["card"]], row, known, person)
    return len(rows)


def _store(card: Card, row: Mapping[str, Any], known: Known, person: Any) -> None:
    frames = {int(year): [_number(text) for text in pair] for year, pair in row["frames"].items()}
    before = Spent(*map(_number, row["before"]))
    changed = any(known.frames.get((card.pk, year)) != pair[0] for year, pair in frames.items())
    if changed or (row["spent"] and known.spent.get((card.pk, row["period"]), Spent()) != before):
        words = {"name": card.organisation.name}
        raise DomainError(_("Money of %(name)s was changed since you looked. Send the file in again.") % words)
    if frames:
        amounts = {year: pair[1] for year, pair in frames.items()}
        set_frames(card=card, amounts=amounts, person=person, decision=row["decision"], source=row["source"])
    if row["spent"]:
        spent = Spent(*map(_number, row["spent"]))
        record_spent(card=card, period=row["period"], spent=spent, person=person, source=row["source"])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
