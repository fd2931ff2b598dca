import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import add_goal
from kompassros.steering.periods.closing import close_period, latest
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.planning import open_period, publish
from kompassros.steering.periods.reporting import send, sign, write_report
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import CardOf, ReportOf, enter, sign_report

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
Goals = dict[str, GoalEdition]
SignIn = Callable[[Role, Organisation], Person]


@pytest.fixture
def signed_in(client: Client, person_with: SignIn) -> SignIn:
    def sign_in(role: Role, organisation: Organisation) -> Person:
        person = person_with(role, organisation)
        client.force_login(person, backend=BACKEND)
        return person

    return sign_in


def at(bodies: Bodies, name: str, *more: Any) -> str:
    return reverse(f"steering:{name}", args=[bodies.municipality.key, YEAR, *more])


def page(client: Client, address: str) -> str:
    response: HttpResponse = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, address: str, row: Any, **values: Any) -> HttpResponse:
    row.refresh_from_db()
    sent = {"version": row.version, "request_id": str(uuid4()), **values}
    response: HttpResponse = client.post(address, sent, headers={"accept-language": "en"})
    return response


def test_leader_plans_opens_and_closes(
    client: Client, signed_in: SignIn, agreed: SteeringPlan, bodies: Bodies, goals: Goals
) -> None:
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    assert "No period is planned yet." in page(client, at(bodies, "periods"))
    post(client, at(bodies, "periods_usual"), agreed)
    assert "First tertial 2026" in page(client, at(bodies, "periods"))
    period = ReportingPeriod._base_manager.get(plan=agreed, key="T1")
    post(client, at(bodies, "period_open", "T1"), period)
    assert "Ängens skola" in page(client, at(bodies, "period", "T1"))
    assert "8 reports are not signed." in page(client, at(bodies, "period_close", "T1"))
    answer = post(client, at(bodies, "period_close", "T1"), period)
    assert answer.status_code == 302
    period.refresh_from_db()
    assert period.state == "closed"
    assert "First tertial 2026" in page(client, at(bodies, "period_edition", "T1", 1))


def test_own_period_is_planned_changed_and_published(
    client: Client, signed_in: SignIn, first: ReportingPeriod, agreed: SteeringPlan, bodies: Bodies
) -> None:
    signed_in(Role.COORDINATOR, bodies.municipality)
    own = {"key": "K1", "title": "Quarter", "data_on": "2026-03-31", "due_on": "2026-04-15"}
    assert post(client, at(bodies, "period_add"), agreed, **own).status_code == 302
    period = ReportingPeriod._base_manager.get(plan=agreed, key="K1")
    changed = own | {"title": "First quarter"}
    assert post(client, at(bodies, "period_edit", "K1"), period, **changed).status_code == 302
    period.refresh_from_db()
    assert period.title == "First quarter"
    close_period(period=first, person=None)
    client.logout()
    assert client.get(at(bodies, "period_public", "T1")).status_code == 404
    publish(period=first, at=None, person=None)
    assert "First tertial 2026" in page(client, at(bodies, "period_public", "T1"))
    assert client.get(at(bodies, "period_public_file", "T1", "figures", "json")).status_code == 200
    assert client.get(at(bodies, "period_public_file", "T1", "slides", "json")).status_code == 404


def test_unit_writes_sends_and_is_signed(
    client: Client, signed_in: SignIn, report_of: ReportOf, bodies: Bodies, goals: Goals
) -> None:
    unit = bodies.units[0]
    goal, report = goals[unit.key], report_of(unit)
    signed_in(Role.UNIT_MANAGER, unit)
    shown = page(client, at(bodies, "report_write", "T1", unit.key))
    assert "Sjukfrånvaro: not measured, target &lt; 6 %; lowest acceptable: 7 (not measured" in shown
    said = {f"goal-{goal.pk}-attainment": "partly", f"goal-{goal.pk}-reasons": "", "text": "Lugnt"}
    answer = post(client, at(bodies, "report_write", "T1", unit.key), report, **said)
    assert (answer.status_code, "Give your reasons" in answer.content.decode()) == (422, True)
    said[f"goal-{goal.pk}-reasons"] = "Influensa"
    assert post(client, at(bodies, "report_write", "T1", unit.key), report, **said).status_code == 302
    post(client, at(bodies, "report_send", "T1", unit.key), report)
    signed_in(Role.UNIT_MANAGER, bodies.areas[0])
    post(client, at(bodies, "report_sign", "T1", unit.key), report)
    post(client, at(bodies, "report_decision", "T1", unit.key), report, decision="BUN § 41")
    report.refresh_from_db()
    assert (report.state, report.decision, report.text) == ("signed", "BUN § 41", "Lugnt")
    assert "Influensa" in page(client, at(bodies, "report", "T1", unit.key))


def test_second_writer_keeps_what_was_typed(
    client: Client, signed_in: SignIn, report_of: ReportOf, bodies: Bodies
) -> None:
    unit = bodies.units[0]
    report = report_of(unit)
    signed_in(Role.UNIT_MANAGER, unit)
    write_report(report=report, text="First", lines={}, person=None)
    sent = {"version": 1, "request_id": str(uuid4()), "text": "Second"}
    answer = client.post(at(bodies, "report_write", "T1", unit.key), sent, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "Somebody else has changed this in the meantime." in answer.content.decode()
    assert "Second" in answer.content.decode()


def test_report_that_is_sent_back_says_why(
    client: Client, signed_in: SignIn, report_of: ReportOf, bodies: Bodies
) -> None:
    unit = bodies.units[0]
    report = report_of(unit)
    write_report(report=report, text="First", lines={}, person=None)
    send(report=report, person=None)
    signed_in(Role.UNIT_MANAGER, bodies.areas[0])
    post(client, at(bodies, "report_back", "T1", unit.key), report, why="April is missing")
    signed_in(Role.UNIT_MANAGER, unit)
    assert "April is missing" in page(client, at(bodies, "report", "T1", unit.key))


def test_stand_in_is_named_by_address(
    client: Client, signed_in: SignIn, person_with: SignIn, report_of: ReportOf, bodies: Bodies
) -> None:
    unit = bodies.units[0]
    report, stand_in = report_of(unit), person_with(Role.READER, bodies.municipality)
    signed_in(Role.UNIT_MANAGER, unit)
    address = at(bodies, "report_stand_in", "T1", unit.key)
    assert "Nobody has an account" in post(client, address, report, email="no@example.org").content.decode()
    assert post(client, address, report, email=stand_in.email).status_code == 302
    client.force_login(stand_in, backend=BACKEND)
    assert "Write the report" in page(client, at(bodies, "report", "T1", unit.key))


REPORT_PAGES = ("report", "report_write", "report_back", "report_decision", "report_stand_in")
ADDRESSES = [
    # role, where, signed, pages of the report of a unit that answer
    (Role.UNIT_MANAGER, "own", False, {"report", "report_write", "report_stand_in"}),
    (Role.UNIT_MANAGER, "own", True, {"report", "report_write", "report_stand_in"}),
    (Role.UNIT_MANAGER, "other", False, set()),
    (Role.UNIT_MANAGER, "other", True, {"report"}),
    (Role.UNIT_MANAGER, "area", False, set(REPORT_PAGES)),
    (Role.POLITICIAN, "municipality", False, set()),
    (Role.POLITICIAN, "municipality", True, {"report"}),
    (Role.AUDITOR, "municipality", False, {"report"}),
    (Role.READER, "municipality", False, set()),
    (Role.READER, "municipality", True, {"report"}),
    (Role.ADMINISTRATOR, "municipality", True, set()),
    (Role.CHIEF_EXECUTIVE, "municipality", False, set(REPORT_PAGES)),
]


@pytest.mark.parametrize(("role", "where", "is_signed", "expected"), ADDRESSES)
def test_addresses_of_a_report_answer_those_who_may(
    client: Client,
    signed_in: SignIn,
    report_of: ReportOf,
    bodies: Bodies,
    role: Role,
    where: str,
    is_signed: bool,
    expected: set[str],
) -> None:
    unit, report = bodies.units[0], report_of(bodies.units[0])
    places = {"own": unit, "other": bodies.units[1], "area": bodies.areas[0], "municipality": bodies.municipality}
    write_report(report=report, text="A draft", lines={}, person=None)
    if is_signed:
        send(report=report, person=None)
        sign(report=report, person=None)
    signed_in(role, places[where])
    found = {name for name in REPORT_PAGES if client.get(at(bodies, name, "T1", unit.key)).status_code == 200}
    assert found == expected
    listed = client.get(at(bodies, "period", "T1"))
    if listed.status_code == 200:
        assert "A draft" not in listed.content.decode()


def test_late_reports_are_named(
    client: Client, signed_in: SignIn, first: ReportingPeriod, bodies: Bodies, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(Role.COORDINATOR, bodies.municipality)
    assert "No report is late." in page(client, at(bodies, "periods")) or clock.today() > first.due_on
    monkeypatch.setattr(clock, "today", lambda: first.due_on + timedelta(days=1))
    assert "8 reports are late." in page(client, at(bodies, "periods"))


def test_pages_ask_no_more_for_more_goals(
    client: Client, signed_in: SignIn, first: ReportingPeriod, bodies: Bodies, card_of: CardOf
) -> None:
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    address = at(bodies, "report_write", "T1", bodies.units[0].key)
    page(client, address)
    few = _count(client, address)
    for number in range(5):
        content = GoalContent(f"Mål {number}", perspective="staff")
        add_goal(card=card_of(bodies.units[0]), content=content, person=None)
    assert _count(client, address) == few


def _count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(client, address)
    return len(queries)


def test_documents_come_in_every_format_and_stay_the_same(
    client: Client, signed_in: SignIn, first: ReportingPeriod, bodies: Bodies, goals: Goals, report_of: ReportOf
) -> None:
    unit = bodies.units[0]
    enter(goals[unit.key], "6,4")
    sign_report(report_of(unit), "Vintern var svår", goals[unit.key])
    edition = close_period(period=first, person=None)
    signed_in(Role.POLITICIAN, bodies.municipality)

    def file(kind: str, ending: str) -> bytes:
        answer = client.get(at(bodies, "period_file", "T1", 1, kind, ending), headers={"accept-language": "en"})
        assert answer.status_code == 200
        return bytes(answer.content)

    kinds = [("report", ending) for ending in ("pdf", "docx", "odt", "html")]
    before = {each: file(*each) for each in [*kinds, ("figures", "xlsx"), ("figures", "json")]}
    assert b"Vintern var sv" in before["report", "html"]
    assert json.loads(before["figures", "json"]) == {
        "edition": 1,
        "sha256": edition.sha256,
        "content": latest(first).content,  # type: ignore[union-attr]
    }
    GoalEdition._base_manager.filter(pk=goals[unit.key].pk).update(title="Renamed")
    enter(goals[unit.key], "9,9", seen=1)
    Organisation.objects.filter(pk=unit.pk).update(name="Merged")
    for each in (("report", "html"), ("report", "docx"), ("report", "odt"), ("figures", "json")):
        assert file(*each) == before[each]


def test_difference_page_names_what_changed(
    client: Client,
    signed_in: SignIn,
    periods: list[ReportingPeriod],
    first: ReportingPeriod,
    bodies: Bodies,
    goals: Goals,
) -> None:
    signed_in(Role.READER, bodies.municipality)
    assert "There is no closed period before it" in page(client, at(bodies, "period_difference", "T1"))
    enter(goals[bodies.units[0].key], "6,4")
    close_period(period=first, person=None)
    enter(goals[bodies.units[0].key], "5", "T2")
    open_period(period=periods[1], person=None)
    close_period(period=periods[1], person=None)
    shown = page(client, at(bodies, "period_difference", "T2"))
    assert ("6.4" in shown, "partly met" in shown) == (True, True)
    assert CardReport._base_manager.filter(period__in=periods).count() == 16
