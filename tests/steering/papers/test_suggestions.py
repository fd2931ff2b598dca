from datetime import date

import pytest
from django.test import RequestFactory

from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.steering.activities.assignments import AssignmentContent, add_assignment, answer_assignment
from kompassros.steering.auditing.services import VerdictContent, record_verdict
from kompassros.steering.budget.models import BudgetFrame
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.papers import plans, reports, requests
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.plans.models import Card, SteeringPlan
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import CardOf, ReportOf, enter, sign_report

pytestmark = pytest.mark.django_db


def test_plan_to_adopt_is_proposed_with_its_goals_and_targets(
    draft: SteeringPlan, goals: dict[str, GoalEdition]
) -> None:
    found = plans.suggest_plan(draft, "en")
    assert found.title == "Goals and targets of Lövhult for 2026"
    assert "The plan has 8 cards, of which 0 are agreed." in found.assessment
    assert "- Friska i Lövhult (Sjukfrånvaro: < 6 %; lowest acceptable: 7)" in found.assessment
    assert (
        found.proposal == "The council adopts the goals and targets of 2026 for Lövhult, as they stand in this paper."
    )
    assert "The municipality and its figures are made up." in found.background or not draft.made_up


def test_adopted_plan_is_only_noted(agreed: SteeringPlan) -> None:
    found = plans.suggest_plan(agreed, "en")
    assert found.proposal == "The information is noted."
    assert "The plan was adopted by KF 2025-11-20 § 101, 20 November 2025." in found.background


def test_card_is_proposed_with_targets_and_money_and_once_agreed_with_what_deviates(
    draft: SteeringPlan, goals: dict[str, GoalEdition], bodies: Bodies, card_of: CardOf
) -> None:
    school = card_of(bodies.units[0])
    money = {"card": school, "organisation": school.organisation, "year": YEAR, "amount": 12_400_000}
    BudgetFrame._base_manager.create(**money, entered_at="2026-01-01T00:00:00Z")
    found = plans.suggest_card(school, "en")
    assert found.proposal == "The card of Ängens skola for 2026 is agreed to, with its goals and targets."
    assert "- Friska i Ängens skola (Sjukfrånvaro: < 6 %; lowest acceptable: 7)" in found.assessment
    assert "Frame: 12.4 million kronor." in found.assessment
    enter(goals[bodies.units[0].key], "6,5", period="")
    Card._base_manager.filter(pk=school.pk).update(state=Card.State.AGREED)
    found = plans.suggest_card(card_of(bodies.units[0]), "en")
    assert "What deviates:\n- Sjukfrånvaro: 6.5, target < 6 %; lowest acceptable: 7 (partly met)" in found.assessment
    assert found.proposal == "The information is noted."


def test_changed_target_is_left_to_fill_in(agreed: SteeringPlan, goals: dict[str, GoalEdition], bodies: Bodies) -> None:
    goal = goals[bodies.areas[0].key]
    request = RequestFactory().get("/")
    found = plans.suggest_goal(
        plans.find_goal(request, bodies.municipality.key, YEAR, bodies.areas[0].key, goal.pk), "en"
    )
    assert found.title == "Change of the goal “Friska i Lärande”"
    assert found.proposal == ("The target of “Sjukfrånvaro”, now < 6 %; lowest acceptable: 7, is changed to …")


def test_unsigned_report_tells_nothing(first: ReportingPeriod, report_of: ReportOf, bodies: Bodies) -> None:
    found = reports.suggest_report(report_of(bodies.areas[0]), "en")
    assert found.assessment == "The report is not signed yet. This paper tells nothing of it."
    assert found.proposal == "The information is noted."


@pytest.mark.parametrize("closed", [False, True])
def test_signed_report_is_proposed_with_what_deviates_and_is_expected(
    closed: bool, first: ReportingPeriod, report_of: ReportOf, goals: dict[str, GoalEdition], bodies: Bodies
) -> None:
    body = bodies.areas[0]
    enter(goals[body.key], "7,5")
    sign_report(report_of(body), "Tufft halvår", goals[body.key])
    if closed:
        first.refresh_from_db()
        close_period(period=first, person=None)
    found = reports.suggest_report(report_of(body), "en")
    assert found.title == "First tertial 2026: report of Lärande"
    assert found.assessment.startswith("Tufft halvår\n\n")
    assert "- Sjukfrånvaro: 7.5, target < 6 %; lowest acceptable: 7 (not met)" in found.assessment
    assert "- Friska i Lärande: partly met. Mycket influensa Fler vikarier" in found.assessment
    assert found.proposal == ("The report of Lärande for First tertial 2026 is approved and handed on to the council.")


def test_closed_period_is_proposed_from_its_edition_with_the_auditors_verdict(
    first: ReportingPeriod, report_of: ReportOf, goals: dict[str, GoalEdition], bodies: Bodies, person_with: object
) -> None:
    assert "tells no figures" in reports.suggest_period(first, "en").assessment
    body = bodies.municipality
    enter(goals[body.key], "5,0")
    sign_report(report_of(body), "Kommunen går framåt", goals[body.key])
    first.refresh_from_db()
    edition = close_period(period=first, person=None)
    rows = ReportingPeriod._base_manager.select_related("plan__organisation", "organisation")
    period = rows.get(pk=first.pk)
    auditor: Person = person_with(Role.AUDITOR, body)  # type: ignore[operator]
    content = VerdictContent("consistent", "partly", "partly", "Ett mål av åtta mäts.")
    record_verdict(period=period, content=content, person=auditor)
    found = reports.suggest_period(period, "en")
    assert "8 bodies report; 1 of the reports are signed." in found.assessment
    assert "Of all targets: 1 met and 7 not measured." in found.assessment
    assert "- Hemtjänst: 1 not measured" in found.assessment
    assert "the result is partly consistent with the goals." in found.assessment
    assert "Ett mål av åtta mäts." in found.assessment
    assert found.sources[1] == f"SHA-256 {edition.sha256}"


def test_answer_goes_back_to_the_council(bodies: Bodies) -> None:
    content = AssignmentContent("Utred skolskjutsen", "KF § 12", date(2026, 1, 20), bodies.areas[0])
    asked = add_assignment(owner=bodies.municipality, content=content, person=None)
    assert requests.suggest(asked, "en").assessment == "The request is not answered yet."
    answer_assignment(assignment=asked, answer="Den är utredd.", on=date(2026, 2, 1), person=None)
    found = requests.suggest(asked, "en")
    assert found.background.endswith("to ask Lärande:\n\nUtred skolskjutsen")
    assert found.assessment == "Lärande answered on 1 February 2026:\n\nDen är utredd."
    assert found.proposal == "The council notes the answer and regards the request KF § 12 as answered."


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_paper_is_proposed_in_its_own_language(language: str, draft: SteeringPlan) -> None:
    assert plans.suggest_plan(draft, language).title != plans.suggest_plan(draft, "en").title
