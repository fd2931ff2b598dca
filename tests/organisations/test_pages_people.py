"""People and roles in the browser: who sees them, gives them, ends them."""

from collections.abc import Callable

import pytest
from django.test import Client

from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import GRANTED_BY_COORDINATOR, Role
from kompassros.records import clock
from tests.organisations.pages import address, as_role, rows, summed_errors, text

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


class TestPeople:
    def form(self, **values: str) -> dict[str, str]:
        ordinary = {"email": "ny@example.org", "name": "Ny Person", "role": "reader", "since": str(clock.today())}
        return {**ordinary, "until": "", "why": "New.", **values}

    def test_people_of_the_municipality_and_below_with_their_state(
        self, coordinator: Person, sign_in: SignIn, granby: Organisation
    ) -> None:
        client = sign_in(coordinator)
        Grant.objects.filter(person=as_role(Role.READER)).update(valid_to="2026-01-02")
        Grant.objects.filter(person=as_role(Role.POLITICIAN)).update(valid_from="2999-01-01")
        found = {
            line.split(",")[0]: line.split(",")[-1] for line in rows(client, address("people", "granby"), "people")
        }
        assert len(found) == 14
        assert {state for name, state in found.items() if name not in ("Lars Läsare", "Fatima Förtroendevald")} == {
            "active"
        }
        assert (found["Lars Läsare"], found["Fatima Förtroendevald"]) == ("ended", "coming")
        assert "Anna Administratör" in rows(client, address("people", "granby"), "roles")[0]
        assert "12 roles hold today" in text(client, address("people", "granby"))

    def test_only_roles_that_the_person_may_end_have_a_link(self, coordinator: Person, sign_in: SignIn) -> None:
        content = text(sign_in(coordinator), address("people", "granby"))
        linked = {
            Role(grant.role)
            for grant in Grant.objects.filter(organisation__path__contains="/")
            if address("end", grant.pk) in content
        }
        assert linked == set(GRANTED_BY_COORDINATOR)

    def test_new_person_gets_a_role_and_the_giver_is_told_about_the_password(
        self, coordinator: Person, sign_in: SignIn, granby: Organisation
    ) -> None:
        response = sign_in(coordinator).post(address("grant", "granby"), self.form(), follow=True)
        assert response.redirect_chain == [(address("people", "granby"), 302)]
        content = response.content.decode()
        assert "Ny Person has the role reader." in content
        assert "Forgotten password" in content
        assert "ny@example.org" in content
        given = Grant.objects.get(person__email="ny@example.org")
        assert (given.organisation, given.role, given.granted_by, given.valid_to) == (
            granby,
            "reader",
            coordinator,
            None,
        )

    def test_known_person_keeps_name_and_password(self, coordinator: Person, sign_in: SignIn) -> None:
        form = self.form(email=demo_address(Role.AUDITOR), name="Another Name")
        content = sign_in(coordinator).post(address("grant", "granby"), form, follow=True).content.decode()
        assert "Rut Revisor, who has an account already, now has the role reader." in content
        assert as_role(Role.AUDITOR).has_usable_password()

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"email": "nobody"}, "E-mail address"),
            ({"role": "administrator"}, "Role"),
            ({"until": "2020-01-01"}, "The last day has passed"),
            ({"since": "2999-01-02", "until": "2999-01-01"}, "must not be before"),
            ({"why": ""}, "Why"),
        ],
    )
    def test_refused_role_says_why_and_invites_nobody(
        self, values: dict[str, str], said: str, coordinator: Person, sign_in: SignIn
    ) -> None:
        content = sign_in(coordinator).post(address("grant", "granby"), self.form(**values)).content.decode()
        assert said in summed_errors(content)
        assert 'value="Ny Person"' in content
        assert not Person.objects.filter(email="ny@example.org").exists()

    def test_form_offers_the_roles_that_the_person_may_give(
        self, coordinator: Person, administrator: Person, sign_in: SignIn, second_client: Client
    ) -> None:
        second_client.force_login(administrator)
        offered = [
            {role for role in Role if f'value="{role}"' in text(client, address("grant", "granby"))}
            for client in (sign_in(coordinator), second_client)
        ]
        assert offered == [set(GRANTED_BY_COORDINATOR), set(Role)]

    def test_role_ends_after_asking(self, coordinator: Person, sign_in: SignIn) -> None:
        grant = Grant.objects.get(person=as_role(Role.READER))
        client = sign_in(coordinator)
        assert "The role stops at once" in text(client, address("end", grant.pk))
        response = client.post(address("end", grant.pk), {"version": grant.version, "why": "Left."}, follow=True)
        assert "The role reader of Lars Läsare ends." in response.content.decode()
        grant.refresh_from_db()
        assert grant.valid_to == clock.today()

    def test_second_one_to_end_a_role_is_told(
        self, coordinator: Person, administrator: Person, sign_in: SignIn, second_client: Client
    ) -> None:
        grant = Grant.objects.get(person=as_role(Role.READER))
        second_client.force_login(administrator)
        sign_in(coordinator).post(address("end", grant.pk), {"version": 1, "why": "Left the council."})
        content = second_client.post(address("end", grant.pk), {"version": 1, "why": "Mine."}).content.decode()
        assert "Somebody was here before you" in content
        assert "Left the council." in content
        assert "Karin Kontakt" in content
        assert "Mine." in content
        grant.refresh_from_db()
        assert grant.version == 2

    def test_role_that_is_over_has_no_form(self, coordinator: Person, sign_in: SignIn) -> None:
        grant = Grant.objects.get(person=as_role(Role.READER))
        Grant.objects.filter(pk=grant.pk).update(valid_to="2026-01-02")
        content = text(sign_in(coordinator), address("end", grant.pk))
        assert "its last day was 2 January 2026" in content
        assert 'name="why"' not in content
