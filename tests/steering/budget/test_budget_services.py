from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.history_table import changes_of
from kompassros.records.models import HistoryEntry
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.budget.queries import money_of_card, tree_of
from kompassros.steering.budget.said import say_spent
from kompassros.steering.budget.services import Spent, record_spent, set_frames
from kompassros.steering.budget.trail import BUDGET
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.budget.conftest import CardOf, frame, spend
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
PersonWith = Callable[[Role, Organisation], Person]


def test_changed_frame_is_a_new_row_with_its_decision_and_the_old_one_stays(
    adopted: SteeringPlan, bodies: Bodies, card_of: CardOf
) -> None:
    card = card_of(bodies.areas[0])
    frame(card, 100, 110, decision="KF § 101")
    (changed,) = frame(card, 100, 120, decision="KF 2026-02-02 § 7")
    rows = BudgetFrame._base_manager.filter(card=card).order_by("year", "vintage")
    assert [(row.year, row.vintage, row.amount, row.decision) for row in rows] == [
        (YEAR, 1, Decimal(100), "KF § 101"),
        (YEAR + 1, 1, Decimal(110), "KF § 101"),
        (YEAR + 1, 2, Decimal(120), "KF 2026-02-02 § 7"),
    ]
    assert changed == rows[2]
    assert frame(card, 100, 120) == []


def test_frame_of_an_adopted_plan_changes_by_a_decision_only(
    adopted: SteeringPlan, bodies: Bodies, card_of: CardOf
) -> None:
    with pytest.raises(DomainError, match=r"The frame of 2026 belongs to an adopted plan. Name the decision"):
        frame(card_of(bodies.areas[0]), 100, decision=" ")
    assert not BudgetFrame._base_manager.filter(card__plan=adopted).exists()
    frame(card_of(bodies.units[3]), 100, decision="")


def test_frame_is_taken_back_and_is_then_missing_not_zero(draft: SteeringPlan, bodies: Bodies, card_of: CardOf) -> None:
    card = card_of(bodies.areas[0])
    frame(card, 100)
    frame(card, None)
    money = money_of_card(card).money
    assert (money.frame, bool(money)) == (None, False)
    frame(card, 0)
    assert money_of_card(card).money.frame == 0


@pytest.mark.parametrize(
    ("year", "amount", "told", "sentence"),
    [
        (YEAR + 4, "1", {}, "The plan has frames for 2026 to 2029 only."),
        (YEAR - 1, "1", {}, "The plan has frames for 2026 to 2029 only."),
        (YEAR, "0.001", {}, "An amount is given in kronor with two decimals at most, below a million million."),
        (YEAR, "1e12", {}, "An amount is given in kronor with two decimals at most, below a million million."),
        (YEAR, "NaN", {}, "An amount is given in kronor with two decimals at most, below a million million."),
        (YEAR, "1", {"decision": "x" * 121}, "The decision's name is longer than 120 characters. Shorten it."),
        (YEAR, "1", {"source": "x" * 301}, "The source is longer than 300 characters. Shorten it."),
    ],
)
def test_frame_that_cannot_be_kept_is_refused(
    draft: SteeringPlan, bodies: Bodies, card_of: CardOf, year: int, amount: str, told: dict[str, str], sentence: str
) -> None:
    with pytest.raises(DomainError) as refused:
        set_frames(card=card_of(bodies.areas[0]), amounts={year: Decimal(amount)}, person=None, **told)
    assert str(refused.value) == sentence


def test_outcome_and_forecast_are_entered_and_corrected_by_period(
    periods: list[ReportingPeriod], bodies: Bodies, card_of: CardOf
) -> None:
    card = card_of(bodies.units[0])
    frame(card, 300)
    spend(card, 120, 310)
    spend(card, 120, 310)
    spend(card, 130, 290)
    rows = BudgetOutcome._base_manager.filter(card=card)
    assert [(row.vintage, row.outcome, row.forecast) for row in rows] == [
        (1, Decimal(120), Decimal(310)),
        (2, Decimal(130), Decimal(290)),
    ]
    found = money_of_card(card)
    assert (found.period, found.until) == ("First tertial 2026", periods[0].data_on)
    assert (found.money.deviation, found.money.used) == (10, Fraction(130, 3))


def test_latest_period_counts_whatever_was_corrected_last(
    periods: list[ReportingPeriod], bodies: Bodies, card_of: CardOf
) -> None:
    card = card_of(bodies.units[0])
    spend(card, 200, period="T2")
    spend(card, 100)
    spend(card, 110)
    assert money_of_card(card).money.outcome == 200


def test_outcome_of_the_whole_year_stands_in_the_forecast_s_place(
    periods: list[ReportingPeriod], bodies: Bodies, card_of: CardOf
) -> None:
    card = card_of(bodies.units[0])
    frame(card, 300)
    spend(card, None, 290, period="")
    assert money_of_card(card).money.deviation == 10
    spend(card, 310, 290, period="")
    money = money_of_card(card).money
    assert (money.deviation, say_spent(money)) == (
        -10,
        "Outcome: 310 kronor, 103.3 % of the frame, 10 kronor above the frame. Forecast for the year: 290 kronor.",
    )


def test_period_that_the_plan_has_not_is_refused(
    periods: list[ReportingPeriod], bodies: Bodies, card_of: CardOf
) -> None:
    with pytest.raises(DomainError, match=r"The plan of 2026 has no such reporting period."):
        spend(card_of(bodies.units[0]), 1, period="K9")
    with transaction.atomic():
        spend(card_of(bodies.units[0]), None)
    row = BudgetOutcome._base_manager.filter(card=card_of(bodies.units[0])).first()
    assert row is None


def test_database_refuses_a_row_that_begins_without_an_amount(
    draft: SteeringPlan, bodies: Bodies, card_of: CardOf
) -> None:
    told = {"card": card_of(bodies.units[0]), "organisation": bodies.units[0], "entered_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetFrame._base_manager.create(year=YEAR, **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetOutcome._base_manager.create(period="T1", **told)


def test_second_editor_is_told(periods: list[ReportingPeriod], bodies: Bodies, card_of: CardOf) -> None:
    card = card_of(bodies.units[0])
    frame(card, 100)
    with pytest.raises(Conflict, match=r"Somebody else has entered money of Ängens skola in the meantime."):
        set_frames(card=card, amounts={YEAR: Decimal(5)}, person=None, decision="KF § 3", seen=0)
    spend(card, 1)
    with pytest.raises(Conflict):
        record_spent(card=card, period="T1", spent=Spent(Decimal(2)), person=None, seen=0)
    record_spent(card=card, period="T1", spent=Spent(Decimal(2)), person=None, seen=1)


@pytest.mark.parametrize(
    ("role", "where", "sets", "enters"),
    [
        (Role.CHIEF_EXECUTIVE, "municipality", True, True),
        (Role.COORDINATOR, "municipality", True, True),
        (Role.UNIT_MANAGER, "unit", False, True),
        (Role.UNIT_MANAGER, "area", False, True),
        (Role.UNIT_MANAGER, "other", False, False),
        (Role.POLITICIAN, "municipality", False, False),
        (Role.AUDITOR, "municipality", False, False),
    ],
)
def test_leaders_set_frames_and_managers_enter_what_is_spent(
    periods: list[ReportingPeriod],
    bodies: Bodies,
    card_of: CardOf,
    person_with: PersonWith,
    role: Role,
    where: str,
    sets: bool,
    enters: bool,
) -> None:
    nodes = {
        "municipality": bodies.municipality,
        "area": bodies.areas[0],
        "unit": bodies.units[0],
        "other": bodies.units[1],
    }
    person, card = person_with(role, nodes[where]), card_of(bodies.units[0])
    outcomes = []
    for allowed, act in (
        (sets, lambda: set_frames(card=card, amounts={YEAR: Decimal(1)}, person=person, decision="KF § 1")),
        (enters, lambda: record_spent(card=card, period="T1", spent=Spent(Decimal(1)), person=person)),
    ):
        if allowed:
            act()
        else:
            with pytest.raises(DomainError, match="Your role does not allow this"):
                act()
        outcomes.append(allowed)
    assert outcomes == [sets, enters]


def test_history_tells_each_amount_with_its_decision(
    periods: list[ReportingPeriod], bodies: Bodies, card_of: CardOf
) -> None:
    card = card_of(bodies.units[0])
    frame(card, 1_200_000, decision="KF § 101")
    frame(card, 1_300_000, decision="KF § 7")
    spend(card, 400_000, 1_250_000)
    entries = HistoryEntry.objects.filter(subject_kind=BUDGET, subject_key=str(card.pk)).order_by("pk")
    assert [(one.subject_label, one.verb, changes_of(one), one.why) for one in entries] == [
        ("Ängens skola 2026", "framed", ["frame in kronor: 1,200,000"], "KF § 101"),
        ("Ängens skola 2026", "framed", ["frame in kronor: 1,200,000 → 1,300,000"], "KF § 7"),
        ("Ängens skola 2026 T1", "spent", ["forecast in kronor: 1,250,000", "outcome in kronor: 400,000"], ""),
    ]


def test_tree_shows_frames_beside_those_below_and_hides_drafts(
    periods: list[ReportingPeriod],
    bodies: Bodies,
    card_of: CardOf,
    person_with: PersonWith,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    frame(card_of(bodies.municipality), 1000)
    for area, amount in zip(bodies.areas, (500, 300, None), strict=True):
        frame(card_of(area), amount)
    frame(card_of(bodies.units[0]), 200)
    frame(card_of(bodies.units[1]), 350)
    frame(card_of(bodies.units[3]), 90)
    spend(card_of(bodies.units[3]), 50, 95)
    chief, reader = (person_with(role, bodies.municipality) for role in (Role.CHIEF_EXECUTIVE, Role.READER))
    found = {}
    for person in (chief, reader):
        with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
            found[person] = {each.card.organisation.name: each for each in tree_of(adopted_of(periods), person, "T1")}
    seen = found[chief]
    assert list(seen) == [
        *("Lövhult", "Lärande", "Åsens förskola", "Ängens skola"),
        *("Omsorg", "Hemtjänst", "Teknik", "Gata"),
    ]
    this = {name: each.handed_on[0] for name, each in seen.items()}
    assert (this["Lövhult"].below.total, this["Lövhult"].below.known, this["Lövhult"].difference) == (800, 2, 200)
    assert (this["Lärande"].below.total, this["Lärande"].difference) == (550, -50)
    assert (this["Teknik"].below.total, this["Teknik"].difference) == (90, None)
    assert (seen["Gata"].money.outcome, seen["Gata"].money.deviation) == (50, -5)
    hidden = found[reader]
    assert (hidden["Gata"].readable, bool(hidden["Gata"].money)) == (False, False)
    assert (hidden["Teknik"].handed_on[0].below.known, hidden["Teknik"].handed_on[0].below.count) == (0, 1)


def adopted_of(periods: list[ReportingPeriod]) -> SteeringPlan:
    return periods[0].plan
