import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.models import HistoryEntry
from kompassros.steering.wheel.keys import MOST, MOST_IN_A_MINUTE, keys_of, make_key, revoke_key, use_key
from kompassros.steering.wheel.models import CalendarKey, WheelEvent
from kompassros.steering.wheel.services import EventContent, add_event
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
PersonWith = Callable[[Role, Organisation], Person]


@pytest.fixture
def reader(bodies: Bodies, person_with: PersonWith) -> Person:
    return person_with(Role.READER, bodies.municipality)


def fetch(secret: str) -> Any:
    return Client().get(reverse("wheel_calendar_by_key", args=[secret]))


def titles(answer: Any) -> list[str]:
    return [str(entry["summary"]) for entry in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_address_gives_the_wheel_without_signing_in_and_follows_changes(
    gausdal: dict[str, WheelEvent], bodies: Bodies, reader: Person
) -> None:
    secret = make_key(organisation=bodies.municipality, role="", person=reader)
    answer = fetch(secret)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert len(titles(answer)) == 6
    content = EventContent("Nästa år", date(YEAR + 1, 2, 1), date(YEAR + 1, 2, 1))
    add_event(organisation=bodies.municipality, year=YEAR + 1, content=content, person=None)
    assert titles(fetch(secret))[-1] == "Nästa år"


def test_address_of_a_role_gives_its_entries_alone(
    gausdal: dict[str, WheelEvent], bodies: Bodies, reader: Person
) -> None:
    assert len(titles(fetch(make_key(organisation=bodies.municipality, role="politician", person=reader)))) == 3
    with pytest.raises(DomainError):
        make_key(organisation=bodies.municipality, role="administrator", person=reader)


def test_secret_is_stored_nowhere_and_opens_no_other_page(bodies: Bodies, reader: Person) -> None:
    secret = make_key(organisation=bodies.municipality, role="", person=reader)
    [key] = keys_of(bodies.municipality, reader)
    told = str([list(CalendarKey._base_manager.values_list()), list(HistoryEntry.objects.values_list())])
    assert secret not in told
    assert len(key.digest) == 64
    client = Client()
    client.get(reverse("wheel_calendar_by_key", args=[secret]))
    assert client.get(reverse("steering:wheel", args=[bodies.municipality.key, YEAR])).status_code == 302
    assert (
        client.get(f"{reverse('steering:wheel', args=[bodies.municipality.key, YEAR])}?key={secret}").status_code == 302
    )


def test_unknown_and_revoked_addresses_are_not_there(bodies: Bodies, reader: Person) -> None:
    secret = make_key(organisation=bodies.municipality, role="", person=reader)
    assert fetch("x" * 43).status_code == 404
    revoke_key(key=keys_of(bodies.municipality, reader)[0], person=reader)
    assert fetch(secret).status_code == 404
    with pytest.raises(DomainError):
        revoke_key(key=keys_of(bodies.municipality, reader)[0], person=reader)


def test_address_ends_for_good_when_the_role_or_the_account_ends(bodies: Bodies, reader: Person) -> None:
    for end in (lambda: end_role(reader), lambda: Person.objects.filter(pk=reader.pk).update(is_active=False)):
        secret = make_key(organisation=bodies.municipality, role="", person=Person.objects.get(pk=reader.pk))
        assert fetch(secret).status_code == 200
        end()
        assert fetch(secret).status_code == 404
        Person.objects.filter(pk=reader.pk).update(is_active=True)
        Grant.objects.filter(person=reader).update(valid_to=None)
        assert fetch(secret).status_code == 404
    assert [key.revoked_at is None for key in keys_of(bodies.municipality, reader)] == [False, False]


def end_role(person: Person) -> None:
    Grant.objects.filter(person=person).update(valid_to=clock.today() - timedelta(days=1))


def test_use_is_noted_once_an_hour(bodies: Bodies, reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = make_key(organisation=bodies.municipality, role="", person=reader)
    for minute, noted in ((0, 0), (59, 0), (60, 60)):
        monkeypatch.setattr(clock, "now", lambda at=minute: datetime(YEAR, 4, 15, 9 + at // 60, at % 60, tzinfo=UTC))
        assert use_key(secret)
        used = keys_of(bodies.municipality, reader)[0].last_used_at
        assert used == datetime(YEAR, 4, 15, 9 + noted // 60, noted % 60, tzinfo=UTC)


def test_only_so_many_addresses_are_in_use_at_once(bodies: Bodies, reader: Person) -> None:
    for _number in range(MOST):
        make_key(organisation=bodies.municipality, role="", person=reader)
    with pytest.raises(DomainError):
        make_key(organisation=bodies.municipality, role="", person=reader)
    revoke_key(key=keys_of(bodies.municipality, reader)[0], person=reader)
    make_key(organisation=bodies.municipality, role="", person=reader)


def test_page_shows_an_address_once_and_a_retry_makes_no_other(
    gausdal: dict[str, WheelEvent], bodies: Bodies, reader: Person, sign_in: Callable[[Person], Client]
) -> None:
    client, address = sign_in(reader), reverse("steering:calendar_keys", args=[bodies.municipality.key])
    sent = {"version": Organisation.objects.get(pk=bodies.municipality.pk).version, "request_id": str(uuid4())}
    answer = client.post(address, {**sent, "role": ""})
    [secret] = re.findall(r"/calendars/([\w-]+)\.ics", answer.content.decode())
    assert len(titles(fetch(secret))) == 6
    assert "no-store" in answer["Cache-Control"]
    retried = client.post(address, {**sent, "role": ""}, follow=True).content.decode()
    assert ".ics" not in retried
    assert "The address was made already" in retried
    assert keys_of(bodies.municipality, reader).count() == 1


def test_person_revokes_the_own_addresses_alone(
    bodies: Bodies, reader: Person, person_with: PersonWith, sign_in: Callable[[Person], Client]
) -> None:
    secret = make_key(organisation=bodies.municipality, role="", person=reader)
    key = keys_of(bodies.municipality, reader)[0]
    address = reverse("steering:calendar_key_revoke", args=[bodies.municipality.key, key.pk])
    other = sign_in(person_with(Role.CHIEF_EXECUTIVE, bodies.municipality))
    assert other.post(address, {"version": 1}).status_code == 404
    assert fetch(secret).status_code == 200
    assert "revoked" in sign_in(reader).post(address, {"version": 1}, follow=True).content.decode()
    assert fetch(secret).status_code == 404


def test_more_fetches_in_a_minute_than_are_answered_are_refused(
    bodies: Bodies, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = make_key(organisation=bodies.municipality, role="", person=reader)
    assert [fetch(secret).status_code for _number in range(MOST_IN_A_MINUTE + 1)] == [200] * MOST_IN_A_MINUTE + [429]
    monkeypatch.setattr(clock, "now", lambda: datetime(YEAR, 4, 15, 9, 1, tzinfo=UTC))
    assert fetch(secret).status_code == 200
