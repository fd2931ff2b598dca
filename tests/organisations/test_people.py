"""People and their grants: who may give and end what, and from which day to which it holds."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kompassros.organisations import people, policies
from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import GRANTED_BY_COORDINATOR, Role
from kompassros.organisations.wording import state
from kompassros.records import history
from kompassros.records.errors import Conflict, DomainError

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
FIRST, LAST = date(2026, 3, 10), date(2026, 3, 20)


@pytest.fixture(autouse=True)
def tenth_of_march(set_clock: SetClock) -> None:
    set_clock("2026-03-10T12:00:00+01:00")


@pytest.fixture
def newcomer(db: None) -> Person:
    return people.invite(email="New@Example.org ", name=" Ny Person ")


def give(person: Person, organisation: Organisation, **values: Any) -> Grant:
    ordinary = {"role": Role.READER, "since": FIRST, "until": LAST, "granted_by": None}
    return people.grant_role(person=person, organisation=organisation, **{**ordinary, **values})


def again(person: Person) -> Person:
    """Return the person as a new request reads it: grants are read once for each person object."""
    return Person.objects.get(pk=person.pk)


class TestInviting:
    def test_new_person_has_no_password_yet(self, newcomer: Person) -> None:
        assert (newcomer.email, newcomer.name) == ("new@example.org", "Ny Person")
        assert not newcomer.has_usable_password()

    def test_known_address_is_the_same_person_whatever_its_case(self, newcomer: Person) -> None:
        assert people.invite(email="NEW@example.ORG", name="Other") == newcomer
        assert again(newcomer).name == "Ny Person"

    def test_invitation_to_a_role_says_whether_the_person_is_new(
        self, granby: Organisation, coordinator: Person
    ) -> None:
        def invite(role: Role) -> tuple[Grant, bool]:
            return people.invite_to_role(
                email="a@example.org",
                name="A",
                role=role,
                organisation=granby,
                since=FIRST,
                until=None,
                granted_by=coordinator,
                why="x",
            )

        assert [invite(role)[1] for role in (Role.READER, Role.RESPONDENT)] == [True, False]

    def test_refused_role_invites_nobody(self, norrvik: Organisation, coordinator: Person) -> None:
        with pytest.raises(DomainError, match="may not give this role"):
            people.invite_to_role(
                email="a@example.org",
                name="A",
                role=Role.READER,
                organisation=norrvik,
                since=FIRST,
                until=None,
                granted_by=coordinator,
                why="x",
            )
        assert not Person.objects.filter(email="a@example.org").exists()


class TestPeriod:
    @pytest.mark.parametrize(
        ("moment", "holds", "is_state"),
        [
            ("2026-03-09T23:59:59+01:00", False, "coming"),
            ("2026-03-10T00:00:00+01:00", True, "active"),
            ("2026-03-20T23:59:59+01:00", True, "active"),
            ("2026-03-21T00:00:00+01:00", False, "ended"),
        ],
    )
    def test_grant_holds_from_its_first_to_its_last_day(
        self, moment: str, holds: bool, is_state: str, newcomer: Person, granby: Organisation, set_clock: SetClock
    ) -> None:
        grant = give(newcomer, granby)
        set_clock(moment)
        assert again(newcomer).has_perm("organisations.belong", granby) is holds
        assert state(grant, date.fromisoformat(moment[:10])) == is_state

    def test_grant_without_last_day_goes_on(self, newcomer: Person, granby: Organisation, set_clock: SetClock) -> None:
        grant = give(newcomer, granby, until=None)
        set_clock("2099-01-01T12:00:00+01:00")
        assert again(newcomer).has_perm("organisations.belong", granby)
        assert state(grant, date(2099, 1, 1)) == "active"

    def test_grant_holds_below_and_not_above_or_beside(
        self, newcomer: Person, granby: Organisation, norrvik: Organisation, sweden: Organisation
    ) -> None:
        give(newcomer, granby)
        unit = Organisation.objects.get(key="granby-forskolor")
        allowed = {
            node.key
            for node in (unit, granby, norrvik, sweden)
            if again(newcomer).has_perm("organisations.belong", node)
        }
        assert allowed == {unit.key, granby.key}

    def test_path_that_only_begins_alike_is_another_node(self, newcomer: Person, granby: Organisation) -> None:
        give(newcomer, granby)
        alike = Organisation(path=(granby.path or "")[:-1] + "0/")
        assert not again(newcomer).has_perm("organisations.belong", alike)

    def test_inactive_person_has_no_role(self, newcomer: Person, granby: Organisation) -> None:
        give(newcomer, granby)
        Person.objects.filter(pk=newcomer.pk).update(is_active=False)
        assert not again(newcomer).has_perm("organisations.belong", granby)
        assert not policies.BELONG.subjects(again(newcomer)).exists()

    def test_last_day_before_the_first_is_refused(self, newcomer: Person, granby: Organisation) -> None:
        with pytest.raises(DomainError, match="must not be before"):
            give(newcomer, granby, until=date(2026, 3, 9))
        give(newcomer, granby, until=FIRST)

    @pytest.mark.parametrize(
        ("since", "until", "refused"),
        [
            (date(2026, 3, 1), date(2026, 3, 9), False),
            (date(2026, 3, 1), date(2026, 3, 10), True),
            (date(2026, 3, 1), None, True),
            (date(2026, 3, 12), date(2026, 3, 13), True),
            (date(2026, 3, 20), None, True),
            (date(2026, 3, 21), None, False),
        ],
    )
    def test_same_role_twice_at_a_time_is_refused(
        self, since: date, until: date | None, refused: bool, newcomer: Person, granby: Organisation
    ) -> None:
        give(newcomer, granby)
        if not refused:
            give(newcomer, granby, since=since, until=until)
            return
        with pytest.raises(DomainError, match="has this role on Granby already"):
            give(newcomer, granby, since=since, until=until)

    def test_database_refuses_a_grant_that_ends_before_it_begins(self, newcomer: Person, granby: Organisation) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(
                person=newcomer, role=Role.READER, organisation=granby, valid_from=LAST, valid_to=FIRST
            )


class TestGiving:
    @pytest.mark.parametrize("role", list(Role))
    def test_coordinator_gives_some_roles_only(
        self, role: Role, newcomer: Person, granby: Organisation, coordinator: Person
    ) -> None:
        if role in GRANTED_BY_COORDINATOR:
            assert give(newcomer, granby, role=role, granted_by=coordinator).granted_by == coordinator
            return
        with pytest.raises(DomainError, match="may not give"):
            give(newcomer, granby, role=role, granted_by=coordinator)

    @pytest.mark.parametrize("role", list(Role))
    def test_administrator_gives_every_role(
        self, role: Role, newcomer: Person, granby: Organisation, administrator: Person
    ) -> None:
        assert give(newcomer, granby, role=role, granted_by=administrator).role == role

    @pytest.mark.parametrize("giver", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.COORDINATOR)])
    def test_other_roles_give_nothing(self, giver: Role, newcomer: Person, granby: Organisation) -> None:
        person = Person.objects.get(email=demo_address(giver))
        with pytest.raises(DomainError, match="may not give"):
            give(newcomer, granby, granted_by=person)

    def test_history_is_of_the_person_and_the_organisation(
        self, newcomer: Person, granby: Organisation, coordinator: Person
    ) -> None:
        give(newcomer, granby, granted_by=coordinator, why="New on the board.")
        entry = history.of_subject("person", str(newcomer.pk)).get()
        assert (entry.verb, entry.person, entry.organisation_id) == ("role_given", coordinator, granby.pk)
        assert entry.after == {"role": "reader", "organisation": "Granby", "from": "2026-03-10", "to": "2026-03-20"}
        assert entry.why == "New on the board."


class TestEnding:
    def test_role_stops_at_once_and_today_is_its_last_day(
        self, newcomer: Person, granby: Organisation, coordinator: Person
    ) -> None:
        grant = give(newcomer, granby, until=None)
        people.end_grant(grant=grant, ended_by=coordinator, why="Left.")
        assert (grant.valid_to, grant.version) == (FIRST, 2)
        assert not again(newcomer).has_perm("organisations.belong", granby)
        entry = history.of_subject("person", str(newcomer.pk)).first()
        assert entry
        assert (entry.verb, entry.before["to"], entry.after["to"]) == ("role_ended", None, "2026-03-10")

    def test_coming_role_never_begins(
        self, newcomer: Person, granby: Organisation, coordinator: Person, set_clock: SetClock
    ) -> None:
        grant = give(newcomer, granby, since=date(2026, 4, 1), until=None)
        people.end_grant(grant=grant, ended_by=coordinator, why="x")
        set_clock("2026-04-01T12:00:00+02:00")
        assert not again(newcomer).has_perm("organisations.belong", granby)

    def test_role_on_its_last_day_can_still_be_ended(
        self, newcomer: Person, granby: Organisation, coordinator: Person
    ) -> None:
        grant = give(newcomer, granby, since=date(2026, 3, 1), until=FIRST)
        people.end_grant(grant=grant, ended_by=coordinator, why="x")
        assert not again(newcomer).has_perm("organisations.belong", granby)

    def test_role_that_is_over_is_not_prolonged(
        self, newcomer: Person, granby: Organisation, coordinator: Person
    ) -> None:
        until = date(2026, 3, 9)
        grant = give(newcomer, granby, since=date(2026, 3, 1), until=until)
        with pytest.raises(DomainError, match="has ended already"):
            people.end_grant(grant=grant, ended_by=coordinator, why="x")
        grant.refresh_from_db()
        assert grant.valid_to == until

    def test_role_that_was_ended_can_be_given_again_the_same_day_and_not_ended_twice(
        self, newcomer: Person, granby: Organisation, coordinator: Person
    ) -> None:
        grant = give(newcomer, granby)
        people.end_grant(grant=grant, ended_by=coordinator, why="x")
        with pytest.raises(DomainError, match="has ended already"):
            people.end_grant(grant=grant, ended_by=coordinator, why="x")
        give(newcomer, granby)
        assert again(newcomer).has_perm("organisations.belong", granby)

    def test_coordinator_does_not_end_an_evaluators_role(
        self, newcomer: Person, granby: Organisation, coordinator: Person, administrator: Person
    ) -> None:
        grant = give(newcomer, granby, role=Role.EVALUATOR)
        with pytest.raises(DomainError, match="may not end"):
            people.end_grant(grant=grant, ended_by=coordinator, why="x")
        people.end_grant(grant=grant, ended_by=administrator, why="x")

    def test_last_administrator_stays(self, newcomer: Person, sweden: Organisation, administrator: Person) -> None:
        only = Grant.objects.get(person=administrator, organisation=sweden)
        with pytest.raises(DomainError, match="last administrator of Sverige"):
            people.end_grant(grant=only, ended_by=administrator, why="x")
        give(newcomer, sweden, role=Role.ADMINISTRATOR, until=LAST)
        with pytest.raises(DomainError, match="last administrator of Sverige"):
            people.end_grant(grant=only, ended_by=administrator, why="x")
        give(newcomer, sweden, role=Role.ADMINISTRATOR, since=date(2026, 3, 21), until=None)
        with pytest.raises(DomainError, match="last administrator of Sverige"):
            people.end_grant(grant=only, ended_by=administrator, why="x")
        other = Person.objects.create_user("other@example.org", name="Other")
        give(other, sweden, role=Role.ADMINISTRATOR, until=None)
        people.end_grant(grant=only, ended_by=administrator, why="x")

    def test_second_person_to_end_it_is_told(self, newcomer: Person, granby: Organisation, coordinator: Person) -> None:
        stale = Grant.objects.get(pk=give(newcomer, granby).pk)
        Grant.objects.filter(pk=stale.pk).update(version=2)
        with pytest.raises(Conflict):
            people.end_grant(grant=stale, ended_by=coordinator, why="x")
