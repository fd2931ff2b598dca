from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.steering.goals.carrying import carry_over
from kompassros.steering.goals.contents import GoalContent, IndicatorContent, TargetContent, indicator_content
from kompassros.steering.goals.indicator_services import Figure, add_indicator, change_indicator, record_value
from kompassros.steering.goals.kept import kept_goal
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue
from kompassros.steering.goals.services import add_goal, change_goal, give_verdict, withdraw_goal
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import add_card, adopt_plan, agree_card, make_plan
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
CardOf = Callable[[Organisation], Card]
BELOW_SIX = Target(TargetKind.LEVEL, Comparison.BELOW, Decimal(6), acceptable=Decimal(7))
SICK = IndicatorContent("Sjukfrånvaro", unit="%", direction="low", target=TargetContent("< 6 %", BELOW_SIX))
HEALTHY = GoalContent("Friska på jobbet", perspective="staff")


@pytest.fixture
def council(draft: SteeringPlan, card_of: CardOf) -> Card:
    return card_of(draft.organisation)


@pytest.fixture
def goal(council: Card) -> GoalEdition:
    return add_goal(card=council, content=HEALTHY, person=None)


@pytest.fixture
def indicator(goal: GoalEdition) -> IndicatorEdition:
    return add_indicator(goal=goal, content=SICK, person=None)


def adopt(plan: SteeringPlan) -> None:
    plan.refresh_from_db()
    adopt_plan(plan=plan, decision="KF § 101", on=date(2025, 11, 20), person=None)


def status(edition: IndicatorEdition) -> tuple[str, str]:
    edition.refresh_from_db()
    return edition.attainment, edition.reason


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("5,9", "met"),
        ("6", "partly"),
        ("7,0", "partly"),
        ("7,1", "not_met"),
        ("", "not_measured"),
        ("8 / 3", "not_measured"),
    ],
)
def test_status_follows_the_figure(indicator: IndicatorEdition, printed: str, expected: str) -> None:
    record_value(edition=indicator, figure=Figure(printed), person=None)
    assert status(indicator)[0] == expected


def test_restated_figure_keeps_the_older_one(indicator: IndicatorEdition) -> None:
    record_value(edition=indicator, figure=Figure("7,2", preliminary=True), person=None)
    with pytest.raises(Conflict, match=r"Somebody else has entered a figure in the meantime: 7,2\."):
        record_value(edition=indicator, figure=Figure("6,9"), person=None)
    record_value(edition=indicator, figure=Figure("5,8"), person=None, seen=1)
    record_value(edition=indicator, figure=Figure("5,8"), person=None, seen=2)
    rows = IndicatorValue._base_manager.filter(indicator=indicator.indicator)
    assert [(row.vintage, row.printed, row.preliminary) for row in rows] == [(1, "7,2", True), (2, "5,8", False)]
    assert status(indicator) == ("met", "")


def test_figure_that_is_no_number_is_kept_as_printed(indicator: IndicatorEdition) -> None:
    row = record_value(edition=indicator, figure=Figure("72 (2016)"), person=None)
    assert (row.printed, row.value, row.bound) == ("72 (2016)", None, "")
    assert status(indicator) == ("not_measured", "no_value")


def test_new_series_needs_its_reason(indicator: IndicatorEdition) -> None:
    with pytest.raises(DomainError, match="Say in the note why the series begins anew"):
        record_value(edition=indicator, figure=Figure("7", broken=True), person=None)
    assert not IndicatorValue._base_manager.filter(indicator=indicator.indicator).exists()


def test_adopted_target_changes_by_a_decision_only(indicator: IndicatorEdition, draft: SteeringPlan) -> None:
    adopt(draft)
    wanted = IndicatorContent("Sjukfrånvaro", unit="%", direction="low", target=TargetContent("< 7 %", None))
    with pytest.raises(DomainError, match="Name the decision that changes it"):
        change_indicator(edition=indicator, content=wanted, person=None)
    change_indicator(edition=indicator, content=wanted, person=None, decision="KF 2026-06-15 § 84")
    assert (indicator.target_text, status(indicator)) == ("< 7 %", ("not_measured", "no_target"))


def test_words_of_an_adopted_indicator_change_without_a_decision(
    indicator: IndicatorEdition, draft: SteeringPlan
) -> None:
    adopt(draft)
    content = indicator_content(indicator)
    renamed = IndicatorContent(**{**content.__dict__, "definition": "Dagar av möjliga dagar"})
    change_indicator(edition=indicator, content=renamed, person=None)
    assert indicator.definition == "Dagar av möjliga dagar"


def test_goal_is_read_as_it_stood_on_a_day(
    goal: GoalEdition, indicator: IndicatorEdition, draft: SteeringPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(draft)
    now = clock.now()
    later = now + timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: later)
    goal.refresh_from_db()
    changed = GoalContent("Ännu friskare", perspective="staff")
    change_goal(edition=goal, content=changed, person=None, decision="KF § 7")
    before, after = kept_goal(goal, now.date()), kept_goal(goal, later.date())
    assert before
    assert after
    assert (before.title, [each.target for each in before.indicators]) == (
        "Friska på jobbet",
        ["< 6 %; lowest acceptable: 7"],
    )
    assert (after.title, after.decision) == ("Ännu friskare", "KF § 7")
    assert kept_goal(goal, now.date() - timedelta(days=2)) is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (GoalContent(" ", perspective="staff"), "Say what shall be reached."),
        (GoalContent("x"), "Choose the perspective in which the goal stands."),
        (GoalContent("x", perspective="y"), "The plan's steering model has no perspective “y”."),
    ],
)
def test_goal_that_does_not_fit_is_refused(council: Card, content: GoalContent, sentence: str) -> None:
    with pytest.raises(DomainError) as error:
        add_goal(card=council, content=content, person=None)
    assert str(error.value) == sentence


def test_goal_serves_one_above_and_none_beside_or_below(goal: GoalEdition, bodies: Bodies, card_of: CardOf) -> None:
    below = add_goal(
        card=card_of(bodies.units[0]), content=GoalContent("x", perspective="staff", serves=goal), person=None
    )
    assert below.serves == goal
    for card in (card_of(bodies.units[1]), card_of(bodies.municipality)):
        with pytest.raises(DomainError, match="A goal serves one on a card above its own"):
            add_goal(card=card, content=GoalContent("y", perspective="staff", serves=below), person=None)


def test_withdrawn_goal_stays_and_needs_a_decision_once_adopted(goal: GoalEdition, draft: SteeringPlan) -> None:
    adopt(draft)
    with pytest.raises(DomainError, match="Name the decision"):
        withdraw_goal(edition=goal, on=date(2026, 6, 1), decision="", person=None)
    withdraw_goal(edition=goal, on=date(2026, 6, 1), decision="KF § 9", person=None)
    assert goal.withdrawn_on == date(2026, 6, 1)
    with pytest.raises(DomainError, match="withdrawn already"):
        withdraw_goal(edition=goal, on=date(2026, 6, 1), decision="KF § 9", person=None)


def test_verdict_needs_reasons_and_stands_beside_the_computed(goal: GoalEdition, indicator: IndicatorEdition) -> None:
    record_value(edition=indicator, figure=Figure("8"), person=None)
    with pytest.raises(DomainError, match="Give your reasons"):
        give_verdict(edition=goal, attainment="met", reasons=" ", person=None)
    verdict = give_verdict(edition=goal, attainment="met", reasons="Mätfel i mars", person=None)
    assert (verdict.attainment, verdict.forecast, status(indicator)[0]) == ("met", False, "not_met")


def test_next_year_takes_goals_over_with_their_identity(
    goal: GoalEdition, indicator: IndicatorEdition, bodies: Bodies, card_of: CardOf
) -> None:
    unit_goal = GoalContent("Vi är friska", perspective="staff", serves=goal)
    add_goal(card=card_of(bodies.units[0]), content=unit_goal, person=None)
    record_value(edition=indicator, figure=Figure("5"), person=None)
    following = make_plan(organisation=bodies.municipality, year=YEAR + 1, structure="gausdal", person=None)
    cards = [
        Card._base_manager.get(plan=following),
        add_card(plan=following, organisation=bodies.units[0], person=None),
    ]
    assert [carry_over(card=card, previous=goal.plan, person=None) for card in cards] == [1, 1]
    assert [carry_over(card=card, previous=goal.plan, person=None) for card in cards] == [0, 0]
    new, below = GoalEdition._base_manager.filter(plan=following).order_by("pk")
    assert (new.goal, below.serves, new.title) == (goal.goal, new, goal.title)
    edition = IndicatorEdition._base_manager.get(plan=following)
    assert (edition.indicator, edition.target_text) == (indicator.indicator, "< 6 %")
    assert (edition.attainment, edition.reason) == ("not_measured", "no_value")
    record_value(edition=edition, figure=Figure("5,5"), person=None)
    assert status(edition)[0] == "met"


def test_restating_last_year_changes_the_status_of_a_target_on_change(indicator: IndicatorEdition) -> None:
    target = TargetContent("", Target(TargetKind.DECREASE))
    content = IndicatorContent("Sjukfrånvaro", unit="%", direction="low", target=target)
    change_indicator(edition=indicator, content=content, person=None)
    record_value(edition=indicator, figure=Figure("6"), person=None)
    assert status(indicator) == ("not_measured", "no_previous")
    record_value(edition=indicator, figure=Figure("7"), person=None, year=YEAR - 1)
    assert status(indicator) == ("met", "")
    record_value(edition=indicator, figure=Figure("5"), person=None, year=YEAR - 1, seen=1)
    assert status(indicator) == ("not_met", "")


def test_only_managers_of_the_body_write(
    goal: GoalEdition, bodies: Bodies, person_with: Callable[[Role, Organisation], Person]
) -> None:
    for role, node in ((Role.UNIT_MANAGER, bodies.units[0]), (Role.POLITICIAN, bodies.municipality)):
        with pytest.raises(DomainError, match="Your role does not allow this"):
            change_goal(edition=goal, content=HEALTHY, person=person_with(role, node))
    change_goal(edition=goal, content=HEALTHY, person=person_with(Role.CHIEF_EXECUTIVE, bodies.municipality))


def test_draft_card_of_an_adopted_plan_takes_indicators_without_a_decision(
    draft: SteeringPlan, bodies: Bodies, card_of: CardOf
) -> None:
    adopt(draft)
    goal = add_goal(card=card_of(bodies.units[0]), content=HEALTHY, person=None)
    edition = add_indicator(goal=goal, content=SICK, person=None)
    agree_card(card=card_of(bodies.units[0]), person=None)
    changed = IndicatorContent("Sjukfrånvaro", target=TargetContent("< 5 %", None))
    with pytest.raises(DomainError, match="Name the decision that changes it"):
        change_indicator(edition=edition, content=changed, person=None)
