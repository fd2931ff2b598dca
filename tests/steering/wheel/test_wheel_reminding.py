from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records.models import Notice, OutgoingMail
from kompassros.records.notices import sentence_of
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.reminding import remind_due
from kompassros.steering.wheel.services import EventContent, add_event, mark
from tests.steering.conftest import YEAR, Bodies
from tests.steering.wheel.conftest import TODAY

Add = Callable[..., WheelEvent]


@pytest.fixture
def add(bodies: Bodies) -> Add:
    def added(days: int, *roles: str) -> WheelEvent:
        first = TODAY + timedelta(days=days)
        content = EventContent("Dialogue", first, first, roles)
        return add_event(organisation=bodies.municipality, year=YEAR, content=content, person=None)

    return added


@pytest.fixture
def manager(bodies: Bodies, person_with: Any) -> Person:
    found: Person = person_with(Role.UNIT_MANAGER, bodies.units[0])
    return found


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (0, 1), (7, 1), (8, 0)])
def test_reminder_comes_from_seven_days_before_to_the_first_day(
    days: int, told: int, add: Add, manager: Person
) -> None:
    add(days, "unit_manager")
    assert remind_due() == told
    assert Notice.objects.filter(person=manager).count() == told


def test_reminder_comes_once_and_again_where_the_first_day_moved(add: Add, manager: Person) -> None:
    event = add(3, "unit_manager")
    assert [remind_due(), remind_due()] == [1, 0]
    WheelEvent._base_manager.filter(pk=event.pk).update(first=date(YEAR, 4, 17), last=date(YEAR, 4, 20))
    assert [remind_due(), remind_due()] == [1, 0]


def test_what_is_done_is_not_reminded_of(add: Add, manager: Person) -> None:
    mark(event=add(3, "unit_manager"), done=True, person=None)
    assert remind_due() == 0


def test_reminder_reaches_the_roles_named_or_else_those_who_lead(
    add: Add, manager: Person, bodies: Bodies, person_with: Any
) -> None:
    leader = person_with(Role.COORDINATOR, bodies.municipality)
    person_with(Role.READER, bodies.municipality)
    add(1, "unit_manager")
    add(2)
    assert remind_due() == 2
    assert set(Notice.objects.values_list("person", flat=True)) == {manager.pk, leader.pk}


def test_reminder_is_a_letter_for_whoever_wants_letters(add: Add, manager: Person) -> None:
    Person.objects.filter(pk=manager.pk).update(notices_by_mail=False)
    add(1, "unit_manager")
    remind_due()
    assert OutgoingMail.objects.count() == 0
    Person.objects.filter(pk=manager.pk).update(notices_by_mail=True)
    add(2, "unit_manager")
    remind_due()
    assert [mail.to for mail in OutgoingMail.objects.all()] == [manager.email]
    notice = Notice.objects.order_by("pk")[1]
    assert sentence_of(notice.kind, notice.values) == "Lövhult: “Dialogue” begins on 2026-04-17."
