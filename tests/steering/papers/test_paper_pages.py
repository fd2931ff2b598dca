from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.matter_models import AgendaPaper
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.conftest import YEAR, Bodies
from tests.steering.papers.conftest import BACKEND
from tests.steering.periods.conftest import ReportOf, indicator_of, sign_report

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def at(bodies: Bodies, name: str, *more: Any) -> str:
    return reverse(f"steering:{name}", args=[bodies.municipality.key, YEAR, *more])


def write(client: Client, address: Callable[..., str], number: str) -> AgendaPaper:
    """Open a matter, write its paper and make it final by the pages."""
    client.post(address("matter_open"), {"case_number": number, "title": "", "language": "sv"}, headers=ENGLISH)
    paper = AgendaPaper.objects.latest("pk")
    text = {name: getattr(paper, name) for name in ("title", "background", "assessment", "proposal")}
    form = {"version": paper.version, "request_id": str(uuid4()), "case_number": number, "body": "Nämnden", **text}
    client.post(address("paper_edit", paper.pk), form, headers=ENGLISH)
    paper.refresh_from_db()
    client.post(address("paper_finish", paper.pk), {"version": paper.version}, headers=ENGLISH)
    paper.refresh_from_db()
    assert paper.is_final
    return paper


def page(client: Client, address: str) -> str:
    answer: HttpResponse = client.get(address, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def test_final_paper_of_a_plan_is_found_and_gives_the_decision_its_case_number(
    client: Client,
    draft: SteeringPlan,
    coordinator: Person,
    bodies: Bodies,
    person_with: Callable[[Role, Organisation], Person],
) -> None:
    def address(name: str, *more: Any) -> str:
        return at(bodies, f"plan_papers:{name}", *more)

    assert address("matters") in page(client, at(bodies, "plan"))
    paper = write(client, address, "KS 2026/00417")
    assert 'value="KS 2026/00417"' in page(client, at(bodies, "adopt"))
    for ending in ("pdf", "docx", "odt"):
        assert client.get(address(f"paper_{ending}", paper.pk)).status_code == 200
    form = {"version": draft.version, "request_id": str(uuid4()), "decision": "KS 2026/00417", "on": "2026-01-02"}
    client.post(at(bodies, "adopt"), form)
    draft.refresh_from_db()
    assert (draft.state, draft.decision) == ("adopted", "KS 2026/00417")
    client.force_login(person_with(Role.POLITICIAN, bodies.municipality), backend=BACKEND)
    assert address("matters") in page(client, at(bodies, "plan"))
    assert "KS 2026/00417" in page(client, address("paper", paper.pk))
    assert client.get(address("paper_edit", paper.pk)).status_code == 403


def test_draft_is_read_by_those_who_write(
    client: Client,
    agreed: SteeringPlan,
    coordinator: Person,
    bodies: Bodies,
    person_with: Callable[[Role, Organisation], Person],
) -> None:
    client.post(at(bodies, "plan_papers:matter_open"), {"case_number": "", "title": "", "language": "nb"})
    paper = AgendaPaper.objects.latest("pk")
    assert paper.language == "nb"
    assert page(client, at(bodies, "plan_papers:paper", paper.pk))
    client.force_login(person_with(Role.POLITICIAN, bodies.municipality), backend=BACKEND)
    assert at(bodies, "plan_papers:matters") not in page(client, at(bodies, "plan"))
    assert "There are 0 agenda papers" in page(client, at(bodies, "plan_papers:matters"))
    for name in ("paper", "paper_pdf", "paper_odt"):
        assert client.get(at(bodies, f"plan_papers:{name}", paper.pk)).status_code == 404


def test_committees_decision_on_a_report_begins_with_the_case_number(
    client: Client,
    first: ReportingPeriod,
    report_of: ReportOf,
    goals: dict[str, GoalEdition],
    coordinator: Person,
    bodies: Bodies,
) -> None:
    body = bodies.areas[0]
    sign_report(report_of(body), "Bra", goals[body.key])

    def address(name: str, *more: Any) -> str:
        return at(bodies, f"report_papers:{name}", "T1", body.key, *more)

    write(client, address, "BUN 2026/00012")
    assert address("matters") in page(client, at(bodies, "report", "T1", body.key))
    decision = at(bodies, "report_decision", "T1", body.key)
    assert 'value="BUN 2026/00012"' in page(client, decision)
    CardReport._base_manager.filter(period=first, organisation=body).update(decision="BUN § 4")
    assert 'value="BUN § 4"' in page(client, decision)


def test_goals_paper_gives_its_number_to_a_change_of_goal_and_target(
    client: Client, agreed: SteeringPlan, goals: dict[str, GoalEdition], coordinator: Person, bodies: Bodies
) -> None:
    goal = goals[bodies.municipality.key]
    place = (bodies.municipality.key, goal.pk)

    def address(name: str, *more: Any) -> str:
        return at(bodies, f"goal_papers:{name}", *place, *more)

    write(client, address, "KS 2026/00500")
    assert address("matters") in page(client, at(bodies, "goal", *place))
    for name in ("goal_edit", "goal_withdraw"):
        assert 'value="KS 2026/00500"' in page(client, at(bodies, name, *place))
    assert 'value="KS 2026/00500"' in page(client, at(bodies, "indicator_edit", *place, indicator_of(goal).pk))


def test_paper_of_another_thing_is_not_found(
    client: Client, agreed: SteeringPlan, coordinator: Person, bodies: Bodies
) -> None:
    client.post(at(bodies, "plan_papers:matter_open"), {"case_number": "", "title": "", "language": "sv"})
    paper = AgendaPaper.objects.latest("pk")
    assert client.get(at(bodies, "card_papers:paper", bodies.municipality.key, paper.pk)).status_code == 404
