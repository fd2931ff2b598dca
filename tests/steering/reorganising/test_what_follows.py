"""What follows bodies besides cards and goals: reports, roles, requests, the wheel, money, later plans."""

from datetime import date
from decimal import Decimal

import pytest

from kompassros.organisations.models import Grant
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.activities.assignments import AssignmentContent, add_assignment
from kompassros.steering.activities.models import Assignment
from kompassros.steering.budget.models import BudgetFrame, BudgetOutcome
from kompassros.steering.budget.services import Spent, record_spent, set_frames
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.services import add_goal
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.files import REPORT
from kompassros.steering.periods.files import report_of as report_content
from kompassros.steering.periods.models import CardReport, ReportingPeriod, ReportLine, ReportReminder
from kompassros.steering.periods.reporting import LineContent, send_back, write_report
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.plans.services import add_card, make_plan
from kompassros.steering.reorganising.wishes import Decided, Merge, Move
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.services import EventContent, add_event
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import CardOf, ReportOf, sign_report
from tests.steering.reorganising.doing import DECIDED, Goals, PersonWith, card_in, do, named, told, where

pytestmark = pytest.mark.usefixtures("in_summer")


def test_unsigned_reports_are_joined_and_signed_ones_stay(
    agreed: SteeringPlan, first: ReportingPeriod, goals: Goals, bodies: Bodies, report_of: ReportOf
) -> None:
    one, other, third = bodies.units[0], bodies.units[1], bodies.units[2]
    sign_report(report_of(one), "Vintern var svår", goals[one.key])
    line = LineContent("met", "Allt går väl", "Inget")
    write_report(report=report_of(other), text="Vi har börjat", lines={goals[other.key].pk: line}, person=None)
    write_report(report=report_of(third), text="Vi också", lines={}, person=None)
    done = do(agreed, Merge([one, other, third], name="Allt"))
    assert told(done, "report") == [
        ("First tertial 2026", "Ängens skola", "Ängens skola", "signed"),
        ("First tertial 2026", "Åsens förskola", "Allt", "joined"),
        ("First tertial 2026", "Hemtjänst", "Allt", "joined"),
    ]
    new = report_of(named("Allt"))
    assert (new.state, new.text) == ("draft", "Åsens förskola\n\nVi har börjat\n\nHemtjänst\n\nVi också")
    lines = ReportLine._base_manager.filter(report__period=first).select_related("report__card__organisation")
    assert [(row.report.card.organisation.name, row.reasons) for row in lines.order_by("pk")] == [
        ("Ängens skola", "Mycket influensa"),
        ("Allt", "Allt går väl"),
    ]
    assert not CardReport._base_manager.filter(organisation__in=(other, third)).exists()
    edition = close_period(period=first, person=None)
    signed = next(card for card in edition.read().cards if card.body == one.key)
    assert (signed.report["text"], signed.report["lines"][0]["title"]) == ("Vintern var svår", "Friska i Ängens skola")
    assert b"Mycket influensa" in REPORT.formats["html"](report_content(edition))
    figures = [uid for card in edition.read().cards for goal in card.goals for uid in [goal.uid]]
    assert sorted(figures) == sorted(str(goal.goal.uid) for goal in goals.values())


def test_merging_into_a_body_with_a_signed_report_is_refused_until_the_period_is_closed(
    agreed: SteeringPlan, first: ReportingPeriod, goals: Goals, bodies: Bodies, report_of: ReportOf
) -> None:
    one, other = bodies.units[:2]
    sign_report(report_of(one), "Klart", goals[one.key])
    message = (
        r"Ängens skola has a signed report in First tertial 2026. Close the period first, or send the report back."
    )
    with pytest.raises(DomainError, match=message):
        do(agreed, Merge([one, other], into=one))
    close_period(period=first, person=None)
    do(agreed, Merge([one, other], into=one))
    assert where(goals[other.key])[0] == "Ängens skola"


def test_roles_go_over_to_the_successor_and_end_with_the_body(
    agreed: SteeringPlan, bodies: Bodies, person_with: PersonWith
) -> None:
    one, other = bodies.units[:2]
    people = [person_with(Role.UNIT_MANAGER, body) for body in (one, other)]
    done = do(agreed, Merge([one, other], name="Ängåsen"))
    new = named("Ängåsen")
    assert [
        [
            (grant.organisation.name, grant.valid_from, grant.valid_to)
            for grant in Grant.objects.filter(person=person).order_by("pk").select_related("organisation")
        ]
        for person in people
    ] == [[(body.name, date(2020, 1, 1), date(YEAR, 5, 31)), (new.name, DECIDED.on, None)] for body in (one, other)]
    assert [line[2:] for line in told(done, "grant")] == [("Ängåsen", "given"), ("", "ended")] * 2


def test_open_requests_and_wheel_entries_to_come_go_to_the_heir(agreed: SteeringPlan, bodies: Bodies) -> None:
    one, other = bodies.units[:2]
    asked = AssignmentContent("Utred", "KF § 9", date(YEAR, 2, 1), other)
    add_assignment(owner=bodies.municipality, content=asked, person=None)
    for first, last in (((4, 1), (4, 30)), ((9, 1), (9, 30))):
        content = EventContent(f"Dialog {first[0]}", date(YEAR, *first), date(YEAR, *last))
        event = add_event(organisation=bodies.municipality, year=YEAR, content=content, person=None)
        WheelEvent._base_manager.filter(pk=event.pk).update(organisation=other)
    do(agreed, Merge([one, other], into=one))
    assert Assignment._base_manager.get(owner=bodies.municipality).organisation_id == one.pk
    rows = WheelEvent._base_manager.filter(organisation__in=(one, other)).order_by("first")
    assert [row.organisation_id for row in rows] == [other.pk, one.pk]


def test_plan_of_the_next_year_follows_too(agreed: SteeringPlan, goals: Goals, bodies: Bodies, card_of: CardOf) -> None:
    later = make_plan(organisation=bodies.municipality, year=YEAR + 1, structure="gausdal", person=None)
    for body in bodies.units[:2]:
        add_card(plan=later, organisation=body, person=None)
    goal = goals[bodies.units[1].key].goal
    content = GoalContent("Friska", perspective="staff")
    edition = add_goal(card=card_in(later, bodies.units[1]), content=content, person=None, goal=goal)
    do(agreed, Merge(bodies.units[:2], name="Ängåsen"))
    assert where(edition) == ("Ängåsen", "Ängåsen")
    assert card_in(later, named("Ängåsen")).state == "draft"


def test_frames_and_outcomes_are_added_up_and_taken_back_from_the_old_card(
    agreed: SteeringPlan, first: ReportingPeriod, bodies: Bodies
) -> None:
    one, other = bodies.units[:2]
    for body, frames in ((one, {YEAR: 1000, YEAR + 1: 1100}), (other, {YEAR: 500})):
        amounts = {year: Decimal(amount) for year, amount in frames.items()}
        set_frames(card=card_in(agreed, body), amounts=amounts, decision="KF § 1", person=None)
    for body, outcome, forecast in ((one, Decimal(300), Decimal(900)), (other, Decimal(200), None)):
        record_spent(card=card_in(agreed, body), period="T1", spent=Spent(outcome, forecast), person=None)
    done = do(agreed, Merge([one, other], into=one))
    assert told(done, "budget") == [
        ("2026: 500 kronor", "Åsens förskola", "Ängens skola", "moved"),
        ("T1: 200 kronor", "Åsens förskola", "Ängens skola", "moved"),
    ]
    frames = BudgetFrame._base_manager.filter(card__plan=agreed).order_by("pk")
    assert [(row.organisation, row.year, row.vintage, row.amount) for row in frames] == [
        (one, YEAR, 1, 1000),
        (one, YEAR + 1, 1, 1100),
        (other, YEAR, 1, 500),
        (one, YEAR, 2, 1500),
        (other, YEAR, 2, None),
    ]
    outcomes = BudgetOutcome._base_manager.filter(card__plan=agreed).order_by("pk")
    assert [(row.organisation, row.vintage, row.outcome, row.forecast) for row in outcomes][2:] == [
        (one, 2, 500, None),
        (other, 2, None, None),
    ]


def test_signed_report_of_a_body_that_ended_is_not_sent_back(
    agreed: SteeringPlan, first: ReportingPeriod, goals: Goals, bodies: Bodies, report_of: ReportOf
) -> None:
    one, other = bodies.units[:2]
    sign_report(report_of(one), "Vintern var svår", goals[one.key])
    do(agreed, Merge([one, other], name="Ängåsen"))
    with pytest.raises(DomainError, match=r"Ängens skola has ended; its signed report stays as it is."):
        send_back(report=report_of(one), why="Fel", person=None)


def test_reminders_go_over_to_the_joined_report_once_a_day_each(
    agreed: SteeringPlan, first: ReportingPeriod, bodies: Bodies, report_of: ReportOf, person_with: PersonWith
) -> None:
    one, other = bodies.units[:2]
    person = person_with(Role.UNIT_MANAGER, bodies.areas[0])
    for body, on in ((one, date(YEAR, 5, 1)), (other, date(YEAR, 5, 1)), (other, date(YEAR, 5, 2))):
        ReportReminder._base_manager.create(
            report=report_of(body), person=person, organisation=body, on=on, at=clock.now()
        )
    do(agreed, Merge([one, other], name="Ängåsen"))
    rows = ReportReminder._base_manager.filter(person=person).order_by("on")
    assert [(row.organisation.name, row.on) for row in rows.select_related("organisation")] == [
        ("Ängåsen", date(YEAR, 5, 1)),
        ("Ängåsen", date(YEAR, 5, 2)),
    ]


def test_office_of_whoever_signed_stays_when_the_body_moves(
    agreed: SteeringPlan,
    first: ReportingPeriod,
    goals: Goals,
    bodies: Bodies,
    report_of: ReportOf,
    person_with: PersonWith,
) -> None:
    unit = bodies.units[0]
    manager = person_with(Role.UNIT_MANAGER, bodies.areas[0])
    sign_report(report_of(unit), "Vintern var svår", goals[unit.key])
    CardReport._base_manager.filter(period=first, organisation=unit).update(signed_by=manager)
    do(agreed, Move(unit, bodies.areas[1]))
    card = next(each for each in close_period(period=first, person=None).read().cards if each.body == unit.key)
    assert card.report["signed"]["office"] == {"role": "unit_manager", "at": "Lärande"}
    assert card.above == bodies.areas[1].key


def test_role_stays_on_a_body_that_still_reports_about_the_year_before(
    agreed: SteeringPlan, first: ReportingPeriod, bodies: Bodies, person_with: PersonWith
) -> None:
    later = make_plan(organisation=bodies.municipality, year=YEAR + 1, structure="gausdal", person=None)
    one, other = bodies.units[:2]
    for body in (one, other):
        add_card(plan=later, organisation=body, person=None)
    person = person_with(Role.UNIT_MANAGER, other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: date(YEAR + 1, 1, 2))
        done = do(later, Merge([one, other], into=one), Decided(date(YEAR + 1, 1, 1), "KF § 8"))
    assert [line[2:] for line in told(done, "grant")] == [("Ängens skola", "given"), ("Åsens förskola", "stays")]
    assert Grant.objects.filter(person=person, valid_to=None).count() == 2
    assert card_in(agreed, other).ended_on is None
