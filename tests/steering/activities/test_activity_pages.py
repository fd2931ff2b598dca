from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kompassros.organisations.grants import active_grants
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.slots import fill
from kompassros.steering.activities.assignments import AssignmentContent, add_assignment
from kompassros.steering.activities.models import Activity, ActivityEntry, Assignment
from kompassros.steering.activities.services import ActivityContent, add_activity, set_status
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import add_goal
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.services import adopt_plan, agree_card
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CardOf = Callable[[Organisation], Card]
PersonWith = Callable[[Role, Organisation], Person]


@pytest.fixture
def signed_in(client: Client, person_with: PersonWith) -> Callable[[Role, Organisation], Person]:
    def sign_in(role: Role, organisation: Organisation) -> Person:
        person = person_with(role, organisation)
        client.force_login(person, backend=BACKEND)
        return person

    return sign_in


def page(client: Client, address: str) -> str:
    response: HttpResponse = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def all_of(bodies: Bodies, query: str = "") -> str:
    return reverse("steering:activities", args=[bodies.municipality.key, YEAR]) + query


def of(activity: Activity, name: str = "activity") -> str:
    return reverse(f"steering:{name}", args=[activity.plan.organisation.key, YEAR, activity.pk])


def rows_of(client: Client, address: str) -> list[str]:
    """Return the first column of the table of activities."""
    response = client.get(address + ("&" if "?" in address else "?") + "format=csv&table=activities")
    lines = response.content.decode("utf-8-sig").splitlines()
    return [line.split(",")[0] for line in lines[1:]]


def change(client: Client, address: str, row: Any, **values: str) -> HttpResponse:
    version = {"version": str(row.version), "request_id": str(uuid4())}
    response: HttpResponse = client.post(address, version | values)
    return response


@pytest.fixture
def several(activity: Activity, school: Card, bodies: Bodies, card_of: CardOf) -> None:
    """Beside the one past its deadline: one late, one to come, one done, and one of another unit."""
    today = clock.today()

    def add(title: str, status: str, days: int, owner: str = "Rektor", card: Card = school) -> None:
        content = ActivityContent(title, owner=owner, deadline=today + timedelta(days=days), cost=Decimal(1000))
        added = add_activity(card=card, content=content, person=None)
        if status != "not_started":
            set_status(activity=added, status=status, text="Påhittat.", person=None)

    add("Försenad", "late", 5)
    add("Kommande", "started", 9, owner="Bibliotekarien")
    add("Klar", "done", -9)
    add("På förskolan", "not_started", 20, card=card_of(bodies.units[1]))


def test_manager_sees_those_past_their_deadline_first_and_none_of_another_draft(
    client: Client, signed_in: PersonWith, several: None, bodies: Bodies
) -> None:
    signed_in(Role.UNIT_MANAGER, bodies.units[0])
    assert rows_of(client, all_of(bodies)) == ["Läsverkstad", "Försenad", "Kommande", "Klar"]
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    expected = ["Läsverkstad", "Försenad", "Kommande", "På förskolan", "Klar"]
    assert rows_of(client, all_of(bodies)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?owner=Bibliotekarien", ["Kommande"]),
        ("?status=open", ["Läsverkstad", "Försenad", "Kommande"]),
        ("?status=overdue", ["Läsverkstad"]),
        ("?status=done", ["Klar"]),
        ("?status=unknown&view=board", ["Läsverkstad", "Försenad", "Kommande", "Klar"]),
        ("?owner=Rektor&status=late", ["Försenad"]),
        ("?body=nowhere", ["Läsverkstad", "Försenad", "Kommande", "Klar"]),
    ],
)
def test_filters_narrow_what_is_shown_and_taken_home(
    client: Client, signed_in: PersonWith, several: None, bodies: Bodies, query: str, expected: list[str]
) -> None:
    signed_in(Role.UNIT_MANAGER, bodies.units[0])
    assert rows_of(client, all_of(bodies, query)) == expected


def test_goal_s_page_leads_to_its_activities_only(
    client: Client, signed_in: PersonWith, several: None, bodies: Bodies, goal: GoalEdition
) -> None:
    signed_in(Role.UNIT_MANAGER, bodies.units[0])
    assert rows_of(client, all_of(bodies, f"?goal={goal.pk}")) == ["Läsverkstad"]


def test_board_has_a_lane_for_each_status_and_keeps_the_filter(
    client: Client, signed_in: PersonWith, several: None, bodies: Bodies
) -> None:
    signed_in(Role.UNIT_MANAGER, bodies.units[0])
    response = client.get(all_of(bodies, "?owner=Rektor&view=board"))
    lanes = [(lane.status, [note.line.activity.title for note in lane.notes]) for lane in response.context["lanes"]]
    assert [titles for _status, titles in lanes] == [["Försenad"], ["Läsverkstad"], [], ["Klar"], []]
    assert response.context["other"] == "?owner=Rektor"
    assert client.get(all_of(bodies, "?owner=Rektor")).context["other"] == "?owner=Rektor&view=board"


def test_title_of_a_goal_on_a_draft_above_is_not_told_to_readers(
    client: Client, signed_in: PersonWith, school: Card, bodies: Bodies, card_of: CardOf
) -> None:
    area = card_of(bodies.areas[0])
    secret = add_goal(card=area, content=GoalContent("Utkastets mål", perspective="users"), person=None)
    added = add_activity(card=school, content=ActivityContent("Öppen"), goal=secret, person=None)
    agree_card(card=school, person=None)
    adopt_plan(plan=school.plan, decision="KF § 101", on=date(2025, 11, 20), person=None)
    signed_in(Role.READER, bodies.municipality)
    for address in (all_of(bodies), all_of(bodies, "?view=board"), of(added), all_of(bodies, f"?goal={secret.pk}")):
        assert "Utkastets mål" not in page(client, address)
    response = client.get(of(added))
    assert (response.context["line"].hidden, response.context["line"].goal) == (True, None)
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    assert "Utkastets mål" in page(client, of(added))


def test_many_activities_take_no_more_questions(
    client: Client,
    signed_in: PersonWith,
    several: None,
    school: Card,
    goal: GoalEdition,
    bodies: Bodies,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(40):
        add_activity(card=school, content=ActivityContent(f"Nummer {number}"), goal=goal, person=None)
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    client.get(all_of(bodies))
    for address in (all_of(bodies), all_of(bodies, "?view=board")):
        with django_assert_max_num_queries(8):
            client.get(address)


def test_activity_is_added_told_of_changed_and_moved_on_its_pages(
    client: Client, signed_in: PersonWith, school: Card, goal: GoalEdition, bodies: Bodies
) -> None:
    rektor = signed_in(Role.UNIT_MANAGER, bodies.units[0])
    add = reverse("steering:activity_add", args=[bodies.municipality.key, YEAR, bodies.units[0].key])
    assert client.get(f"{add}?goal={goal.pk}").context["form"].initial["goal"] == str(goal.pk)
    once = {"version": str(school.version), "request_id": str(uuid4()), "title": "Läsverkstad", "goal": str(goal.pk)}
    for _retry in range(2):
        assert client.post(add, once | {"cost": "1500"}).status_code == 302
    added = Activity._base_manager.get(plan=school.plan)
    assert (added.cost, added.goal) == (Decimal(1500), goal)
    change(client, of(added, "activity_log"), added, status="not_started", text="Vi väntar på böckerna.")
    change(client, of(added, "activity_log"), added, status="started", text="")
    added.refresh_from_db()
    assert client.post(of(added, "activity_edit"), {"version": "1", "title": "Ny"}).status_code == 200
    change(client, of(added, "activity_edit"), added, title="Lässtuga", owner="Rektor")
    added.refresh_from_db()
    change(client, of(added, "activity_move"), added, goal="")
    added.refresh_from_db()
    assert (added.title, added.status, added.goal, added.cost) == ("Lässtuga", "started", None, None)
    told = ActivityEntry._base_manager.filter(activity=added).values_list("status", "text", "by")
    assert list(told) == [("not_started", "Vi väntar på böckerna.", rektor.pk), ("started", "", rektor.pk)]


def test_second_editor_is_told_what_changed(
    client: Client, signed_in: PersonWith, activity: Activity, bodies: Bodies
) -> None:
    signed_in(Role.UNIT_MANAGER, bodies.units[0])
    seen = Activity._base_manager.get(pk=activity.pk)
    set_status(activity=activity, status="started", text="Vi har börjat.", person=None)
    response = change(client, of(activity, "activity_log"), seen, status="not_started", text="Inget än.")
    assert response.status_code == 200
    assert response.context["missed"].rows[0].cells["why"].value == "Vi har börjat."  # type: ignore[attr-defined]
    activity.refresh_from_db()
    assert activity.status == "started"


def test_request_is_entered_answered_and_answered_anew_on_its_pages(
    client: Client, signed_in: PersonWith, bodies: Bodies
) -> None:
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    key = bodies.municipality.key
    values = {"text": "Pröva.", "decision": "KF § 57", "decided_on": "2026-02-02", "body": bodies.units[1].key}
    add = reverse("steering:assignment_add", args=[key])
    assert change(client, add, bodies.municipality, **values).status_code == 302
    entered = Assignment._base_manager.get(owner=bodies.municipality)
    edit = reverse("steering:assignment_edit", args=[key, entered.pk])
    assert client.get(edit).context["form"].initial["body"] == bodies.units[1].key
    change(client, edit, entered, **values | {"due_on": "2026-03-01"})
    entered.refresh_from_db()
    answer = reverse("steering:assignment_answer", args=[key, entered.pk])
    signed_in(Role.UNIT_MANAGER, bodies.units[1])
    change(client, answer, entered, answer="Ja.", on="2026-02-20")
    entered.refresh_from_db()
    change(client, answer, entered, answer="Nej.", on="2026-02-21")
    entered.refresh_from_db()
    assert (entered.due_on, entered.answer, entered.answered_on) == (date(2026, 3, 1), "Nej.", date(2026, 2, 21))
    signed_in(Role.POLITICIAN, bodies.municipality)
    assert "Nej." in page(client, reverse("steering:assignments", args=[key]))
    assert client.get(answer).status_code == 403
    assert client.get(reverse("steering:assignment", args=["granby", entered.pk])).status_code == 404


def test_plan_card_and_goal_show_their_activities(
    client: Client,
    signed_in: PersonWith,
    several: None,
    goal: GoalEdition,
    request_of_council: Assignment,
    bodies: Bodies,
) -> None:
    signed_in(Role.CHIEF_EXECUTIVE, bodies.municipality)
    key, school = bodies.municipality.key, bodies.units[0].key
    pieces = {}
    for name, more in (("plan", []), ("card", [school]), ("goal", [school, goal.pk])):
        response = client.get(reverse(f"steering:{name}", args=[key, YEAR, *more]))
        found = {piece.key: piece for piece in response.context["pieces"]}
        pieces[name] = found["plan-activities" if name == "plan" else "activities"]
    counts = pieces["plan"].context["counts"]
    assert (counts.total, counts.open, counts.late, counts.overdue) == (5, 4, 1, 1)
    assert pieces["plan"].context["requests"] == 1
    titles = [note.line.activity.title for note in pieces["card"].context["notes"]]
    assert titles == ["Läsverkstad", "Försenad", "Kommande", "Klar"]
    assert [note.line.activity.title for note in pieces["goal"].context["notes"]] == ["Läsverkstad"]
    assert pieces["goal"].context["may_write"] is True


def due_of(person: Person) -> list[str]:
    grants = active_grants(person)
    pieces = {piece.key: piece for piece in fill("home.due", person=person, grants=grants)}
    return [entry.text for entry in pieces["steering"].context["entries"]] if "steering" in pieces else []


def test_home_tells_a_manager_what_is_due_on_the_own_cards(
    several: None, request_of_council: Assignment, person_with: PersonWith, bodies: Bodies
) -> None:
    school, preschool = bodies.units[0].name, bodies.units[1].name
    manager, other = (person_with(Role.UNIT_MANAGER, unit) for unit in bodies.units[:2])
    due = due_of(manager)
    assert due[0].startswith(f"Läsverkstad ({school}): past its deadline of 30 April 2026")
    assert [text.partition(" (")[0] for text in due] == ["Läsverkstad", "Försenad", "Kommande"]
    assert due_of(other) == [f"{preschool}: answer the council's request, KF § 57"]
    assert due_of(person_with(Role.POLITICIAN, bodies.municipality)) == []
    assert due_of(person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)) == []


def test_home_leads_to_the_municipalities_that_a_person_follows(person_with: PersonWith, bodies: Bodies) -> None:
    def followed(person: Person) -> list[Organisation]:
        pieces = {piece.key: piece for piece in fill("home.places", person=person, grants=active_grants(person))}
        return pieces["followed"].context["municipalities"] if "followed" in pieces else []

    assert followed(person_with(Role.UNIT_MANAGER, bodies.units[0])) == [bodies.municipality]
    assert followed(person_with(Role.EVALUATOR, bodies.municipality)) == []


def test_request_without_a_day_and_one_with_stand_in_order_at_home(person_with: PersonWith, bodies: Bodies) -> None:
    for decision, due_on in (("KF § 1", None), ("KF § 2", date(2026, 3, 1))):
        content = AssignmentContent("Pröva.", decision, date(2026, 2, 2), bodies.units[3], due_on)
        add_assignment(owner=bodies.municipality, content=content, person=None)
    name = bodies.units[3].name
    assert due_of(person_with(Role.UNIT_MANAGER, bodies.units[3])) == [
        f"{name}: answer the council's request, KF § 2, by 1 March 2026",
        f"{name}: answer the council's request, KF § 1",
    ]
