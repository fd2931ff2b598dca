"""An adopted plan whose cards are agreed, each with a goal and an indicator, and its periods."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.organisations.models import Organisation
from kompassros.steering.goals.contents import GoalContent, IndicatorContent, TargetContent
from kompassros.steering.goals.indicator_services import Figure, add_indicator, record_value
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.goals.services import add_goal
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.planning import open_period, plan_usual
from kompassros.steering.periods.reporting import LineContent, send, sign, write_report
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import adopt_plan, agree_card
from tests.steering.conftest import Bodies

CardOf = Callable[[Organisation], Card]
ReportOf = Callable[[Organisation], CardReport]
BELOW_SIX = Target(TargetKind.LEVEL, Comparison.BELOW, Decimal(6), acceptable=Decimal(7))
SICK = IndicatorContent("Sjukfrånvaro", unit="%", direction="low", target=TargetContent("< 6 %", BELOW_SIX))


@pytest.fixture
def goals(draft: SteeringPlan, bodies: Bodies, card_of: CardOf) -> dict[str, GoalEdition]:
    """A goal with an indicator on every card, by the body's key."""
    found = {}
    for organisation in (bodies.municipality, *bodies.areas, *bodies.units):
        content = GoalContent(f"Friska i {organisation.name}", perspective="staff")
        goal = add_goal(card=card_of(organisation), content=content, person=None)
        add_indicator(goal=goal, content=SICK, person=None)
        found[organisation.key] = goal
    return found


@pytest.fixture
def agreed(draft: SteeringPlan, goals: dict[str, GoalEdition], bodies: Bodies, card_of: CardOf) -> SteeringPlan:
    """The plan adopted, and every card agreed."""
    draft.refresh_from_db()
    plan = adopt_plan(plan=draft, decision="KF 2025-11-20 § 101", on=date(2025, 11, 20), person=None)
    for organisation in (*bodies.areas, *bodies.units):
        agree_card(card=card_of(organisation), person=None)
    return plan


@pytest.fixture
def periods(agreed: SteeringPlan) -> list[ReportingPeriod]:
    return plan_usual(plan=agreed, person=None)


@pytest.fixture
def first(periods: list[ReportingPeriod]) -> ReportingPeriod:
    """The first tertial, open."""
    open_period(period=periods[0], person=None)
    return periods[0]


@pytest.fixture
def report_of(first: ReportingPeriod) -> ReportOf:
    def find(organisation: Organisation) -> CardReport:
        related = ("period__plan__organisation", "card__organisation__parent", "card__plan__organisation")
        rows = CardReport._base_manager.select_related(*related)
        found: CardReport = rows.get(period=first, organisation=organisation)
        return found

    return find


def indicator_of(goal: GoalEdition) -> IndicatorEdition:
    rows = IndicatorEdition._base_manager.select_related("goal", "plan", "indicator")
    found: IndicatorEdition = rows.get(goal=goal)
    return found


def enter(goal: GoalEdition, printed: str, period: str = "T1", seen: int = 0) -> None:
    figure = Figure(printed, source="Lönesystemet")
    record_value(edition=indicator_of(goal), figure=figure, person=None, period=period, seen=seen)


def sign_report(report: CardReport, text: str, goal: GoalEdition) -> None:
    line = LineContent("partly", "Mycket influensa", "Fler vikarier")
    write_report(report=report, text=text, lines={goal.pk: line}, person=None)
    send(report=report, person=None)
    sign(report=report, person=None)
