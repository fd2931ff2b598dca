"""The list of a person's organisations, the page of one, its history: what they say, in how many queries."""

import csv
import re
from collections.abc import Callable

import pytest
from django.test import Client

from kompassros.organisations import services
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.organisations.services import NamePeriod
from kompassros.records import clock, history
from tests.organisations.pages import address, as_role, firsts, queries_on, rows, text

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
SetClock = Callable[[str], None]
MOST_QUERIES = 12


class TestQueries:
    @pytest.mark.parametrize("page", ["show", "complete", "rename", "succeed", "people", "grant", "history"])
    @pytest.mark.parametrize("key", ["granby", "sverige"])
    def test_page_takes_few_queries_whatever_lies_below(
        self, page: str, key: str, administrator: Person, sign_in: SignIn
    ) -> None:
        assert queries_on(sign_in(administrator), address(page, key)) <= MOST_QUERIES

    def test_list_takes_as_many_queries_for_one_as_for_all(
        self, administrator: Person, sign_in: SignIn, second_client: Client
    ) -> None:
        one = Person.objects.create_user("one@example.org", name="One")
        unit = Organisation.objects.get(key="granby-forskolor")
        Grant.objects.create(person=one, role=Role.ADMINISTRATOR, organisation=unit, valid_from=clock.today())
        few = queries_on(sign_in(one), address("list"))
        second_client.force_login(administrator)
        assert queries_on(second_client, address("list")) == few <= MOST_QUERIES

    def test_import_and_end_take_few_queries(
        self, administrator: Person, sign_in: SignIn, granby: Organisation
    ) -> None:
        client = sign_in(administrator)
        assert queries_on(client, address("import", "sverige")) <= MOST_QUERIES
        grant = Grant.objects.filter(organisation=granby).first()
        assert grant
        assert queries_on(client, address("end", grant.pk)) <= MOST_QUERIES


class TestList:
    def test_person_sees_what_the_roles_cover(self, sign_in: SignIn) -> None:
        covered = Organisation.objects.filter(path__startswith=Organisation.objects.get(key="granby").path)
        names = firsts(sign_in(as_role(Role.READER)), address("list"), "organisations")
        assert {"Granby", "Granby förskolor"} < set(names)
        assert sorted(names) == sorted(covered.values_list("name", flat=True))

    def test_administrator_sees_both_countries_and_their_imports(self, administrator: Person, sign_in: SignIn) -> None:
        client = sign_in(administrator)
        names = {line.split(",")[0] for line in rows(client, address("list"), "organisations")}
        assert {"Sverige", "Norge", "Örebro", "Øygarden", "Granby förskolor"} <= names
        content = text(client, address("list"))
        assert address("import", "sverige") in content
        assert address("import", "norge") in content

    def test_person_without_a_role_is_told_whom_to_ask(self, sign_in: SignIn) -> None:
        client = sign_in(Person.objects.create_user("a@example.org", name="A"))
        assert "You have no role on any organisation today" in text(client, address("list"))

    def test_those_to_be_completed_are_counted_and_found(
        self, sweden: Organisation, administrator: Person, sign_in: SignIn
    ) -> None:
        services.add_organisation(
            kind="municipality", country="SE", periods=[NamePeriod("Okända")], parent=sweden, to_complete=True
        )
        client = sign_in(administrator)
        assert "2 are to be completed." in text(client, address("list"))
        found = text(client, address("list") + "?organisations-q=to+be+completed")
        assert address("show", "okanda") in found
        assert address("show", "orebro") not in found

    def test_made_up_organisations_say_so(self, sign_in: SignIn) -> None:
        lines = rows(sign_in(as_role(Role.READER)), address("list"), "organisations")
        assert all(line.endswith("made-up demo data") for line in lines)


class TestShow:
    def test_merged_municipality_shows_both_sides(self, administrator: Person, sign_in: SignIn) -> None:
        client = sign_in(administrator)
        before = rows(client, address("show", "oygarden"), "links")
        assert {line.split(",")[0] for line in before} == {"Fjell", "Sund", "Øygarden"}
        assert all("merged into this one" in line for line in before)
        after = text(client, address("show", "sund"))
        assert "It ended with 31 December 2019." in after
        assert "this one merged into it" in after
        assert address("rename", "sund") not in after

    def test_renamed_one_shows_its_names(self, administrator: Person, sign_in: SignIn) -> None:
        found = rows(sign_in(administrator), address("show", "gotland"), "names")
        assert [line.split(",")[0] for line in found] == ["Region Gotland", "Gotlands kommun"]

    def test_reader_sees_whom_to_ask_and_nothing_to_do(self, sign_in: SignIn) -> None:
        content = text(sign_in(as_role(Role.READER)), address("show", "granby"))
        assert "Whom to ask" in content
        assert "Karin Kontakt" in content
        assert "Rut Revisor" not in content
        assert "@demo.example" not in content
        for page in ("people", "history", "rename", "succeed"):
            assert address(page, "granby") not in content

    def test_coordinator_sees_all_roles_and_those_from_above(self, coordinator: Person, sign_in: SignIn) -> None:
        found = rows(sign_in(coordinator), address("show", "granby"), "roles")
        people = {line.split(",")[0] for line in found}
        assert {"Rut Revisor", "Anna Administratör"} <= people
        assert "Eva Enhetschef" not in people

    def test_actions_are_those_that_the_person_may_take(self, coordinator: Person, sign_in: SignIn) -> None:
        content = text(sign_in(coordinator), address("show", "granby"))
        assert [page for page in ("people", "history", "rename", "succeed") if address(page, "granby") in content] == [
            "people",
            "history",
        ]

    def test_country_offers_import_and_no_merger(self, administrator: Person, sign_in: SignIn) -> None:
        content = text(sign_in(administrator), address("show", "sverige"))
        assert address("import", "sverige") in content
        assert address("succeed", "sverige") not in content


class TestHistory:
    def change(self, organisation: Organisation, why: str, set_clock: Callable[[str], None], moment: str) -> None:
        set_clock(moment)
        history.write(
            person=None,
            verb="renamed",
            subject=("organisation", organisation.key, organisation.name),
            organisation_id=organisation.pk,
            before={"name": "Before"},
            after={"name": "After"},
            why=why,
        )

    def test_changes_on_and_below_the_organisation(
        self, granby: Organisation, norrvik: Organisation, sign_in: SignIn, set_clock: Callable[[str], None]
    ) -> None:
        unit = Organisation.objects.get(key="granby-forskolor")
        for node, why in ((granby, "on it"), (unit, "below it"), (norrvik, "beside it"), (granby.parent, "above it")):
            assert node
            self.change(node, why, set_clock, "2030-01-01T12:00:00+01:00")
        content = text(sign_in(as_role(Role.AUDITOR)), address("history", "granby"))
        assert [why for why in ("on it", "below it", "beside it", "above it") if why in content] == [
            "on it",
            "below it",
        ]
        assert "name: Before → After" in content

    @pytest.mark.parametrize(
        ("since", "until", "expected"),
        [
            ("", "", ["first", "second", "third"]),
            ("2030-01-02", "", ["second", "third"]),
            ("", "2030-01-02", ["first", "second"]),
            ("2030-01-02", "2030-01-02", ["second"]),
            ("2031-01-01", "", []),
        ],
    )
    def test_days_are_included_on_both_sides(
        self,
        since: str,
        until: str,
        expected: list[str],
        granby: Organisation,
        sign_in: SignIn,
        set_clock: Callable[[str], None],
    ) -> None:
        for why, moment in (("first", "01T23:59:59"), ("second", "02T00:00:00"), ("third", "03T00:00:00")):
            self.change(granby, why, set_clock, f"2030-01-{moment}+01:00")
        where = f"{address('history', 'granby')}?since={since}&until={until}"
        content = text(sign_in(as_role(Role.AUDITOR)), where)
        assert [why for why in ("first", "second", "third") if f"{why}</span>" in content] == expected

    def test_wrong_day_is_told_and_everything_shown(self, sign_in: SignIn) -> None:
        client = sign_in(as_role(Role.AUDITOR))
        everything = re.search(r"\S+ changes on Granby", text(client, address("history", "granby")))
        content = text(client, f"{address('history', 'granby')}?since=soon")
        assert "ds-validation-message" in content
        assert everything
        assert everything[0] in content

    def test_history_is_downloaded_whole(
        self, granby: Organisation, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from kompassros.organisations import views

        monkeypatch.setattr(views, "MOST_CHANGES", 10_000)
        client = sign_in(as_role(Role.AUDITOR))
        shown = text(client, address("history", "granby"))
        lines = rows(client, address("history", "granby"), "history")
        # A cell may hold more than one line.
        told = re.search(r"([\d\s,.]+) changes on Granby", shown)
        assert told
        assert int(re.sub(r"\D", "", told[1])) == len(list(csv.reader(lines)))

    def test_long_history_says_that_it_shows_the_latest(
        self, granby: Organisation, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from kompassros.organisations import views

        monkeypatch.setattr(views, "MOST_CHANGES", 2)
        client = sign_in(as_role(Role.AUDITOR))
        assert "The latest 2 are shown." in text(client, address("history", "granby"))
        assert len(rows(client, address("history", "granby"), "history")) == 2
