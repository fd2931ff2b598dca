"""What changes organisations: each rule on both sides, and nothing written where it is broken."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kompassros.organisations import services
from kompassros.organisations.models import Designation, Inhabitants, Organisation, Person, Succession
from kompassros.organisations.services import NamePeriod
from kompassros.records import history
from kompassros.records.errors import Conflict, DomainError

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
Kind = Organisation.Kind
DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def first_of_march(set_clock: SetClock) -> None:
    set_clock("2026-03-01T12:00:00+01:00")


def add(name: str, parent: Organisation, **values: Any) -> Organisation:
    ordinary = {"kind": Kind.MUNICIPALITY, "country": "SE", "periods": [NamePeriod(name)], "parent": parent}
    return services.add_organisation(**{**ordinary, **values})


def names(organisation: Organisation) -> list[tuple[str, str, date | None, date | None]]:
    rows = organisation.designations.order_by("pk")
    return list(rows.values_list("name", "code", "valid_from", "valid_to"))


def last_change(organisation: Organisation) -> Any:
    """Return the change written last: the demo's own were made at the machine's time, which the tests set back."""
    return history.of_subject("organisation", organisation.key).order_by("-pk").first()


class TestAdding:
    def test_new_node_lies_below_its_parent(self, sweden: Organisation) -> None:
        added = add("Åby", sweden)
        assert added.path == f"{sweden.path}{added.pk}/"
        assert (added.key, added.name, added.version) == ("aby", "Åby", 1)

    def test_latest_period_is_the_present_name(self, sweden: Organisation) -> None:
        periods = [
            NamePeriod("Gamla", "1", None, date(2010, 12, 31)),
            NamePeriod("Nya", "2", date(2011, 1, 1)),
        ]
        added = add("", sweden, periods=periods)
        assert (added.name, added.code, added.valid_from, added.valid_to) == ("Nya", "2", None, None)
        assert names(added) == [("Gamla", "1", None, date(2010, 12, 31)), ("Nya", "2", date(2011, 1, 1), None)]

    def test_key_is_the_next_free_one(self, sweden: Organisation) -> None:
        assert [add("Sjöby", sweden).key for _ in range(3)] == ["sjoby", "sjoby-2", "sjoby-3"]

    @pytest.mark.parametrize("periods", [[], [NamePeriod("")]])
    def test_organisation_without_a_name_is_refused(self, sweden: Organisation, periods: list[NamePeriod]) -> None:
        with pytest.raises(DomainError, match="needs a name"):
            add("", sweden, periods=periods)

    def test_period_that_ends_before_it_begins_is_refused_by_the_database(self, sweden: Organisation) -> None:
        wrong = [NamePeriod("Fel", "", date(2020, 1, 2), date(2020, 1, 1))]
        with pytest.raises(IntegrityError), transaction.atomic():
            add("", sweden, periods=wrong)

    def test_unknown_country_is_refused(self) -> None:
        with pytest.raises(DomainError, match="“DE” is not one of the countries"):
            services.ensure_country("DE")

    def test_country_is_made_once(self, db: None) -> None:
        assert services.ensure_country("DK") == services.ensure_country("DK")
        assert services.ensure_country("IS").key == "island"

    def test_history_tells_who_added_it(self, sweden: Organisation, administrator: Person) -> None:
        entry = last_change(add("Åby", sweden, person=administrator, why="New."))
        assert (entry.verb, entry.person, entry.why) == ("added", administrator, "New.")
        assert entry.after == {"name": "Åby", "code": "", "kind": "municipality", "country": "SE"}


class TestDesignating:
    def designate(self, organisation: Organisation, **values: Any) -> Organisation:
        ordinary = {"name": "Storgranby", "code": "X901", "since": DAY, "person": None, "why": "Decided."}
        return services.designate(organisation=organisation, **{**ordinary, **values})

    def test_old_name_ends_the_day_before_the_new_one(self, granby: Organisation) -> None:
        changed = self.designate(granby)
        assert (changed.name, changed.version) == ("Storgranby", 2)
        assert names(granby) == [("Granby", "X901", None, date(2026, 2, 28)), ("Storgranby", "X901", DAY, None)]

    def test_sort_and_search_keys_follow_the_name(self, granby: Organisation) -> None:
        before = granby.sort_sv
        changed = self.designate(granby, name="Ånäs")
        assert changed.sort_sv != before
        assert Designation.objects.get(organisation=granby, name="Ånäs").search_key == "anas"

    def test_history_tells_both_names(self, granby: Organisation, administrator: Person) -> None:
        self.designate(granby, person=administrator)
        entry = last_change(granby)
        assert (entry.verb, entry.person, entry.why) == ("renamed", administrator, "Decided.")
        assert entry.before == {"name": "Granby", "code": "X901"}
        assert entry.after == {"name": "Storgranby", "code": "X901", "since": "2026-03-01"}

    def test_same_name_and_code_is_refused(self, granby: Organisation) -> None:
        with pytest.raises(DomainError, match="same as before"):
            self.designate(granby, name="Granby")

    def test_name_of_tomorrow_is_refused(self, granby: Organisation) -> None:
        with pytest.raises(DomainError, match="not before"):
            self.designate(granby, since=date(2026, 3, 2))

    def test_second_name_must_begin_after_the_first(self, granby: Organisation) -> None:
        changed = self.designate(granby, since=date(2026, 2, 1))
        for early in (date(2026, 1, 31), date(2026, 2, 1)):
            with pytest.raises(DomainError, match="must begin after 1 February 2026"):
                self.designate(changed, name="Lillgranby", since=early)
        self.designate(changed, name="Lillgranby", since=date(2026, 2, 2))

    def test_ended_organisation_keeps_its_last_name(self, db: None) -> None:
        with pytest.raises(DomainError, match="keeps its last name"):
            self.designate(Organisation.objects.get(key="sund"))

    def test_code_of_another_is_refused(self, granby: Organisation) -> None:
        with pytest.raises(DomainError, match="Örebro has the code 1880 already"):
            self.designate(granby, code="1880")

    def test_second_editor_is_told_and_nothing_is_written(self, granby: Organisation) -> None:
        stale = Organisation.objects.get(pk=granby.pk)
        self.designate(granby, since=date(2026, 2, 1))
        with pytest.raises(Conflict, match="Somebody else has changed Granby"):
            self.designate(stale, name="Annat")
        assert [name for name, *_rest in names(granby)] == ["Granby", "Storgranby"]
        assert last_change(granby).after["name"] == "Storgranby"


class TestCompleting:
    @pytest.fixture
    def unknown(self, sweden: Organisation) -> Organisation:
        return add("Okända", sweden, to_complete=True)

    def complete(self, organisation: Organisation, parent: Organisation, code: str = "9999") -> Organisation:
        return services.complete(organisation=organisation, code=code, parent=parent, person=None, why="Looked up.")

    def test_code_and_place_are_filled_in(self, unknown: Organisation) -> None:
        region = Organisation.objects.get(key="region-orebro-lan")
        done = self.complete(unknown, region)
        assert (done.code, done.parent, done.to_complete, done.version) == ("9999", region, False, 2)
        assert done.path == f"{region.path}{done.pk}/"
        assert names(done) == [("Okända", "9999", None, None)]
        assert last_change(done).before == {"code": "", "parent": "Sverige"}
        assert last_change(done).after == {"code": "9999", "parent": "Region Örebro län"}

    def test_what_lies_below_moves_along(self, unknown: Organisation) -> None:
        unit = add("Enhet", unknown, kind=Kind.UNIT)
        below = add("Avdelning", unit, kind=Kind.UNIT)
        done = self.complete(unknown, Organisation.objects.get(key="region-orebro-lan"))
        for child in (unit, below):
            child.refresh_from_db()
        assert unit.path == f"{done.path}{unit.pk}/"
        assert below.path == f"{unit.path}{below.pk}/"

    def test_place_below_itself_is_refused(self, unknown: Organisation) -> None:
        unit = add("Enhet", unknown, kind=Kind.UNIT)
        for parent in (unknown, unit):
            with pytest.raises(DomainError, match="below itself"):
                self.complete(unknown, parent)

    def test_code_of_another_is_refused_and_one_of_another_kind_is_not(
        self, unknown: Organisation, sweden: Organisation
    ) -> None:
        with pytest.raises(DomainError, match="Örebro has the code 1880 already"):
            self.complete(unknown, sweden, code="1880")
        region = Organisation.objects.get(key="region-orebro-lan")
        assert self.complete(unknown, sweden, code=region.code).code == region.code

    def test_second_editor_is_told(self, unknown: Organisation, sweden: Organisation) -> None:
        stale = Organisation.objects.get(pk=unknown.pk)
        self.complete(unknown, sweden)
        with pytest.raises(Conflict):
            self.complete(stale, sweden, code="9998")
        unknown.refresh_from_db()
        assert unknown.code == "9999"


class TestSucceeding:
    def succeed(self, predecessor: Organisation, successor: Organisation, **values: Any) -> Succession:
        ordinary = {"kind": Succession.Kind.MERGED, "day": date(2027, 1, 1), "source": "The council", "why": "Decided."}
        return services.succeed(predecessor=predecessor, successor=successor, **{**ordinary, **values})

    def test_merger_ends_the_predecessor_the_day_before(self, granby: Organisation, norrvik: Organisation) -> None:
        self.succeed(norrvik, granby)
        norrvik.refresh_from_db()
        assert norrvik.valid_to == date(2026, 12, 31)
        assert norrvik.exists_on(date(2026, 12, 31))
        assert not norrvik.exists_on(date(2027, 1, 1))
        assert names(norrvik) == [("Norrvik", "X902", None, date(2026, 12, 31))]
        assert services.exists_today(norrvik)

    @pytest.mark.parametrize("kind", [Succession.Kind.SPLIT, Succession.Kind.PART_MOVED])
    def test_split_and_moved_part_end_nothing(
        self, kind: Succession.Kind, granby: Organisation, norrvik: Organisation
    ) -> None:
        self.succeed(norrvik, granby, kind=kind)
        norrvik.refresh_from_db()
        assert (norrvik.valid_to, norrvik.version) == (None, 2)

    def test_one_organisation_may_go_into_two(
        self, granby: Organisation, norrvik: Organisation, sweden: Organisation
    ) -> None:
        third = add("Tredje", sweden)
        self.succeed(norrvik, granby)
        self.succeed(norrvik, third)
        assert {link.successor for link in norrvik.followed_by.all()} == {granby, third}

    def test_organisation_does_not_follow_on_itself(self, granby: Organisation) -> None:
        with pytest.raises(DomainError, match="cannot follow on itself"):
            self.succeed(granby, granby)

    def test_same_change_twice_is_refused(self, granby: Organisation, norrvik: Organisation) -> None:
        self.succeed(norrvik, granby)
        with pytest.raises(DomainError, match="recorded already"):
            self.succeed(norrvik, granby)

    def test_merger_before_the_latest_name_is_refused(self, granby: Organisation, norrvik: Organisation) -> None:
        services.designate(organisation=norrvik, name="Nya Norrvik", code="X902", since=DAY, person=None, why="x")
        with pytest.raises(DomainError, match="must come after 1 March 2026"):
            self.succeed(norrvik, granby, day=DAY)
        self.succeed(norrvik, granby, day=date(2026, 3, 2))

    def test_second_editor_is_told_whatever_the_kind(self, granby: Organisation, norrvik: Organisation) -> None:
        stale = Organisation.objects.get(pk=norrvik.pk)
        self.succeed(norrvik, granby, kind=Succession.Kind.SPLIT)
        with pytest.raises(Conflict):
            self.succeed(stale, granby, day=date(2028, 1, 1), kind=Succession.Kind.PART_MOVED)
        assert norrvik.followed_by.count() == 1

    def test_history_tells_what_followed(self, granby: Organisation, norrvik: Organisation) -> None:
        self.succeed(norrvik, granby)
        assert last_change(norrvik).after == {
            "kind": "merged",
            "successor": "Granby",
            "day": "2027-01-01",
            "source": "The council",
        }


def test_newer_number_of_inhabitants_takes_the_place_of_the_older(granby: Organisation) -> None:
    for count in (100, 200):
        services.set_inhabitants(organisation=granby, year=2025, count=count, source=str(count))
    assert list(Inhabitants.objects.filter(organisation=granby).values_list("count", "source")) == [(200, "200")]


def test_inhabitants_that_change_are_told_in_the_history(granby: Organisation) -> None:
    for count in (100, 100, 120):
        services.set_inhabitants(organisation=granby, year=2024, count=count, source="a table")
    entries = [one for one in history.of_subject("organisation", granby.key) if one.verb == "counted"]
    assert [(one.before or {}).get("inhabitants") for one in entries] == [100, None]
    assert entries[0].after["inhabitants"] == 120
