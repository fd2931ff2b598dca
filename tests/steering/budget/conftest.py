"""An adopted plan with agreed cards and the usual periods, and how amounts are set."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kompassros.organisations.models import Organisation
from kompassros.steering.budget.models import BudgetFrame
from kompassros.steering.budget.services import Spent, record_spent, set_frames
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.services import add_goal
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.planning import plan_usual
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import adopt_plan, agree_card
from tests.steering.conftest import YEAR, Bodies

CardOf = Callable[[Organisation], Card]
DECISION = "KF 2025-11-20 § 101"


def frame(card: Card, *amounts: int | None, decision: str = DECISION) -> list[BudgetFrame]:
    """Set the frames of a card from the plan's year on."""
    wanted = {YEAR + number: None if each is None else Decimal(each) for number, each in enumerate(amounts)}
    return set_frames(card=card, amounts=wanted, person=None, decision=decision, source="Budgeten")


def spend(card: Card, outcome: int | None, forecast: int | None = None, period: str = "T1") -> None:
    amounts = [None if each is None else Decimal(each) for each in (outcome, forecast)]
    record_spent(card=card, period=period, spent=Spent(*amounts), person=None, source="Ekonomisystemet")


@pytest.fixture
def adopted(draft: SteeringPlan, bodies: Bodies, card_of: CardOf) -> SteeringPlan:
    """The plan adopted, every card agreed but the last unit's; the municipality's has a goal."""
    add_goal(card=card_of(bodies.municipality), content=GoalContent("Friska", perspective="staff"), person=None)
    draft.refresh_from_db()
    plan = adopt_plan(plan=draft, decision=DECISION, on=date(2025, 11, 20), person=None)
    for organisation in (*bodies.areas, *bodies.units[:3]):
        agree_card(card=card_of(organisation), person=None)
    return plan


@pytest.fixture
def periods(adopted: SteeringPlan) -> list[ReportingPeriod]:
    return plan_usual(plan=adopted, person=None)
