from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.steering.activities.services import ActivityContent, add_activity
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import add_goal
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.reorganising.models import BodyChange, Reorganisation
from kompassros.steering.reorganising.services import reorganise
from kompassros.steering.reorganising.wishes import Decided, Merge, Move, Split, Wish
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import CardOf, enter

Goals = dict[str, GoalEdition]
PersonWith = Callable[[Role, Organisation], Person]
DECIDED = Decided(date(YEAR, 6, 1), "KF 2026-05-20 § 55")

pytestmark = pytest.mark.usefixtures("in_summer")


@pytest.fixture
def leader(client: Client, bodies: Bodies, person_with: PersonWith) -> Person:
    person = person_with(Role.COORDINATOR, bodies.municipality)
    client.force_login(person)
    return person


def at(bodies: Bodies, name: str, *more: Any) -> str:
    return reverse(f"steering:{name}", args=[bodies.municipality.key, YEAR, *more])


def page(client: Client, address: str) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, address: str, step: str, **values: Any) -> Any:
    """Send a form as its page has it: with the version and what was looked over."""
    key = address.split("/steering/")[1].split("/", maxsplit=1)[0]
    plan = SteeringPlan._base_manager.get(organisation__key=key, year=YEAR)
    told = {"version": plan.version, "on": "2026-06-01", "decision": DECIDED.decision, "step": step, **values}
    return client.post(address, told, headers={"accept-language": "en"})


def do(plan: SteeringPlan, wish: Wish) -> Reorganisation:
    fresh = SteeringPlan._base_manager.select_related("organisation").get(pk=plan.pk)
    return reorganise(plan=fresh, wish=wish, decided=DECIDED, person=None)


def test_merging_is_looked_over_then_done(
    client: Client, agreed: SteeringPlan, goals: Goals, bodies: Bodies, leader: Person
) -> None:
    address = at(bodies, "reorganisation_new", "merge")
    one, other = bodies.units[:2]
    assert "Look it over" in page(client, address)
    values = {"bodies": [one.key, other.key], "name": "Ängåsen"}
    looked = send(client, address, "look", **values)
    assert "Friska i Åsens förskola" in looked.content.decode()
    assert not Reorganisation._base_manager.filter(plan=agreed).exists()
    seen = looked.context["form"].data["seen"]
    done = send(client, address, "do", seen=seen, **values)
    stored = Reorganisation._base_manager.get(plan=agreed)
    assert done.headers["Location"] == at(bodies, "reorganisation", stored.pk)
    assert (stored.by, stored.kind) == (leader, "merge")
    shown = page(client, at(bodies, "reorganisation", stored.pk))
    assert "Ängens skola and Åsens förskola merged into Ängåsen." in shown
    assert "Ängens skola and Åsens förskola merged into Ängåsen." in page(client, at(bodies, "reorganisations"))


def test_what_was_not_looked_over_is_shown_first(
    client: Client, agreed: SteeringPlan, bodies: Bodies, leader: Person, card_of: CardOf
) -> None:
    address = at(bodies, "reorganisation_new", "move")
    values = {"body": bodies.units[0].key, "below": bodies.areas[1].key}
    seen = send(client, address, "look", **values).context["form"].data["seen"]
    add_activity(card=card_of(bodies.units[0]), content=ActivityContent("Ny"), person=None)
    answer = send(client, address, "do", seen=seen, **values)
    text = answer.content.decode()
    assert "Something was changed after you looked it over. Look it over again, then do it." in text
    assert "Ny" in [row.cells["which"].value for row in answer.context["table"].rows]
    again = send(client, address, "do", seen=answer.context["form"].data["seen"], **values)
    assert again.status_code == 302


def test_splitting_asks_who_takes_each_goal(
    client: Client, agreed: SteeringPlan, goals: Goals, bodies: Bodies, leader: Person, card_of: CardOf
) -> None:
    unit = bodies.units[0]
    second = add_goal(card=card_of(unit), content=GoalContent("Trygga", perspective="users"), person=None, decision="§")
    address = at(bodies, "reorganisation_new", "split")
    values: dict[str, Any] = {"body": unit.key, "names": "Norra\nSödra"}
    looked = send(client, address, "look", **values)
    assert "Who takes the goal “Trygga”" in looked.content.decode()
    values[f"goal_{second.goal.uid}"] = "1"
    looked = send(client, address, "look", **values)
    seen = looked.context["form"].data["seen"]
    assert send(client, address, "do", seen=seen, **values).status_code == 302
    cards = GoalEdition._base_manager.filter(plan=agreed, pk__in=[goals[unit.key].pk, second.pk]).order_by("pk")
    assert [goal.organisation.name for goal in cards.select_related("organisation")] == ["Norra", "Södra"]


def test_refusal_stands_on_the_form(client: Client, agreed: SteeringPlan, bodies: Bodies, leader: Person) -> None:
    address = at(bodies, "reorganisation_new", "merge")
    answer = send(client, address, "look", bodies=[bodies.units[0].key], name="Ny")
    assert "Choose at least two bodies that become one." in answer.content.decode()
    answer = send(client, address, "do", bodies=[bodies.units[0].key], name="Ny", seen="x")
    assert "Choose at least two bodies that become one." in answer.content.decode()
    answer = send(client, address, "look", decision="")
    assert (answer.status_code, answer.context["table"]) == (200, None)
    assert client.get(at(bodies, "reorganisation_new", "close")).status_code == 404


def test_cards_lead_to_each_other_and_the_ended_one_shows_what_stood_on_it(
    client: Client, agreed: SteeringPlan, goals: Goals, bodies: Bodies, leader: Person
) -> None:
    one, other = bodies.units[:2]
    enter(goals[other.key], "6,4", "")
    do(agreed, Merge([one, other], into=one))
    old, new = (page(client, at(bodies, "card", body.key)) for body in (other, one))
    assert "From 1 June 2026 on: Ängens skola." in old
    assert f'href="{at(bodies, "card", one.key)}"' in old
    assert "The card as it was until then" in old
    assert "Friska i Åsens förskola" in old
    assert "6.4" in old
    assert "partly met" in old
    assert "Set a goal" not in old
    assert "Until 31 May 2026: Åsens förskola." in new
    assert f'href="{at(bodies, "card", other.key)}"' in new


def test_split_and_moved_bodies_say_what_they_were(
    client: Client, agreed: SteeringPlan, bodies: Bodies, leader: Person
) -> None:
    do(agreed, Split(bodies.units[0], ["Södra ängen"], remains=True))
    do(agreed, Move(bodies.units[1], bodies.areas[1]))
    south = Organisation.objects.get(name="Södra ängen")
    assert "Until 31 May 2026: Ängens skola." in page(client, at(bodies, "card", south.key))
    moved = page(client, at(bodies, "card", bodies.units[1].key))
    assert "Lay below Lärande until it moved below Omsorg on 1 June 2026." in moved
    listed = page(client, at(bodies, "reorganisations"))
    assert "Åsens förskola moved from Lärande to Omsorg." in listed
    assert "Ängens skola was split into Ängens skola and Södra ängen." in listed


def test_old_address_of_a_goal_leads_to_where_it_stands(
    client: Client, agreed: SteeringPlan, goals: Goals, bodies: Bodies, leader: Person
) -> None:
    one, other = bodies.units[:2]
    goal = goals[other.key].pk
    do(agreed, Merge([one, other], into=one))
    answer = client.get(at(bodies, "goal", other.key, goal))
    assert (answer.status_code, answer.headers["Location"]) == (302, at(bodies, "goal", one.key, goal))
    assert "put on another card" in page(client, at(bodies, "goal", one.key, goal))
    assert client.get(at(bodies, "goal", other.key, 0)).status_code == 404


def test_politician_reads_the_list_but_not_the_rows(
    client: Client, agreed: SteeringPlan, bodies: Bodies, person_with: PersonWith
) -> None:
    one = do(agreed, Move(bodies.units[0], bodies.areas[1]))
    client.force_login(person_with(Role.POLITICIAN, bodies.municipality))
    assert "Ängens skola moved from Lärande to Omsorg." in page(client, at(bodies, "reorganisations"))
    assert client.get(at(bodies, "reorganisation", one.pk)).status_code == 403
    assert client.get(at(bodies, "reorganisation_new", "move")).status_code == 403
    client.force_login(person_with(Role.AUDITOR, bodies.municipality))
    assert "Friska i Ängens skola" in page(client, at(bodies, "reorganisation", one.pk))


def test_list_asks_no_more_for_more_reorganisations(
    client: Client, agreed: SteeringPlan, bodies: Bodies, leader: Person
) -> None:
    do(agreed, Move(bodies.units[0], bodies.areas[1]))
    few = _count(client, at(bodies, "reorganisations"))
    do(agreed, Move(bodies.units[0], bodies.areas[0]))
    do(agreed, Merge(bodies.units[:2], into=bodies.units[0]))
    assert BodyChange._base_manager.filter(reorganisation__plan=agreed).count() == 3
    assert _count(client, at(bodies, "reorganisations")) == few


def _count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(client, address)
    return len(queries)
