from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.services import take_template
from tests.steering.conftest import YEAR, Bodies

Events = dict[str, WheelEvent]
SignIn = Callable[[Person], Client]


@pytest.fixture
def leader(bodies: Bodies, person_with: Any, sign_in: SignIn) -> Client:
    return sign_in(person_with(Role.CHIEF_EXECUTIVE, bodies.municipality))


@pytest.fixture
def address(bodies: Bodies) -> Callable[..., str]:
    def of(name: str = "wheel", *more: Any) -> str:
        return reverse(f"steering:{name}", args=[bodies.municipality.key, YEAR, *more])

    return of


def test_page_shows_the_wheel_and_what_is_printed(gausdal: Events, leader: Client, address: Any) -> None:
    page = leader.get(address()).content.decode()
    assert "has 6 entries. Standing: 3 going on now and 3 ahead." in page
    for words in (
        "Dialogmøter på hver enhet",
        "Printed as: 2. tertial, april/mai",
        "April står trykt under 2. tertial",
    ):
        assert words in page
    assert "1 Apr–31 May 2026" in page


def test_page_of_an_empty_year_says_what_will_be_here(leader: Client, address: Any) -> None:
    assert "The wheel of this year is empty" in leader.get(address()).content.decode()


def test_page_of_a_role_shows_its_own_entries_alone(gausdal: Events, leader: Client, address: Any) -> None:
    page = leader.get(address(), {"role": "politician"}).content.decode()
    assert "has 3 entries" in page
    assert "Regnskap og årsmelding" not in page
    assert "has 6 entries" in leader.get(address(), {"role": "nonsense"}).content.decode()


def test_page_has_as_many_queries_for_one_entry_as_for_many(
    bodies: Bodies, leader: Client, address: Any, django_assert_max_num_queries: Any
) -> None:
    for template in ("flen", "molde", "donna"):
        take_template(organisation=bodies.municipality, year=YEAR, template=template, person=None)
        leader.get(address())
        with django_assert_max_num_queries(12):
            leader.get(address())


def test_readers_find_no_way_to_write(
    gausdal: Events, bodies: Bodies, person_with: Any, sign_in: Any, address: Any
) -> None:
    client = sign_in(person_with(Role.POLITICIAN, bodies.municipality))
    assert "Take out" not in client.get(address()).content.decode()
    assert client.get(address("wheel_add")).status_code == 403


@pytest.mark.parametrize("year", [1998, 3000])
def test_years_that_no_wheel_can_have_are_not_there(year: int, bodies: Bodies, leader: Client) -> None:
    assert leader.get(reverse("steering:wheel", args=[bodies.municipality.key, year])).status_code == 404


def test_leader_begins_adds_changes_marks_removes_and_carries_on(
    leader: Client, address: Any, post: Any, bodies: Bodies
) -> None:
    assert "Gausdal" in leader.get(address("wheel_take")).content.decode()
    bodies.municipality.refresh_from_db()
    version = bodies.municipality.version
    post(leader, address("wheel_take"), template="plain-swedish", version=version)
    sent = {"title": "Visit", "first": f"{YEAR}-03-01", "last": f"{YEAR}-03-02", "roles": ["reader"]}
    post(leader, address("wheel_add"), version=version, **sent)
    event = WheelEvent._base_manager.get(key="visit")
    assert "Visit" in leader.get(address("wheel_entry", event.pk)).content.decode()
    post(leader, address("wheel_entry", event.pk), **(sent | {"title": "Long visit"}))
    post(leader, address("wheel_done", event.pk), version=2)
    event.refresh_from_db()
    assert (event.title, event.done_on is not None, event.version) == ("Long visit", True, 3)
    post(leader, address("wheel_done", event.pk), version=3, undo="1")
    page = post(leader, address("wheel_carry"), version=version).content.decode()
    assert "11 entries are carried on." in page
    post(leader, address("wheel_remove", event.pk), version=4, why="Not any more")
    assert set(WheelEvent._base_manager.filter(key="visit").values_list("year", flat=True)) == {YEAR + 1}
    assert "Not any more" in leader.get(address()).content.decode()


def test_second_editor_is_told_what_changed(gausdal: Events, leader: Client, address: Any, post: Any) -> None:
    event = gausdal["arsmelding"]
    sent = {"title": "First", "first": f"{YEAR}-03-01", "last": f"{YEAR}-03-02"}
    post(leader, address("wheel_entry", event.pk), **sent)
    page = post(leader, address("wheel_entry", event.pk), **(sent | {"title": "Second"})).content.decode()
    assert "Somebody else has changed this in the meantime" in page
    assert WheelEvent._base_manager.get(pk=event.pk).title == "First"


def test_entry_of_another_municipality_is_not_there(gausdal: Events, leader: Client, bodies: Bodies) -> None:
    wrong = reverse("steering:wheel_entry", args=[bodies.municipality.key, YEAR + 1, gausdal["arsmelding"].pk])
    assert leader.get(wrong).status_code == 404


def test_calendar_of_a_role_has_whole_days(gausdal: Events, leader: Client, address: Any, bodies: Bodies) -> None:
    answer = leader.get(address("wheel_calendar"), {"role": "politician"})
    name = f"{bodies.municipality.key}-{YEAR}-wheel-politician.ics"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    entries = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(entry["summary"]) for entry in entries][:2] == ["Dialogmøter på hver enhet", "Dialogseminar"]
    assert entries[0].decoded("dtend").isoformat() == f"{YEAR}-06-01"


def test_picture_is_downloaded_with_its_table(gausdal: Events, leader: Client, address: Any) -> None:
    answer = leader.get(address(), {"figure": "wheel", "format": "csv"})
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 7
