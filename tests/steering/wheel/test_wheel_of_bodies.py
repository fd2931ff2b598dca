from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import DomainError
from kompassros.steering.wheel.calendar import calendar_events
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.queries import entries_of, history_of
from kompassros.steering.wheel.reminding import people_of
from kompassros.steering.wheel.services import EventContent, add_event, carry_on, change_event, mark, remove_event
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
PersonWith = Callable[[Role, Organisation], Person]
CONTENT = EventContent("Brukarråd", date(YEAR, 5, 4), date(YEAR, 5, 4), ("unit_manager", "chief_executive"))


@pytest.fixture
def event(bodies: Bodies) -> WheelEvent:
    unit = bodies.units[0]
    return add_event(organisation=bodies.municipality, year=YEAR, content=CONTENT, person=None, body=unit)


def test_entry_of_a_body_stands_in_the_municipality_s_wheel(event: WheelEvent, bodies: Bodies) -> None:
    [entry] = entries_of(bodies.municipality, YEAR)
    assert (entry.event, entry.body) == (event, "Ängens skola")
    assert calendar_events([entry], bodies.municipality.key)[0].title == "Ängens skola: Brukarråd"


def test_body_of_another_municipality_is_refused(bodies: Bodies) -> None:
    norrvik = Organisation.objects.get(key="norrvik")
    with pytest.raises(DomainError):
        add_event(organisation=bodies.municipality, year=YEAR, content=CONTENT, person=None, body=norrvik)


def test_those_who_lead_the_municipality_write_it_and_its_history_is_the_wheel_s(
    event: WheelEvent, bodies: Bodies, person_with: PersonWith
) -> None:
    chief, manager = (
        person_with(Role.CHIEF_EXECUTIVE, bodies.municipality),
        person_with(Role.UNIT_MANAGER, bodies.units[0]),
    )
    with pytest.raises(DomainError):
        mark(event=event, done=True, person=manager)
    later = EventContent("Brukarråd", date(YEAR, 5, 5), date(YEAR, 5, 5))
    change_event(event=event, content=later, person=chief)
    mark(event=event, done=True, person=chief)
    assert [entry.verb for entry in history_of(bodies.municipality, YEAR)] == ["done", "changed", "added"]
    remove_event(event=event, why="Ställs in", person=chief)
    assert entries_of(bodies.municipality, YEAR) == []


def test_entries_of_bodies_are_carried_on_once(event: WheelEvent, bodies: Bodies) -> None:
    assert [carry_on(organisation=bodies.municipality, year=YEAR, person=None) for _time in range(2)] == [1, 0]
    [entry] = entries_of(bodies.municipality, YEAR + 1)
    assert (entry.body, entry.event.first) == ("Ängens skola", date(YEAR + 1, 5, 4))


def test_people_of_the_body_and_those_who_lead_are_reminded(
    event: WheelEvent, bodies: Bodies, person_with: PersonWith
) -> None:
    told = [person_with(Role.UNIT_MANAGER, bodies.units[0]), person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)]
    person_with(Role.UNIT_MANAGER, bodies.units[1])
    person_with(Role.UNIT_MANAGER, bodies.areas[0])
    assert set(people_of(event)) == set(told)


def test_leader_adds_an_entry_for_a_body(bodies: Bodies, person_with: PersonWith, sign_in: Any, post: Any) -> None:
    client: Client = sign_in(person_with(Role.CHIEF_EXECUTIVE, bodies.municipality))
    values = {"title": "Nämndmöte", "first": f"{YEAR}-05-04", "last": f"{YEAR}-05-04", "body": bodies.areas[1].key}
    answer = post(client, reverse("steering:wheel_add", args=[bodies.municipality.key, YEAR]), **values)
    assert "Nämndmöte</b>, Omsorg" in answer.content.decode()
    assert [entry.body for entry in entries_of(bodies.municipality, YEAR)] == ["Omsorg"]
