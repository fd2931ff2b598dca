"""What waits for a person's signature: reports sent to them, cards talked through, decisions that are to be recorded.

A report or a card waits for the nearest manager above the body: who stands higher may sign it too, on its own page,
but is not asked to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.records.errors import Conflict, DomainError
from kompassros.steering.periods.committees import ASKED, DECIDE_REPORT
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.people import line_of, managers_on, nearest
from kompassros.steering.periods.policies import SIGN_REPORT
from kompassros.steering.periods.reporting import sign
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import agree_card
from kompassros.steering.policies import AGREE_CARD

MOST_AT_ONCE = 200
_REPORT = ("period__plan__organisation", "card__organisation__parent", "card__plan__organisation", "sent_by")
_CARD = ("plan__organisation", "organisation__parent")


@dataclass(frozen=True)
class Waiting:
    """What waits for a person in a municipality."""

    reports: Sequence[CardReport]
    cards: Sequence[Card]
    decisions: Sequence[CardReport]

    @property
    def to_sign(self) -> int:
        """How many can be signed or agreed to at once."""
        return len(self.reports) + len(self.cards)


@dataclass(frozen=True)
class Chosen:
    """A report or card that a person signs, with the version of it that the person saw."""

    row: CardReport | Card
    version: int


def waiting_for(person: Any, municipality: Organisation) -> Waiting:
    """Return what waits for a person; four queries, however much it is."""
    running = {"period__organisation": municipality, "period__state": ReportingPeriod.State.OPEN}
    sent = SIGN_REPORT.subjects(person).filter(state=CardReport.State.SENT, **running)
    reports = list(sent.select_related(*_REPORT).order_by("period__due_on", "organisation__path", "pk"))
    talked = AGREE_CARD.subjects(person).filter(
        plan__organisation=municipality,
        plan__state__in=(SteeringPlan.State.DRAFT, SteeringPlan.State.ADOPTED),
        state=Card.State.DISCUSSED,
        ended_on=None,
    )
    cards = list(talked.exclude(organisation=municipality).select_related(*_CARD).order_by("organisation__path", "pk"))
    signed = DECIDE_REPORT.subjects(person).filter(ASKED, state=CardReport.State.SIGNED, decision="", **running)
    decisions = list(signed.select_related(*_REPORT).order_by("organisation__path", "pk"))
    mine = _mine(person, municipality, {row.organisation_id: row for row in (*reports, *cards)})
    return Waiting(
        [row for row in reports if row.organisation_id in mine],
        [row for row in cards if row.organisation_id in mine],
        decisions,
    )


def _mine(person: Any, municipality: Organisation, rows: dict[int, CardReport | Card]) -> set[int]:
    """Return the bodies whose nearest manager above is the person; one query."""
    lines = {key: _above(_body(row), municipality) for key, row in rows.items()}
    managers = managers_on({path for line in lines.values() for path in line}) if lines else {}
    return {key for key, line in lines.items() if person in nearest(managers, line)}


def _body(row: CardReport | Card) -> Organisation:
    return row.card.organisation if isinstance(row, CardReport) else row.organisation


def _above(body: Organisation, municipality: Organisation) -> list[str]:
    """Return the paths above a body; the municipality's own report is signed on the municipality itself."""
    line = line_of(body, municipality)
    return line[:-1] or line


@transaction.atomic
def sign_all(*, chosen: Sequence[Chosen], person: Any) -> int:
    """Sign the chosen reports and agree to the chosen cards, all or none, each with its own row of history.

    DomainError for none or too many, and for one that cannot be signed now; Conflict for one that was changed since it
    was seen. Both name it.
    """
    if not chosen:
        raise DomainError(_("Choose at least one report or card."))
    if len(chosen) > MOST_AT_ONCE:
        raise DomainError(_("At most %(count)s are signed at once. Choose fewer.") % {"count": MOST_AT_ONCE})
    for one in chosen:
        _sign(one, person)
    return len(chosen)


def _sign(one: Chosen, person: Any) -> None:
    row = one.row
    row.version = one.version
    try:
        if isinstance(row, CardReport):
            sign(report=row, person=person)
        else:
            agree_card(card=row, person=person)
    except DomainError as error:
        words = {"name": _body(row).name, "why": str(error)}
        told = _("%(name)s: %(why)s Nothing was signed.") % words
        raise (Conflict if isinstance(error, Conflict) else DomainError)(told) from None
