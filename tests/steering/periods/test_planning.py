from datetime import date, timedelta

import pytest

from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.planning import (
    add_period,
    change_period,
    open_period,
    plan_usual,
    publish,
    take_in_cards,
)
from kompassros.steering.periods.policies import is_public, public_periods
from kompassros.steering.periods.usual import PeriodContent, is_interim, usual_periods
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import agree_card, take_back
from tests.steering.conftest import Bodies
from tests.steering.periods.conftest import CardOf

pytestmark = pytest.mark.django_db
OWN = PeriodContent("K1", "First quarter", date(2026, 3, 31), date(2026, 4, 15))


def test_usual_periods_are_the_tertials_and_the_year(periods: list[ReportingPeriod]) -> None:
    assert [(one.key, one.data_on, one.due_on) for one in periods] == [
        ("T1", date(2026, 4, 30), date(2026, 5, 20)),
        ("T2", date(2026, 8, 31), date(2026, 9, 20)),
        ("", date(2026, 12, 31), date(2027, 1, 31)),
    ]
    assert periods[1].title == "Second tertial and interim report 2026"


def test_usual_periods_of_norway_have_no_statutory_interim_report() -> None:
    assert [one.title for one in usual_periods(2026, "NO")][1] == "Second tertial 2026"


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 6, 29), False), (date(2026, 6, 30), True), (date(2026, 8, 31), True), (date(2026, 9, 1), False)],
)
def test_interim_report_covers_half_to_two_thirds_of_the_year(day: date, expected: bool) -> None:
    assert is_interim(day) is expected


def test_second_usual_period_of_sweden_is_a_statutory_interim_report() -> None:
    assert [is_interim(one.data_on) for one in usual_periods(2026, "SE")] == [False, True, False]


def test_planning_again_leaves_what_is_there(agreed: SteeringPlan, periods: list[ReportingPeriod]) -> None:
    assert plan_usual(plan=agreed, person=None) == []


def test_own_period_stands_beside_the_usual(agreed: SteeringPlan, periods: list[ReportingPeriod]) -> None:
    add_period(plan=agreed, content=OWN, person=None)
    keys = ReportingPeriod._base_manager.filter(plan=agreed).values_list("key", flat=True)
    assert list(keys) == ["K1", "T1", "T2", ""]
    with pytest.raises(DomainError, match=r"The plan has a period with this short name already."):
        add_period(plan=agreed, content=OWN, person=None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (PeriodContent("year", "Year", OWN.data_on, OWN.due_on), "A period's short name has letters"),
        (PeriodContent("K 1", "Quarter", OWN.data_on, OWN.due_on), "A period's short name has letters"),
        (PeriodContent("K" * 21, "Quarter", OWN.data_on, OWN.due_on), "A period's short name has letters"),
        (PeriodContent("K1", " ", OWN.data_on, OWN.due_on), "Give the period a title."),
        (PeriodContent("K1", "K" * 121, OWN.data_on, OWN.due_on), "The title is longer than 120 characters."),
        (PeriodContent("K1", "Quarter", OWN.due_on, OWN.data_on), "The deadline lies on or after"),
    ],
)
def test_period_that_cannot_be_is_refused(agreed: SteeringPlan, content: PeriodContent, message: str) -> None:
    with pytest.raises(DomainError, match=message):
        add_period(plan=agreed, content=content, person=None)


def test_period_is_changed_by_one_of_two_editors(periods: list[ReportingPeriod]) -> None:
    other = ReportingPeriod._base_manager.get(pk=periods[0].pk)
    changed = PeriodContent("T1", "January to April", date(2026, 4, 30), date(2026, 5, 25))
    change_period(period=periods[0], content=changed, person=None)
    with pytest.raises(Conflict):
        change_period(period=other, content=changed, person=None)
    other.refresh_from_db()
    assert (other.title, other.due_on, other.key) == ("January to April", date(2026, 5, 25), "T1")


def test_opening_gives_every_agreed_card_a_report(periods: list[ReportingPeriod], bodies: Bodies) -> None:
    assert open_period(period=periods[0], person=None) == 8
    states = CardReport._base_manager.filter(period=periods[0]).values_list("state", flat=True)
    assert set(states) == {"waiting"}
    with pytest.raises(DomainError, match=r"First tertial 2026 is “open”; this cannot be done now."):
        open_period(period=periods[0], person=None)


def test_draft_plan_opens_no_period(draft: SteeringPlan) -> None:
    period = plan_usual(plan=draft, person=None)[0]
    with pytest.raises(DomainError, match=r"The plan of 2026 is “draft”; this cannot be done now."):
        open_period(period=period, person=None)


def test_card_agreed_later_is_taken_in(
    agreed: SteeringPlan, periods: list[ReportingPeriod], bodies: Bodies, card_of: CardOf
) -> None:
    card: Card = card_of(bodies.units[0])
    take_back(card=card, why="A mistake", person=None)
    assert open_period(period=periods[0], person=None) == 7
    agree_card(card=card, person=None)
    assert take_in_cards(period=periods[0], person=None) == 1
    assert take_in_cards(period=periods[0], person=None) == 0


def test_only_a_closed_period_is_published(first: ReportingPeriod) -> None:
    with pytest.raises(DomainError, match="this cannot be done now"):
        publish(period=first, at=None, person=None)


def test_publication_waits_for_its_moment(first: ReportingPeriod, monkeypatch: pytest.MonkeyPatch) -> None:
    close_period(period=first, person=None)
    moment = clock.now() + timedelta(days=1)
    publish(period=first, at=moment, person=None)
    assert (is_public(first), list(public_periods(first.organisation))) == (False, [])
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert (is_public(first), list(public_periods(first.organisation))) == (True, [first])
    with pytest.raises(DomainError, match=r"The report is public already."):
        publish(period=first, at=None, person=None)


def test_publication_in_the_past_is_refused(first: ReportingPeriod) -> None:
    close_period(period=first, person=None)
    with pytest.raises(DomainError, match=r"This moment has passed."):
        publish(period=first, at=clock.now() - timedelta(minutes=1), person=None)
