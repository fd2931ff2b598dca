"""Notices: who is told, in which language, by letter or not; the page, the head of every page, the home page."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from kompassros.organisations.models import Person
from kompassros.records import notices
from kompassros.records.models import Notice, OutgoingMail
from kompassros.records.notices import count_unread, mark_read, notify, of_person, register_kind, tell

pytestmark = pytest.mark.django_db
KIND = "test.results"


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_sentences", {})
    register_kind(KIND, gettext_lazy("Import results for %(name)s"))


def told_to(*people: Person, **values: Any) -> int:
    given = {"kind": KIND, "values": {"name": "Granby"}, "address": "/sv/manage/notices/"} | values
    return notify(people=people, **given)


def page(client: Client) -> str:
    response = client.get(reverse("notices:list"))
    assert response.status_code == 200
    return response.content.decode()


def test_each_active_person_is_told_once(person: Person, colleague: Person) -> None:
    gone = Person.objects.create_user("gone@example.org", name="Gone", is_active=False)
    assert told_to(person, colleague, person, gone, organisation_id=7) == 2
    rows = Notice.objects.order_by("person_id")
    assert [(row.person, row.kind, row.values, row.organisation_id, row.read_at) for row in rows] == [
        (person, KIND, {"name": "Granby"}, 7, None),
        (colleague, KIND, {"name": "Granby"}, 7, None),
    ]


def test_notice_is_read_in_the_language_of_the_page(person: Person) -> None:
    told_to(person)
    with translation.override("nb"):
        (told,) = tell(of_person(person))
    assert (told.sentence, told.address) == ("Importer resultater for Granby", "/nb/manage/notices/")


def test_letter_goes_to_those_who_want_letters_in_their_language(
    person: Person, colleague: Person, settings: Any
) -> None:
    settings.PUBLIC_ADDRESS = "https://results.example.org"
    person.notices_by_mail = False
    told_to(person, colleague, address="/sv/manage/notices/")
    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.language) == ("bo@example.org", "nb")
    assert letter.subject == "Importer resultater for Granby"
    assert letter.text.startswith(
        "Importer resultater for Granby\n\nhttps://results.example.org/nb/manage/notices/\n\n"
    )
    assert letter.text.rstrip().endswith("https://results.example.org/nb/accounts/letters/")


def test_no_letter_where_the_teller_wants_none(person: Person) -> None:
    told_to(person, mail=False)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("wrong", [{"kind": "test.unknown"}, {"values": {"nothing": "x"}}])
def test_unknown_kind_or_missing_value_is_an_error_and_tells_nobody(person: Person, wrong: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        told_to(person, **wrong)
    assert not Notice.objects.exists()


def test_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match=KIND):
        register_kind(KIND, gettext_lazy("Another"))


def test_notice_of_a_kind_that_is_gone_is_told_by_its_name(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    told_to(person)
    monkeypatch.setattr(notices, "_sentences", {})
    assert [told.sentence for told in tell(of_person(person))] == [KIND]


def test_unread_are_counted_to_a_hundred(person: Person) -> None:
    told_to(person)
    assert count_unread(person) == 1
    row = Notice.objects.get()
    Notice.objects.bulk_create(
        Notice(person=person, kind=KIND, values=row.values, address="/", at=row.at) for _number in range(150)
    )
    assert count_unread(person) == 100


def test_only_ones_own_notices_become_read(person: Person, colleague: Person) -> None:
    told_to(person, colleague)
    told_to(person)
    theirs = of_person(colleague).get()
    assert mark_read(person=person, number=theirs.pk) == 0
    assert mark_read(person=person, number=of_person(person)[0].pk) == 1
    assert (count_unread(person), count_unread(colleague)) == (1, 1)
    assert mark_read(person=person) == 1
    assert (count_unread(person), count_unread(colleague)) == (0, 1)


class TestPage:
    def test_own_notices_are_listed_and_nobody_elses(self, person: Person, colleague: Person, client: Client) -> None:
        told_to(person, values={"name": "<b>Granby</b>"})
        told_to(colleague, values={"name": "Norrvik"})
        client.force_login(person)
        content = page(client)
        assert "Import results for &lt;b&gt;Granby" in content
        assert "Norrvik" not in content
        assert "1 notice is unread" in content

    def test_empty_page_says_what_will_be_there(self, person: Person, client: Client) -> None:
        client.force_login(person)
        assert "No notices yet" in page(client)

    def test_one_is_marked_as_read_and_then_all(self, person: Person, client: Client) -> None:
        for name in ("Granby", "Norrvik", "Sundby"):
            told_to(person, values={"name": name})
        client.force_login(person)
        address = reverse("notices:list")
        response = client.post(address, {"notice": of_person(person)[0].pk}, follow=True)
        assert "1 notice is marked as read." in response.content.decode()
        assert "2 notices are unread" in response.content.decode()
        assert "You have read everything" in client.post(address, {"notice": "all"}, follow=True).content.decode()

    @pytest.mark.parametrize("asked", ["", "x", "²", "9" * 30])
    def test_senseless_number_marks_nothing(self, person: Person, client: Client, asked: str) -> None:
        told_to(person)
        client.force_login(person)
        assert client.post(reverse("notices:list"), {"notice": asked}).status_code == 302
        assert count_unread(person) == 1

    def test_fifty_stand_on_a_page(self, person: Person, client: Client) -> None:
        for number in range(51):
            told_to(person, values={"name": f"Place {number}."}, mail=False)
        client.force_login(person)
        assert "Place 0." not in page(client)
        assert "Place 0." in client.get(reverse("notices:list"), {"page": "2"}).content.decode()

    def test_queries_do_not_grow_with_the_notices(self, person: Person, client: Client) -> None:
        client.force_login(person)
        told_to(person)
        counts = []
        for _round in range(2):
            with CaptureQueriesContext(connection) as queries:
                page(client)
            counts.append(len(queries))
            for _number in range(10):
                told_to(person, mail=False)
        assert counts[0] == counts[1] <= 6


class TestHead:
    def test_number_of_unread_stands_in_the_head_of_a_page(self, person: Person, client: Client) -> None:
        told_to(person)
        told_to(person)
        client.force_login(person)
        assert "2 unread notices" in client.get(reverse("portal:method")).content.decode()

    def test_head_asks_nothing_for_a_reader_without_an_account(self, client: Client) -> None:
        assert "notices-link" not in client.get(reverse("portal:method")).content.decode()
        assert AnonymousUser().pk is None

    def test_unread_notices_stand_first_on_the_home_page(self, person: Person, client: Client) -> None:
        for name in ("A", "B", "C", "D", "E", "F"):
            told_to(person, values={"name": name})
        client.force_login(person)
        content = client.get(reverse("portal:home")).content.decode()
        assert "6 things wait for you." in content
        shown = [name for name in "ABCDEF" if f"Import results for {name}<" in content]
        assert shown == ["B", "C", "D", "E", "F"]
