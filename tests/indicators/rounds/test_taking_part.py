"""Municipalities sign up until a day; the officer adds one late; each has its unit."""

from collections.abc import Callable

import pytest

from kompassros.indicators.rounds import taking_part, trail
from kompassros.indicators.rounds.models import Participant
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import DomainError
from kompassros.statistics.models import Unit
from tests.indicators.rounds.makers import (
    make_later_round,
    make_municipality,
    make_participant,
    make_person,
    make_unit,
    person_with,
)

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
LAST_DAY, AFTER = "2026-08-31T23:59:59+02:00", "2026-09-01T00:00:00+02:00"


@pytest.fixture
def granby(db: None) -> Organisation:
    return Organisation.objects.get(key="granby")


@pytest.fixture
def coordinator(db: None) -> Person:
    return person_with(Role.COORDINATOR)


def test_coordinator_signs_up_on_the_last_day(granby: Organisation, coordinator: Person, set_clock: SetClock) -> None:
    set_clock(LAST_DAY)
    one = make_later_round(state="sign_up")
    made = taking_part.sign_up(one=one, organisation=granby, contacts=True, person=coordinator)
    assert (made.contacts, made.signed_up_by, made.unit.code, made.unit.country) == (True, coordinator, "X901", "XX")
    entry = trail.entries_of(one).get()
    assert (entry.verb, entry.organisation_id, entry.after) == ("signed_up", granby.pk, {"contacts": True})


def test_sign_up_ends_with_the_day_and_the_officer_adds_later(
    granby: Organisation, coordinator: Person, set_clock: SetClock
) -> None:
    set_clock(AFTER)
    one = make_later_round(state="sign_up")
    with pytest.raises(DomainError, match="The day for signing up has passed"):
        taking_part.sign_up(one=one, organisation=granby, contacts=False, person=coordinator)
    officer = person_with(Role.ADMINISTRATOR)
    added = taking_part.add_late(one=one, organisation=granby, contacts=False, person=officer)
    assert added.signed_up_by == officer


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.UNIT_MANAGER, Role.READER, Role.ADMINISTRATOR])
def test_sign_up_is_the_coordinators(role: Role, granby: Organisation, set_clock: SetClock) -> None:
    set_clock(LAST_DAY)
    with pytest.raises(DomainError, match="Your role does not allow this"):
        taking_part.sign_up(
            one=make_later_round(state="sign_up"), organisation=granby, contacts=False, person=person_with(role)
        )


def test_coordinator_of_another_municipality_does_not_sign_up(coordinator: Person, set_clock: SetClock) -> None:
    set_clock(LAST_DAY)
    norrvik = Organisation.objects.get(key="norrvik")
    with pytest.raises(DomainError, match="Your role does not allow this"):
        taking_part.sign_up(
            one=make_later_round(state="sign_up"), organisation=norrvik, contacts=False, person=coordinator
        )


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_sign_up_in_another_state_is_refused(state: str, granby: Organisation, set_clock: SetClock) -> None:
    set_clock(LAST_DAY)
    with pytest.raises(DomainError, match="this cannot be done now"):
        taking_part.sign_up(one=make_later_round(state=state), organisation=granby, contacts=False, person=None)


def test_municipality_takes_part_once_and_comes_back_after_leaving(granby: Organisation, set_clock: SetClock) -> None:
    set_clock(LAST_DAY)
    one = make_later_round(state="sign_up")
    first = taking_part.sign_up(one=one, organisation=granby, contacts=False, person=None)
    with pytest.raises(DomainError, match="takes part in this round already"):
        taking_part.sign_up(one=one, organisation=granby, contacts=False, person=None)
    taking_part.leave(participant=first, why="No time", person=None)
    assert taking_part.participants_of(one) == []
    back = taking_part.sign_up(one=one, organisation=granby, contacts=True, person=None)
    assert (back.pk, back.withdrawn_at, back.contacts) == (first.pk, None, True)


@pytest.mark.parametrize(("made_up_round", "key"), [(True, "stockholm"), (False, "granby")])
def test_real_and_made_up_do_not_mix(made_up_round: bool, key: str, set_clock: SetClock) -> None:
    set_clock(LAST_DAY)
    one = make_later_round(state="sign_up", made_up=made_up_round)
    with pytest.raises(DomainError, match="Made-up municipalities take part in made-up rounds"):
        taking_part.sign_up(one=one, organisation=Organisation.objects.get(key=key), contacts=False, person=None)


@pytest.mark.parametrize("key", ["lom", "sverige", "region-stockholm"])
def test_only_municipalities_of_the_country_take_part(key: str, set_clock: SetClock) -> None:
    set_clock(LAST_DAY)
    with pytest.raises(DomainError, match="is no municipality of"):
        taking_part.sign_up(
            one=make_later_round(state="sign_up"),
            organisation=Organisation.objects.get(key=key),
            contacts=False,
            person=None,
        )


def test_unit_of_a_real_municipality_is_the_catalogues() -> None:
    assert taking_part.ensure_unit(Organisation.objects.get(key="stockholm")).code == "0180"


def test_unit_is_found_by_code_where_nothing_is_linked() -> None:
    stockholm = Organisation.objects.get(key="stockholm")
    Unit.objects.filter(organisation=stockholm).update(organisation=None)
    found = taking_part.ensure_unit(stockholm)
    assert (found.code, found.country) == ("0180", "SE")


def test_real_municipality_without_unit_is_told_and_a_made_up_one_gets_one() -> None:
    with pytest.raises(DomainError, match="has no unit in the catalogue"):
        taking_part.ensure_unit(make_municipality("Nyby", "9999", made_up=False))
    tredby = make_municipality("Tredby", "X903")
    made = taking_part.ensure_unit(tredby)
    assert (made.country, made.unit_class.key, made.organisation) == ("XX", "XX-municipality", tredby)
    assert taking_part.ensure_unit(tredby) == made == make_unit(tredby)


def test_contacts_are_chosen_by_the_coordinator_until_the_day(coordinator: Person, set_clock: SetClock) -> None:
    participant = make_participant(make_later_round(state="sign_up"))
    set_clock(LAST_DAY)
    taking_part.choose_contacts(participant=participant, contacts=True, person=coordinator)
    set_clock(AFTER)
    with pytest.raises(DomainError, match="The day for signing up has passed"):
        taking_part.choose_contacts(participant=participant, contacts=False, person=coordinator)
    taking_part.choose_contacts(participant=participant, contacts=False, person=person_with(Role.ADMINISTRATOR))
    assert [entry.verb for entry in trail.entries_of(participant.round)] == ["contacts_chosen"] * 2


def test_coordinator_leaves_before_data_are_collected_and_only_the_officer_after(coordinator: Person) -> None:
    participant = make_participant(make_later_round(state="collecting"))
    with pytest.raises(DomainError, match="Data are being collected"):
        taking_part.leave(participant=participant, why="x", person=coordinator)
    taking_part.leave(participant=participant, why="Asked by letter", person=person_with(Role.ADMINISTRATOR))
    entry = trail.entries_of(participant.round).get()
    assert (entry.verb, entry.why) == ("left", "Asked by letter")
    again = Participant._base_manager.select_related("round__owner", "organisation").get(pk=participant.pk)
    with pytest.raises(DomainError, match="has left the round"):
        taking_part.leave(participant=again, why="x", person=None)


def test_lists_of_those_who_can_sign_up_or_be_added(coordinator: Person) -> None:
    one = make_later_round(state="sign_up")
    tredby = make_municipality("Tredby", "X903")
    assert [each.key for each in taking_part.municipalities_to_sign_up(one, coordinator)] == ["granby"]
    assert [each.key for each in taking_part.municipalities_to_add(one)] == ["granby", "norrvik", "tredby"]
    make_participant(one)
    assert taking_part.municipalities_to_sign_up(one, coordinator) == []
    person = make_person(Role.COORDINATOR, tredby, "tredby")
    assert taking_part.coordinators_of([tredby]) == {tredby.pk: [person]}
