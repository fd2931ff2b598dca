"""Changing an organisation in the browser: what is stored, what is refused and why, and the second editor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kompassros.organisations import services
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.organisations.services import NamePeriod
from kompassros.records import clock, history
from tests.organisations.pages import address, summed_errors, text

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


class TestRename:
    def form(self, **values: str) -> dict[str, str]:
        ordinary = {
            "version": "1",
            "name": "Storgranby",
            "code": "X901",
            "since": str(clock.today()),
            "why": "Decided.",
        }
        return {**ordinary, **values}

    def test_new_name_is_stored_with_who_and_why(
        self, administrator: Person, sign_in: SignIn, granby: Organisation
    ) -> None:
        client = sign_in(administrator)
        response = client.post(address("rename", "granby"), self.form(), follow=True)
        assert response.redirect_chain == [(address("show", "granby"), 302)]
        assert "The new name or code is stored" in response.content.decode()
        granby.refresh_from_db()
        assert (granby.name, granby.version) == ("Storgranby", 2)
        entry = history.of_subject("organisation", "granby").first()
        assert entry
        assert (entry.person, entry.why) == (administrator, "Decided.")

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"why": ""}, "Why"),
            ({"name": " "}, "Name"),
            ({"since": "soon"}, "First day"),
            ({"since": "2999-01-01"}, "not before"),
            ({"name": "Granby"}, "same as before"),
            ({"code": "1880"}, "Örebro has the code 1880 already"),
            ({"version": "x"}, "Version"),
        ],
    )
    def test_refused_form_says_why_and_keeps_what_was_typed(
        self, values: dict[str, str], said: str, administrator: Person, sign_in: SignIn, granby: Organisation
    ) -> None:
        response = sign_in(administrator).post(address("rename", "granby"), self.form(why="Kept words.") | values)
        content = response.content.decode()
        assert response.status_code == 200
        assert said in summed_errors(content)
        if "why" not in values:
            assert "Kept words." in content
        granby.refresh_from_db()
        assert (granby.name, granby.version) == ("Granby", 1)

    def test_second_editor_is_told_what_changed_and_loses_nothing(
        self, administrator: Person, sign_in: SignIn, second_client: Client, granby: Organisation
    ) -> None:
        other = Person.objects.create_user("other@example.org", name="Olle Annan")
        Grant.objects.create(person=other, role=Role.ADMINISTRATOR, organisation=granby, valid_from=clock.today())
        second_client.force_login(other)
        first_client = sign_in(administrator)
        for client in (first_client, second_client):
            assert 'name="version" value="1"' in text(client, address("rename", "granby"))
        yesterday = "2026-01-01"
        first_client.post(address("rename", "granby"), self.form(since=yesterday, why="The council decided."))
        content = second_client.post(
            address("rename", "granby"), self.form(name="Lillgranby", why="My own reason.")
        ).content.decode()
        assert "Somebody else has changed Storgranby in the meantime." in content
        assert "name: Granby → Storgranby" in content
        assert "Anna Administratör" in content
        assert "The council decided." in content
        assert 'value="Lillgranby"' in content
        assert "My own reason." in content
        granby.refresh_from_db()
        assert (granby.name, granby.version) == ("Storgranby", 2)
        assert 'name="version" value="2"' in content
        second_client.post(address("rename", "granby"), self.form(name="Lillgranby", version="2"))
        granby.refresh_from_db()
        assert (granby.name, granby.version) == ("Lillgranby", 3)


class TestComplete:
    @pytest.fixture
    def unknown(self, sweden: Organisation) -> Organisation:
        return services.add_organisation(
            kind="municipality", country="SE", periods=[NamePeriod("Okända")], parent=sweden, to_complete=True
        )

    def form(self, **values: Any) -> dict[str, Any]:
        region = Organisation.objects.get(key="region-orebro-lan")
        return {"version": 1, "code": "9999", "parent": region.pk, "why": "Looked up.", **values}

    def test_code_and_place_are_stored(self, unknown: Organisation, administrator: Person, sign_in: SignIn) -> None:
        client = sign_in(administrator)
        client.post(address("complete", "okanda"), self.form())
        unknown.refresh_from_db()
        assert (unknown.code, unknown.parent.key, unknown.to_complete) == ("9999", "region-orebro-lan", False)  # type: ignore[union-attr]
        assert "nothing has to be entered here" in text(client, address("complete", "okanda"))

    @pytest.mark.parametrize("key", ["akershus", "granby", "okanda"])
    def test_place_in_another_country_or_of_the_wrong_kind_is_refused(
        self, key: str, unknown: Organisation, administrator: Person, sign_in: SignIn
    ) -> None:
        wrong = Organisation.objects.get(key=key)
        sign_in(administrator).post(address("complete", "okanda"), self.form(parent=wrong.pk))
        unknown.refresh_from_db()
        assert unknown.to_complete

    def test_second_editor_is_told(
        self, unknown: Organisation, administrator: Person, sign_in: SignIn, second_client: Client
    ) -> None:
        client = sign_in(administrator)
        client.post(address("complete", "okanda"), self.form())
        content = client.post(address("complete", "okanda"), self.form(code="8888", why="Mine.")).content.decode()
        assert "Somebody else has changed Okända" in content
        assert "official code: nothing → 9999" in content
        assert 'value="8888"' in content
        unknown.refresh_from_db()
        assert unknown.code == "9999"


class TestSucceed:
    def form(self, **values: Any) -> dict[str, Any]:
        norrvik = Organisation.objects.get(key="norrvik")
        ordinary = {
            "version": 1,
            "kind": "merged",
            "successor": norrvik.pk,
            "day": "2027-01-01",
            "source": "The council",
        }
        return {**ordinary, "why": "Decided.", **values}

    def test_merger_is_stored(self, administrator: Person, sign_in: SignIn, granby: Organisation) -> None:
        response = sign_in(administrator).post(address("succeed", "granby"), self.form(), follow=True)
        assert "It ends with 31 December 2026." in response.content.decode()
        granby.refresh_from_db()
        assert str(granby.valid_to) == "2026-12-31"
        assert granby.followed_by.get().successor.key == "norrvik"

    @pytest.mark.parametrize("key", ["granby", "roros", "region-orebro-lan"])
    def test_other_than_its_kind_and_country_is_refused(
        self, key: str, administrator: Person, sign_in: SignIn, granby: Organisation
    ) -> None:
        wrong = Organisation.objects.get(key=key)
        sign_in(administrator).post(address("succeed", "granby"), self.form(successor=wrong.pk))
        assert not granby.followed_by.exists()

    def test_administrator_of_one_municipality_takes_no_other_one_along(
        self, sign_in: SignIn, granby: Organisation
    ) -> None:
        own = Person.objects.create_user("own@example.org", name="Own")
        Grant.objects.create(person=own, role=Role.ADMINISTRATOR, organisation=granby, valid_from=clock.today())
        content = sign_in(own).post(address("succeed", "granby"), self.form()).content.decode()
        assert "ds-error-summary" in content
        assert not granby.followed_by.exists()

    def test_successor_that_does_not_exist_on_the_day_is_refused(self, administrator: Person, sign_in: SignIn) -> None:
        sund = Organisation.objects.get(key="sund")
        oygarden = Organisation.objects.get(key="oygarden")
        client = sign_in(administrator)
        form = self.form(successor=sund.pk, day="2020-01-01", kind="part_moved", version=oygarden.version)
        content = client.post(address("succeed", "oygarden"), form).content.decode()
        assert "Sund does not exist on that day (until 31 December 2019)." in content
        client.post(address("succeed", "oygarden"), form | {"day": "2019-12-31"})
        assert oygarden.followed_by.count() == 1

    def test_second_editor_is_told(self, administrator: Person, sign_in: SignIn, granby: Organisation) -> None:
        client = sign_in(administrator)
        client.post(address("succeed", "granby"), self.form(kind="split"))
        content = client.post(address("succeed", "granby"), self.form(day="2028-01-01")).content.decode()
        assert "Somebody else has changed Granby" in content
        assert "followed by: Norrvik" in content
        assert granby.followed_by.count() == 1
